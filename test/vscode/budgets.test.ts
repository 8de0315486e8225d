import assert from 'node:assert/strict';
import { budgetShare, budgetStatesOf } from '../../src/vscode/budget/budgets';
import { budgetWords } from '../../src/vscode/budget/budgetWords';
import { Figures } from '../../src/vscode/figures';
import { readSettingValues } from '../../src/vscode/settingValues';
import { englishL10n } from '../support/englishL10n';
import { CENT, gaugeView } from '../support/gaugeViews';

const figures = new Figures('en', 'api', englishL10n);

function states(values: Record<string, unknown>) {
  return budgetStatesOf(
    gaugeView(),
    readSettingValues((key) => values[key]),
    'de',
  );
}

suite('budgets', () => {
  test('none is none', () => assert.deepEqual(states({}), []));

  test('each period is counted from its own first day', () => {
    const all = states({ 'budget.day': 10, 'budget.week': 10, 'budget.month': 40 });
    assert.deepEqual(
      all.map(({ period, start, spentNano, budgetNano }) => [period, start, spentNano / CENT, budgetNano / CENT]),
      [
        ['day', '2026-03-11', 123, 1000],
        ['week', '2026-03-09', 510, 1000],
        ['month', '2026-03-01', 2033, 4000],
      ],
    );
  });

  test('a week begins on the day of the settings', () => {
    assert.equal(states({ 'budget.week': 10, 'week.firstDay': 'sunday' })[0]?.start, '2026-03-08');
  });

  test('the share that warns is the one of the settings', () => {
    assert.equal(states({ 'budget.week': 10, 'budget.warnAt': 51 })[0]?.level, 51);
    assert.equal(states({ 'budget.week': 10, 'budget.warnAt': 52 })[0]?.level, 0);
  });

  test('a share of 1 is used up', () => assert.equal(budgetShare(states({ 'budget.day': 1.23 })[0]!), 1));

  for (const [values, words] of [
    [{ 'budget.day': 1.5 }, "Today's calls come to $1.23 of your budget of $1.50."],
    [{ 'budget.week': 6 }, "This week's calls come to $5.10 of your budget of $6.00."],
    [{ 'budget.month': 25 }, "This month's calls come to $20.33 of your budget of $25.00."],
    [{ 'budget.day': 1 }, "Today's calls come to $1.23: your budget of $1.00 is used up."],
    [{ 'budget.week': 5 }, "This week's calls come to $5.10: your budget of $5.00 is used up."],
    [{ 'budget.month': 20 }, "This month's calls come to $20.33: your budget of $20.00 is used up."],
  ] as const) {
    test(words, () => assert.equal(budgetWords(states(values)[0]!, figures, englishL10n), words));
  }
});

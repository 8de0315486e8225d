import assert from 'node:assert/strict';
import type { Spending } from '../../../../src/core/insights/money/budget';
import { budgetStates, dueNotice } from '../../../../src/core/insights/money/budget';

function spending(day: number, week: number, month: number): Spending {
  return {
    day: { start: '2026-10-15', spentNano: day },
    week: { start: '2026-10-12', spentNano: week },
    month: { start: '2026-10-01', spentNano: month },
  };
}

suite('Budgets', () => {
  const levels: [number, number][] = [
    [0, 0],
    [799, 0],
    [800, 80],
    [999, 80],
    [1000, 100],
    [5000, 100],
  ];
  for (const [spent, level] of levels)
    test(`${spent} of 1000 reaches level ${level}`, () =>
      assert.deepEqual(
        budgetStates(spending(spent, 0, 0), { day: 1000 }).map((state) => state.level),
        [level],
      ));

  test('levels are the caller’s to choose', () => {
    assert.equal(budgetStates(spending(500, 0, 0), { day: 1000 }, [50])[0]?.level, 50);
  });

  test('only those that are set have a state', () => {
    assert.deepEqual(budgetStates(spending(1, 2, 3), {}), []);
    assert.deepEqual(budgetStates(spending(1, 2, 3), { day: 0, week: NaN, month: 10 }), [
      { period: 'month', start: '2026-10-01', spentNano: 3, budgetNano: 10, level: 0 },
    ]);
  });
});

suite('Notice about a budget', () => {
  const warned = budgetStates(spending(850, 0, 0), { day: 1000 });
  const passed = budgetStates(spending(1100, 0, 0), { day: 1000 });

  test('none before a level is reached', () => {
    assert.equal(dueNotice(budgetStates(spending(1, 1, 1), { day: 1000 }), new Set(), 0, 1), undefined);
  });

  test('once for each level', () => {
    const first = dueNotice(warned, new Set(), 0, 1);
    assert.equal(first?.state.level, 80);
    const shown = new Set([first!.key]);
    assert.equal(dueNotice(warned, shown, 0, 1), undefined);
    const second = dueNotice(passed, shown, 0, 1);
    assert.equal(second?.state.level, 100);
    assert.equal(dueNotice(passed, shown.add(second!.key), 0, 1), undefined);
  });

  test('a level that was jumped over stays untold', () => {
    const shown = new Set([dueNotice(passed, new Set(), 0, 1)!.key]);
    assert.equal(dueNotice(passed, shown, 0, 1), undefined);
  });

  test('again in the next period, and for another budget', () => {
    const shown = new Set([dueNotice(warned, new Set(), 0, 1)!.key]);
    const tomorrow = { ...spending(850, 0, 0), day: { start: '2026-10-16', spentNano: 850 } };
    assert.equal(dueNotice(budgetStates(tomorrow, { day: 1000 }), shown, 0, 1)?.state.start, '2026-10-16');
    assert.equal(dueNotice(budgetStates(spending(850, 0, 0), { day: 900 }), shown, 0, 1)?.state.budgetNano, 900);
  });

  test('the highest level first', () => {
    const states = budgetStates(spending(850, 0, 5000), { day: 1000, month: 5000 });
    assert.equal(dueNotice(states, new Set(), 0, 1)?.state.period, 'month');
  });

  test('not while snoozed', () => {
    assert.equal(dueNotice(passed, new Set(), 1000, 999), undefined);
    assert.equal(dueNotice(passed, new Set(), 1000, 1000)?.state.level, 100);
  });
});

import assert from 'node:assert/strict';
import { Figures } from '../../src/vscode/figures';
import { gaugeFace, type GaugeInput } from '../../src/vscode/gauge/gaugeFace';
import { englishL10n } from '../support/englishL10n';
import { CENT, gaugeView, totals } from '../support/gaugeViews';

function face(input: Partial<GaugeInput> = {}) {
  const all: GaugeInput = {
    view: gaugeView(),
    show: 'cost',
    budgets: [],
    indexing: false,
    failure: '',
    sample: false,
    machine: 'lovelace',
    ...input,
  };
  return gaugeFace(all, new Figures('en', 'api', englishL10n), englishL10n);
}

function budget(period: 'day' | 'week' | 'month', share: number) {
  return { period, start: '2026-03-01', spentNano: share * 100 * CENT, budgetNano: 100 * CENT, level: 0 };
}

suite('gaugeFace', () => {
  for (const [show, text, label] of [
    ['cost', '$(graph) $1.23', 'Tokenmin: 1.23 US dollars today'],
    ['tokens', '$(graph) 1,200 tokens', 'Tokenmin: 1,200 tokens today'],
    ['budget', '$(graph) $1.23', 'Tokenmin: 1.23 US dollars today'],
    ['icon', '$(graph)', 'Tokenmin: 1.23 US dollars today'],
  ] as const) {
    test(`shows ${show}`, () => assert.deepEqual(face({ show }), { text, label, warn: false }));
  }

  test('says what is estimated, in whatever it shows', () => {
    const today = totals({
      requests: 3,
      estimatedRequests: 2,
      inputTokens: 900,
      costNano: 5 * CENT,
      estimatedCostNano: 4 * CENT,
    });
    const view = gaugeView({ today, week: today });
    assert.deepEqual(face({ view }), {
      text: '$(graph) ≈ $0.05',
      label: 'Tokenmin: 0.05 US dollars today, calls estimated: 2',
      warn: false,
    });
    assert.equal(face({ view, show: 'tokens' })?.text, '$(graph) ≈ 900 tokens');
    assert.equal(face({ view, show: 'budget', budgets: [budget('week', 0.5)] })?.text, '$(graph) ≈ 50%');
    assert.equal(face({ view, show: 'budget', budgets: [budget('month', 0.5)] })?.text, '$(graph) 50%');
  });

  test('marks no cost as estimated that is not: the estimated calls have no price', () => {
    const today = totals({ requests: 3, estimatedRequests: 1, unpricedRequests: 1, costNano: 5 * CENT });
    assert.deepEqual(face({ view: gaugeView({ today }) }), {
      text: '$(graph) $0.05+',
      label: 'Tokenmin: 0.05 US dollars today, calls estimated: 1, calls without a known price: 1',
      warn: false,
    });
  });

  test('counts down where that is wanted', () => {
    assert.deepEqual(face({ cacheMinutes: 12 }), {
      text: '$(graph) $1.23 $(watch) 12 min',
      label: 'Tokenmin: 1.23 US dollars today, the context is in the cache for 12 more minutes',
      warn: false,
    });
  });

  test('shows nothing when it is to be hidden, whatever has happened', () => {
    assert.equal(face({ show: 'hidden', failure: 'crash' }), undefined);
  });

  test('shows nothing as long as there is nothing to count', () => {
    assert.equal(face({ view: undefined }), undefined);
    assert.equal(face({ view: gaugeView({ hasData: false }) }), undefined);
  });

  test('spins from the first reading on', () => {
    assert.equal(face({ view: gaugeView({ hasData: false }), indexing: true })?.text, '$(sync~spin) Counting…');
    assert.equal(face({ indexing: true })?.text, '$(sync~spin) $1.23');
  });

  test('shows a day without calls as nothing spent', () => {
    assert.equal(face({ view: gaugeView({ today: totals({}), rows: [] }) })?.text, '$(graph) $0.00');
  });

  test('marks a sum that leaves out calls without a price', () => {
    const today = totals({ requests: 3, costNano: 5 * CENT, unpricedRequests: 1 });
    assert.deepEqual(face({ view: gaugeView({ today }) }), {
      text: '$(graph) $0.05+',
      label: 'Tokenmin: 0.05 US dollars today, calls without a known price: 1',
      warn: false,
    });
    const share = face({ view: gaugeView({ today }), show: 'budget', budgets: [budget('day', 0.42)] });
    assert.equal(share?.label, "Tokenmin: 42% of today's budget used, calls without a known price: 1");
  });

  test('never shows a day without a price as nothing spent', () => {
    const today = totals({ requests: 3, unpricedRequests: 3 });
    assert.deepEqual(face({ view: gaugeView({ today }) }), {
      text: '$(graph) unpriced',
      label: 'Tokenmin: unpriced today, calls without a known price: 3',
      warn: false,
    });
  });

  for (const [tightest, text, label] of [
    ['day', '$(graph) 42%', "Tokenmin: 42% of today's budget used"],
    ['week', '$(graph) 42%', "Tokenmin: 42% of this week's budget used"],
    ['month', '$(graph) 42%', "Tokenmin: 42% of this month's budget used"],
  ] as const) {
    test(`shows the share of the tightest budget: the ${tightest}'s`, () => {
      const periods = ['day', 'week', 'month'] as const;
      const budgets = periods.map((period) => budget(period, period === tightest ? 0.42 : 0.1));
      assert.deepEqual(face({ show: 'budget', budgets }), { text, label, warn: false });
    });
  }

  test('warns only when a budget is used up', () => {
    assert.equal(face({ budgets: [budget('day', 0.99)] })?.warn, false);
    assert.equal(face({ budgets: [budget('day', 0.99), budget('month', 1)] })?.warn, true);
  });

  test('says that it shows sample data', () => {
    assert.deepEqual(face({ sample: true }), {
      text: '$(beaker) Sample data $1.23',
      label: 'Tokenmin: Sample data, 1.23 US dollars today',
      warn: false,
    });
  });

  test('says that counting has stopped', () => {
    assert.deepEqual(face({ failure: 'exit 1' }), {
      text: '$(warning) Tokenmin',
      label: 'Tokenmin has stopped counting',
      warn: false,
    });
  });
});

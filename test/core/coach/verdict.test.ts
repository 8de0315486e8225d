import assert from 'node:assert/strict';
import { ConditionTally, type Conditions } from '../../../src/core/coach/conditions';
import type { CallFacts } from '../../../src/core/insights/session/sessionFacts';
import { conversation } from '../../support/scenario';
import { judge, type FollowedAdvice, type QualityUnit, type Unit } from '../../../src/core/coach/verdict';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 5, 15);

/** `n` units spread over the 14 days before, or after, that the advice was followed. */
function units(n: number, value: (i: number) => number, when: 'before' | 'after', stratum?: string): Unit[] {
  const start = when === 'before' ? AT - 14 * DAY : AT;
  return Array.from({ length: n }, (_, i) => ({ at: start + (i * 14 * DAY) / n, value: value(i), stratum }));
}

function edits(n: number, right: number): QualityUnit[] {
  return Array.from({ length: n }, (_, i) => ({ at: AT, oneShot: i < right }));
}

const CONDITIONS: Conditions = { model: 'claude-opus-4-8', effort: 'high', client: '2.1', price: 5e9 };
const under = (change: Partial<Conditions>) => ({ conditions: { ...CONDITIONS, ...change } });

const followed: FollowedAdvice = {
  at: AT,
  before: units(40, (i) => 1000 + i, 'before'),
  qualityBefore: edits(60, 48),
  expected: 0.5,
  monthlyNano: 4_000_000_000,
  conditions: CONDITIONS,
};
const later = {
  at: AT + 14 * DAY,
  after: units(40, (i) => 400 + i, 'after'),
  quality: edits(60, 48),
  conditions: CONDITIONS,
  overlapping: false,
};

suite('verdict', () => {
  test('worked: at least 70 % of what was promised', () => {
    const { verdict, realisedNano } = judge(followed, later);
    assert.equal(verdict, 'worked');
    assert.equal(realisedNano, 4_000_000_000);
  });

  test('partly: less than that, and not by chance', () => {
    const after = units(40, (i) => 800 + i, 'after');
    const { verdict, realisedNano, ratio } = judge(followed, { ...later, after });
    assert.equal(verdict, 'partly');
    assert.equal(ratio?.middle.toFixed(3), '0.804');
    assert.equal(realisedNano, Math.floor(4_000_000_000 * ((1 - ratio.middle) / 0.5)));
  });

  test('no effect: the interval holds 1', () => {
    const after = units(40, (i) => 1000 + (i % 7), 'after');
    const before = units(40, (i) => 1000 + (i % 5), 'before');
    const { verdict, realisedNano } = judge({ ...followed, before }, { ...later, after });
    assert.equal(verdict, 'no-effect');
    assert.equal(realisedNano, undefined);
  });

  test('harmful: fewer changes were right at once, whatever was saved', () => {
    assert.equal(judge(followed, { ...later, quality: edits(60, 36) }).verdict, 'harmful');
    assert.equal(judge(followed, { ...later, quality: edits(60, 46) }).verdict, 'worked');
  });

  test('harmful: more changes were corrected, while fewer failed by themselves', () => {
    const of = (corrected: number): QualityUnit[] =>
      edits(60, 48).map((edit, i) => ({ ...edit, corrected: i < corrected }));
    const verdict = (before: QualityUnit[], after: QualityUnit[]) =>
      judge({ ...followed, qualityBefore: before }, { ...later, quality: after }).verdict;
    assert.equal(verdict(of(2), of(12)), 'harmful');
    assert.equal(verdict(of(2), of(4)), 'worked');
    assert.equal(verdict(of(12), of(2)), 'worked');
    assert.equal(verdict(edits(60, 48), of(12)), 'worked');
  });

  test('stays what it was when 45 days have gone by', () => {
    const after = units(128, (i) => 400 + i / 10, 'after').map((unit, i) => ({
      ...unit,
      at: AT + (i * 45 * DAY) / 128,
    }));
    for (const days of [45, 60, 91, 400]) {
      assert.equal(judge(followed, { ...later, after, at: AT + days * DAY }).verdict, 'worked');
    }
  });

  test('minds how many units there were, where only the newest are kept', () => {
    const more = { unitsAfter: 400 };
    assert.equal(judge(followed, { ...later, ...more }).verdict, 'inconclusive');
    assert.equal(judge({ ...followed, unitsBefore: 400 }, { ...later, ...more }).verdict, 'worked');
  });

  test('of what happens seldom compares how often it happens', () => {
    const seldom = (n: number, when: 'before' | 'after') => units(40, (i) => (i < n ? 500 + i : 0), when);
    const verdict = (was: number, is: number) =>
      judge({ ...followed, before: seldom(was, 'before') }, { ...later, after: seldom(is, 'after') });
    assert.deepEqual(
      [verdict(16, 0).verdict, verdict(16, 14).verdict, verdict(16, 6).ratio?.middle, verdict(0, 4).verdict],
      ['worked', 'no-effect', 0.375, 'inconclusive'],
    );
  });

  test('says where it has become more', () => {
    const { verdict, why } = judge(followed, { ...later, after: units(40, (i) => 2000 + i, 'after') });
    assert.deepEqual([verdict, why.text], ['no-effect', 'It has become more since then.']);
  });

  test('pending: 19 units, or 6 days', () => {
    assert.equal(judge(followed, { ...later, after: later.after.slice(0, 19) }).verdict, 'pending');
    assert.equal(judge(followed, { ...later, at: AT + 6 * DAY }).verdict, 'pending');
  });

  const inconclusive: [string, Partial<FollowedAdvice>, Partial<typeof later>][] = [
    ['after 45 days with too little', {}, { at: AT + 46 * DAY, after: later.after.slice(0, 5) }],
    ['19 units before', { before: followed.before.slice(0, 19) }, {}],
    ['another model', {}, under({ model: 'claude-sonnet-4-6' })],
    ['another price', {}, under({ price: 4e9 })],
    ['another effort', {}, under({ effort: 'low' })],
    ['another version', {}, under({ client: '2.2' })],
    ['another effort, where the model is to change', { changes: 'model' }, under({ effort: 'low' })],
    ['another model, where the effort is to change', { changes: 'effort' }, under({ model: 'claude-sonnet-4-6' })],
    ['two changes at once', {}, { overlapping: true }],
    ['more than twice the work', {}, { after: units(81, (i) => 400 + i, 'after') }],
    ['nothing of it before', { before: units(40, () => 0, 'before') }, {}],
  ];
  for (const [name, before, after] of inconclusive) {
    test(`inconclusive: ${name}`, () => {
      assert.equal(judge({ ...followed, ...before }, { ...later, ...after }).verdict, 'inconclusive');
    });
  }

  const comparable: [string, Partial<FollowedAdvice>, Partial<typeof later>][] = [
    ['the model that is to change', { changes: 'model' }, under({ model: 'claude-sonnet-4-6', price: 3e9 })],
    ['the effort that is to change', { changes: 'effort' }, under({ effort: 'low' })],
    ['an effort that the log did not name before', under({ effort: '' }), {}],
    ['all that was not kept before', { conditions: { model: CONDITIONS.model } }, {}],
    ['a model without a price', under({ price: undefined }), under({ price: undefined })],
  ];
  for (const [name, before, after] of comparable) {
    test(`worked, whatever becomes of ${name}`, () => {
      assert.equal(judge({ ...followed, ...before }, { ...later, ...after }).verdict, 'worked');
    });
  }

  test('conditions are those of what cost most', () => {
    const tally = new ConditionTally();
    const call = (clientVersion: string, model: string, costNano: number, input: number): CallFacts => ({
      ...conversation().prompt('Go.').call().facts().threads[0]!.calls[0]!,
      clientVersion,
      model,
      costNano,
      effort: model === 'a' ? 'low' : 'high',
      rates: { input, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 },
    });
    tally.add(call('2.1.7', 'a', 5, 100));
    tally.add(call('2.1.200', 'b', 3, 300));
    tally.add(call('0.46.0', 'b', 4, 200));
    assert.deepEqual(tally.conditions, { model: 'b', effort: 'high', client: '2.1', price: 200 });
    assert.deepEqual(new ConditionTally().conditions, { model: '', effort: '', client: '', price: undefined });
  });

  test('easier work is not a saving', () => {
    const before = [...units(20, () => 100, 'before', 'question'), ...units(20, () => 1000, 'before', 'feature')];
    const after = [...units(35, () => 100, 'after', 'question'), ...units(5, () => 1000, 'after', 'feature')];
    assert.equal(judge({ ...followed, before }, { ...later, after }).verdict, 'no-effect');
  });

  // COACHING D0.7 names these drops for a one-shot rate of 80 %.
  for (const [n, points] of [
    [20, 16],
    [30, 13],
    [60, 9],
    [100, 7],
    [200, 5],
  ] as const) {
    test(`${n} changes on either side show no drop under ${points} points`, () => {
      const { power } = judge({ ...followed, qualityBefore: edits(n, n) }, { ...later, quality: edits(n, n) });
      assert.equal(Math.round(power * 100), points);
    });
  }
});

import assert from 'node:assert/strict';
import { demotedRules } from '../../src/node/coach/verdicts';
import type { Verdict, VerdictView } from '../../src/protocol/coachViews';

function verdicts(ruleId: string, counts: Partial<Record<Verdict, number>>): VerdictView[] {
  return Object.entries(counts).flatMap(([verdict, n]) =>
    Array.from({ length: n }, (_, id) => ({
      id,
      ruleId,
      check: { text: '', figures: {} },
      workspace: '',
      followedAt: 0,
      verdict: verdict as Verdict,
      before: 20,
      after: 20,
      power: 0.16,
      why: { text: '', figures: {} },
    })),
  );
}

suite('rules that failed here too often', () => {
  const cases: [string, Partial<Record<Verdict, number>>, boolean][] = [
    ['three of ten worked', { worked: 2, partly: 1, 'no-effect': 6, harmful: 1 }, true],
    ['four of ten worked', { worked: 3, partly: 1, 'no-effect': 6 }, false],
    ['none of nine worked', { 'no-effect': 9 }, false],
    ['none of nine, and others that say nothing', { 'no-effect': 9, pending: 5, inconclusive: 5 }, false],
    ['none of twelve worked', { harmful: 12 }, true],
  ];
  for (const [name, counts, demoted] of cases) {
    test(name, () => assert.equal(demotedRules(verdicts('loop', counts)).has('loop'), demoted));
  }

  test('each rule is judged by its own verdicts', () => {
    const all = [...verdicts('loop', { 'no-effect': 10 }), ...verdicts('rereads', { worked: 10 })];
    assert.deepEqual([...demotedRules(all)], ['loop']);
  });
});

import assert from 'node:assert/strict';
import { commitCosts, type CommitCandidate, type CommitFacts } from '../../../../src/core/insights/money/commitCost';

const HOUR = 3_600_000;
const NINE = Date.UTC(2026, 5, 1, 9);

const session = (id: number, hours: [from: number, to: number], files: string[], nano = 600): CommitCandidate => ({
  id,
  workspace: '/home/me/shop',
  firstAt: NINE + hours[0] * HOUR,
  lastAt: NINE + hours[1] * HOUR,
  nano,
  files: new Set(files),
});
const commit = (hash: string, hour: number, files?: string[], revertedAfter?: number): CommitFacts => ({
  hash,
  at: NINE + hour * HOUR,
  root: '/home/me/shop',
  files,
  ...(revertedAfter === undefined ? {} : { revertedAt: NINE + (hour + revertedAfter) * HOUR }),
});

suite('cost of commits', () => {
  test('a commit of the edited files within the conversation is its commit', () => {
    const costs = commitCosts([commit('a', 1, ['src/cart.ts'])], [session(1, [0, 2], ['/home/me/shop/src/cart.ts'])]);
    assert.deepEqual(costs, { surviving: [600], reverted: 0, ambiguous: 0, uncommitted: 0 });
  });

  test('two commits share the cost', () => {
    const both = [commit('a', 1, ['a.ts']), commit('b', 3, ['a.ts', 'b.ts'])];
    assert.deepEqual(commitCosts(both, [session(1, [0, 2], ['a.ts', 'b.ts'])]).surviving, [300, 300]);
  });

  test('of two conversations, the one with more of the files', () => {
    const sessions = [session(1, [0, 2], ['a.ts', 'b.ts'], 100), session(2, [0, 2], ['a.ts'], 900)];
    const costs = commitCosts([commit('a', 1, ['a.ts', 'b.ts'])], sessions);
    assert.deepEqual(costs, { surviving: [100], reverted: 0, ambiguous: 0, uncommitted: 1 });
  });

  test('where as many files speak for either, it says so', () => {
    const sessions = [session(1, [0, 2], ['a.ts'], 100), session(2, [0, 3], ['a.ts'], 900)];
    assert.deepEqual(commitCosts([commit('a', 1, ['a.ts'])], sessions).ambiguous, 1);
  });

  test('where the files are not known, time alone tells, and it says so', () => {
    const costs = commitCosts([commit('a', 1)], [session(1, [0, 2], ['a.ts'])]);
    assert.deepEqual([costs.surviving, costs.ambiguous], [[600], 1]);
  });

  const others: [string, CommitFacts][] = [
    ['before the conversation', commit('a', -1, ['a.ts'])],
    ['more than a day after it', commit('a', 27, ['a.ts'])],
    ['of other files', commit('a', 1, ['z.ts'])],
    ['in another folder', { ...commit('a', 1, ['a.ts']), root: '/home/me/shop-two' }],
  ];
  for (const [name, other] of others) {
    test(`not its commit: ${name}`, () => {
      const costs = commitCosts([other], [session(1, [0, 2], ['a.ts'])]);
      assert.deepEqual(costs, { surviving: [], reverted: 0, ambiguous: 0, uncommitted: 1 });
    });
  }

  test('reverted within 14 days, it did not survive', () => {
    const costs = commitCosts([commit('a', 1, ['a.ts'], 24 * 13)], [session(1, [0, 2], ['a.ts'])]);
    assert.deepEqual(costs, { surviving: [], reverted: 1, ambiguous: 0, uncommitted: 0 });
    const later = commitCosts([commit('a', 1, ['a.ts'], 24 * 15)], [session(1, [0, 2], ['a.ts'])]);
    assert.deepEqual(later.surviving, [600]);
  });

  test('a conversation without edits is nobody’s work', () => {
    assert.equal(commitCosts([commit('a', 1, ['a.ts'])], [session(1, [0, 2], [])]).uncommitted, 0);
  });
});

import assert from 'node:assert/strict';
import { isFuller, isSameCall, mergeCalls, mergeCopies } from '../../../src/core/usage/dedupe';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import { recordOf } from '../../support/recordOf';

const call = (key: string, more: Partial<UsageRecord> = {}): UsageRecord =>
  recordOf({ dedupKey: key, responseId: key, inputTokens: 10, outputTokens: 1, ...more });

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (let i = 0; i < items.length; i++) {
    for (const rest of orders(items.toSpliced(i, 1))) yield [items[i]!, ...rest];
  }
}
const COPY = { file: '/copy', offset: 0 };
const outputs = (records: readonly UsageRecord[]): number[] => records.map((r) => r.outputTokens).sort((a, b) => a - b);

suite('isSameCall', () => {
  for (const [what, a, b, same] of [
    ['one key, one request', { variant: 'r1' }, { variant: 'r1' }, true],
    ['one key, two requests', { variant: 'r1' }, { variant: 'r2' }, false],
    ['one key, a request unknown', { variant: 'r1' }, {}, true],
    ['one key, a replay under another request', { variant: 'r1' }, { variant: 'r2', replayed: true }, true],
    ['two keys', {}, { dedupKey: 'other' }, false],
  ] as const) {
    test(`${what}: ${same ? 'yes' : 'no'}`, () => {
      assert.equal(isSameCall(call('k', a), call('k', b)), same);
      assert.equal(isSameCall(call('k', b), call('k', a)), same);
    });
  }
});

suite('isFuller', () => {
  for (const [what, a, b, fuller] of [
    ['more output', {}, { outputTokens: 2 }, true],
    ['less output', { outputTokens: 2 }, {}, false],
    ['the same', {}, {}, false],
    ['the same tokens with more tools', {}, { toolCalls: 1 }, true],
    ['an original after its replay', { replayed: true, outputTokens: 9 }, {}, true],
    ['a replay after its original', {}, { replayed: true, outputTokens: 9 }, false],
    ['a count after an estimate', { basis: 'estimated', outputTokens: 9 }, {}, true],
    ['an estimate after a count', {}, { basis: 'estimated', outputTokens: 9 }, false],
    ['a newer estimate', { basis: 'estimated', outputTokens: 9 }, { basis: 'estimated' }, true],
    ['a copy’s lower estimate', { basis: 'estimated', outputTokens: 9 }, { basis: 'estimated', at: COPY }, false],
    ['a copy’s higher estimate', { basis: 'estimated' }, { basis: 'estimated', outputTokens: 9, at: COPY }, true],
    ['a copy’s same estimate', { basis: 'estimated' }, { basis: 'estimated', at: COPY }, false],
  ] as const) {
    test(`${what}: ${fuller ? 'yes' : 'no'}`, () => assert.equal(isFuller(call('k', a), call('k', b)), fuller));
  }
});

suite('mergeCopies', () => {
  test('takes the fuller figures, the earlier time, and what either knows', () => {
    const early = call('k', { timestamp: 500, toolCalls: 2, reportedCostNano: 7, variant: 'r1' });
    const full = call('k', { timestamp: 900, outputTokens: 50, toolCalls: 1 });
    for (const merged of [mergeCopies(early, full), mergeCopies(full, early)]) {
      assert.deepEqual(
        [merged.timestamp, merged.outputTokens, merged.toolCalls, merged.reportedCostNano, merged.variant, merged.seen],
        [500, 50, 2, 7, 'r1', 2],
      );
    }
  });

  test('knows the folder that either row names, the fuller one’s first', () => {
    const [older, newer] = [call('k', { outputTokens: 5, workspace: '' }), call('k', { workspace: '/w' })];
    assert.deepEqual([mergeCopies(older, newer).workspace, mergeCopies(newer, older).workspace], ['/w', '/w']);
    assert.equal(mergeCopies({ ...older, workspace: '/v' }, newer).workspace, '/v');
  });

  test('knows the effort that either row names, the fuller one’s first', () => {
    const [older, newer] = [call('k', { outputTokens: 5 }), call('k', { effort: 'low' })];
    assert.deepEqual([mergeCopies(older, newer).effort, mergeCopies(newer, older).effort], ['low', 'low']);
    assert.equal(mergeCopies(call('k', { effort: 'high', outputTokens: 5 }), newer).effort, 'high');
  });

  test('does not take a replay’s request id for the call’s', () => {
    const merged = mergeCopies(call('k'), call('k', { replayed: true, variant: 'r2' }));
    assert.equal(merged.variant, '');
  });
});

suite('mergeCalls', () => {
  const inEveryOrder = (records: readonly UsageRecord[], expected: number[]): void => {
    for (const order of orders(records)) assert.deepEqual(outputs(mergeCalls(order)), expected);
  };
  const forked = (key: string, originalKey: string, more: Partial<UsageRecord> = {}): UsageRecord =>
    call(key, { source: 'codex', originalKey, originalConversation: 's-1', ...more });

  test('counts the rows of a call once', () => {
    const rows = [call('a'), call('b', { outputTokens: 5 }), call('a', { outputTokens: 7 }), call('a')];
    assert.deepEqual(outputs(mergeCalls(rows)), [5, 7]);
  });

  test('keeps calls apart that share a message but not a request', () => {
    inEveryOrder([call('k', { variant: 'r1' }), call('k', { variant: 'r2', outputTokens: 5 })], [1, 5]);
  });

  test('prefers an original to its replays in every order', () => {
    inEveryOrder(
      [
        call('k', { variant: 'r1', outputTokens: 5 }),
        call('k', { variant: 'r2', replayed: true, outputTokens: 9 }),
        call('k', { variant: 'r3', replayed: true }),
      ],
      [5],
    );
  });

  test('knows a fork’s copy by its origin’s name in every order', () => {
    inEveryOrder([call('a'), forked('b', 'a'), call('c', { outputTokens: 3 })], [1, 3]);
  });

  test('knows forks of forks by their parents’ names in every order', () => {
    inEveryOrder([call('a'), forked('b', 'a'), forked('c', 'b'), forked('d', 'c')], [1]);
  });

  test('joins calls that were taken for two until a fork links them', () => {
    const kept = mergeCalls([call('a'), forked('c', 'b', { timestamp: 10, outputTokens: 8 }), forked('b', 'a')]);
    assert.deepEqual(
      kept.map((r) => [r.outputTokens, r.timestamp, r.seen]),
      [[8, 10, 3]],
    );
  });

  test('finds a call that was joined with another under all its names', () => {
    const records = [call('a'), forked('c', 'b'), forked('b', 'a'), call('c', { outputTokens: 6 }), forked('e', 'c')];
    assert.deepEqual(outputs(mergeCalls(records)), [6]);
  });

  test('leaves out what a fork copied from a conversation that is gone', () => {
    const orphan = forked('b', 'a', { inFork: true, conversationId: 's-2', originalConversation: 'gone' });
    inEveryOrder([orphan, call('c', { outputTokens: 3 })], [3]);
  });

  test('leaves out what a fork of a fork copied from a conversation that is gone', () => {
    const inFork = { inFork: true, conversationId: 's-2', originalConversation: 'gone' };
    const fork = [forked('b1', 'a1', inFork), call('b2', { conversationId: 's-2', outputTokens: 3 })];
    const copies = [forked('c1', 'a1'), forked('c2', 'b2')].map((r) => ({
      ...r,
      inFork: true,
      conversationId: 's-3',
      originalConversation: 's-2',
    }));
    inEveryOrder([...fork, ...copies], [3]);
  });
});

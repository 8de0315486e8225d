import assert from 'node:assert/strict';
import type { CallFacts } from '../../../../src/core/insights/session/sessionFacts';
import { setAdviceAside } from '../../../../src/core/insights/session/setAdviceAside';
import { sortIntoSteps } from '../../../../src/core/insights/session/placeBlocks';
import { conversation } from '../../../support/scenario';

const [like] = conversation().prompt('Go.').call().facts().threads[0]!.calls;

let minute = 0;
function call(responseId: string, input: number, more: Partial<CallFacts> = {}): CallFacts {
  const rates = { input: 3e6, cacheRead: 3e5, cacheWrite5m: 3_750_000, cacheWrite1h: 6e6, output: 15e6 };
  const figures = {
    cacheRead: input - 1000,
    cacheWrite: 1000,
    cacheWrite1h: 0,
    output: 500,
    costNano: 50_000_000,
    rates,
  };
  return { ...like!, responseId, at: 60_000 * minute++, operation: 'chat', input, ...figures, ...more };
}
const advice = (responseId: string, input: number): CallFacts =>
  call(responseId, input, { operation: 'advisor', model: 'claude-opus-5', cacheRead: 0, cacheWrite: 0 });

const contexts = (threads: ReadonlyMap<string, CallFacts[]>): [string, number[]][] =>
  [...threads].map(([agent, calls]) => [agent, calls.map(({ input }) => input)]);
const sum = (
  threads: ReadonlyMap<string, CallFacts[]>,
  key: 'input' | 'cacheRead' | 'cacheWrite' | 'costNano',
): number => [...threads.values()].flat().reduce((total, one) => total + (one[key] ?? 0), 0);

suite('advice', () => {
  test('has a thread of its own, and who asked for it keeps the last sampling’s context', () => {
    const calls = new Map([
      [
        '',
        [
          call('m1', 60_000),
          call('m2', 124_000, { cacheRead: 121_000, cacheWrite: 3_000 }),
          advice('m2', 63_000),
          call('m3', 64_000),
        ],
      ],
    ]);
    const threads = setAdviceAside(calls);
    assert.deepEqual(contexts(threads), [
      ['', [60_000, 62_000, 64_000]],
      ['advisor', [62_000, 63_000]],
    ]);
    for (const key of ['input', 'cacheRead', 'cacheWrite', 'costNano'] as const) {
      assert.equal(sum(threads, key), sum(calls, key), key);
    }
    const [, asked] = threads.get('')!;
    assert.deepEqual([asked!.cacheWrite, asked!.output, asked!.costNano], [3_000, 500, 31_400_000]);
  });

  test('asked for twice in one call leaves a third of its sum', () => {
    const calls = [call('m1', 60_000), call('m2', 189_000), advice('m2', 62_000), advice('m2', 64_000)];
    assert.deepEqual(contexts(setAdviceAside(new Map([['', calls]]))), [
      ['', [60_000, 63_000]],
      ['advisor', [126_000, 62_000, 64_000]],
    ]);
  });

  const single: [string, CallFacts[], number][] = [
    ['is not more than the advisor was shown', [call('m1', 20_000), call('m2', 62_000), advice('m2', 63_000)], 62_000],
    ['is far more than that', [call('m1', 20_000), call('m2', 62_000), advice('m2', 7_000)], 62_000],
    ['has hardly grown', [call('m1', 60_000), call('m2', 80_000), advice('m2', 50_000)], 80_000],
    ['has no id to tell it by', [call('', 60_000), call('', 124_000), advice('', 63_000)], 124_000],
  ];
  for (const [what, calls, context] of single) {
    test(`of a call whose context ${what} takes nothing of it`, () => {
      assert.equal(setAdviceAside(new Map([['', calls]])).get('')![1]!.input, context);
    });
  }

  test('of a sub-agent is not in its thread either', () => {
    const calls = new Map([
      ['', [call('m1', 60_000)]],
      ['a1', [call('k1', 20_000), advice('k1', 21_000)]],
    ]);
    assert.deepEqual(contexts(setAdviceAside(calls)), [
      ['', [60_000]],
      ['a1', [20_000]],
      ['advisor', [21_000]],
    ]);
  });

  test('and a declined attempt are aside alike, and only advice makes a sum', () => {
    const attempt = call('m2', 61_000, { operation: 'attempt', model: 'claude-fable-5' });
    const calls = [call('m1', 60_000), attempt, call('m2', 62_000), call('m3', 63_000)];
    assert.deepEqual(contexts(setAdviceAside(new Map([['', calls]]))), [
      ['', [60_000, 62_000, 63_000]],
      ['advisor', [61_000]],
    ]);
  });

  test('without a price stays without', () => {
    const unpriced = { costNano: undefined, rates: undefined };
    const calls = [call('m1', 60_000, unpriced), call('m2', 124_000, unpriced), advice('m2', 63_000)];
    const [, asked] = setAdviceAside(new Map([['', calls]])).get('')!;
    assert.deepEqual([asked!.input, asked!.costNano], [62_000, undefined]);
  });

  test('begins a context with each call', () => {
    const { restarts } = sortIntoSteps('advisor', [advice('m1', 60_000), advice('m2', 62_000)], []);
    assert.deepEqual([...restarts], [0, 1]);
  });
});

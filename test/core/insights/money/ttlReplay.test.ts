import assert from 'node:assert/strict';
import { replayCache, type CacheLife } from '../../../../src/core/insights/money/ttlReplay';
import { conversation, scenarioPrices } from '../../../support/scenario';
import { repriced } from '../../../../src/core/insights/money/repricing';

/** Three calls, `pause` minutes before the last one. */
const calls = (cache: CacheLife, pause: number) =>
  conversation({ cache }).prompt('Go.').call({ out: 1000 }).call({ out: 1000 }).wait(pause).call({}).facts().threads[0]!
    .calls;

suite('replay of a cache’s life', () => {
  for (const life of ['5m', '1h'] as const) {
    for (const pause of [0, 12, 90]) {
      test(`with its own life of ${life} and a pause of ${pause} minutes, all is as it was billed`, () => {
        const own = calls(life, pause);
        const splits = replayCache(own, life);
        own.forEach((call, j) => {
          const cache = splits[j];
          assert.equal(repriced(scenarioPrices, 'claude-code', call, { cache })?.totalNano, call.costNano);
        });
      });
    }
  }

  test('an hour’s cache outlives twelve minutes', () => {
    const own = calls('5m', 12);
    assert.deepEqual([own[2]!.cacheRead, own[2]!.cacheWrite], [0, 22_001]);
    assert.deepEqual(replayCache(own, '1h')[2], { read: 21_001, write: 1000, write1h: 1000 });
  });

  test('five minutes’ cache does not', () => {
    const own = calls('1h', 12);
    assert.deepEqual([own[2]!.cacheRead, own[2]!.cacheWrite1h], [21_001, 1000]);
    assert.deepEqual(replayCache(own, '5m')[2], { read: 0, write: 22_001, write1h: 0 });
  });

  test('neither outlives ninety minutes', () => {
    const own = calls('5m', 90);
    assert.deepEqual(replayCache(own, '1h')[2], { read: 0, write: 22_001, write1h: 22_001 });
  });

  test('what a change of model has lost stays lost', () => {
    const script = conversation({ cache: '5m' }).prompt('Go.').call({}).wait(12).call({ model: 'claude-sonnet-4-6' });
    assert.equal(replayCache(script.facts().threads[0]!.calls, '1h')[1]?.read, 0);
  });

  const efforts: [string, string, number][] = [
    ['low', 'high', 0],
    ['high', 'high', 20_001],
    ['', 'high', 20_001],
  ];
  for (const [before, after, read] of efforts) {
    test(`from effort ${before || 'unknown'} to ${after}, ${read} tokens would be read`, () => {
      const script = conversation({ cache: '5m' }).prompt('Go.').call({ effort: before }).wait(12);
      const { calls: own } = script.call({ effort: after }).facts().threads[0]!;
      assert.equal(replayCache(own, '1h')[1]?.read, read);
    });
  }
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeCalls } from '../../src/core/usage/dedupe';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { recordOf } from '../support/recordOf';

const record = (key: string, more: Partial<UsageRecord>): UsageRecord =>
  recordOf({ dedupKey: key, inputTokens: 0, outputTokens: 0, ...more });

interface Made {
  records: UsageRecord[];
  outputTokens: number;
  requests: number;
}

/** Calls with partial and full rows, under one message id or several, and replays of them by side threads. */
const requests: fc.Arbitrary<Made> = fc
  .array(
    fc.record({
      outputs: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 4 }),
      siblings: fc.constantFrom(1, 1, 2),
      replays: fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 3 }),
    }),
    { maxLength: 6 },
  )
  .map((calls) => {
    const made: Made = { records: [], outputTokens: 0, requests: 0 };
    calls.forEach(({ outputs, siblings, replays }, id) => {
      for (let request = 0; request < siblings; request++) {
        for (const outputTokens of outputs) {
          made.records.push(record(`msg_${id}`, { variant: `req_${id}.${request}`, outputTokens }));
        }
        made.requests++;
        made.outputTokens += Math.max(...outputs);
      }
      // Which of two requests a replay repeats is not known, only that it is nothing new.
      replays.forEach((outputTokens, i) => {
        made.records.push(record(`msg_${id}`, { variant: `req_again_${id}.${i}`, replayed: true, outputTokens }));
      });
    });
    return made;
  });

/** Conversations that are forks of forks: each call is named as in the parent, too. */
const forks: fc.Arbitrary<Made> = fc
  .array(fc.record({ output: fc.integer({ min: 1, max: 1000 }), parents: fc.array(fc.nat(), { maxLength: 6 }) }), {
    maxLength: 5,
  })
  .map((calls) => {
    const made: Made = { records: [], outputTokens: 0, requests: calls.length };
    calls.forEach(({ output, parents }, call) => {
      made.records.push(record(`${call}:0`, { outputTokens: output }));
      parents.forEach((parent, i) => {
        const originalKey = `${call}:${parent % (i + 1)}`;
        made.records.push(record(`${call}:${i + 1}`, { outputTokens: output, originalKey, originalConversation: 's' }));
      });
      made.outputTokens += output;
    });
    return made;
  });

/** Calls whose estimates differ from copy to copy of their log. */
const estimates: fc.Arbitrary<Made> = fc
  .array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 4 }), { maxLength: 5 })
  .map((calls) => ({
    records: calls.flatMap((outputs, id) =>
      outputs.map((outputTokens, copy) =>
        record(`${id}`, { outputTokens, basis: 'estimated', at: { file: `/${copy}`, offset: 0 } }),
      ),
    ),
    outputTokens: calls.reduce((sum, outputs) => sum + Math.max(...outputs), 0),
    requests: calls.length,
  }));

function assertCounts(records: readonly UsageRecord[], { outputTokens, requests: expected }: Made): void {
  const calls = mergeCalls(records);
  assert.deepEqual([calls.length, calls.reduce((sum, r) => sum + r.outputTokens, 0)], [expected, outputTokens]);
}
const shuffled = (made: fc.Arbitrary<Made>): fc.Arbitrary<[Made, UsageRecord[]]> =>
  made.chain((m) =>
    fc
      .tuple(
        fc.shuffledSubarray(m.records, { minLength: m.records.length }),
        // An empty list has nothing to repeat.
        fc.subarray(m.records),
      )
      .map(([all, again]): [Made, UsageRecord[]] => [m, [...all, ...again]]),
  );

suite('mergeCalls, properties', () => {
  for (const [what, made] of [
    ['requests and replays', requests],
    ['forks of forks', forks],
    ['estimates in copies of a log', estimates],
  ] as const) {
    test(`counts ${what} once in any order, however often they are repeated`, () => {
      fc.assert(
        fc.property(shuffled(made), ([expected, records]) => {
          assertCounts(records, expected);
        }),
        { numRuns: 1000 },
      );
    });

    test(`merges ${what} that were merged before to the same`, () => {
      fc.assert(
        fc.property(shuffled(made), ([, records]) => {
          const once = mergeCalls(records);
          assert.equal(mergeCalls(once).length, once.length);
        }),
        { numRuns: 300 },
      );
    });
  }
});

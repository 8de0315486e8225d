import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { hasRepeats, packRecords, unpackRecords } from '../../src/core/usage/recordRows';
import { recordOf } from '../support/recordOf';

suite('recordRows', () => {
  const text = fc.constantFrom('', 'a', 'b', 'ключ', '\0');
  const count = fc.nat(2 ** 40);
  const record = fc
    .record(
      {
        dedupKey: text,
        variant: text,
        responseId: text,
        requestModel: text,
        responseModel: text,
        workspace: text,
        conversationId: text,
        agentName: text,
        effort: text,
        inputTokens: count,
        outputTokens: count,
        timestamp: count,
        toolCalls: fc.nat(5),
        replayed: fc.boolean(),
        inFork: fc.boolean(),
        basis: fc.constantFrom('recorded' as const, 'estimated' as const),
        estimateError: fc.double({ min: 0, max: 1, noNaN: true }),
        reportedCostNano: count,
        originalKey: text,
        originalConversation: text,
        storeRank: fc.nat(50),
        seen: fc.integer({ min: 1, max: 9 }),
        at: count.map((offset) => ({ file: '/a', offset })),
      },
      { requiredKeys: ['dedupKey', 'at', 'inFork'] },
    )
    .map((fields): UsageRecord => recordOf(fields));

  test('what crosses to another thread arrives as it was', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (records) => {
        // A field that is absent and one that is undefined say the same.
        const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        assert.deepEqual(plain(unpackRecords(structuredClone(packRecords(records)), '/a')), plain(records));
      }),
    );
  });

  test('tells whether a key stands in two of them', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const keys = records.map(({ dedupKey }) => dedupKey);
        assert.equal(hasRepeats(packRecords(records)), new Set(keys).size < keys.length);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { rangeIn } from '../../src/core/usage/joinedTexts';
import { RecordReader, unpackRecords } from '../../src/core/usage/recordReader';
import { packRecords } from '../../src/core/usage/recordRows';
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
        summed: fc.boolean(),
        basis: fc.constantFrom('recorded' as const, 'estimated' as const),
        estimateError: fc.double({ min: 0, max: 1, noNaN: true }),
        reportedCostNano: count,
        originalKey: text,
        originalConversation: text,
        storeRank: fc.nat(50),
        seen: fc.integer({ min: 1, max: 9 }),
        at: count.map((offset) => ({ file: '/a', offset })),
      },
      { requiredKeys: ['dedupKey', 'at', 'inFork', 'summed'] },
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

  test('what a call is known by stands there as the ledger keeps it', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (records) => {
        const { identities } = packRecords(records);
        const expected = records.flatMap((r) => [
          r.dedupKey,
          r.variant,
          r.responseId === r.dedupKey ? '' : r.responseId,
        ]);
        const json = rangeIn(identities, 0, records.length);
        assert.deepEqual(JSON.parse(`[${json.slice(0, -1)}]`), expected);
      }),
    );
  });

  test('tells how many records follow that differ in their figures and keys only', () => {
    const of = (fields: Partial<UsageRecord>): UsageRecord => recordOf({ dedupKey: 'k', requestModel: 'a', ...fields });
    const CASES: [string, Partial<UsageRecord>, number][] = [
      ['figures', { timestamp: 7, inputTokens: 9, outputTokens: 8, toolCalls: 3, reportedCostNano: 4, seen: 2 }, 2],
      ['keys', { dedupKey: 'other', variant: 'v', responseId: 'r', at: { file: '/a', offset: 9 } }, 2],
      ['model', { requestModel: 'b' }, 1],
      ['model that answered', { responseModel: 'b' }, 1],
      ['provider', { providerName: 'p' }, 1],
      ['conversation', { conversationId: 'c' }, 1],
      ['operation', { operationName: 'o' }, 1],
      ['agent', { agentName: 'x' }, 1],
      ['workspace', { workspace: '/w2' }, 1],
      ['tier', { serviceTier: 'batch' }, 1],
      ['speed', { speed: 'fast' }, 1],
      ['effort', { effort: 'high' }, 1],
      ['version', { clientVersion: '2' }, 1],
      ['basis', { basis: 'estimated' }, 1],
      ['source', { source: 'codex' }, 1],
      ['store', { storeRank: 3 }, 1],
      ['replay', { replayed: true }, 1],
      ['fork', { inFork: true }, 1],
      ['origin', { originalKey: 'o' }, 1],
    ];
    for (const [what, fields, expected] of CASES) {
      const reader = new RecordReader(packRecords([of({}), of(fields), of({})]), '/a');
      assert.equal(Math.min(2, reader.alike(0, 9)), expected, what);
      assert.equal(reader.alike(0, 1), 1, what);
    }
    const alike = new RecordReader(packRecords([of({}), of({}), of({})]), '/a');
    assert.deepEqual([alike.alike(0, 9), alike.alike(1, 9), alike.alike(2, 9)], [3, 2, 1]);
  });
});

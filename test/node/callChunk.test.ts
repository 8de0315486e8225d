import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { callHash } from '../../src/core/usage/callHash';
import { rangeIn } from '../../src/core/usage/joinedTexts';
import { packRecords } from '../../src/core/usage/recordRows';
import { CallChunk, MOST_ROWS, MOST_TEXT, type ChunkRow } from '../../src/node/ledger/callChunk';
import { copyCalls } from '../../src/node/ledger/copyCalls';
import { isCorrupt } from '../../src/node/ledger/openLedger';
import { show } from '../../src/node/ledger/sessionCalls';
import { StoredCall } from '../../src/node/ledger/storedCall';
import { recordOf } from '../support/recordOf';

const NAMES = ['', 'acme', 'acme-1', 'acme-2', 'chat', 'helper', '/home/dev/shop', 'priority', 'fast'];
const SESSION = { source: 'codex', conversationId: 'one' } as const;
const name = fc.constantFrom(...NAMES);
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('m1', 'm2'));
const cost = {
  totalNano: 7,
  uncachedInputNano: 7,
  cacheWriteNano: 0,
  cacheReadNano: 0,
  outputNano: 0,
  webSearchNano: 0,
};

const call = fc.record({
  record: fc
    .record({
      dedupKey: text,
      variant: text,
      responseId: text,
      providerName: name,
      requestModel: name,
      responseModel: name,
      operationName: name,
      agentName: name,
      workspace: name,
      serviceTier: name,
      speed: name,
      effort: name,
      clientVersion: name,
      timestamp: fc.maxSafeNat(),
      inputTokens: fc.maxSafeNat(),
      cacheReadInputTokens: fc.nat(),
      cacheCreationInputTokens: fc.nat(),
      cacheCreation1hInputTokens: fc.nat(),
      outputTokens: fc.nat(70_000),
      reasoningOutputTokens: fc.nat(300),
      toolCalls: fc.nat(9),
      webSearchRequests: fc.nat(9),
      reportedCostNano: fc.option(fc.maxSafeNat(), { nil: undefined }),
      estimateError: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      basis: fc.constantFrom('recorded', 'estimated'),
      replayed: fc.boolean(),
      summed: fc.boolean(),
      storeRank: fc.nat(50),
      offset: fc.maxSafeNat(),
    })
    .map(({ offset, ...fields }): UsageRecord => {
      const responseModel = fields.responseModel === fields.requestModel ? '' : fields.responseModel;
      return recordOf({ ...SESSION, ...fields, responseModel, at: { file: '/log', offset } });
    }),
  priced: fc.boolean(),
  file: fc.nat(),
  counted: fc.boolean(),
});

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

function write(place: StoredCall, { record: r, priced, file, counted }: Call): void {
  const texts = [
    r.responseModel || r.requestModel,
    r.requestModel,
    r.providerName,
    r.agentName,
    r.operationName,
    r.workspace,
    r.serviceTier,
    r.speed,
    r.effort,
    r.clientVersion,
  ];
  const ids = Uint32Array.from(texts, (text) => NAMES.indexOf(text));
  const shared = { ids, file, isEstimated: r.basis === 'estimated', isCounted: counted };
  copyCalls(place.chunk, place.row, packRecords([r]), 0, 1, shared);
  place.chunk.setTexts(place.row, r.dedupKey, r.variant, r.responseId === r.dedupKey ? '' : r.responseId);
  place.setCost(priced ? cost.totalNano : undefined);
}

function chunkOf(calls: readonly Call[], chunk = new CallChunk(3, 2)): CallChunk {
  for (const one of calls) {
    write(new StoredCall(chunk, chunk.add(1, rangeIn(packRecords([one.record]).identities, 0, 1))), one);
  }
  return chunk;
}

function callsIn(chunk: CallChunk) {
  const found: (Call & { hash: number })[] = [];
  show(chunk, (place) => {
    const record = place.record(SESSION, { textOf: (id) => NAMES[id]! }, '/log');
    const { costNano, fileId: file, counted, keyHash: hash } = place;
    found.push({ record, priced: costNano === 7, file, counted, hash });
  });
  return found;
}

const hashed = (calls: readonly Call[]) => calls.map((one) => ({ ...one, hash: callHash(one.record.dedupKey) }));

suite('chunk of calls', () => {
  test('what was packed comes back', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 20 }), (calls) => {
        assert.deepEqual(callsIn(CallChunk.unpack(chunkOf(calls).pack())), hashed(calls));
      }),
    );
  });

  test('one that was unpacked takes more calls', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1 }), fc.array(call), (first, more) => {
        const chunk = chunkOf(more, CallChunk.unpack(chunkOf(first).pack()));
        assert.deepEqual(callsIn(CallChunk.unpack(chunk.pack())), hashed([...first, ...more]));
      }),
    );
  });

  test('a call written over another leaves its neighbours', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 20 }), fc.nat(), call, (calls, n, other) => {
        const chunk = CallChunk.unpack(chunkOf(calls).pack());
        write(new StoredCall(chunk, n % calls.length), other);
        assert.deepEqual(callsIn(CallChunk.unpack(chunk.pack())), hashed(calls.with(n % calls.length, other)));
      }),
    );
  });

  test('the place of a removed call is kept, and nothing is in it', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 20 }), fc.nat(), (calls, n) => {
        const chunk = chunkOf(calls);
        new StoredCall(chunk, n % calls.length).remove();
        const again = CallChunk.unpack(chunk.pack());
        assert.equal(again.count, calls.length);
        assert.deepEqual(callsIn(again), hashed(calls.toSpliced(n % calls.length, 1)));
      }),
    );
  });

  test('takes no more calls when it is full, by number or by text', () => {
    const chunk = new CallChunk(1, 1);
    assert.equal(chunk.room, MOST_ROWS);
    chunk.add(MOST_ROWS - 1, '"","","",'.repeat(MOST_ROWS - 1), 9);
    assert.equal(chunk.room, 1);
    chunk.add(1, '"","","",');
    assert.equal(chunk.room, 0);
    const other = new CallChunk(2, 1);
    other.add(1, `"${'k'.repeat(MOST_TEXT)}","","",`);
    assert.equal(other.room, 0);
  });

  test('its span is that of its calls', () => {
    const at = (timestamp: number): Call => ({
      record: recordOf({ dedupKey: 'a', timestamp }),
      priced: false,
      file: 1,
      counted: true,
    });
    assert.deepEqual(
      chunkOf([at(5), at(3), at(9)])
        .pack()
        .slice(0, 4),
      [3, 2, 3, 9],
    );
  });

  suite('a row that nobody wrote is corrupt', () => {
    const good = (): ChunkRow =>
      chunkOf([{ record: recordOf({ dedupKey: 'a' }), priced: true, file: 1, counted: true }]).pack();
    const CASES: [string, (row: ChunkRow) => unknown[]][] = [
      ['no keys', (row) => row.with(4, 'text')],
      ['keys of more calls', (row) => row.with(4, new Uint8Array(8))],
      ['half a key', (row) => row.with(4, new Uint8Array(6))],
      ['keys of too many calls', (row) => row.with(4, new Uint8Array(4 * 300))],
      ['no data', (row) => row.with(6, 'text')],
      ['empty data', (row) => row.with(6, new Uint8Array())],
      ['data of no columns', (row) => row.with(6, new Uint8Array(1))],
      ['data cut off', (row) => row.with(6, row[6].subarray(0, 50))],
      ['no texts', (row) => row.with(5, new Uint8Array())],
      ['texts that are no list', (row) => row.with(5, '{"length":3}')],
      ['texts that are no JSON', (row) => row.with(5, '["a","b"')],
      ['texts of fewer calls', (row) => row.with(5, '["a","b"]')],
      ['texts that are none', (row) => row.with(5, '["a",1,"c"]')],
    ];
    for (const [what, damage] of CASES) {
      test(what, () => assert.throws(() => callsIn(CallChunk.unpack(damage(good()))), isCorrupt));
    }

    test('whatever the data', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
          try {
            callsIn(CallChunk.unpack(good().with(6, data)));
          } catch (error) {
            assert.ok(isCorrupt(error), String(error));
          }
        }),
        { numRuns: 500 },
      );
    });
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { mergeCalls } from '../../src/core/usage/dedupe';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { callsBetween } from '../../src/node/ledger/sessionCalls';
import { LedgerFile, pricesAt } from '../support/ledgerFile';
import { recordOf } from '../support/recordOf';
import { ledgerSums, type LedgerSums } from '../support/ledgerSums';

/** A run writes whole ledgers: hundreds would take long. */
const RUNS = { numRuns: 40 };
const SLOW_RUNS = { numRuns: 15 };

const DAY = Date.UTC(2025, 0, 15);

/** A copy of call `id`: early ones hold less output, side threads write other request ids, resumed ones other sessions. */
const copy = fc
  .record({
    id: fc.nat(12),
    written: fc.constantFrom(0.1, 0.5, 1),
    how: fc.constantFrom('', 'replayed', 'without request id'),
    conversation: fc.nat(3),
    minute: fc.nat(600),
    toolCalls: fc.nat(2),
  })
  .map(({ id, written, how, conversation, minute, toolCalls }): UsageRecord => {
    const replayed = how === 'replayed';
    return recordOf({
      dedupKey: `m${id}`,
      variant: replayed ? `r-${id}-${minute}` : how === '' ? `r-${id}` : '',
      replayed,
      conversationId: `c${conversation}`,
      timestamp: DAY + id * 3_600_000 + minute * 60_000,
      inputTokens: 1000 + 10 * id,
      cacheReadInputTokens: 100 * (id % 3),
      outputTokens: Math.ceil((200 + id) * written),
      toolCalls,
      requestModel: id % 4 === 0 ? 'unheard-of' : 'acme-1',
      workspace: `/w${id % 2}`,
    });
  });
const files = fc.array(fc.array(copy, { maxLength: 12 }), { maxLength: 8 });

suite('ledger, by properties', function () {
  this.timeout(30_000);
  let folder: string;
  let made = 0;
  setup(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-ledger-'))));
  teardown(() => fs.rmSync(folder, { recursive: true }));

  /** What a new ledger says after these files were read, each in a process of its own where `restarts` says so. */
  function read(logs: readonly UsageRecord[][], restarts: readonly boolean[] = [], between = pricesAt(1)): LedgerSums {
    const file = restarts.includes(true) ? path.join(folder, `${++made}.sqlite`) : ':memory:';
    let ledger = new LedgerFile(file);
    logs.forEach((records, i) => {
      ledger.add(`/log-${i}`, records);
      ledgerSums(ledger.db);
      if (!restarts[i]) return;
      ledger.close();
      ledger = new LedgerFile(file, between);
      ledger.close();
      ledger = new LedgerFile(file);
    });
    try {
      return ledgerSums(ledger.db);
    } finally {
      ledger.close();
    }
  }

  function expected(records: readonly UsageRecord[]): LedgerSums {
    const calls = mergeCalls(records);
    const sum = (of: (call: UsageRecord) => number) => calls.reduce((total, call) => total + of(call), 0);
    const isPriced = (call: UsageRecord) => (call.requestModel === 'acme-1' ? 1 : 0);
    return {
      requests: calls.length,
      input: sum((call) => call.inputTokens),
      cacheRead: sum((call) => call.cacheReadInputTokens),
      output: sum((call) => call.outputTokens),
      cost: sum((call) => isPriced(call) * 1000 * (call.inputTokens + 2 * call.outputTokens)),
      unpriced: sum((call) => 1 - isPriced(call)),
      estimated: 0,
    };
  }

  test('the sums are those of the calls, each once', () => {
    fc.assert(
      fc.property(files, (logs) => assert.deepEqual(read(logs), expected(logs.flat()))),
      RUNS,
    );
  });

  test('the calls are those that mergeCalls finds', () => {
    const told = (call: Pick<UsageRecord, 'dedupKey' | 'variant' | 'responseId' | 'toolCalls' | 'timestamp'>): string =>
      JSON.stringify([call.dedupKey, call.variant, call.responseId, call.toolCalls, call.timestamp]);
    fc.assert(
      fc.property(files, (logs) => {
        const ledger = new LedgerFile(':memory:');
        logs.forEach((records, i) => ledger.add(`/log-${i}`, records));
        const found: string[] = [];
        callsBetween(ledger.db, -Infinity, Infinity, (call) => void found.push(told(call)));
        ledger.close();
        assert.deepEqual(found.sort(), mergeCalls(logs.flat()).map(told).sort());
      }),
      RUNS,
    );
  });

  test('the order of files changes no sum', () => {
    const shuffled = files.chain((logs) =>
      fc.tuple(fc.constant(logs), fc.shuffledSubarray(logs, { minLength: logs.length })),
    );
    fc.assert(
      fc.property(shuffled, ([logs, others]) => assert.deepEqual(read(others), read(logs))),
      RUNS,
    );
  });

  test('reading everything again changes nothing', () => {
    fc.assert(
      fc.property(files, (logs) => assert.deepEqual(read([...logs, ...logs]), read(logs))),
      RUNS,
    );
  });

  test('restarts in between, and with other prices, change nothing', () => {
    const restarts = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(files, restarts, (logs, at) => assert.deepEqual(read(logs, at, pricesAt(3)), read(logs))),
      SLOW_RUNS,
    );
  });

  test('a small memory of chunks changes nothing', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 0, max: 3 }), (logs, mostOpen) => {
        const ledger = new LedgerFile(':memory:', pricesAt(1), mostOpen);
        logs.forEach((records, i) => ledger.add(`/log-${i}`, records));
        assert.deepEqual(ledgerSums(ledger.db), expected(logs.flat()));
        ledger.close();
      }),
      RUNS,
    );
  });

  test('two processes that write in turn add up to one', () => {
    const turns = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(files, turns, (logs, isSecond) => {
        const file = path.join(folder, `${++made}.sqlite`);
        const processes = [new LedgerFile(file), new LedgerFile(file)] as const;
        logs.forEach((records, i) => processes[isSecond[i] ? 1 : 0].add(`/log-${i}`, records));
        assert.deepEqual(ledgerSums(processes[0].db), expected(logs.flat()));
        for (const ledger of processes) ledger.close();
      }),
      SLOW_RUNS,
    );
  });

  test('estimates that are made anew leave the sums right', () => {
    const estimate = copy.map((r): UsageRecord => ({ ...r, variant: '', basis: 'estimated', estimateError: 0.3 }));
    const mixed = fc.array(fc.array(fc.oneof(copy, estimate), { maxLength: 12 }), { maxLength: 8 });
    fc.assert(
      fc.property(mixed, (logs) => void read([...logs, ...logs])),
      RUNS,
    );
  });

  test('whatever stores tell of a session, only the best one counts', () => {
    const workspace = fc.constantFrom('', '/home/dev/shop', '/home/dev/boats');
    const inStore = fc
      .tuple(copy, fc.constantFrom(0, 1, 20, 50), workspace)
      .map(([r, storeRank, folder]): UsageRecord => ({
        ...r,
        workspace: folder,
        source: 'copilot-chat',
        dedupKey: `${r.conversationId}:${r.dedupKey}`,
        variant: '',
        replayed: false,
        storeRank,
      }));
    fc.assert(
      fc.property(fc.array(fc.array(inStore, { maxLength: 12 }), { maxLength: 8 }), (logs) => {
        const records = logs.flat();
        const best = new Map<string, number>();
        for (const r of records) {
          best.set(r.conversationId, Math.max(r.storeRank, best.get(r.conversationId) ?? 0));
        }
        const counted = records.filter((r) => r.storeRank === best.get(r.conversationId));
        assert.deepEqual(read(logs), expected(counted));
      }),
      RUNS,
    );
  });

  test('a call that forks copied is one call, whichever files come first', () => {
    // Thread n was made from any thread before it: the calls of its history are known by both names.
    const threads = fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }).chain((origins) => {
      const records = origins.map((origin, i): UsageRecord => {
        const from = origin % (i + 1);
        return recordOf({
          dedupKey: `codex:t${i + 1}:10`,
          source: 'codex',
          conversationId: `t${i + 1}`,
          originalKey: `codex:t${from}:10`,
          originalConversation: `t${from}`,
        });
      });
      const first = recordOf({ dedupKey: 'codex:t0:10', source: 'codex', conversationId: 't0' });
      return fc.shuffledSubarray([first, ...records], { minLength: records.length + 1 });
    });
    fc.assert(
      fc.property(threads, (records) => {
        const { requests, input } = read(records.map((r) => [r]));
        assert.deepEqual([requests, input], [1, 1000]);
      }),
      RUNS,
    );
  });
});

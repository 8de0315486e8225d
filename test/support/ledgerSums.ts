import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { callsBetween } from '../../src/node/ledger/sessionCalls';

const SUMS = {
  requests: 'requests',
  input: 'input_tokens',
  cacheRead: 'cache_read_input_tokens',
  output: 'output_tokens',
  cost: 'cost_nano',
  unpriced: 'unpriced_requests',
  estimated: 'estimated_requests',
};

export type LedgerSums = Record<keyof typeof SUMS, number>;

/** What the calls in a ledger add up to. Fails unless its two tables of sums say the same. */
export function ledgerSums(db: DatabaseSync): LedgerSums {
  const calls = { requests: 0, input: 0, cacheRead: 0, output: 0, cost: 0, unpriced: 0, estimated: 0 };
  callsBetween(db, 0, Infinity, (call) => {
    calls.requests++;
    calls.input += call.inputTokens;
    calls.cacheRead += call.cacheReadTokens;
    calls.output += call.outputTokens;
    calls.cost += call.costNano ?? 0;
    calls.unpriced += call.costNano === undefined ? 1 : 0;
    calls.estimated += call.estimated ? 1 : 0;
  });
  for (const table of ['rollup', 'session']) {
    const list = Object.entries(SUMS).map(([name, column]) => `coalesce(sum(${column}), 0) AS ${name}`);
    assert.deepEqual({ ...db.prepare(`SELECT ${list.join(', ')} FROM ${table}`).get() }, calls, table);
  }
  return calls;
}

export function ledgerSumsIn(file: string): LedgerSums {
  // Not read-only: what a killed process left behind is for the next one to undo.
  const db = new DatabaseSync(file);
  try {
    return ledgerSums(db);
  } finally {
    db.close();
  }
}

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';

const COLUMNS = {
  requests: 'count(*)',
  input: 'sum(input_tokens)',
  cacheRead: 'sum(cache_read_tokens)',
  output: 'sum(output_tokens)',
  cost: 'sum(cost_nano)',
  unpriced: 'sum(cost_nano IS NULL)',
  estimated: 'sum(estimated)',
};

const SUMS = {
  requests: 'requests',
  input: 'input_tokens',
  cacheRead: 'cache_read_input_tokens',
  output: 'output_tokens',
  cost: 'cost_nano',
  unpriced: 'unpriced_requests',
  estimated: 'estimated_requests',
};

export type LedgerSums = Record<keyof typeof COLUMNS, number>;

/** What the calls in a ledger add up to. Fails unless its two tables of sums say the same. */
export function ledgerSums(db: DatabaseSync): LedgerSums {
  const read = (columns: Record<string, string>, from: string): LedgerSums => {
    const list = Object.entries(columns).map(([name, sql]) => `coalesce(${sql}, 0) AS ${name}`);
    return { ...db.prepare(`SELECT ${list.join(', ')} FROM ${from}`).get() } as LedgerSums;
  };
  const sums = Object.fromEntries(Object.entries(SUMS).map(([name, column]) => [name, `sum(${column})`]));
  const calls = read(COLUMNS, 'request WHERE counted = 1');
  assert.deepEqual(read(sums, 'rollup'), calls, 'roll-ups');
  assert.deepEqual(read(sums, 'session'), calls, 'sessions');
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

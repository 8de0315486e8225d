import type { DatabaseSync } from 'node:sqlite';
import { TOTAL_KEYS, addTotals, emptyTotals, type Totals } from '../../core/usage/totals';
import type { SourceId } from '../../core/usage/usageRecord';
import { addDays, type Zone } from '../../core/usage/period';
import type { ModelTotals } from '../../protocol/views';
import { BUCKET_MS, totalColumn } from '../ledger/schema';
import type { QueryContext } from '../queryContext';
import { nameReader, rowsOf, type Value } from '../ledger/rows';

/** What was used of one model in one folder. */
export interface Usage {
  source: SourceId;
  model: string;
  provider: string;
  workspace: string;
  totals: Totals;
}

export interface DayUsage extends Usage {
  day: string;
}

/** Epoch milliseconds, `to` excluded. */
export interface TimeRange {
  from: number;
  to: number;
}

const KEYS = 5;
const BUCKETS_OF_DAY = 86_400_000 / BUCKET_MS;

/**
 * Usage by local day, oldest day first. Reads the roll-up only, and of its columns those of `keys`: the database adds up
 * what is of one day, for a value costs more to fetch than to add up. The other columns stay 0.
 */
export function dayUsage(
  { db }: QueryContext,
  zone: Zone,
  range: TimeRange,
  keys: readonly (keyof Totals)[] = TOTAL_KEYS,
): DayUsage[] {
  const days = daysWithin(db, zone, range);
  const rows = rowsOf(
    db,
    // total(), not sum(): what broken logs add up to may be more than SQLite holds as a whole number.
    `SELECT d.key, source, model_id, provider_id, workspace_id, ${keys.map((key) => `total(${totalColumn(key)})`).join(', ')}
     FROM json_each(?) AS d CROSS JOIN rollup ON bucket >= d.value ->> 0 AND bucket < d.value ->> 1
     WHERE requests > 0 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1`,
    JSON.stringify(days.map(({ from, to }) => [from, to])),
  );
  const name = nameReader(db);
  return rows.map((row) => ({
    day: days[Number(row[0])]!.day,
    source: row[1] as SourceId,
    model: name(row[2]),
    provider: name(row[3]),
    workspace: name(row[4]),
    totals: totalsOf(row, keys),
  }));
}

/** Local days that calls may be in, oldest first, as the buckets that are theirs: `from` to `to`, excluded. */
function daysWithin(db: DatabaseSync, zone: Zone, range: TimeRange): { day: string; from: number; to: number }[] {
  const [first, end] = [Math.floor(range.from / BUCKET_MS), Math.ceil(range.to / BUCKET_MS)];
  const sql = `SELECT DISTINCT bucket / ${BUCKETS_OF_DAY} FROM rollup WHERE bucket >= ? AND bucket < ? ORDER BY 1`;
  const days: { day: string; from: number; to: number }[] = [];
  let done = first;
  for (const [utcDay] of rowsOf(db, sql, first, end)) {
    const utcStart = Number(utcDay) * BUCKETS_OF_DAY;
    const utcEnd = Math.min(end, utcStart + BUCKETS_OF_DAY);
    for (let from = Math.max(done, utcStart); from < utcEnd; from = done) {
      const day = zone.dayOf(from * BUCKET_MS);
      const next = Math.ceil(zone.startOfDay(addDays(day, 1)) / BUCKET_MS);
      done = Math.min(end, Math.max(next, from + 1));
      days.push({ day, from, to: done });
    }
  }
  return days;
}

function totalsOf(row: Value[], keys: readonly (keyof Totals)[]): Totals {
  const totals = emptyTotals();
  for (let i = 0; i < keys.length; i++) totals[keys[i]!] = row[KEYS + i] as number;
  return totals;
}

/** The same without days: a few dozen sums, from which the others follow. */
export function overDays(usages: Iterable<DayUsage>): Usage[] {
  return sumsBy(usages, (u) => `${u.source}\n${u.model}\n${u.provider}\n${u.workspace}`).map(({ first, totals }) => ({
    ...first,
    totals,
  }));
}

export function sumOf(usages: Iterable<{ totals: Totals }>): Totals {
  const sum = emptyTotals();
  for (const { totals } of usages) addTotals(sum, totals);
  return sum;
}

export interface Sum<T> {
  key: string;
  /** The first of those that were added up. */
  first: T;
  totals: Totals;
}

/** Sums by key, dearest first. */
export function sumsBy<T extends { totals: Totals }>(usages: Iterable<T>, keyOf: (usage: T) => string): Sum<T>[] {
  const sums = new Map<string, Sum<T>>();
  for (const usage of usages) {
    const key = keyOf(usage);
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { key, first: usage, totals: emptyTotals() }));
    addTotals(sum.totals, usage.totals);
  }
  return [...sums.values()].sort((a, b) => byCost(a.totals, b.totals));
}

/** By cost, then by tokens for what has no price. */
export function byCost(a: Totals, b: Totals): number {
  return b.costNano - a.costNano || b.inputTokens + b.outputTokens - a.inputTokens - a.outputTokens;
}

/** A row for each assistant, model and provider, dearest first. */
export function modelTotals(usages: Iterable<Usage>): ModelTotals[] {
  return sumsBy(usages, (u) => `${u.source}\n${u.model}\n${u.provider}`).map(({ first, totals }) => ({
    source: first.source,
    model: first.model,
    provider: first.provider,
    ...totals,
  }));
}

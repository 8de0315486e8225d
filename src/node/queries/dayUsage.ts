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

/**
 * Usage by local day, oldest day first. Reads the roll-up only, whose rows are few; of their columns only those of
 * `keys`, for a value costs more to fetch than to add up. The others stay 0.
 */
export function dayUsage(
  { db }: QueryContext,
  zone: Zone,
  { from, to }: TimeRange,
  keys: readonly (keyof Totals)[] = TOTAL_KEYS,
): DayUsage[] {
  const rows = rowsOf(
    db,
    `SELECT bucket, source, model_id, provider_id, workspace_id, ${keys.map(totalColumn).join(', ')}
     FROM rollup WHERE bucket >= ? AND bucket < ? AND requests > 0 ORDER BY bucket`,
    Math.floor(from / BUCKET_MS),
    Math.ceil(to / BUCKET_MS),
  );
  const name = nameReader(db);
  const found: DayUsage[] = [];
  let day = '';
  let dayEnds = -Infinity;
  let ofDay = new Map<string, DayUsage>();
  for (const row of rows) {
    const at = Number(row[0]) * BUCKET_MS;
    if (at >= dayEnds) {
      day = zone.dayOf(at);
      dayEnds = zone.startOfDay(addDays(day, 1));
      ofDay = new Map();
    }
    const key = row.slice(1, KEYS).join(' ');
    let usage = ofDay.get(key);
    if (!usage) {
      usage = {
        day,
        source: row[1] as SourceId,
        model: name(row[2]),
        provider: name(row[3]),
        workspace: name(row[4]),
        totals: emptyTotals(),
      };
      ofDay.set(key, usage);
      found.push(usage);
    }
    addRow(usage.totals, row, keys);
  }
  return found;
}

function addRow(totals: Totals, row: Value[], keys: readonly (keyof Totals)[]): void {
  for (let i = 0; i < keys.length; i++) totals[keys[i]!] += row[KEYS + i] as number;
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

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TOTAL_KEYS, emptyTotals, type Totals } from '../../core/usage/totals';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { Cost } from '../../core/pricing/priceBook';
import { BUCKET_MS, totalColumn } from './schema';

/** A sum over calls: its figures in the order of TOTAL_KEYS. */
export type Sum = Float64Array;

export function emptySum(): Sum {
  return new Float64Array(TOTAL_KEYS.length);
}

export function totalsIn(sum: Sum): Totals {
  const totals = emptyTotals();
  TOTAL_KEYS.forEach((key, i) => (totals[key] = sum[i]!));
  return totals;
}

const AT = Object.fromEntries(TOTAL_KEYS.map((key, i) => [key, i])) as Record<keyof Totals, number>;

/** What a call adds to a sum. */
function putCall(into: Sum, record: UsageRecord, cost: Cost | undefined): void {
  const nano = cost?.totalNano ?? 0;
  const isEstimated = record.basis === 'estimated';
  const reported = cost && record.reportedCostNano;
  into[AT.requests] = 1;
  into[AT.inputTokens] = record.inputTokens;
  into[AT.cacheReadInputTokens] = record.cacheReadInputTokens;
  into[AT.cacheCreationInputTokens] = record.cacheCreationInputTokens;
  into[AT.cacheCreation1hInputTokens] = record.cacheCreation1hInputTokens;
  into[AT.outputTokens] = record.outputTokens;
  into[AT.reasoningOutputTokens] = record.reasoningOutputTokens;
  into[AT.costNano] = nano;
  into[AT.uncachedInputCostNano] = cost?.uncachedInputNano ?? 0;
  into[AT.cacheWriteCostNano] = cost?.cacheWriteNano ?? 0;
  into[AT.cacheReadCostNano] = cost?.cacheReadNano ?? 0;
  into[AT.outputCostNano] = cost?.outputNano ?? 0;
  into[AT.unpricedRequests] = cost ? 0 : 1;
  into[AT.estimatedRequests] = isEstimated ? 1 : 0;
  into[AT.estimatedCostNano] = isEstimated ? nano : 0;
  into[AT.estimatedCostErrorNano] = isEstimated ? Math.round(nano * (record.estimateError ?? 0)) : 0;
  into[AT.reportedCostNano] = reported ?? 0;
  into[AT.reportedCostOursNano] = reported === undefined ? 0 : nano;
}

function addSum(a: Sum, b: Sum, sign: 1 | -1): void {
  for (let i = 0; i < a.length; i++) a[i]! += sign * b[i]!;
}

const one = emptySum();

/** Adds a call to a sum. */
export function addCall(sum: Sum, record: UsageRecord, cost: Cost | undefined): void {
  putCall(one, record, cost);
  addSum(sum, one, 1);
}

interface RollupRow {
  key: [bucket: number, source: string, model: number, provider: number, workspace: number];
  sum: Sum;
}

interface SessionRow {
  sum: Sum;
  firstAt: number;
  lastAt: number;
  peak: number;
  workspace: number;
}

/** Changes to roll-ups and session totals, gathered in memory and written with the transaction that caused them. */
export class Sums {
  private readonly rollups = new Map<string, RollupRow>();
  private last: RollupRow | undefined;
  private readonly sessions = new Map<number, SessionRow>();
  private readonly writeRollup: StatementSync;
  private readonly writeSession: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = TOTAL_KEYS.map(totalColumn);
    this.writeRollup = db.prepare(
      `INSERT INTO rollup (bucket, source, model_id, provider_id, workspace_id, ${columns.join(', ')})
       VALUES (?, ?, ?, ?, ?, ${columns.map(() => '?').join(', ')})
       ON CONFLICT DO UPDATE SET ${columns.map((c) => `${c} = ${c} + excluded.${c}`).join(', ')}`,
    );
    this.writeSession = db.prepare(
      `UPDATE session SET first_at = min(first_at, ?), last_at = max(last_at, ?),
       peak_context_tokens = max(peak_context_tokens, ?),
       workspace_id = CASE workspace_id WHEN 0 THEN ? ELSE workspace_id END, ${columns.map((c) => `${c} = ${c} + ?`).join(', ')} WHERE id = ?`,
    );
  }

  /** Adds a call (sign 1) or takes it away (sign -1). */
  add(
    record: UsageRecord,
    cost: Cost | undefined,
    sign: 1 | -1,
    session: number,
    model: number,
    provider: number,
    workspace: number,
  ): void {
    putCall(one, record, cost);
    const bucket = Math.floor(record.timestamp / BUCKET_MS);
    addSum(this.rollup(bucket, record.source, model, provider, workspace), one, sign);
    let row = this.sessions.get(session);
    if (!row) {
      row = { sum: emptySum(), firstAt: Infinity, lastAt: 0, peak: 0, workspace };
      this.sessions.set(session, row);
    }
    addSum(row.sum, one, sign);
    row.firstAt = Math.min(row.firstAt, record.timestamp);
    row.lastAt = Math.max(row.lastAt, record.timestamp);
    row.peak = Math.max(row.peak, record.inputTokens);
  }

  /** Mostly that of the call before. */
  private rollup(bucket: number, source: string, model: number, provider: number, workspace: number): Sum {
    const last = this.last?.key;
    if (
      last?.[0] !== bucket ||
      last[1] !== source ||
      last[2] !== model ||
      last[3] !== provider ||
      last[4] !== workspace
    ) {
      const key = `${bucket} ${source} ${model} ${provider} ${workspace}`;
      this.last = this.rollups.get(key);
      if (!this.last) {
        this.last = { key: [bucket, source, model, provider, workspace], sum: emptySum() };
        this.rollups.set(key, this.last);
      }
    }
    return this.last!.sum;
  }

  write(): void {
    for (const { key, sum } of this.rollups.values()) this.writeRollup.run(...key, ...sum);
    for (const [id, s] of this.sessions) {
      this.writeSession.run(s.firstAt, s.lastAt, s.peak, s.workspace, ...s.sum, id);
    }
    this.forget();
  }

  forget(): void {
    this.last = undefined;
    this.rollups.clear();
    this.sessions.clear();
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TOTAL_KEYS, addTotals, emptyTotals, type Totals } from '../../core/usage/totals';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { Cost } from '../../core/pricing/priceBook';
import { BUCKET_MS, totalColumn } from './schema';

/** What one call adds to a sum. */
export function totalsOf(record: UsageRecord, cost: Cost | undefined): Totals {
  const totals = emptyTotals();
  totals.requests = 1;
  totals.inputTokens = record.inputTokens;
  totals.cacheReadInputTokens = record.cacheReadInputTokens;
  totals.cacheCreationInputTokens = record.cacheCreationInputTokens;
  totals.cacheCreation1hInputTokens = record.cacheCreation1hInputTokens;
  totals.outputTokens = record.outputTokens;
  totals.reasoningOutputTokens = record.reasoningOutputTokens;
  if (cost) {
    totals.costNano = cost.totalNano;
    totals.uncachedInputCostNano = cost.uncachedInputNano;
    totals.cacheWriteCostNano = cost.cacheWriteNano;
    totals.cacheReadCostNano = cost.cacheReadNano;
    totals.outputCostNano = cost.outputNano;
  } else totals.unpricedRequests = 1;
  if (record.basis === 'estimated') {
    totals.estimatedRequests = 1;
    totals.estimatedCostNano = totals.costNano;
    totals.estimatedCostErrorNano = Math.round(totals.costNano * (record.estimateError ?? 0));
  }
  if (cost && record.reportedCostNano !== undefined) {
    totals.reportedCostNano = record.reportedCostNano;
    totals.reportedCostOursNano = totals.costNano;
  }
  return totals;
}

interface RollupRow {
  key: [bucket: number, source: string, model: number, provider: number, workspace: number];
  totals: Totals;
}

interface SessionRow {
  totals: Totals;
  firstAt: number;
  lastAt: number;
  peak: number;
  workspace: number;
}

/** Changes to roll-ups and session totals, gathered in memory and written with the transaction that caused them. */
export class Sums {
  private readonly rollups = new Map<string, RollupRow>();
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
    totals: Totals,
    sign: 1 | -1,
    session: number,
    model: number,
    provider: number,
    workspace: number,
  ): void {
    if (sign < 0) for (const key of TOTAL_KEYS) totals[key] = -totals[key];
    const bucket = Math.floor(record.timestamp / BUCKET_MS);
    const key = `${bucket} ${record.source} ${model} ${provider} ${workspace}`;
    const rollup = this.rollups.get(key);
    if (rollup) addTotals(rollup.totals, totals);
    else this.rollups.set(key, { key: [bucket, record.source, model, provider, workspace], totals });
    const row = this.sessions.get(session);
    const peak = record.inputTokens;
    if (!row) {
      this.sessions.set(session, {
        totals: { ...totals },
        firstAt: record.timestamp,
        lastAt: record.timestamp,
        peak,
        workspace,
      });
      return;
    }
    addTotals(row.totals, totals);
    row.firstAt = Math.min(row.firstAt, record.timestamp);
    row.lastAt = Math.max(row.lastAt, record.timestamp);
    row.peak = Math.max(row.peak, peak);
  }

  write(): void {
    for (const { key, totals } of this.rollups.values())
      this.writeRollup.run(...key, ...TOTAL_KEYS.map((k) => totals[k]));
    for (const [id, s] of this.sessions) {
      this.writeSession.run(s.firstAt, s.lastAt, s.peak, s.workspace, ...TOTAL_KEYS.map((k) => s.totals[k]), id);
    }
    this.forget();
  }

  forget(): void {
    this.rollups.clear();
    this.sessions.clear();
  }
}

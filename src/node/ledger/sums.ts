import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TOTAL_KEYS, emptyTotals, type Totals } from '../../core/usage/totals';
import type { SourceId } from '../../core/usage/usageRecord';
import type { Cost } from '../../core/pricing/priceBook';
import { BUCKET_MS, totalColumn } from './schema';
import type { StoredCall } from './storedCall';

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

/** Adds a call to a sum, or takes it away. */
export function addCall(sum: Sum, call: StoredCall, cost: Cost | undefined, sign: 1 | -1 = 1): void {
  sum[AT.requests]! += sign;
  sum[AT.inputTokens]! += sign * call.inputTokens;
  sum[AT.cacheReadInputTokens]! += sign * call.cacheReadTokens;
  sum[AT.cacheCreationInputTokens]! += sign * call.cacheWriteTokens;
  sum[AT.cacheCreation1hInputTokens]! += sign * call.cacheWrite1hTokens;
  sum[AT.outputTokens]! += sign * call.outputTokens;
  sum[AT.reasoningOutputTokens]! += sign * call.reasoningTokens;
  const nano = cost?.totalNano ?? 0;
  if (cost) {
    sum[AT.costNano]! += sign * nano;
    sum[AT.uncachedInputCostNano]! += sign * cost.uncachedInputNano;
    sum[AT.cacheWriteCostNano]! += sign * cost.cacheWriteNano;
    sum[AT.cacheReadCostNano]! += sign * cost.cacheReadNano;
    sum[AT.outputCostNano]! += sign * cost.outputNano;
    const reported = call.reportedCostNano;
    if (reported !== undefined) {
      sum[AT.reportedCostNano]! += sign * reported;
      sum[AT.reportedCostOursNano]! += sign * nano;
    }
  } else sum[AT.unpricedRequests]! += sign;
  if (!call.estimated) return;
  sum[AT.estimatedRequests]! += sign;
  if (!cost) sum[AT.estimatedUnpricedRequests]! += sign;
  else if (call.estimateError === undefined) sum[AT.estimatedLeastRequests]! += sign;
  sum[AT.estimatedCostNano]! += sign * nano;
  sum[AT.estimatedCostErrorNano]! += sign * Math.round(nano * (call.estimateError ?? 0));
}

function addSum(a: Sum, b: Sum): void {
  for (let i = 0; i < a.length; i++) a[i]! += b[i]!;
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

/** Stands for none: no call has such a key. */
const noRollup = (): RollupRow => ({ key: [NaN, '', 0, 0, 0], sum: emptySum() });
const newSession = (workspace: number): SessionRow => ({
  sum: emptySum(),
  firstAt: Infinity,
  lastAt: 0,
  peak: 0,
  workspace,
});

/** Changes to roll-ups and session totals, gathered in memory and written with the transaction that caused them. */
export class Sums {
  private readonly rollups = new Map<string, RollupRow>();
  private readonly sessions = new Map<number, SessionRow>();
  /** Of the last calls, for the roll-up and the session that they belong to. */
  private readonly gathered = emptySum();
  private rollup = noRollup();
  private session = newSession(0);
  private sessionId = 0;
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

  /** Adds a call of a source (sign 1) or takes it away (sign -1). */
  add(call: StoredCall, source: SourceId, cost: Cost | undefined, sign: 1 | -1): void {
    const { timestamp, inputTokens } = call;
    this.turnTo(Math.floor(timestamp / BUCKET_MS), source, call);
    addCall(this.gathered, call, cost, sign);
    const { session } = this;
    if (timestamp < session.firstAt) session.firstAt = timestamp;
    if (timestamp > session.lastAt) session.lastAt = timestamp;
    if (inputTokens > session.peak) session.peak = inputTokens;
  }

  /** Mostly the sums of the call before: what comes for the same ones is gathered first. */
  private turnTo(bucket: number, source: SourceId, call: StoredCall): void {
    const { sessionId, modelId, providerId, workspaceId } = call;
    const { key } = this.rollup;
    if (
      sessionId === this.sessionId &&
      key[0] === bucket &&
      key[2] === modelId &&
      key[3] === providerId &&
      key[4] === workspaceId &&
      key[1] === source
    ) {
      return;
    }
    this.putGathered();
    const name = `${bucket} ${source} ${modelId} ${providerId} ${workspaceId}`;
    let rollup = this.rollups.get(name);
    if (!rollup) {
      rollup = { key: [bucket, source, modelId, providerId, workspaceId], sum: emptySum() };
      this.rollups.set(name, rollup);
    }
    let session = this.sessions.get(sessionId);
    if (!session) {
      session = newSession(workspaceId);
      this.sessions.set(sessionId, session);
    }
    this.rollup = rollup;
    this.session = session;
    this.sessionId = sessionId;
  }

  private putGathered(): void {
    addSum(this.rollup.sum, this.gathered);
    addSum(this.session.sum, this.gathered);
    this.gathered.fill(0);
  }

  write(): void {
    this.putGathered();
    for (const { key, sum } of this.rollups.values()) this.writeRollup.run(...key, ...sum);
    for (const [id, s] of this.sessions) {
      this.writeSession.run(s.firstAt, s.lastAt, s.peak, s.workspace, ...s.sum, id);
    }
    this.forget();
  }

  forget(): void {
    this.gathered.fill(0);
    this.rollup = noRollup();
    this.session = newSession(0);
    this.sessionId = 0;
    this.rollups.clear();
    this.sessions.clear();
  }
}

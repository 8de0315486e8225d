import { Bytes } from './bytes';

/** A usage record as numbers: what stands where is the layout of core/usage/recordRows.ts, texts by their numbers. */
export const enum Field {
  Timestamp,
  Input,
  CacheRead,
  CacheWrite,
  CacheWrite1h,
  Output,
  Reasoning,
  ToolCalls,
  WebSearches,
  StoreRank,
  ReportedCost,
  EstimateError,
  Seen,
  Source,
  Provider,
  RequestModel,
  ResponseModel,
  ResponseId,
  Conversation,
  Operation,
  Agent,
  Workspace,
  ServiceTier,
  Speed,
  Basis,
  DedupKey,
  Variant,
  OriginalKey,
  OriginalConversation,
  Effort,
  ClientVersion,
  Flags,
  Offset,
  Count,
}

const RECORD_BYTES: usize = Field.Count * sizeof<f64>();
export const REPLAYED: f64 = 1;

export const records = Bytes.create(64 * RECORD_BYTES);

@unmanaged
export class UsageRecord {
  static create(): UsageRecord {
    return changetype<UsageRecord>(heap.alloc(RECORD_BYTES));
  }

  @inline
  get(field: Field): f64 {
    return load<f64>(changetype<usize>(this) + ((<usize>field) << 3));
  }

  @inline
  set(field: Field, value: f64): void {
    store<f64>(changetype<usize>(this) + ((<usize>field) << 3), value);
  }

  copyTo(other: UsageRecord): void {
    memory.copy(changetype<usize>(other), changetype<usize>(this), RECORD_BYTES);
  }

  /** Adds it to `records`. */
  emit(): void {
    memory.copy(records.add(RECORD_BYTES), changetype<usize>(this), RECORD_BYTES);
  }

  /** Takes in another row of the same response: as any copies are merged, but each has tools of its own. */
  merge(other: UsageRecord, merged: UsageRecord): void {
    const mine = this.get(Field.Input) + this.get(Field.Output);
    const its = other.get(Field.Input) + other.get(Field.Output);
    const isFuller = its > mine || (its === mine && other.get(Field.ToolCalls) > this.get(Field.ToolCalls));
    const areAlike = this.get(Field.Flags) === other.get(Field.Flags);
    const keepsOther = areAlike ? isFuller : this.get(Field.Flags) === REPLAYED;
    const kept = keepsOther ? other : this;
    const dropped = keepsOther ? this : other;
    kept.copyTo(merged);
    merged.set(Field.Timestamp, min(this.get(Field.Timestamp), other.get(Field.Timestamp)));
    merged.set(Field.ToolCalls, this.get(Field.ToolCalls) + other.get(Field.ToolCalls));
    if (isNaN(kept.get(Field.ReportedCost))) merged.set(Field.ReportedCost, dropped.get(Field.ReportedCost));
    if (kept.get(Field.Effort) === 0) merged.set(Field.Effort, dropped.get(Field.Effort));
    if (kept.get(Field.ClientVersion) === 0) merged.set(Field.ClientVersion, dropped.get(Field.ClientVersion));
    merged.set(Field.Seen, seenOf(this) + seenOf(other));
  }
}

function seenOf(record: UsageRecord): f64 {
  const seen = record.get(Field.Seen);
  return isNaN(seen) ? 1 : seen;
}

import { RecordColumn as Field, RecordFlag } from '../core/usage/recordColumn';
import { Bytes } from './bytes';
import { callHash, endOf, startOf, Text } from './texts';

const RECORD_BYTES: usize = Field.Count * sizeof<f64>();
const QUOTE: u8 = 34;
const COMMA: u8 = 44;

export const records = Bytes.create(64 * RECORD_BYTES);
/** Of each record its key, variant and response id as JSON, and where they end. */
export const identities = Bytes.create(1 << 14);
export const identityEnds = Bytes.create(256);

export function forgetRecords(): void {
  records.length = identities.length = identityEnds.length = 0;
}

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
    const key = <Text>this.get(Field.DedupKey);
    const response = <Text>this.get(Field.ResponseId);
    this.set(Field.KeyHash, <f64>(<i32>callHash(key)));
    const at = records.add(RECORD_BYTES);
    const isAlike = at > records.at && this.isLike(changetype<UsageRecord>(at - RECORD_BYTES));
    this.set(Field.Begins, isAlike ? 0 : 1);
    memory.copy(at, changetype<usize>(this), RECORD_BYTES);
    identify(key);
    identify(<Text>this.get(Field.Variant));
    identify(response === key ? 0 : response);
    store<u32>(identityEnds.add(sizeof<u32>()), <u32>identities.length);
  }

  /** Alike in what core/usage/recordRows.ts has in SHARED, as far as it is not the same in all of a log. */
  private isLike(other: UsageRecord): bool {
    return (
      this.get(Field.Provider) === other.get(Field.Provider) &&
      this.get(Field.RequestModel) === other.get(Field.RequestModel) &&
      this.get(Field.Conversation) === other.get(Field.Conversation) &&
      this.get(Field.Operation) === other.get(Field.Operation) &&
      this.get(Field.Agent) === other.get(Field.Agent) &&
      this.get(Field.Workspace) === other.get(Field.Workspace) &&
      this.get(Field.ServiceTier) === other.get(Field.ServiceTier) &&
      this.get(Field.Speed) === other.get(Field.Speed) &&
      this.get(Field.Effort) === other.get(Field.Effort) &&
      this.get(Field.ClientVersion) === other.get(Field.ClientVersion) &&
      this.get(Field.Flags) === other.get(Field.Flags)
    );
  }

  /** Takes in another row of the same response: as any copies are merged, but each has tools of its own. */
  merge(other: UsageRecord, merged: UsageRecord): void {
    const mine = this.get(Field.Input) + this.get(Field.Output);
    const its = other.get(Field.Input) + other.get(Field.Output);
    const isFuller = its > mine || (its === mine && other.get(Field.ToolCalls) > this.get(Field.ToolCalls));
    const flags = <u32>this.get(Field.Flags);
    const otherFlags = <u32>other.get(Field.Flags);
    const areAlike = (flags & RecordFlag.Replayed) === (otherFlags & RecordFlag.Replayed);
    const keepsOther = areAlike ? isFuller : (flags & RecordFlag.Replayed) !== 0;
    const kept = keepsOther ? other : this;
    const dropped = keepsOther ? this : other;
    kept.copyTo(merged);
    merged.set(Field.Timestamp, min(this.get(Field.Timestamp), other.get(Field.Timestamp)));
    merged.set(Field.ToolCalls, this.get(Field.ToolCalls) + other.get(Field.ToolCalls));
    if (isNaN(kept.get(Field.ReportedCost))) merged.set(Field.ReportedCost, dropped.get(Field.ReportedCost));
    if (kept.get(Field.Effort) === 0) merged.set(Field.Effort, dropped.get(Field.Effort));
    if (kept.get(Field.ClientVersion) === 0) merged.set(Field.ClientVersion, dropped.get(Field.ClientVersion));
    // Only the last row tells.
    merged.set(Field.Flags, <f64>((<u32>kept.get(Field.Flags)) | ((flags | otherFlags) & RecordFlag.Summed)));
    merged.set(Field.Seen, seenOf(this) + seenOf(other));
  }
}

/** Texts are kept as JSON has them. */
function identify(text: Text): void {
  const from = startOf(text);
  const length = endOf(text) - from;
  const at = identities.add(length + 3);
  store<u8>(at, QUOTE);
  memory.copy(at + 1, from, length);
  store<u8>(at + length + 1, QUOTE);
  store<u8>(at + length + 2, COMMA);
}

function seenOf(record: UsageRecord): f64 {
  const seen = record.get(Field.Seen);
  return isNaN(seen) ? 1 : seen;
}

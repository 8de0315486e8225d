import type { UsageRecord } from './usageRecord';

type Identity = Pick<UsageRecord, 'dedupKey' | 'variant' | 'replayed' | 'storeRank'>;

/**
 * Are two records copies of one call? Assistants write a call several times: once per content block, again into each
 * resumed or forked session, again as a side thread's replay under a new request id. What two stores of an assistant say
 * is never the same: one may tell a turn where the other tells its calls.
 */
export function isSameCall(a: Identity, b: Identity): boolean {
  if (a.dedupKey !== b.dedupKey || a.storeRank !== b.storeRank) return false;
  return a.variant === b.variant || a.variant === '' || b.variant === '' || a.replayed || b.replayed;
}

function tokens(r: UsageRecord): number {
  return r.inputTokens + r.outputTokens;
}

/** Should a call's figures be taken from `b` rather than from `a`, which was met earlier? */
export function isFuller(a: UsageRecord, b: UsageRecord): boolean {
  if (a.replayed !== b.replayed) return a.replayed;
  if (a.basis !== b.basis) return b.basis === 'recorded';
  // An estimate is made anew from the whole document at each reading: of one document, the newest knows most.
  if (b.basis === 'estimated' && a.at.file === b.at.file) return true;
  return tokens(b) > tokens(a) || (tokens(b) === tokens(a) && b.toolCalls > a.toolCalls);
}

/**
 * One record out of two copies of a call: the fullest figures (early copies hold a partial output), the earliest time
 * (so that a call stays on the day it was made), and every request id that was known.
 */
export function mergeCopies(a: UsageRecord, b: UsageRecord): UsageRecord {
  const [kept, other] = isFuller(a, b) ? [b, a] : [a, b];
  return {
    ...kept,
    timestamp: Math.min(a.timestamp, b.timestamp),
    toolCalls: Math.max(a.toolCalls, b.toolCalls),
    // Only the last of a response's rows tells.
    summed: a.summed || b.summed,
    workspace: kept.workspace || other.workspace,
    effort: kept.effort || other.effort,
    clientVersion: kept.clientVersion || other.clientVersion,
    reportedCostNano: kept.reportedCostNano ?? other.reportedCostNano,
    // A replay's request id is not the call's.
    variant: kept.variant || (other.replayed ? '' : other.variant),
    seen: (a.seen ?? 1) + (b.seen ?? 1),
  };
}

/** Removes copies among all records there are, and what a fork repeats of its origin. Order does not change the sums. */
export function mergeCalls(records: readonly UsageRecord[]): UsageRecord[] {
  const calls = new Calls();
  const conversations = new Set(records.map((r) => r.conversationId));
  const isLost = (r: UsageRecord): boolean => r.inFork === true && !conversations.has(r.originalConversation ?? '');
  const lost = new Set(records.filter(isLost).map((r) => r.originalKey));
  const own = new Set(records.filter((r) => !r.inFork).flatMap((r) => [r.dedupKey, r.originalKey]));
  for (const record of records) {
    const { inFork, originalKey, dedupKey } = record;
    // A copy of a copy whose original is gone is no call of its own either.
    const isCopyOfLost = inFork === true && lost.has(originalKey) && !own.has(originalKey) && !own.has(dedupKey);
    if (!isLost(record) && !isCopyOfLost) calls.add(record, originalKey);
  }
  return calls.all();
}

/** Calls by all the keys that they are known under. */
class Calls {
  /** A call that turned out to be a copy of an earlier one leaves a gap. */
  private readonly calls: (UsageRecord | undefined)[] = [];
  private readonly byKey = new Map<string, number[]>();
  /** Where the call went that left a gap. */
  private readonly movedTo = new Map<number, number>();

  all(): UsageRecord[] {
    return this.calls.filter((call) => call !== undefined);
  }

  add(record: UsageRecord, originalKey: string | undefined): void {
    const original = originalKey === undefined ? undefined : this.find(originalKey, record);
    const known = this.find(record.dedupKey, record);
    const at = original ?? known ?? this.calls.length;
    const call = this.calls[at];
    this.calls[at] = call ? mergeCopies(call, record) : record;
    // A fork of a fork may have come before the fork that says whose copy it is.
    if (original !== undefined && known !== undefined && original !== known) this.move(known, original);
    this.name(record.dedupKey, at);
    if (originalKey !== undefined) this.name(originalKey, at);
  }

  /** Under a fork's name any call is the same; under its own the variants decide. */
  private find(key: string, record: UsageRecord): number | undefined {
    for (const index of this.byKey.get(key) ?? []) {
      const at = this.place(index);
      const call = this.calls[at]!;
      if (call.dedupKey !== record.dedupKey || isSameCall(call, record)) return at;
    }
    return undefined;
  }

  private place(index: number): number {
    let at = index;
    for (let next = this.movedTo.get(at); next !== undefined; next = this.movedTo.get(at)) at = next;
    return at;
  }

  private move(from: number, to: number): void {
    this.calls[to] = mergeCopies(this.calls[to]!, this.calls[from]!);
    this.calls[from] = undefined;
    this.movedTo.set(from, to);
  }

  private name(key: string, at: number): void {
    const indexes = this.byKey.get(key);
    if (!indexes) this.byKey.set(key, [at]);
    else if (!indexes.includes(at)) indexes.push(at);
  }
}

import type { UsageRecord } from './usageRecord';

type Identity = Pick<UsageRecord, 'dedupKey' | 'variant' | 'replayed'>;

/**
 * Are two records copies of one call? Assistants write a call several times: once per content block, again into each
 * resumed or forked session, again as a side thread's replay under a new request id.
 */
export function isSameCall(a: Identity, b: Identity): boolean {
  if (a.dedupKey !== b.dedupKey) return false;
  return a.variant === b.variant || a.variant === '' || b.variant === '' || a.replayed || b.replayed;
}

function tokens(r: UsageRecord): number {
  return r.inputTokens + r.outputTokens;
}

/** Should a call's figures be taken from `b` rather than from `a`, which was met earlier? */
export function isFuller(a: UsageRecord, b: UsageRecord): boolean {
  if (a.replayed !== b.replayed) return a.replayed;
  if (a.basis !== b.basis) return b.basis === 'recorded';
  // An estimate is made anew from the whole document at each reading: the newest knows most.
  if (b.basis === 'estimated') return true;
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
    reportedCostNano: kept.reportedCostNano ?? other.reportedCostNano,
    variant: kept.variant || other.variant,
    seen: (a.seen ?? 1) + (b.seen ?? 1),
  };
}

/** Merges rows of the same call among records of which others may exist elsewhere: those of one file. */
export function mergeRepeats(records: readonly UsageRecord[]): UsageRecord[] {
  const calls: UsageRecord[] = [];
  const byKey = new Map<string, number[]>();
  for (const record of records) addCall(calls, byKey, record, [record.dedupKey]);
  return calls;
}

/** Removes copies among all records there are, and what a fork repeats of its origin. Order does not change the sums. */
export function mergeCalls(records: readonly UsageRecord[]): UsageRecord[] {
  const calls: UsageRecord[] = [];
  const byKey = new Map<string, number[]>();
  const conversations = new Set(records.map((r) => r.conversationId));
  for (const record of records) {
    if (record.inFork && !conversations.has(record.originalConversation ?? '')) continue;
    addCall(calls, byKey, record, record.originalKey ? [record.originalKey, record.dedupKey] : [record.dedupKey]);
  }
  return calls;
}

function addCall(calls: UsageRecord[], byKey: Map<string, number[]>, record: UsageRecord, keys: string[]): void {
  const known = keys.flatMap((key) => byKey.get(key) ?? []);
  const at = known.find((i) => calls[i]!.dedupKey !== record.dedupKey || isSameCall(calls[i]!, record));
  const index = at ?? calls.length;
  calls[index] = at === undefined ? record : mergeCopies(calls[at]!, record);
  for (const key of keys) {
    const indexes = byKey.get(key);
    if (!indexes) byKey.set(key, [index]);
    else if (!indexes.includes(index)) indexes.push(index);
  }
}

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

/** Removes copies among records, and what a fork repeats of its origin. Order does not change the sums. */
export function mergeCalls(records: readonly UsageRecord[]): UsageRecord[] {
  const calls: UsageRecord[] = [];
  const byKey = new Map<string, number[]>();
  const conversations = new Set(records.map((r) => r.conversationId));
  for (const record of records) {
    if (record.inFork && !conversations.has(record.originalConversation ?? '')) continue;
    const keys = record.originalKey ? [record.originalKey, record.dedupKey] : [record.dedupKey];
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
  return calls;
}

import { namesAnother } from '../../usage/namesAnother';
import { cacheLife } from '../session/cacheLife';
import type { CallFacts } from '../session/sessionFacts';

export type CacheLife = '5m' | '1h';

/** How a call's input would have been read from the cache and written to it. */
export interface CacheSplit {
  read: number;
  write: number;
  write1h: number;
}

const MINUTES: Readonly<Record<CacheLife, number>> = { '5m': 5, '1h': 60 };
const MINUTE = 60_000;

/**
 * The same calls of a thread with another life of the cache. A pause longer than the new life and not longer than the
 * old one loses what was read; the other way round what was written again is read. Whatever else the log shows, a
 * change of model or effort or a cleared context, stays as it was. What was not cached at all is not cached now.
 */
export function replayCache(calls: readonly CallFacts[], life: CacheLife): CacheSplit[] {
  const next = MINUTES[life] * MINUTE;
  let old: number | undefined;
  return calls.map((call, j) => {
    const before = calls[j - 1];
    // A pure read keeps the life of what was written before it.
    if (before && (before.cacheWrite > 0 || j === 1)) old = cacheLife(before);
    const cached = call.cacheRead + call.cacheWrite;
    let read = call.cacheRead;
    if (before && old !== undefined) {
      const pause = call.at - before.at;
      // Something of the prefix may be in the cache of another conversation: what the first call found, this one finds.
      if (pause > next && pause <= old) read = Math.min(read, calls[0]!.cacheRead);
      else if (pause > old && pause <= next && isSameCache(before, call)) {
        read = Math.max(read, Math.min(before.input, cached));
      }
    }
    const write = cached - read;
    return { read, write, write1h: life === '1h' ? write : 0 };
  });
}

function isSameCache(a: CallFacts, b: CallFacts): boolean {
  return a.model === b.model && a.speed === b.speed && !namesAnother(a.effort, b.effort);
}

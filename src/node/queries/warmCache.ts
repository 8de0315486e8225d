import type { DatabaseSync } from 'node:sqlite';
import { cacheLife } from '../../core/insights/cacheLife';
import type { GaugeView } from '../../protocol/views';
import { nameReader, rowOf } from '../ledger/rows';
import { lastPart } from './sessionRows';

/** Smaller contexts are cheap to write again. */
const LEAST_CONTEXT = 100_000;
/** No provider keeps a cache longer. */
const LONGEST_LIFE = 60 * 60_000;

/** The main thread that was used last, if its context is large and still in the cache. Every call keeps it warm. */
export function warmCache(db: DatabaseSync, now: number): GaugeView['cache'] {
  const name = nameReader(db);
  // By session: only there is an index.
  const [session] =
    rowOf(db, 'SELECT id FROM session WHERE last_at > ? ORDER BY last_at DESC LIMIT 1', now - LONGEST_LIFE) ?? [];
  const sql = `SELECT at, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, model_id,
    provider_id, workspace_id FROM request
    WHERE session_id = ? AND counted = 1 AND estimated = 0 AND agent_id = (SELECT id FROM name WHERE text = '')
    ORDER BY at DESC LIMIT 1`;
  const row = session === undefined ? undefined : rowOf(db, sql, Number(session));
  if (!row) return undefined;
  const [at, input, read, write, write1h] = row.slice(0, 5).map(Number) as [number, number, number, number, number];
  if (input < LEAST_CONTEXT || read + write === 0) return undefined;
  const call = { provider: name(row[6]), model: name(row[5]), cacheWrite: write, cacheWrite1h: write1h };
  // A call that only read says nothing of the life: the last one that wrote does.
  const life = cacheLife(write > 0 ? call : { ...call, ...lastWrite(db, Number(session), at) });
  if (life === undefined || at + life <= now) return undefined;
  return { contextTokens: input, expiresAt: at + life, project: lastPart(name(row[7])) };
}

function lastWrite(db: DatabaseSync, session: number, at: number): { cacheWrite: number; cacheWrite1h: number } {
  const sql = `SELECT cache_write_tokens, cache_write_1h_tokens FROM request
    WHERE session_id = ? AND at <= ? AND cache_write_tokens > 0 ORDER BY at DESC LIMIT 1`;
  const [cacheWrite, cacheWrite1h] = (rowOf(db, sql, session, at) ?? [0, 0]).map(Number);
  return { cacheWrite: cacheWrite!, cacheWrite1h: cacheWrite1h! };
}

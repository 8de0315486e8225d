import type { DatabaseSync } from 'node:sqlite';
import { cacheLife } from '../../core/insights/cacheLife';
import type { GaugeView } from '../../protocol/views';
import { nameReader, rowOf } from '../ledger/rows';
import { sessionCalls, sessionCallsReader } from '../ledger/sessionCalls';
import { lastPart } from './sessionRows';

/** Smaller contexts are cheap to write again. */
const LEAST_CONTEXT = 100_000;
/** No provider keeps a cache longer. */
const LONGEST_LIFE = 60 * 60_000;

/** The main thread that was used last, if its context is large and still in the cache. Every call keeps it warm. */
export function warmCache(db: DatabaseSync, now: number): GaugeView['cache'] {
  const name = nameReader(db);
  const [session] =
    rowOf(db, 'SELECT id FROM session WHERE last_at > ? ORDER BY last_at DESC LIMIT 1', now - LONGEST_LIFE) ?? [];
  const call = session === undefined ? undefined : newestCall(db, Number(session), now - LONGEST_LIFE, name);
  if (!call || call.input < LEAST_CONTEXT || call.cacheRead + call.cacheWrite === 0) return undefined;
  // A call that only read says nothing of the life: the last one that wrote does.
  const life = cacheLife(call.cacheWrite > 0 ? call : { ...call, ...lastWrite(db, Number(session), call.at) });
  if (life === undefined || call.at + life <= now) return undefined;
  return { contextTokens: call.input, expiresAt: call.at + life, project: lastPart(call.workspace) };
}

/** Of the main thread, since then. */
function newestCall(db: DatabaseSync, session: number, since: number, name: (id: number) => string) {
  const found: (Parameters<typeof cacheLife>[0] & {
    at: number;
    input: number;
    cacheRead: number;
    workspace: string;
  })[] = [];
  sessionCallsReader(
    db,
    since,
    Infinity,
  )(session, (call) => {
    if (call.estimated || name(call.agentId) !== '') return;
    if (found[0] && call.timestamp < found[0].at) return;
    found[0] = {
      at: call.timestamp,
      input: call.inputTokens,
      cacheRead: call.cacheReadTokens,
      cacheWrite: call.cacheWriteTokens,
      cacheWrite1h: call.cacheWrite1hTokens,
      provider: name(call.providerId),
      model: name(call.modelId),
      workspace: name(call.workspaceId),
    };
  });
  return found[0];
}

function lastWrite(db: DatabaseSync, session: number, until: number): { cacheWrite: number; cacheWrite1h: number } {
  let last = { at: 0, cacheWrite: 0, cacheWrite1h: 0 };
  sessionCalls(db, session, (call) => {
    if (call.timestamp > until || call.timestamp < last.at || call.cacheWriteTokens === 0) return;
    last = { at: call.timestamp, cacheWrite: call.cacheWriteTokens, cacheWrite1h: call.cacheWrite1hTokens };
  });
  return last;
}

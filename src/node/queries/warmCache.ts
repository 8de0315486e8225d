import type { DatabaseSync } from 'node:sqlite';
import { cacheLife } from '../../core/insights/session/cacheLife';
import type { CallFacts } from '../../core/insights/session/sessionFacts';
import { isAside } from '../../core/insights/session/setAdviceAside';
import type { GaugeView } from '../../protocol/views';
import { nameReader, rowOf } from '../ledger/rows';
import { sessionCalls } from '../ledger/sessionCalls';
import type { StoredCall } from '../ledger/storedCall';
import { lastPart } from './sessionRows';

/** Smaller contexts are cheap to write again. */
const LEAST_CONTEXT = 100_000;
/** No provider keeps a cache longer. */
const LONGEST_LIFE = 60 * 60_000;

/** The main thread that was used last, if its context is large and still in the cache. Every call keeps it warm. */
export function warmCache(db: DatabaseSync, now: number): GaugeView['cache'] {
  const since = now - LONGEST_LIFE;
  const row = rowOf(db, 'SELECT id FROM session WHERE last_at > ? ORDER BY last_at DESC LIMIT 1', since);
  if (!row) return undefined;
  const session = Number(row[0]);
  const call = newestCall(db, session, since);
  if (!call || call.input < LEAST_CONTEXT || call.cacheRead + call.cacheWrite === 0) return undefined;
  // A call that only read says nothing of the life: the last one that wrote does.
  const life = cacheLife(call.cacheWrite > 0 ? call : { ...call, ...lastWrite(db, session, call.at) });
  if (life === undefined || call.at + life <= now) return undefined;
  return { contextTokens: call.input, expiresAt: call.at + life, project: lastPart(call.workspace) };
}

type SentCall = Pick<CallFacts, 'at' | 'input' | 'cacheRead' | 'cacheWrite' | 'cacheWrite1h' | 'provider' | 'model'> & {
  workspace: string;
};

/** A helper and a model that declined have caches of their own, and what an advisor reads is in none. */
function isOfMain({ agentId, operationId }: StoredCall, name: (id: number) => string): boolean {
  return name(agentId) === '' && !isAside({ operation: name(operationId) });
}

/** Of the main thread, since then. */
function newestCall(db: DatabaseSync, session: number, since: number): SentCall | undefined {
  const name = nameReader(db);
  let newest: SentCall | undefined;
  const look = (call: StoredCall): void => {
    if (call.estimated || !isOfMain(call, name) || (newest && call.timestamp < newest.at)) return;
    newest = {
      at: call.timestamp,
      input: call.inputTokens,
      cacheRead: call.cacheReadTokens,
      cacheWrite: call.cacheWriteTokens,
      cacheWrite1h: call.cacheWrite1hTokens,
      provider: name(call.providerId),
      model: name(call.modelId),
      workspace: name(call.workspaceId),
    };
  };
  sessionCalls(db, session, look, since);
  return newest;
}

function lastWrite(db: DatabaseSync, session: number, until: number): { cacheWrite: number; cacheWrite1h: number } {
  const name = nameReader(db);
  let last = { at: 0, cacheWrite: 0, cacheWrite1h: 0 };
  sessionCalls(db, session, (call) => {
    if (call.timestamp > until || call.timestamp < last.at || call.cacheWriteTokens === 0) return;
    if (!isOfMain(call, name)) return;
    last = { at: call.timestamp, cacheWrite: call.cacheWriteTokens, cacheWrite1h: call.cacheWrite1hTokens };
  });
  return last;
}

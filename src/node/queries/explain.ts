import type { DatabaseSync } from 'node:sqlite';
import type { ExplainView } from '../../protocol/views';
import { callLines } from './callLines';
import type { QueryContext } from '../queryContext';
import { requestReader, requestRow, type FoundRequest } from './requestRows';
import { sessionRequests } from './session';
import { rowOf } from '../ledger/rows';
import { callById, callsNamed } from '../ledger/sessionCalls';
import type { StoredCall } from '../ledger/storedCall';
import { sessionRows } from './sessionRows';

/** How a call's figure came about: its price, and every line of the logs that speaks of it. */
export function explain(context: QueryContext, p: { request: string }): ExplainView | undefined {
  const { db, priceBook } = context;
  const found = findRequest(context, p.request.trim());
  const session = found && sessionRows(db, [found.sessionId])[0];
  if (!found || !session) return undefined;
  const { lines, logMissing } = callLines(context, found);
  return {
    request: sessionRequests(db, found.sessionId).find((r) => r.id === found.id) ?? requestRow(found),
    session,
    timesSeen: Math.max(1, lines.length),
    lines,
    logMissing,
    price: priceBook.explain(found.record),
    dedupKey: found.record.dedupKey,
  };
}

/** By `#id`, else by response id or by the key under which the ledger knows the call or one of its copies. */
function findRequest({ db }: QueryContext, text: string): FoundRequest | undefined {
  const id = /^#(\d{1,15})$/.exec(text)?.[1];
  const calls = id === undefined ? named(db, text) : [callById(db, Number(id))];
  const found = calls.filter((call) => call !== undefined).map(requestReader(db));
  const size = ({ record }: FoundRequest): number => record.inputTokens + record.outputTokens;
  // What was asked of an advisor within a call goes by its response id, too, and is mostly larger.
  const isIt = ({ record }: FoundRequest): number => Number(record.dedupKey === text);
  return found.sort((a, b) => Number(b.counted) - Number(a.counted) || isIt(b) - isIt(a) || size(b) - size(a))[0];
}

function named(db: DatabaseSync, text: string): (StoredCall | undefined)[] {
  if (text === '') return [];
  const alias = rowOf(db, 'SELECT call_id FROM alias WHERE dedup_key = ?', text)?.[0];
  return [...callsNamed(db, text), typeof alias === 'number' ? callById(db, alias) : undefined];
}

import type { ExplainView } from '../../protocol/views';
import { callLines } from './callLines';
import type { QueryContext } from '../queryContext';
import { findRequests, requestRow, type FoundRequest } from './requestRows';
import { sessionRequests } from './session';
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
  if (id !== undefined) return findRequests(db, 'WHERE request.id = ?', Number(id))[0];
  return findRequests(
    db,
    `WHERE request.id IN (
       SELECT id FROM request WHERE response_id = ? OR dedup_key = ?
       UNION SELECT request_id FROM alias WHERE dedup_key = ?)
     AND ? <> '' ORDER BY counted DESC, request.input_tokens + request.output_tokens DESC LIMIT 1`,
    text,
    text,
    text,
    text,
  )[0];
}

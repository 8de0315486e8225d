import type { DatabaseSync } from 'node:sqlite';
import type { RequestRow, SessionView } from '../../protocol/views';
import { fillContext } from './contextParts';
import type { QueryContext } from '../queryContext';
import { requestReader, requestRow } from './requestRows';
import { rowsOf } from '../ledger/rows';
import { sessionCalls } from '../ledger/sessionCalls';
import { sessionRows } from './sessionRows';

const MOST_REQUESTS = 2_000;

/** A session's calls in time order; of very long ones those around the dearest. undefined: no such session. */
export function session({ db }: QueryContext, { id }: { id: number }): SessionView | undefined {
  const row = sessionRows(db, [id])[0];
  if (!row) return undefined;
  const all = sessionRequests(db, id);
  const from = windowAround(all, MOST_REQUESTS);
  const requests = all.slice(from, from + MOST_REQUESTS);
  return { session: row, requests, omitted: all.length - requests.length };
}

/** All calls of a session that count, with the turn they belong to and what filled their context. */
export function sessionRequests(db: DatabaseSync, id: number): RequestRow[] {
  const read = requestReader(db);
  const requests: RequestRow[] = [];
  sessionCalls(db, id, (call) => requests.push(requestRow(read(call))));
  requests.sort((a, b) => a.timestamp - b.timestamp);
  const turns = rowsOf(db, 'SELECT at FROM turn WHERE session_id = ? ORDER BY at', id).map(([at]) => Number(at));
  let turn = 0;
  for (const request of requests) {
    while (turn < turns.length && turns[turn]! <= request.timestamp) turn++;
    request.turn = turn;
  }
  fillContext(db, id, requests);
  return requests;
}

function windowAround(requests: readonly RequestRow[], size: number): number {
  let dearest = 0;
  requests.forEach((r, i) => {
    if (weight(r) > weight(requests[dearest]!)) dearest = i;
  });
  return Math.max(0, Math.min(dearest - size / 2, requests.length - size));
}

/** Where nothing has a price, by tokens. */
function weight(r: RequestRow): number {
  return r.costNano ?? (r.inputTokens + r.outputTokens) / 1e9;
}

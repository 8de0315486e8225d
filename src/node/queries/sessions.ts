import type { SessionFilter } from '../../protocol/messages';
import type { SessionListView, SessionSort } from '../../protocol/views';
import { zoneFor } from '../machineZone';
import type { QueryContext } from '../queryContext';
import { rowsOf } from '../ledger/rows';
import { callsBetween } from '../ledger/sessionCalls';
import { sessionRows } from './sessionRows';
import { rangeOf } from './spanRange';

const MOST_ROWS = 500;

const SORT_COLUMNS: Record<SessionSort, string> = {
  lastAt: 'last_at',
  costNano: 'cost_nano',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  requests: 'requests',
  peakContextTokens: 'peak_context_tokens',
};

/** Sessions with a call in them that overlap the span; their figures are those of the whole session. */
export function sessions(context: QueryContext, filter: SessionFilter): SessionListView {
  const { db, config } = context;
  const { from, to } = rangeOf(zoneFor(config.timezone), filter);
  const column = Object.hasOwn(SORT_COLUMNS, filter.sort) ? SORT_COLUMNS[filter.sort] : SORT_COLUMNS.lastAt;
  const direction = filter.descending ? 'DESC' : 'ASC';
  const found = rowsOf(
    db,
    `SELECT id, workspace_id, conversation_id FROM session
     WHERE requests > 0 AND last_at >= ? AND first_at < ? AND (? = '' OR source = ?)
     ORDER BY ${column} ${direction}, id ${direction}`,
    from,
    to,
    filter.source ?? '',
    filter.source ?? '',
  );
  const matches = matcher(context, filter.text.trim().toLowerCase());
  const ids = found
    .filter(([id, workspace, conversation]) => matches(Number(id), Number(workspace), String(conversation)))
    .map(([id]) => Number(id));
  const offset = Math.max(0, Math.trunc(filter.offset) || 0);
  const limit = Math.min(MOST_ROWS, Math.max(0, Math.trunc(filter.limit) || 0));
  return { total: ids.length, offset, rows: sessionRows(db, ids.slice(offset, offset + limit)) };
}

/** SQLite's LIKE knows the case of ASCII only; the few texts there are, are compared here. */
function matcher({ db }: QueryContext, text: string): (id: number, workspace: number, conversation: string) => boolean {
  if (text === '') return () => true;
  const namesWith = (sql: string): Set<number> =>
    new Set(
      rowsOf(db, sql)
        .filter(([, name]) => String(name).toLowerCase().includes(text))
        .map(([id]) => Number(id)),
    );
  const workspaces = namesWith('SELECT id, text FROM name WHERE id IN (SELECT workspace_id FROM session)');
  const models = namesWith('SELECT id, text FROM name WHERE id IN (SELECT model_id FROM rollup)');
  const withModel = new Set<number>();
  if (models.size > 0) {
    callsBetween(db, -Infinity, Infinity, (call) => {
      if (models.has(call.modelId)) withModel.add(call.sessionId);
    });
  }
  return (id, workspace, conversation) =>
    workspaces.has(workspace) || withModel.has(id) || conversation.toLowerCase().includes(text);
}

import type { DatabaseSync } from 'node:sqlite';
import { TOTAL_KEYS, emptyTotals } from '../../core/usage/totals';
import type { SourceId } from '../../core/usage/usageRecord';
import type { SessionRow } from '../../protocol/views';
import { totalColumn } from '../ledger/schema';
import { nameReader, rowsOf } from '../ledger/rows';
import { sessionCalls } from '../ledger/sessionCalls';

/** What broken logs add up to may be more than a number holds as a whole one: Node would throw. */
const TOTALS = TOTAL_KEYS.map((key) => `CAST(${totalColumn(key)} AS REAL)`).join(', ');
const COLUMNS = `id, source, conversation_id, workspace_id, first_at, last_at, peak_context_tokens,
  (SELECT count(*) FROM turn WHERE turn.session_id = session.id) AS turns, ${TOTALS}`;
const FIRST_TOTAL = 8;

/** Sessions by the ledger's ids, in the order of `ids`, with their totals over all time. */
export function sessionRows(db: DatabaseSync, ids: readonly number[]): SessionRow[] {
  const name = nameReader(db);
  const wanted = JSON.stringify(ids);
  const rows = new Map<number, SessionRow>();
  for (const row of rowsOf(db, `SELECT ${COLUMNS} FROM session WHERE id IN (SELECT value FROM json_each(?))`, wanted)) {
    const totals = emptyTotals();
    TOTAL_KEYS.forEach((key, i) => (totals[key] = Number(row[FIRST_TOTAL + i])));
    const id = Number(row[0]);
    const workspace = name(row[3]);
    rows.set(id, {
      id,
      source: row[1] as SourceId,
      conversationId: String(row[2]),
      project: lastPart(workspace),
      workspace,
      models: [],
      firstAt: Number(row[4]),
      lastAt: Number(row[5]),
      turns: Number(row[7]),
      subAgents: 0,
      peakContextTokens: Number(row[6]),
      ...totals,
    });
  }
  for (const row of rows.values()) {
    const counts = new Map<number, number>();
    const agents = new Set<number>();
    sessionCalls(db, row.id, ({ modelId, agentId }) => {
      counts.set(modelId, (counts.get(modelId) ?? 0) + 1);
      agents.add(agentId);
    });
    row.models = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([model]) => name(model));
    row.subAgents = [...agents].filter((agent) => name(agent) !== '').length;
  }
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

/** What a folder is called; either separator, for logs travel between systems. */
export function lastPart(folder: string): string {
  return /[^\\/]*(?=[\\/]*$)/.exec(folder)?.[0] ?? '';
}

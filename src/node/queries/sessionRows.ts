import type { DatabaseSync } from 'node:sqlite';
import { TOTAL_KEYS, emptyTotals } from '../../core/usage/totals';
import type { SourceId } from '../../core/usage/usageRecord';
import type { SessionRow } from '../../protocol/views';
import { totalColumn } from '../ledger/schema';
import { nameReader, rowsOf } from '../ledger/rows';

const COLUMNS = `id, source, conversation_id, workspace_id, first_at, last_at, peak_context_tokens,
  (SELECT count(*) FROM turn WHERE turn.session_id = session.id) AS turns, ${TOTAL_KEYS.map(totalColumn).join(', ')}`;
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
    const counts = new Map<string, number>();
    const agents = new Set<string>();
    for (const [model, agent, count] of rowsOf(
      db,
      `SELECT model_id, agent_id, count(*) FROM request WHERE session_id = ? AND counted = 1
       GROUP BY model_id, agent_id`,
      row.id,
    )) {
      counts.set(name(model), (counts.get(name(model)) ?? 0) + Number(count));
      if (name(agent) !== '') agents.add(name(agent));
    }
    row.models = [...counts].sort((a, b) => b[1] - a[1]).map(([model]) => model);
    row.subAgents = agents.size;
  }
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

/** What a folder is called; either separator, for logs travel between systems. */
export function lastPart(folder: string): string {
  return /[^\\/]*(?=[\\/]*$)/.exec(folder)?.[0] ?? '';
}

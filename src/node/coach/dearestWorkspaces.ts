import type { DatabaseSync } from 'node:sqlite';
import { rowsOf } from '../ledger/rows';
import { BUCKET_MS } from '../ledger/schema';

/** Folders that assistants have worked in since a time, those first that most was spent in, or most calls were made in. */
export function dearestWorkspaces(db: DatabaseSync, since: number): string[] {
  // total(), not sum(): what broken logs add up to may be more than SQLite holds as a whole number.
  const sql = `SELECT text FROM rollup JOIN name ON name.id = workspace_id WHERE bucket >= ? AND requests > 0
    GROUP BY workspace_id ORDER BY total(cost_nano) DESC, total(requests) DESC, text`;
  return rowsOf(db, sql, Math.floor(since / BUCKET_MS)).map(([text]) => String(text));
}

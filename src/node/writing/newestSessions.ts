import type { DatabaseSync } from 'node:sqlite';
import { rowsOf } from '../ledger/rows';

/** The ledger's ids of the newest conversations that began since then, of one folder and those below it, or ('') of all. */
export function newestSessions(db: DatabaseSync, folder: string, since: number, most: number): number[] {
  const root = folder.replaceAll('\\', '/').replace(/\/$/, '');
  const below = folder === '' ? '' : 'AND (name.text = ? OR substr(name.text, 1, ?) = ?)';
  const sql = `SELECT session.id FROM session LEFT JOIN name ON name.id = session.workspace_id
    WHERE first_at >= ? AND last_at > 0 ${below} ORDER BY last_at DESC LIMIT ?`;
  const places = folder === '' ? [] : [root, root.length + 1, `${root}/`];
  return rowsOf(db, sql, since, ...places, most).map(([id]) => Number(id));
}

import type { DatabaseSync } from 'node:sqlite';
import type { PriceBook } from '../../core/pricing/priceBook';
import { TOTAL_KEYS } from '../../core/usage/totals';
import type { Names } from './names';
import { readRequest } from './requestRow';
import { Sums, totalsOf } from './sums';
import { totalColumn } from './schema';

/** Computes every call's cost anew, and all sums from the calls. Inside the caller's transaction. */
export function reprice(db: DatabaseSync, prices: PriceBook, names: Names): void {
  const texts = new Map<number, string>();
  const cached = {
    textOf(id: number): string {
      let text = texts.get(id);
      if (text === undefined) texts.set(id, (text = names.textOf(id)));
      return text;
    },
  };
  db.exec('DELETE FROM rollup');
  db.exec(`UPDATE session SET ${TOTAL_KEYS.map((key) => `${totalColumn(key)} = 0`).join(', ')}`);
  const sums = new Sums(db);
  const setCost = db.prepare('UPDATE request SET cost_nano = ? WHERE id = ?');
  const next = db.prepare(
    `SELECT request.*, session.source, session.conversation_id FROM request JOIN session ON session.id = session_id
     WHERE request.id > ? ORDER BY request.id LIMIT 5000`,
  );
  for (let last = 0; ;) {
    const rows = next.all(last);
    if (rows.length === 0) break;
    for (const row of rows) {
      const { id, sessionId, counted, record } = readRequest(row, cached);
      last = id;
      const cost = prices.cost(record);
      if ((row['cost_nano'] ?? undefined) !== cost?.totalNano) setCost.run(cost?.totalNano ?? null, id);
      if (!counted) continue;
      const [model, provider, workspace] = [row['model_id'], row['provider_id'], row['workspace_id']].map(Number);
      sums.add(record, totalsOf(record, cost), 1, sessionId, model!, provider!, workspace!);
    }
    sums.write();
  }
}

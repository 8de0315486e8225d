import type { DatabaseSync } from 'node:sqlite';
import type { PriceBook } from '../../core/pricing/priceBook';
import { TOTAL_KEYS } from '../../core/usage/totals';
import { CallChunk } from './callChunk';
import { nameReader, rowReader } from './rows';
import { Sums } from './sums';
import { totalColumn } from './schema';
import { sessionReader, show } from './sessionCalls';

/** Computes every call's cost anew, and all sums from the calls. Inside the caller's transaction. */
export function reprice(db: DatabaseSync, prices: PriceBook): void {
  const names = { textOf: nameReader(db) };
  const session = sessionReader(db);
  db.exec('DELETE FROM rollup');
  db.exec(`UPDATE session SET ${TOTAL_KEYS.map((key) => `${totalColumn(key)} = 0`).join(', ')}`);
  const sums = new Sums(db);
  const setData = db.prepare('UPDATE call_chunk SET data = ? WHERE id = ?');
  const next = rowReader(db, 'SELECT * FROM call_chunk WHERE id > ? ORDER BY id LIMIT 50');
  for (let last = 0; ;) {
    const rows = next(last);
    if (rows.length === 0) break;
    for (const row of rows) {
      const chunk = CallChunk.unpack(row);
      last = chunk.id;
      show(chunk, (call) => {
        const common = session(chunk.session);
        const cost = prices.cost(call.record(common, names));
        if (call.costNano !== cost?.totalNano) call.setCost(cost?.totalNano);
        if (call.counted) sums.add(call, common.source, cost, 1);
      });
      if (chunk.changed) setData.run(chunk.pack()[6], chunk.id);
    }
    sums.write();
  }
}

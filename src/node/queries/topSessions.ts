import type { Totals } from '../../core/usage/totals';
import type { SessionRow } from '../../protocol/views';
import { addCall, emptySum, totalsIn } from '../ledger/sums';
import { sessionCalls, sessionReader } from '../ledger/sessionCalls';
import type { StoredCall } from '../ledger/storedCall';
import { byCost, type TimeRange } from './dayUsage';
import type { QueryContext } from '../queryContext';
import { nameReader, rowsOf } from '../ledger/rows';
import { sessionRows } from './sessionRows';

const TOP = 10;

/** The sessions that cost most within a span, with what they used in it. */
export function topSessions(context: QueryContext, range: TimeRange): SessionRow[] {
  const { db } = context;
  // A session that reaches beyond the span can still be among the top: no part of it costs more than the whole.
  const candidates = rowsOf(
    db,
    `SELECT id, first_at >= ? AND last_at < ? FROM session WHERE requests > 0 AND last_at >= ? AND first_at < ?
     ORDER BY cost_nano DESC, input_tokens + output_tokens DESC`,
    range.from,
    range.to,
    range.from,
    range.to,
  );
  let found: SessionRow[] = [];
  for (const [id, isInside] of candidates) {
    const row = sessionRows(db, [Number(id)])[0]!;
    if (found.length >= TOP && byCost(row, found.at(-1)!) > 0) break;
    if (isInside === 0) Object.assign(row, totalsWithin(context, Number(id), range));
    if (row.requests > 0) found = [...found, row].sort(byCost).slice(0, TOP);
  }
  return found;
}

function totalsWithin({ db, priceBook }: QueryContext, session: number, { from, to }: TimeRange): Totals {
  const names = { textOf: nameReader(db) };
  const sum = emptySum();
  const common = sessionReader(db)(session);
  const add = (call: StoredCall): void => {
    addCall(sum, call, priceBook.cost(call.record(common, names)));
  };
  sessionCalls(db, session, add, from, to);
  return totalsIn(sum);
}

import { phrase, share, count, type Figure, type Phrase } from '../../core/coach/phrase';
import { WhatIf, modelsToCompare } from '../../core/insights/money/whatIf';
import type { WhatIfNote } from '../../core/insights/money/whatIfTable';
import type { SourceId } from '../../core/usage/usageRecord';
import type { WhatIfView } from '../../protocol/coachViews';
import { coachSessions } from '../coach/coachSessions';
import { startOfLastDays } from '../coach/lastDays';
import type { QueryContext } from '../queryContext';
import { nameReader, rowsOf } from '../ledger/rows';
import { BUCKET_MS } from '../ledger/schema';

// total(), not sum(): what broken logs add up to may be more than SQLite, or a number, holds as a whole one.
const USED = `SELECT source, model_id, total(cost_nano) FROM rollup WHERE bucket >= ?
  GROUP BY source, model_id HAVING SUM(requests) > SUM(unpriced_requests)`;

/**
 * What the calls of the last `days` days would have cost on other models, with another life of the cache, at other
 * tiers and with less effort. Throws for a number of days that is none.
 */
export function whatIf(context: QueryContext, { days }: { days: number }): WhatIfView {
  const { db, priceBook } = context;
  const since = startOfLastDays(context, days);
  const name = nameReader(db);
  const used = rowsOf(db, USED, since / BUCKET_MS).map(([source, model, nano]) => ({
    source: source as SourceId,
    model: name(model),
    costNano: Number(nano),
  }));
  const replay = new WhatIf(priceBook, modelsToCompare(used));
  coachSessions(context, { since }, (session) => replay.add(session));
  return {
    days,
    classes: replay.tables().map(({ rows, ...table }) => ({
      ...table,
      rows: rows.map((row) => ({
        ...row,
        key: `${row.change.kind} ${row.change.to}`,
        notes: row.notes.map(noteInWords),
      })),
    })),
  };
}

function noteInWords(note: WhatIfNote): Phrase {
  switch (note.kind) {
    case 'no-price':
      return phrase('No price is known.');
    case 'part':
      return phrase('Only {part} of the cost could have changed; the rest is as it was.', { part: share(note.part) });
    case 'tokenizer':
      return phrase('It needs {low} to {high} the tokens for the same text.', {
        low: times(note.low),
        high: times(note.high),
      });
    case 'failures': {
      const figures = { low: share(note.low), high: share(note.high), of: count(note.of) };
      return note.of > 0
        ? phrase('{low} to {high} right at once, as in {of} of your own edits; the rest is paid for twice.', figures)
        : phrase('Assumed: {low} to {high} of its answers are taken; the rest is paid for twice.', figures);
    }
    case 'effort':
      return phrase('A fifth to half less reasoning. In coding, medium effort solved 2 points less, low effort 8.');
    case 'batch':
      return phrase('For programs of your own that can wait a day, not for assistants.');
    case 'flex':
      return phrase('For programs of your own that can wait and ask again, not for assistants.');
  }
}

function times(value: number): Figure {
  return { unit: 'times', value };
}

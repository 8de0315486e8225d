import { dollarsFromNano } from '../../core/usage/money';
import type { Totals } from '../../core/usage/totals';
import type { Note } from '../../protocol/views';
import { sumsBy, type Usage } from './dayUsage';
import type { QueryContext } from '../queryContext';
import { rowsOf } from '../ledger/rows';

const OLD_PRICES_MS = 90 * 86_400_000;
const MOST_LISTED = 20;
/** Assistants round what they record; a difference up to this share says nothing. */
const COST_TOLERANCE = 0.01;

const NANO_PER_CENT = 10_000_000;

/** What a reader of these figures should know about them. */
export function notesOn(context: QueryContext, usages: Usage[], totals: Totals, lines: LineProblems): Note[] {
  const found: Note[] = [...context.run.notes];
  const unpriced = sumsBy(
    usages.filter((u) => u.totals.unpricedRequests > 0),
    (u) => u.model,
  ).map(({ key }) => key || '?');
  if (unpriced.length > 0) {
    const more = unpriced.length > MOST_LISTED ? ', …' : '';
    found.push({
      kind: 'unpriced-models',
      count: unpriced.length,
      detail: unpriced.slice(0, MOST_LISTED).join(', ') + more,
    });
  }
  if (totals.estimatedRequests > 0) {
    found.push({ kind: 'estimated', count: totals.estimatedRequests, detail: estimatedCost(totals) });
  }
  const { reportedCostNano: reported, reportedCostOursNano: ours } = totals;
  if (Math.abs(reported - ours) > COST_TOLERANCE * Math.max(reported, ours)) {
    found.push({ kind: 'cost-differs', detail: `${usd(reported)} recorded, ${usd(ours)} by the price list` });
  }
  return [...found, ...onLogs(context, lines), ...pricesOld(context)];
}

/** What a reader of any answer should know about what it was made from. */
export function notes(context: QueryContext): Note[] {
  return [...context.run.notes, ...onLogs(context, lineProblems(context)), ...pricesOld(context)];
}

function onLogs({ run }: QueryContext, lines: LineProblems): Note[] {
  const found: Note[] = [];
  if (lines.malformed > 0) found.push({ kind: 'malformed-lines', count: lines.malformed });
  if (lines.timesReplaced > 0) found.push({ kind: 'times-replaced', count: lines.timesReplaced });
  const unreadable = run.unreadable.length + lines.damagedFiles;
  if (unreadable > 0) found.push({ kind: 'unreadable-files', count: unreadable });
  return found;
}

/** Within what the cost of the estimated calls lies that have a price. */
function estimatedCost({
  estimatedRequests: all,
  estimatedUnpricedRequests: unpriced,
  estimatedLeastRequests: open,
  estimatedCostNano: nano,
  estimatedCostErrorNano: off,
}: Totals): string {
  if (unpriced === all) return 'unpriced';
  const low = Math.max(0, nano - off);
  const words =
    open > 0
      ? `at least ${usd(low - (low % NANO_PER_CENT))}: what the assistant added is not in its log`
      : `between ${usd(low)} and ${usd(nano + off)}`;
  return unpriced > 0 ? `${words}; ${unpriced} unpriced` : words;
}

export function pricesOld({ now, priceBook }: QueryContext): Note[] {
  const isOld = now - Date.parse(priceBook.asOf) > OLD_PRICES_MS;
  return isOld ? [{ kind: 'prices-old', detail: priceBook.asOf }] : [];
}

export interface LineProblems {
  malformed: number;
  timesReplaced: number;
  /** Files of which not even lines can be read. */
  damagedFiles: number;
}

/**
 * Lines that the logs hold and that could not be counted as they stand; the same however often it is asked. Not those of
 * logs that are gone: one that was renamed would have them twice.
 */
export function lineProblems({ db }: QueryContext, source = ''): LineProblems {
  const lines: LineProblems = { malformed: 0, timesReplaced: 0, damagedFiles: 0 };
  for (const [code, count, files] of rowsOf(
    db,
    `SELECT code, sum(count), count(*) FROM problem JOIN file ON file.id = file_id
     WHERE NOT gone AND (? = '' OR source = ?) GROUP BY code`,
    source,
    source,
  )) {
    if (code === 'implausible-time') lines.timesReplaced += Number(count);
    else if (code === 'corrupt') lines.damagedFiles += Number(files);
    else if (code === 'malformed-line' || code === 'implausible-number' || code === 'line-too-long')
      lines.malformed += Number(count);
  }
  return lines;
}

function usd(nano: number): string {
  return `$${dollarsFromNano(nano).toFixed(2)}`;
}

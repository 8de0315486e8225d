import { addDays, monthStart, weekStart, type Zone } from '../../core/usage/period';
import { emptyTotals } from '../../core/usage/totals';
import type { DaySpan, OverviewView, SeriesKey, SeriesPoint } from '../../protocol/views';
import { zoneFor } from '../machineZone';
import { BUCKET_MS } from '../ledger/schema';
import { dayUsage, modelTotals, overDays, sumOf, sumsBy, type DayUsage } from './dayUsage';
import type { QueryContext } from '../queryContext';
import { rowOf } from '../ledger/rows';
import { isDay, rangeOf } from './spanRange';
import { topSessions } from './topSessions';

const MOST_KEYS = 8;
/** More bars than that cannot be told apart. */
const MOST_DAYS = 92;
const MOST_WEEK_DAYS = 731;
/** Sources give no earlier time; keeps a hostile span from making a bar for every week since Rome. */
const EARLIEST_DAY = '2020-01-01';
/** Of the chart's weeks only: they are not a budget's. */
const MONDAY = 1;

export function overview(context: QueryContext, p: { span: DaySpan; groupBy: SeriesKey }): OverviewView {
  const zone = zoneFor(context.config.timezone);
  const firstDay = firstDayOf(context, zone);
  const { since, until } = closed(p.span, firstDay, zone.dayOf(context.now));
  const usages = dayUsage(context, zone, rangeOf(zone, { since, until }));
  const combined = overDays(usages);
  const days = dayCount(since, until);
  const bucket = days <= MOST_DAYS ? 'day' : days <= MOST_WEEK_DAYS ? 'week' : 'month';
  const byModel = modelTotals(combined);
  return {
    span: { since, until },
    bucket,
    totals: sumOf(combined),
    before: spanBefore(context, zone, since, days, firstDay),
    series: series(usages, p.groupBy, since, until, bucket),
    bySource: sumsBy(combined, (u) => u.source).map(({ first, totals }) => ({ source: first.source, ...totals })),
    byModel,
    byProject: sumsBy(combined, (u) => u.workspace).map(({ key, totals }) => ({ project: key, ...totals })),
    topSessions: topSessions(context, rangeOf(zone, { since, until })),
    unpriced: byModel.filter((m) => m.unpricedRequests > 0),
    pricesAsOf: context.priceBook.asOf,
  };
}

function firstDayOf({ db }: QueryContext, zone: Zone): string | undefined {
  const bucket = rowOf(db, 'SELECT min(bucket) FROM rollup WHERE requests > 0')?.[0];
  return typeof bucket === 'number' ? zone.dayOf(bucket * BUCKET_MS) : undefined;
}

/** An open span begins with the first call and ends today. */
function closed(span: DaySpan, firstDay: string | undefined, today: string): { since: string; until: string } {
  for (const day of [span.since, span.until]) if (day !== undefined && !isDay(day)) throw new Error('not a day');
  const latest = addDays(today, 366);
  const until = smaller(span.until ?? today, latest);
  const since = larger(span.since ?? smaller(firstDay ?? until, until), EARLIEST_DAY);
  return { since: smaller(since, until), until };
}

/** undefined where the ledger does not reach back that far. */
function spanBefore(context: QueryContext, zone: Zone, since: string, days: number, firstDay: string | undefined) {
  const start = addDays(since, -days);
  if (firstDay === undefined || firstDay > start) return undefined;
  return sumOf(dayUsage(context, zone, rangeOf(zone, { since: start, until: addDays(since, -1) })));
}

const KEY_OF: Record<SeriesKey, (usage: DayUsage) => string> = {
  source: (u) => u.source,
  model: (u) => u.model,
  project: (u) => u.workspace,
};

/** A point for every bucket and group, so that a day without a call shows as such. */
function series(
  usages: DayUsage[],
  groupBy: SeriesKey,
  since: string,
  until: string,
  bucket: OverviewView['bucket'],
): SeriesPoint[] {
  const keyOf = Object.hasOwn(KEY_OF, groupBy) ? KEY_OF[groupBy] : KEY_OF.source;
  const shown = sumsBy(usages, keyOf)
    .map(({ key }) => key)
    .filter((key) => key !== '')
    .slice(0, MOST_KEYS);
  const known = new Set(shown);
  const groupOf = (usage: DayUsage): string => (known.has(keyOf(usage)) ? keyOf(usage) : '');
  if (shown.length === 0 || usages.some((u) => groupOf(u) === '')) shown.push('');

  const bucketOf = (day: string): string =>
    bucket === 'day' ? day : bucket === 'week' ? weekStart(day, MONDAY) : monthStart(day);
  const points = new Map<string, SeriesPoint>();
  for (let day = since; day <= until; day = addDays(day, 1)) {
    const first = bucketOf(day);
    for (const key of shown) {
      const id = `${first} ${key}`;
      if (!points.has(id)) points.set(id, { day: first, key, totals: emptyTotals() });
    }
  }
  for (const { key, totals } of sumsBy(usages, (u) => `${bucketOf(u.day)} ${groupOf(u)}`)) {
    const point = points.get(key);
    if (point) point.totals = totals;
  }
  return [...points.values()];
}

function dayCount(since: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(since)) / 86_400_000) + 1;
}

function smaller(a: string, b: string): string {
  return a < b ? a : b;
}

function larger(a: string, b: string): string {
  return a > b ? a : b;
}

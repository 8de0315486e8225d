import type { GaugeView } from '../../protocol/views';
import { monthForecast } from '../../core/insights/money/forecast';
import { addDays, monthStart, weekStart } from '../../core/usage/period';
import { zoneFor } from '../machineZone';
import type { QueryContext } from '../queryContext';
import { dayUsage, modelTotals, sumOf, sumsBy } from './dayUsage';
import { rowOf } from '../ledger/rows';
import { warmCache } from './warmCache';

/** How far back the forecast looks. */
const FORECAST_DAYS = 28;

/** `weekStart`: the week's first day, 0 = Sunday. */
export function gauge(context: QueryContext, params: { weekStart: number }): GaugeView {
  const { db, now, run, priceBook } = context;
  const zone = zoneFor(context.config.timezone);
  const today = zone.dayOf(now);
  const monthFirst = monthStart(today);
  const weekFirst = weekStart(today, params.weekStart);
  const earliest = [monthFirst, weekFirst, addDays(today, -FORECAST_DAYS)].sort()[0]!;
  const usages = dayUsage(context, zone, { from: zone.startOfDay(earliest), to: zone.startOfDay(addDays(today, 1)) });
  const since = (day: string) => sumOf(usages.filter((u) => u.day >= day));
  const [firstAt, lastAt] = rowOf(db, 'SELECT min(first_at), max(last_at) FROM session WHERE requests > 0')!;
  const month = since(monthFirst);
  const hasData = typeof firstAt === 'number';
  const costs = new Map(sumsBy(usages, (u) => u.day).map(({ key, totals }) => [key, totals.costNano]));
  // A day without a call is one only after the first use ever.
  if (hasData && zone.dayOf(firstAt) < earliest) costs.set(zone.dayOf(firstAt), 0);
  return {
    day: today,
    today: since(today),
    week: since(weekFirst),
    month,
    rows: modelTotals(usages.filter((u) => u.day === today)),
    forecast: monthForecast(costs, today),
    lastCallAt: typeof lastAt === 'number' ? lastAt : undefined,
    hasData,
    indexing: run.indexing,
    pricesAsOf: priceBook.asOf,
    cache: warmCache(db, now),
  };
}

import type { MoneyRange } from '../../usage/money';
import { addDays, daysInMonth, monthStart, weekday } from '../../usage/period';
import { Z80 } from './intervals';

/** Days looked back on: four whole weeks, so that each weekday counts as often as any other. */
const WINDOW = 28;
/** With fewer days of use the range would say nothing. */
const LEAST_ACTIVE_DAYS = 5;

/**
 * What the month will have cost at its end, as an 80 % range. `costs` has the cost of each local day, days without
 * use left out; `today` is one of them, still running.
 *
 * The last 28 days before today, or as many as lie behind the first use, are taken as independent draws, working days
 * and weekends apart (together where one kind has fewer than two days). Each day to come adds its kind's mean; of
 * today what is missing to that mean. The spread of n such days around a mean of N is s²·n·(1 + n/N). Deterministic;
 * undefined with fewer than 5 days of use. The low end is never below what is spent already.
 */
export function monthForecast(costs: ReadonlyMap<string, number>, today: string): MoneyRange | undefined {
  const history = lastDays(costs, today);
  if (history.filter(({ nano }) => nano > 0).length < LEAST_ACTIVE_DAYS) return undefined;
  const work = spreadOf(history.filter(({ day }) => !isWeekend(day)));
  const weekend = spreadOf(history.filter(({ day }) => isWeekend(day)));
  const all = spreadOf(history);
  const kindOf = (day: string): Spread => {
    if (work.days < 2 || weekend.days < 2) return all;
    return isWeekend(day) ? weekend : work;
  };

  const spent = monthToDate(costs, today);
  const missingToday = Math.max(0, kindOf(today).mean - (costs.get(today) ?? 0));
  const ahead = new Map<Spread, number>();
  const count = (day: string): void => void ahead.set(kindOf(day), (ahead.get(kindOf(day)) ?? 0) + 1);
  if (missingToday > 0) count(today);
  const monthEnd = addDays(monthStart(today), daysInMonth(today) - 1);
  let middle = spent + missingToday;
  for (let day = addDays(today, 1); day <= monthEnd; day = addDays(day, 1)) {
    middle += kindOf(day).mean;
    count(day);
  }
  let variance = 0;
  for (const [kind, n] of ahead) variance += kind.variance * n * (1 + n / kind.days);
  const half = Z80 * Math.sqrt(variance);
  return {
    lowNano: Math.round(Math.max(spent, middle - half)),
    midNano: Math.round(middle),
    highNano: Math.round(middle + half),
  };
}

interface Spread {
  days: number;
  mean: number;
  variance: number;
}

/** Every day since the first use within the window, unused ones as zero. */
function lastDays(costs: ReadonlyMap<string, number>, today: string): { day: string; nano: number }[] {
  const window = Array.from({ length: WINDOW }, (_, i) => {
    const day = addDays(today, i - WINDOW);
    return { day, nano: costs.get(day) ?? 0 };
  });
  const firstUse = [...costs.keys()].reduce((first, day) => (day < first ? day : first), today);
  return window.filter(({ day }) => day >= firstUse);
}

function spreadOf(history: readonly { nano: number }[]): Spread {
  const days = history.length;
  const mean = days === 0 ? 0 : history.reduce((sum, { nano }) => sum + nano, 0) / days;
  const squares = history.reduce((sum, { nano }) => sum + (nano - mean) ** 2, 0);
  return { days, mean, variance: days < 2 ? 0 : squares / (days - 1) };
}

function monthToDate(costs: ReadonlyMap<string, number>, today: string): number {
  const first = monthStart(today);
  let sum = 0;
  for (const [day, nano] of costs) if (day >= first && day <= today) sum += nano;
  return sum;
}

function isWeekend(day: string): boolean {
  return weekday(day) % 6 === 0;
}

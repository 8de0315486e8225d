import { addDays, monthStart, weekday } from '../../usage/period';
import type { MoneyRange } from '../../usage/money';

/** COACHING G3: too early in a month a forecast misfires. */
const LEAST_WORKDAYS = 5;

/**
 * How a month's forecast stands to the user's budget: 'likely' over it when its middle is, 'sure' when even its low end
 * is. undefined in the month's first five working days, and where nothing is to be said.
 */
export function paceLevel(forecast: MoneyRange, budgetNano: number, today: string): 'likely' | 'sure' | undefined {
  let workdays = 0;
  for (let day = monthStart(today); day <= today; day = addDays(day, 1)) if (weekday(day) % 6 !== 0) workdays++;
  if (workdays <= LEAST_WORKDAYS || !(budgetNano > 0)) return undefined;
  if (forecast.lowNano > budgetNano) return 'sure';
  return forecast.midNano > budgetNano ? 'likely' : undefined;
}

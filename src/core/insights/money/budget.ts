/** The user's own limits in nano-dollars; a missing or zero one is not set. */
export interface Budgets {
  day?: number;
  week?: number;
  month?: number;
}

type BudgetPeriod = keyof Budgets;

/** What was spent since the first day of the period, 'YYYY-MM-DD'. */
export type Spending = Record<BudgetPeriod, { start: string; spentNano: number }>;

export interface BudgetState {
  period: BudgetPeriod;
  start: string;
  spentNano: number;
  budgetNano: number;
  /** The highest threshold reached, in percent; 0 = none. */
  level: number;
}

/** 80 % warns in time, 100 % says it is used up. */
const BUDGET_LEVELS: readonly number[] = [80, 100];

const PERIODS = ['day', 'week', 'month'] as const satisfies readonly BudgetPeriod[];

/** One state for each budget that is set: day, week, month. */
export function budgetStates(spending: Spending, budgets: Budgets, levels = BUDGET_LEVELS): BudgetState[] {
  return PERIODS.flatMap((period) => {
    const budgetNano = budgets[period] ?? 0;
    if (!(budgetNano > 0)) return [];
    const { start, spentNano } = spending[period];
    const level = Math.max(0, ...levels.filter((percent) => spentNano * 100 >= budgetNano * percent));
    return [{ period, start, spentNano, budgetNano, level }];
  });
}

export interface BudgetNotice {
  /** To be kept once it was shown, so that it never comes again. */
  key: string;
  state: BudgetState;
}

/**
 * The one notice to show now, if any: each level of each period is told once, the highest first, and nothing while
 * snoozed. A level that was skipped (from 70 % to 110 %) stays untold. A changed budget may be told of anew.
 * `now` and `snoozedUntil` are epoch milliseconds.
 */
export function dueNotice(
  states: readonly BudgetState[],
  alreadyShown: ReadonlySet<string>,
  snoozedUntil: number,
  now: number,
): BudgetNotice | undefined {
  if (now < snoozedUntil) return undefined;
  return states
    .filter((state) => state.level > 0)
    .map((state) => ({ key: `${state.period} ${state.start} ${state.level} ${state.budgetNano}`, state }))
    .filter(({ key }) => !alreadyShown.has(key))
    .sort((a, b) => b.state.level - a.state.level)[0];
}

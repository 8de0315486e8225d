import type { BudgetState } from '../../core/insights/money/budget';
import { budgetStates } from '../../core/insights/money/budget';
import { nanoFromDollars } from '../../core/usage/money';
import { monthStart, weekStart } from '../../core/usage/period';
import type { GaugeView } from '../../protocol/views';
import { firstWeekday } from '../firstWeekday';
import type { SettingValues } from '../settingValues';

/** How far each budget of the user is used. */
export function budgetStatesOf(
  view: GaugeView,
  { budgets, budgetWarnAt, firstDay }: SettingValues,
  locale: string,
): BudgetState[] {
  return budgetStates(
    {
      day: { start: view.day, spentNano: view.today.costNano },
      week: { start: weekStart(view.day, firstWeekday(firstDay, locale)), spentNano: view.week.costNano },
      month: { start: monthStart(view.day), spentNano: view.month.costNano },
    },
    { day: nano(budgets.day), week: nano(budgets.week), month: nano(budgets.month) },
    [budgetWarnAt, 100],
  );
}

/** 1: used up. */
export function budgetShare({ spentNano, budgetNano }: BudgetState): number {
  return spentNano / budgetNano;
}

function nano(dollars: number | undefined): number | undefined {
  return dollars === undefined ? undefined : nanoFromDollars(dollars);
}

import type * as vscode from 'vscode';
import type { BudgetState } from '../../core/insights/money/budget';
import { budgetShare } from './budgets';
import type { Figures } from '../figures';

/** A budget's notice as one sentence. */
export function budgetWords(budget: BudgetState, figures: Figures, l10n: typeof vscode.l10n): string {
  const args = [figures.inWords(budget.spentNano), figures.amount(budget.budgetNano)];
  if (budgetShare(budget) >= 1) {
    if (budget.period === 'day') return l10n.t("Today's calls come to {0}: your budget of {1} is used up.", ...args);
    if (budget.period === 'week')
      return l10n.t("This week's calls come to {0}: your budget of {1} is used up.", ...args);
    return l10n.t("This month's calls come to {0}: your budget of {1} is used up.", ...args);
  }
  if (budget.period === 'day') return l10n.t("Today's calls come to {0} of your budget of {1}.", ...args);
  if (budget.period === 'week') return l10n.t("This week's calls come to {0} of your budget of {1}.", ...args);
  return l10n.t("This month's calls come to {0} of your budget of {1}.", ...args);
}

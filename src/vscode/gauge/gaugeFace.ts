import type * as vscode from 'vscode';
import type { GaugeView } from '../../protocol/views';
import type { BudgetState } from '../../core/insights/money/budget';
import { budgetShare } from '../budget/budgets';
import type { Figures } from '../figures';
import type { GaugeShow } from '../settingValues';

/** What the gauge knows when it draws itself. */
export interface GaugeInput {
  /** undefined before the first answer. */
  view: GaugeView | undefined;
  show: GaugeShow;
  budgets: readonly BudgetState[];
  indexing: boolean;
  /** Why nothing is counted any more; '' as long as it is. */
  failure: string;
  sample: boolean;
  machine: string;
  /** Minutes that the large context stays in the cache, where the user wants to see it. */
  cacheMinutes?: number;
}

/** The item in the status bar, as text and as it is read out. */
export interface GaugeFace {
  text: string;
  label: string;
  /** A budget of the user's own is passed. */
  warn: boolean;
}

/** undefined: there is nothing to show. */
export function gaugeFace(input: GaugeInput, figures: Figures, l10n: typeof vscode.l10n): GaugeFace | undefined {
  const { view, show, indexing, failure, sample } = input;
  if (show === 'hidden') return undefined;
  if (failure) {
    const label = l10n.t('Tokenmin has stopped counting');
    return { text: `$(warning) Tokenmin`, label, warn: false };
  }
  if (!view?.hasData) {
    if (!indexing) return undefined;
    const label = l10n.t('Tokenmin reads the logs of your assistants');
    return { text: `$(sync~spin) ${l10n.t('Counting…')}`, label, warn: false };
  }
  const icon = indexing ? '$(sync~spin)' : sample ? '$(beaker)' : '$(graph)';
  const figure = shown(view, input, figures, l10n);
  const { cacheMinutes } = input;
  const minutes = cacheMinutes === undefined ? undefined : figures.count(cacheMinutes);
  const cache = {
    text: minutes === undefined ? '' : `$(watch) ${l10n.t('{0} min', minutes)}`,
    label: minutes === undefined ? '' : l10n.t('the context is in the cache for {0} more minutes', minutes),
  };
  const parts = [icon, sample ? l10n.t('Sample data') : '', figure.text, cache.text].filter(Boolean);
  const spoken = [sample ? l10n.t('Sample data') : '', figure.label, cache.label].filter(Boolean);
  return {
    text: parts.join(' '),
    label: `Tokenmin: ${spoken.join(', ')}`,
    warn: input.budgets.some((budget) => budgetShare(budget) >= 1),
  };
}

function shown(view: GaugeView, input: GaugeInput, figures: Figures, l10n: typeof vscode.l10n) {
  const { today } = view;
  const tightest = input.budgets.toSorted((a, b) => budgetShare(b) - budgetShare(a))[0];
  const tokens = today.inputTokens + today.outputTokens;
  const { requests, unpricedRequests, estimatedRequests } = today;
  // Calls without a price are not in the sum: the plus says that it is more; of nothing else there is no sum.
  const more = unpricedRequests > 0 ? '+' : '';
  const isUnpriced = unpricedRequests > 0 && unpricedRequests >= requests;
  const basis =
    (estimatedRequests > 0 ? `, ${l10n.t('calls estimated: {0}', figures.count(estimatedRequests))}` : '') +
    (unpricedRequests > 0 ? `, ${l10n.t('calls without a known price: {0}', figures.count(unpricedRequests))}` : '');
  const words = isUnpriced ? l10n.t('unpriced') : figures.inWords(today.costNano, 'name');
  const cost = {
    text: isUnpriced ? l10n.t('unpriced') : about(today.estimatedCostNano) + figures.labelled(today.costNano) + more,
    label: l10n.t('{0} today', words) + basis,
  };
  if (input.show === 'icon') return { text: '', label: cost.label };
  if (input.show === 'tokens') {
    return {
      text: about(estimatedRequests) + l10n.t('{0} tokens', figures.tokens(tokens)),
      label: l10n.t('{0} tokens today', figures.count(tokens)) + basis,
    };
  }
  if (input.show === 'budget' && tightest) {
    const share = figures.percent(budgetShare(tightest));
    const { estimatedCostNano } = tightest.period === 'day' ? today : view[tightest.period];
    return { text: about(estimatedCostNano) + share + more, label: budgetWords(tightest, share, l10n) + basis };
  }
  return cost;
}

/** Before a figure of which so much is estimated. */
function about(estimated: number): string {
  return estimated > 0 ? '≈ ' : '';
}

function budgetWords(budget: BudgetState, share: string, l10n: typeof vscode.l10n): string {
  if (budget.period === 'day') return l10n.t("{0} of today's budget used", share);
  if (budget.period === 'week') return l10n.t("{0} of this week's budget used", share);
  return l10n.t("{0} of this month's budget used", share);
}

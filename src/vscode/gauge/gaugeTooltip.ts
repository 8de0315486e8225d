import type * as vscode from 'vscode';
import { cacheShare, type Totals } from '../../core/usage/totals';
import type { GaugeView, ModelTotals } from '../../protocol/views';
import type { BudgetState } from '../../core/insights/money/budget';
import { budgetShare } from '../budget/budgets';
import type { Figures } from '../figures';
import type { GaugeInput } from './gaugeFace';
import { markdownText } from '../markdownText';
import { sourceNames } from '../sourceNames';

type L10n = typeof vscode.l10n;

/** The only commands that the tooltip may run. */
export const TOOLTIP_COMMANDS = [
  'tokenmin.openDashboard',
  'tokenmin.showAdvice',
  'tokenmin.showSources',
  'tokenmin.refresh',
  'tokenmin.showLog',
  'workbench.action.openSettings',
] as const;

const MOST_ROWS = 8;

/** The gauge's tooltip, in Markdown. */
export function gaugeTooltip(input: GaugeInput, figures: Figures, l10n: L10n): string {
  const { view, failure } = input;
  const parts = [
    input.sample ? `**${l10n.t('Sample data')}**` : '',
    failure ? `${l10n.t('Counting has stopped:')} ${markdownText(failure, 200)}` : '',
    ...(view?.hasData ? figuresOf(view, input, figures, l10n) : []),
    links(failure !== '', l10n),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function figuresOf(view: GaugeView, input: GaugeInput, figures: Figures, l10n: L10n): string[] {
  const { today } = view;
  const share = cacheShare(today);
  const machine = markdownText(input.machine);
  return [
    `**${text(
      l10n.t(
        '{0} today',
        cost(today, l10n, (nano) => figures.inWords(nano)),
      ),
    )}**`,
    table(view.rows, figures, l10n),
    share === undefined ? '' : text(l10n.t('{0} of the input came from the cache', figures.percent(share))),
    text(periods(view, figures, l10n)),
    view.cache ? text(cacheLine(view.cache, figures, l10n)) : '',
    ...input.budgets.map((budget) => text(budgetLine(budget, figures, l10n))),
    text(basis(view, figures, l10n)),
    `${text(l10n.t('Counted on:'))} ${machine} · ${text(l10n.t('prices as of {0}', figures.day(view.pricesAsOf)))}`,
  ];
}

function cacheLine(
  { contextTokens, expiresAt, project }: NonNullable<GaugeView['cache']>,
  figures: Figures,
  l10n: L10n,
) {
  const [tokens, time] = [figures.tokens(contextTokens), figures.time(expiresAt)];
  return project === ''
    ? l10n.t('A context of {0} tokens is in the cache until {1}', tokens, time)
    : l10n.t('A context of {0} tokens ({2}) is in the cache until {1}', tokens, time, project);
}

/** A text of our own, whose '*' or '<' is meant as it stands. */
function text(own: string): string {
  return markdownText(own, Infinity);
}

function table(rows: readonly ModelTotals[], figures: Figures, l10n: L10n): string {
  if (rows.length === 0) return text(l10n.t('No calls yet today'));
  const head = [l10n.t('Assistant'), l10n.t('Model'), l10n.t('Calls'), l10n.t('Tokens'), figures.title()];
  const lines = rows.slice(0, MOST_ROWS).map((row) => [
    // Better a wider table than a name in two lines.
    (sourceNames[row.source] ?? markdownText(row.source)).replaceAll(' ', '\u00a0'),
    markdownText(row.model) || text(l10n.t('unknown')),
    text(figures.count(row.requests)),
    text((row.estimatedRequests > 0 ? '≈ ' : '') + figures.tokens(row.inputTokens + row.outputTokens)),
    text(cost(row, l10n, (nano) => figures.amount(nano))),
  ]);
  const more = rows.length - lines.length;
  return [
    `| ${head.map(text).join(' | ')} |`,
    '|:--|:--|--:|--:|--:|',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    more > 0 ? `\n${text(l10n.t('Further models: {0}', figures.count(more)))}` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** Calls without a price are in no sum, and are never worth nothing. '≈': some of it is estimated. */
function cost(totals: Totals, l10n: L10n, write: (nano: number) => string): string {
  const { costNano, estimatedCostNano, requests, unpricedRequests } = totals;
  const amount = (estimatedCostNano > 0 ? '≈ ' : '') + write(costNano);
  if (unpricedRequests === 0) return amount;
  if (unpricedRequests >= requests) return l10n.t('unpriced');
  return l10n.t('{0} and unpriced calls', amount);
}

function periods(view: GaugeView, figures: Figures, l10n: L10n): string {
  const amount = (nano: number) => figures.amount(nano);
  const week = l10n.t('This week: {0}', cost(view.week, l10n, amount));
  const month = l10n.t('this month: {0}', cost(view.month, l10n, amount));
  const forecast = view.forecast && l10n.t("by the month's end: {0}", figures.range(view.forecast));
  return [week, month, forecast].filter(Boolean).join(' · ');
}

function budgetLine(budget: BudgetState, figures: Figures, l10n: L10n): string {
  const args = [
    figures.amount(budget.spentNano),
    figures.amount(budget.budgetNano),
    figures.percent(budgetShare(budget)),
  ];
  if (budget.period === 'day') return l10n.t("Today's budget: {0} of {1} ({2})", ...args);
  if (budget.period === 'week') return l10n.t("This week's budget: {0} of {1} ({2})", ...args);
  return l10n.t("This month's budget: {0} of {1} ({2})", ...args);
}

/** What today's figures rest on. */
function basis({ today }: GaugeView, figures: Figures, l10n: L10n): string {
  const recorded = today.requests - today.estimatedRequests;
  const parts = [l10n.t('Calls today: {0} recorded', figures.count(recorded))];
  if (today.estimatedRequests > 0) parts.push(estimated(today, figures, l10n));
  if (today.unpricedRequests > 0) {
    parts.push(l10n.t('{0} without a known price', figures.count(today.unpricedRequests)));
  }
  return parts.join(' · ');
}

function estimated(today: GaugeView['today'], figures: Figures, l10n: L10n): string {
  const { estimatedUnpricedRequests, estimatedLeastRequests, estimatedCostNano, estimatedCostErrorNano: error } = today;
  const calls = figures.count(today.estimatedRequests);
  if (estimatedUnpricedRequests === today.estimatedRequests) return l10n.t('{0} estimated', calls);
  return estimatedLeastRequests > 0
    ? l10n.t('{0} estimated (at least {1})', calls, figures.amount(Math.max(0, estimatedCostNano - error)))
    : l10n.t('{0} estimated (±{1})', calls, figures.amount(error));
}

function links(failed: boolean, l10n: L10n): string {
  const settings = `workbench.action.openSettings?${encodeURIComponent('["@ext:tokenmin.tokenmin"]')}`;
  const all: [string, string][] = [
    [l10n.t('Open Dashboard'), 'tokenmin.openDashboard'],
    [l10n.t('Advice'), 'tokenmin.showAdvice'],
    [l10n.t('Sources'), 'tokenmin.showSources'],
    [failed ? l10n.t('Try Again') : l10n.t('Refresh'), 'tokenmin.refresh'],
    ...(failed ? [[l10n.t('Show Log'), 'tokenmin.showLog'] as [string, string]] : []),
    [l10n.t('Settings'), settings],
  ];
  return all.map(([title, command]) => `[${text(title)}](command:${command})`).join(' · ');
}

import type { ContextView, ContextWorkspace } from '../../../src/protocol/coachViews';
import { card } from '../card';
import { unpriced } from '../cost';
import { disclosure } from '../disclosure';
import { h, type Child } from '../dom';
import { compact, count, moneyFine, money, moneyTitle, plural } from '../format';
import { query } from '../host';
import { properName, sourceName } from '../names';
import { t } from '../setup';
import { contextTable } from './contextTable';
import { emptyPeriod } from './emptyPeriod';
import { PeriodPage } from './periodPage';

/** The dearest ones are drawn at once. */
const OPEN_WORKSPACES = 4;
const MONTH_DAYS = 30;

/** What is loaded into every call of a workspace before anybody says a word. */
export function contextPage(): PeriodPage<ContextView> {
  return new PeriodPage<ContextView>({
    intro: t('context.intro'),
    ask: (days) => query('contextCost', { days }),
    draw,
  });
}

function draw({ workspaces, days }: ContextView): Child {
  if (workspaces.length === 0) return emptyPeriod(t('context.none'));
  const further = workspaces.slice(OPEN_WORKSPACES);
  return [
    workspaces.slice(0, OPEN_WORKSPACES).map((workspace) => section(workspace, days)),
    further.length > 0 &&
      disclosure('context-more', t('context.more', count(further.length)), () =>
        h(
          'div',
          { class: 'region' },
          further.map((workspace) => section(workspace, days)),
        ),
      ),
    h('p', { class: 'footnote' }, t('context.measured')),
  ];
}

function section(workspace: ContextWorkspace, days: number): HTMLElement {
  const { project, source, sessions, calls, prefixTokens, costNano } = workspace;
  const { low, middle, high } = prefixTokens;
  return h(
    'section',
    { class: 'source' },
    h(
      'h2',
      null,
      h('span', { title: workspace.workspace.slice(0, 1000) || undefined }, properName(project || t('name.noProject'))),
      ' ',
      h('span', { class: 'badge' }, sourceName(source)),
    ),
    h(
      'dl',
      { class: 'cards' },
      card(t('context.perCall'), compact(middle), [
        t('context.perCallNote'),
        compact(low) !== compact(high) && t('context.spread', compact(low), compact(high)),
      ]),
      card(
        t('context.costPerCall', moneyTitle()),
        costNano === undefined || calls === 0 ? unpriced() : moneyFine(costNano / calls),
      ),
      card(
        t('context.perMonth', moneyTitle()),
        costNano === undefined ? unpriced() : money((costNano * MONTH_DAYS) / days),
        [t('context.ofCalls', plural('count.calls', calls), plural('count.sessions', sessions))],
      ),
    ),
    contextTable(workspace, days),
  );
}

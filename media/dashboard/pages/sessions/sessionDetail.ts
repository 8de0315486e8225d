import { cacheShare } from '../../../../src/core/usage/totals';
import type { RequestRow, SessionView } from '../../../../src/protocol/views';
import { CONTEXT_PARTS, contextTimeline } from '../../charts/contextTimeline';
import { swatch } from '../../charts/palette';
import { card } from '../../card';
import { button } from '../../controls';
import { costOf, costOfCall } from '../../cost';
import { h, icon, type Child } from '../../dom';
import { allTokens, uncachedInput } from '../../figures';
import {
  compact,
  count,
  dateTimeSeconds,
  moment,
  momentShort,
  moneyFine,
  moneyInWords,
  moneyTitle,
  percent,
  plural,
  timeSpan,
} from '../../format';
import { query } from '../../host';
import { modelName, sourceName } from '../../names';
import { Region } from '../../region';
import { t } from '../../setup';
import { setState, state } from '../../state';
import { VirtualGrid, type GridColumn } from '../../virtualGrid';
import { filledByText } from '../filledBy';
import type { PageView } from '../pageView';

/** One session as a timeline of its calls. */
export class SessionDetail implements PageView {
  private readonly heading = h('h2', { tabindex: -1, class: 'session-title' });
  private readonly region = new Region(
    async () => (await query('session', { id: state().session ?? 0 })) ?? null,
    (view) => (view ? this.draw(view) : this.missing()),
  );
  readonly element = h(
    'div',
    { class: 'session' },
    h(
      'div',
      { class: 'session-head' },
      button(t('session.back'), () => setState({ session: undefined, request: undefined }), {
        icon: 'arrow-left',
        secondary: true,
      }),
      this.heading,
    ),
    this.region.element,
  );
  private shown: number | undefined;
  private calls: readonly RequestRow[] = [];
  private drawn: number | undefined;
  private readonly grid = new VirtualGrid<RequestRow>({
    label: t('session.requests'),
    fetch: (offset, limit) => ({ total: this.calls.length, rows: this.calls.slice(offset, offset + limit) }),
    open: ({ id }) => setState({ request: id }),
    columns: requestColumns((call) => this.openCall(this.calls.indexOf(call))),
  });

  update(): void {
    const { session } = state();
    if (session === this.shown) return this.refresh();
    this.shown = session;
    this.heading.textContent = t('session.title');
    this.region.clear();
    void this.region.load();
  }

  refresh(): void {
    void this.region.refresh();
  }

  focus(): void {
    this.heading.focus();
  }

  private missing(): Child {
    return h('p', { class: 'empty' }, t('session.missing'));
  }

  private draw({ session, requests, omitted }: SessionView): Child {
    this.heading.textContent = session.project || t('name.noProject');
    this.calls = requests;
    const share = cacheShare(session);
    this.showCalls(session.id);
    return [
      h(
        'p',
        { class: 'subtitle' },
        [
          sourceName(session.source),
          session.models.map(modelName).join(', '),
          timeSpan(session.firstAt, session.lastAt),
          session.workspace,
        ]
          .filter(Boolean)
          .join(' · '),
      ),
      h(
        'dl',
        { class: 'cards' },
        card(moneyTitle(), costOf(session)),
        card(t('card.requests'), count(session.requests), [
          plural('count.prompts', session.turns),
          session.subAgents > 0 && t('session.subAgents', count(session.subAgents)),
        ]),
        card(t('card.tokens'), compact(allTokens(session)), [
          t('card.inOut', compact(session.inputTokens), compact(session.outputTokens)),
        ]),
        card(t('card.cacheShare'), share === undefined ? '–' : percent(share), [t('card.cacheShareNote')]),
        card(t('card.peakContext'), compact(session.peakContextTokens)),
      ),
      h('section', null, h('h3', null, t('session.context')), this.timeline(requests)),
      h(
        'section',
        null,
        h('h3', null, t('session.requests')),
        h('p', { class: 'footnote' }, t('session.hint'), omitted > 0 && ` ${t('session.omitted', count(omitted))}`),
        this.grid.element,
      ),
    ];
  }

  private timeline(calls: readonly RequestRow[]): Child {
    const peak = calls.reduce((most, { inputTokens }) => Math.max(most, inputTokens), 0);
    const cost = calls.reduce((sum, { costNano }) => sum + (costNano ?? 0), 0);
    const isPriced = calls.some(({ costNano }) => costNano !== null);
    return [
      contextTimeline({
        summary: t(
          'session.chartSummary',
          count(calls.length),
          compact(peak),
          isPriced ? moneyInWords(cost) : t('cost.unpriced'),
        ),
        calls,
        tick: ({ timestamp }) => momentShort(timestamp),
        tip: (call, index) => callTip(call, index),
        open: (index) => this.openCall(index),
      }),
      h(
        'ul',
        { class: 'legend' },
        CONTEXT_PARTS.map(({ key, look }) => h('li', null, swatch(look), h('span', null, t(`part.${key}`)))),
        h('li', null, h('span', { class: 'swatch cost-swatch' }), h('span', null, t('session.costPerCall'))),
      ),
    ];
  }

  private openCall(index: number): void {
    const call = this.calls[index];
    if (!call) return;
    this.grid.activate(index);
    this.grid.focus();
    setState({ request: call.id });
  }

  /** The grid stays the same one over redraws, with its place and its active row. */
  private showCalls(session: number): void {
    const { scrollTop } = this.grid.element;
    const same = this.drawn === session;
    this.drawn = session;
    requestAnimationFrame(() => {
      if (same) this.grid.element.scrollTop = scrollTop;
      void (same ? this.grid.refresh() : this.grid.reset());
    });
  }
}

function requestColumns(explain: (call: RequestRow) => void): GridColumn<RequestRow>[] {
  return [
    {
      title: t('column.time'),
      width: 152,
      cell: ({ timestamp }) => h('span', { title: dateTimeSeconds(timestamp) }, moment(timestamp)),
    },
    { title: t('column.turn'), width: 50, numeric: true, cell: turn },
    { title: t('column.model'), width: 150, cell: ({ model }) => h('span', { title: model }, modelName(model)) },
    { title: t('column.agent'), width: 100, cell: who },
    { title: t('column.context'), width: 80, numeric: true, cell: ({ inputTokens }) => compact(inputTokens) },
    {
      title: t('column.cached'),
      width: 70,
      numeric: true,
      cell: ({ inputTokens: all, cacheReadInputTokens: cached }) => (all > 0 ? percent(cached / all) : '–'),
    },
    { title: t('column.output'), width: 70, numeric: true, cell: ({ outputTokens }) => compact(outputTokens) },
    {
      title: t('column.filledBy'),
      cell: ({ filledBy }) => {
        const text = filledByText(filledBy);
        return h('span', { title: text }, text);
      },
    },
    {
      title: moneyTitle(),
      width: 124,
      numeric: true,
      cell: (call) => [costOfCall(call), whyButton(() => explain(call))],
    },
  ];
}

/** Enter on the row does the same: one stop for the keyboard, a target for the pointer. */
function whyButton(onClick: () => void): HTMLElement {
  const words = t('explain.title');
  return h(
    'button',
    { type: 'button', class: 'icon-button', tabindex: -1, title: words, 'aria-label': words, on: { click: onClick } },
    icon('question'),
  );
}

function who({ agentName, operationName }: RequestRow): string {
  if (agentName) return agentName;
  return operationName && operationName !== 'chat' ? operationName : t('session.mainThread');
}

/** Calls before the first prompt answer none. */
function turn({ turn: n }: RequestRow): string {
  return n > 0 ? count(n) : '–';
}

function callTip(call: RequestRow, index: number): Child {
  const rows: [string, string][] = [
    [t('column.turn'), turn(call)],
    [t('column.context'), compact(call.inputTokens)],
    [t('part.cacheRead'), compact(call.cacheReadInputTokens)],
    [t('part.cacheWrite'), compact(call.cacheCreationInputTokens)],
    [t('part.uncached'), compact(uncachedInput(call))],
    [t('column.output'), compact(call.outputTokens)],
    [moneyTitle(), call.costNano === null ? t('cost.unpriced') : moneyFine(call.costNano)],
  ];
  return [
    h(
      'div',
      { class: 'tip-title' },
      h('span', null, t('session.callNumber', count(index + 1))),
      moment(call.timestamp),
    ),
    rows.map(([title, value]) => h('div', { class: 'tip-row plain' }, h('span', null, title), h('span', null, value))),
  ];
}

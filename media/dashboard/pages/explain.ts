import type { CallLine, ExplainView, PriceExplanation, PriceTerm } from '../../../src/protocol/views';
import { button, linkButton } from '../controls';
import { costOfCall, estimateRange, type EstimateRange } from '../cost';
import { dataTable } from '../dataTable';
import { h, type Child } from '../dom';
import { fact } from '../fact';
import { bytes, count, dateTimeSeconds, day, meaning, moneyExact, moneyInWords, moneyTitle, percent } from '../format';
import { query, send } from '../host';
import { modelName, sourceName } from '../names';
import { Region } from '../region';
import { t } from '../setup';
import { setState, state } from '../state';
import { blockName } from './filledBy';

/** "Why this number?": from a call's cost through its arithmetic to the lines of the log. */
export class Explain {
  private readonly region = new Region(
    async () => (await query('explain', { request: `#${state().request ?? 0}` })) ?? null,
    (view) => (view ? draw(view) : h('p', null, t('explain.missing'))),
  );
  private readonly title = h('h2', { id: 'explain-title', tabindex: -1 }, t('explain.title'));
  readonly element: HTMLDialogElement = h(
    'dialog',
    {
      class: 'drawer',
      'aria-labelledby': 'explain-title',
      on: {
        // Also by Esc, which closes a modal dialog and gives the focus back.
        close: () => state().request !== undefined && setState({ request: undefined }),
        click: (event) => event.target === this.element && this.element.close(),
      },
    },
    h(
      'div',
      { class: 'drawer-body' },
      h(
        'div',
        { class: 'drawer-head' },
        this.title,
        button(t('explain.close'), () => this.element.close(), { icon: 'close', secondary: true }),
      ),
      this.region.element,
    ),
  );
  private shown: number | undefined;

  update(): void {
    const { request } = state();
    if (request === this.shown) return;
    this.shown = request;
    if (request === undefined) return this.element.close();
    this.region.clear();
    void this.region.load();
    if (!this.element.open) this.element.showModal();
    this.title.focus();
  }
}

function draw(view: ExplainView): Child {
  const { request, session } = view;
  return [
    h('p', { class: 'figure' }, costOfCall(request), h('span', { class: 'figure-unit' }, moneyTitle())),
    h('p', null, basis(view)),
    section(t('explain.arithmetic'), view.price ? arithmetic(view.price, view) : unpriced(view)),
    request.filledBy.length > 0 &&
      section(
        t('explain.filledBy'),
        dataTable(
          request.filledBy.toSorted((a, b) => b.bytes - a.bytes),
          [
            { title: t('column.kind'), cell: blockName },
            { title: t('column.count'), numeric: true, cell: (part) => count(part.count) },
            { title: t('column.size'), numeric: true, cell: (part) => bytes(part.bytes) },
          ],
          { caption: t('explain.filledBy') },
        ),
      ),
    section(t('explain.log'), logLines(view)),
    section(
      t('explain.details'),
      h(
        'dl',
        { class: 'facts' },
        fact(t('explain.id'), `#${request.id}`),
        fact(t('explain.responseId'), request.responseId),
        fact(t('column.model'), modelName(request.model)),
        fact(t('explain.effort'), request.effort),
        fact(t('explain.clientVersion', sourceName(session.source)), request.clientVersion),
        fact(t('explain.provider'), request.provider),
        fact(t('column.agent'), request.agentName),
        fact(t('explain.operation'), request.operationName),
        fact(t('explain.time'), dateTimeSeconds(request.timestamp)),
        fact(t('column.session'), session.conversationId),
        fact(t('explain.dedupKey'), view.dedupKey),
      ),
      button(t('explain.copyKey'), () => send({ type: 'copy', text: view.dedupKey }), {
        secondary: true,
        icon: 'copy',
      }),
    ),
  ];
}

function basis({ request, session }: ExplainView): string {
  const range = estimateRange(request);
  const name = sourceName(session.source);
  const words = [
    request.basis === 'recorded'
      ? t('explain.recorded', name)
      : request.estimateError === undefined
        ? t('explain.estimatedLeast', name)
        : t('explain.estimated', name, percent(request.estimateError)),
    range && rangeInWords(range),
  ];
  const { reportedCostNano: theirs, costNano: ours } = request;
  if (theirs !== undefined && ours !== null) {
    words.push(t('explain.reported', name, ...[theirs, ours - theirs].map((nano) => moneyInWords(nano, moneyExact))));
  }
  return words.filter(Boolean).join(' ');
}

function rangeInWords({ low, high }: EstimateRange): string {
  return high === undefined
    ? t('basis.least', moneyInWords(low))
    : t('basis.range', moneyInWords(low), moneyInWords(high));
}

function arithmetic(price: PriceExplanation, { request }: ExplainView): Child {
  const sum = price.terms.reduce((total, { costNano }) => total + costNano, 0);
  return [
    dataTable(
      price.terms,
      [
        { title: t('column.part'), cell: ({ kind }: PriceTerm) => t(`term.${kind}`) },
        { title: t('column.count'), numeric: true, cell: (term) => count(term.count) },
        { title: t('explain.price'), numeric: true, cell: (term) => `× ${rate(term)}` },
        { title: moneyTitle(), numeric: true, cell: (term) => `= ${moneyExact(term.costNano)}` },
      ],
      { caption: t('explain.arithmetic'), footer: [t('chart.total'), '', '', moneyExact(sum)] },
    ),
    h(
      'ul',
      { class: 'remarks' },
      request.costNano !== null &&
        request.costNano !== sum &&
        h('li', null, t('explain.ledger', moneyInWords(request.costNano, moneyExact))),
      price.multipliers.map(({ why, factor }) => h('li', null, t('explain.multiplier', why, String(factor)))),
      price.longContextAbove !== undefined && h('li', null, t('explain.longContext', count(price.longContextAbove))),
      h(
        'li',
        null,
        t(price.origin === 'setting' ? 'explain.priceSetting' : 'explain.priceList', price.matched),
        ' ',
        price.validFrom ? t('explain.validFrom', day(price.validFrom)) : t('explain.validAlways'),
      ),
      meaning !== 'spend' && h('li', null, t('explain.listPrices')),
    ),
  ];
}

/** Prices are known by the million tokens; searches by the thousand. */
function rate({ kind, nanoEach }: PriceTerm): string {
  return kind === 'webSearch'
    ? t('explain.perThousand', moneyExact(nanoEach * 1000))
    : t('explain.perMillion', moneyExact(nanoEach * 1_000_000));
}

function unpriced({ request }: ExplainView): Child {
  return [
    h('p', null, t('explain.unpriced', modelName(request.model))),
    h(
      'dl',
      { class: 'facts' },
      fact(t('column.input'), count(request.inputTokens)),
      fact(t('part.cacheRead'), count(request.cacheReadInputTokens)),
      fact(t('part.cacheWrite'), count(request.cacheCreationInputTokens)),
      fact(t('column.output'), count(request.outputTokens)),
    ),
    button(t('overview.setPrice'), () => send({ type: 'openSettings', query: 'tokenmin.prices.overrides' }), {
      secondary: true,
    }),
  ];
}

function logLines({ lines, timesSeen, logMissing }: ExplainView): Child {
  return [
    h('p', null, timesSeen > 1 ? t('explain.seenOften', count(timesSeen)) : t('explain.seenOnce')),
    logMissing && h('p', { class: 'notice' }, t('explain.logMissing')),
    h(
      'ul',
      { class: 'log-lines' },
      lines.map((line) => h('li', null, logLine(line, logMissing))),
    ),
  ];
}

function logLine({ at, role, inputTokens, outputTokens, timestamp }: CallLine, logMissing: boolean): Child {
  const place = t('explain.place', at.file, count(at.offset));
  return [
    h(
      'div',
      { class: 'log-line-head' },
      h('span', { class: role === 'counted' ? 'badge strong' : 'badge' }, t(`role.${role}`)),
      !logMissing &&
        linkButton(t('explain.openLog'), () => send({ type: 'openLog', file: at.file, offset: at.offset }), {
          label: `${t('explain.openLog')}: ${place}`,
        }),
    ),
    h('div', null, `${dateTimeSeconds(timestamp)} · ${t('card.inOut', count(inputTokens), count(outputTokens))}`),
    h('div', { class: 'path' }, place),
  ];
}

function section(title: string, ...content: Child[]): HTMLElement {
  return h('section', null, h('h3', null, title), content);
}

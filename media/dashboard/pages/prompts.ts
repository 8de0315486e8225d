import type { PromptKind, PromptKindSums, PromptsView } from '../../../src/protocol/promptViews';
import { swatch, type Look } from '../charts/palette';
import { shareBar } from '../charts/shareBar';
import { unpriced } from '../cost';
import { dataTable } from '../dataTable';
import { Deed } from '../deed';
import { h, type Child } from '../dom';
import { compact, count, money, moneyInWords, moneyTitle, percent, plural } from '../format';
import { query } from '../host';
import { t } from '../setup';
import { emptyPeriod } from './emptyPeriod';
import { PeriodPage } from './periodPage';
import { promptItem } from './prompts/promptItem';

const KINDS = {
  typed: ['block.Typed', 0],
  pasted: ['block.Pasted', 1],
  injected: ['block.Injected', 2],
} as const satisfies Record<PromptKind, readonly [string, Look]>;

/** Where the tokens of prompts go, and which prompts were the dearest. */
export function promptsPage(): PeriodPage<PromptsView> {
  const deed = new Deed();
  return new PeriodPage<PromptsView>({
    intro: t('prompts.intro'),
    deed: deed.element,
    ask: (days) => query('prompts', { days }),
    draw: (view) => draw(view, deed),
  });
}

function draw(view: PromptsView, deed: Deed): Child {
  if (view.prompts === 0) return emptyPeriod(t('prompts.none'));
  return [
    h('section', null, h('h2', null, t('prompts.kinds')), kinds(view)),
    view.dearest.length > 0 &&
      h(
        'section',
        null,
        h('h2', null, t('prompts.dearest')),
        h('p', { class: 'footnote' }, t('prompts.dearestText')),
        h(
          'ol',
          { class: 'prompts' },
          view.dearest.map((row) => h('li', null, promptItem(row, deed))),
        ),
      ),
  ];
}

function kinds({ kinds: sums, prompts, billNano }: PromptsView): Child {
  const cost = sums.reduce((all, { costNano = 0 }) => all + costNano, 0);
  const share = ({ costNano }: PromptKindSums) =>
    costNano === undefined || billNano === 0 ? '–' : percent(costNano / billNano, 1);
  const summary = sums.map((sum) => `${t(KINDS[sum.kind][0])} ${share(sum)}`).join(', ');
  return [
    h(
      'p',
      { class: 'footnote' },
      t('prompts.kindsText', plural('count.prompts', prompts), moneyInWords(cost), moneyInWords(billNano)),
    ),
    shareBar(
      `${t('prompts.kinds')}: ${summary}`,
      sums.map(({ kind, costNano = 0 }) => ({ value: costNano, look: KINDS[kind][1] })),
    ),
    dataTable(
      sums,
      [
        {
          title: t('column.part'),
          cell: ({ kind }) => h('span', { class: 'keyed' }, swatch(KINDS[kind][1]), t(KINDS[kind][0])),
        },
        { title: t('prompts.pieces'), numeric: true, cell: ({ blocks }) => count(blocks) },
        { title: t('prompts.tokens'), numeric: true, cell: ({ tokens }) => compact(tokens) },
        { title: t('prompts.carried'), numeric: true, cell: ({ carriedTokens }) => compact(carriedTokens) },
        {
          title: moneyTitle(),
          numeric: true,
          cell: ({ costNano }) => (costNano === undefined ? unpriced() : money(costNano)),
        },
        { title: t('prompts.ofBill'), numeric: true, cell: share },
      ],
      { caption: t('prompts.kinds') },
    ),
    h('p', { class: 'footnote' }, t('prompts.explained')),
  ];
}

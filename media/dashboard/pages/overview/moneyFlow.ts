import type { Totals } from '../../../../src/core/usage/totals';
import { swatch, type Look } from '../../charts/palette';
import { shareBar } from '../../charts/shareBar';
import { dataTable } from '../../dataTable';
import { h, type Child } from '../../dom';
import { isUnpriced, moneyParts, type MoneyPart } from '../../figures';
import { compact, money, moneyTitle, percent } from '../../format';
import { t } from '../../setup';

const LOOKS: Record<MoneyPart, Look> = { uncached: 0, cacheWrite: 1, cacheRead: 2, output: 3, other: 'other' };

/** Which kinds of tokens the money went to: a bar, and the table that it draws. */
export function moneyFlow(totals: Totals): Child {
  if (isUnpriced(totals)) return h('p', { class: 'footnote' }, t('chart.noMoney'));
  const parts = moneyParts(totals).filter(({ part, nano }) => part !== 'other' || nano > 0);
  const share = (nano: number) => percent(totals.costNano > 0 ? nano / totals.costNano : 0, 1);
  const summary = parts.map(({ part, nano }) => `${t(`part.${part}`)} ${share(nano)}`).join(', ');
  return [
    shareBar(
      `${t('overview.where')}: ${summary}`,
      parts.map(({ part, nano }) => ({ value: nano, look: LOOKS[part] })),
    ),
    dataTable(
      parts,
      [
        {
          title: t('column.part'),
          cell: ({ part }) => h('span', { class: 'keyed' }, swatch(LOOKS[part]), t(`part.${part}`)),
        },
        { title: t('column.share'), numeric: true, cell: ({ nano }) => share(nano) },
        { title: moneyTitle(), numeric: true, cell: ({ nano }) => money(nano) },
        {
          title: t('column.tokens'),
          numeric: true,
          cell: ({ tokens }) => (tokens === undefined ? '–' : compact(tokens)),
        },
      ],
      { caption: t('overview.where') },
    ),
  ];
}

import { addTotals, emptyTotals, type Totals } from '../../../../src/core/usage/totals';
import type { OverviewView, SeriesPoint } from '../../../../src/protocol/views';
import { SERIES, swatch, type Look } from '../../charts/palette';
import { stackedBars } from '../../charts/stackedBars';
import { costOf } from '../../cost';
import { dataTable } from '../../dataTable';
import { disclosure } from '../../disclosure';
import { h, type Child } from '../../dom';
import { allTokens } from '../../figures';
import { bucketName, bucketTick, compact, count, money, moneyInWords, moneyTitle } from '../../format';
import { seriesName } from '../../names';
import { bucketDays } from '../../period';
import { t } from '../../setup';
import { state } from '../../state';

type Sums = Map<string, Totals>;

/** Cost or tokens over time, stacked by assistant, model or project, with the same as a table. */
export function overviewChart({ span, bucket, series: everything, totals }: OverviewView): Child {
  const { groupBy, measure } = state();
  const inMoney = measure === 'cost';
  if (inMoney && totals.costNano === 0) return h('p', { class: 'footnote' }, t('chart.noMoney'));
  const valueOf = (sum: Totals | undefined) => (sum === undefined ? 0 : inMoney ? sum.costNano : allTokens(sum));
  const figure = (sum = emptyTotals(), inTokens = count) => (inMoney ? costOf(sum) : inTokens(allTokens(sum)));

  const points = withOthersTogether(everything, valueOf);
  const sums = sumByKey(points);
  // "All others" stays last, however much it is.
  const rank = (key: string) => (key === '' ? -1 : valueOf(sums.get(key)));
  const series = [...sums.keys()]
    .toSorted((a, b) => rank(b) - rank(a))
    .map((key, i) => ({
      key,
      name: seriesName(key, groupBy),
      look: (key === '' || i === SERIES ? 'other' : i) as Look,
    }));
  const firstDay = points.reduce((first, { day }) => (first && first < day ? first : day), '');
  const buckets = bucketDays(span.since, span.until, bucket, firstDay).map((bucketDay) => {
    const byKey = sumByKey(points.filter(({ day }) => day === bucketDay));
    const values = new Map([...byKey].map(([key, sum]) => [key, valueOf(sum)]));
    return {
      name: bucketName(bucketDay, bucket),
      tick: bucketTick(bucketDay, bucket),
      values,
      byKey,
      all: sumOf(byKey),
    };
  });

  const title = inMoney ? moneyTitle() : t('card.tokens');
  const words = inMoney ? moneyInWords : compact;
  const peak = buckets.toSorted((a, b) => valueOf(b.all) - valueOf(a.all))[0];
  const shares = series.map(({ key, name }) => `${name} ${words(valueOf(sums.get(key)))}`);
  const summary = t(
    'chart.summary',
    title,
    words(valueOf(sumOf(sums))),
    peak?.name ?? '',
    words(valueOf(peak?.all)),
    shares.join(', '),
  );
  return [
    stackedBars({
      summary,
      buckets,
      series,
      format: inMoney ? money : count,
      formatTick: inMoney ? money : compact,
    }),
    h(
      'ul',
      { class: 'legend' },
      series.map(({ key, name, look }) =>
        h(
          'li',
          null,
          swatch(look),
          h('span', null, name),
          h('span', { class: 'amount' }, figure(sums.get(key), compact)),
        ),
      ),
    ),
    disclosure('overview-chart', t('chart.asTable'), () =>
      dataTable(
        buckets,
        [
          { title: t(`chart.${bucket}`), cell: ({ name }) => name },
          ...series.map(({ key, name }) => ({
            title: name,
            numeric: true,
            cell: ({ byKey }: { byKey: Sums }) => figure(byKey.get(key)),
          })),
          { title: t('chart.total'), numeric: true, cell: ({ all }) => figure(all) },
        ],
        {
          caption: title,
          footer: [t('chart.total'), ...series.map(({ key }) => figure(sums.get(key))), figure(sumOf(sums))],
        },
      ),
    ),
  ];
}

/** There are only so many looks: what remains after the largest becomes one, unless it is one anyway. */
function withOthersTogether(points: readonly SeriesPoint[], valueOf: (sum: Totals) => number): SeriesPoint[] {
  const largest = [...sumByKey(points)].toSorted((a, b) => valueOf(b[1]) - valueOf(a[1])).map(([key]) => key);
  if (largest.length <= SERIES + 1) return [...points];
  const shown = new Set(largest.filter((key) => key !== '').slice(0, SERIES));
  return points.map((point) => (shown.has(point.key) ? point : { ...point, key: '' }));
}

function sumByKey(points: readonly SeriesPoint[]): Sums {
  const sums: Sums = new Map();
  for (const { key, totals } of points) sums.set(key, addTotals(sums.get(key) ?? emptyTotals(), totals));
  return sums;
}

function sumOf(sums: Sums): Totals {
  return [...sums.values()].reduce((all, one) => addTotals(all, one), emptyTotals());
}

import type { OverviewView, SeriesPoint } from '../../../src/protocol/views';
import { SERIES, swatch, type Look } from '../charts/palette';
import { stackedBars } from '../charts/stackedBars';
import { dataTable } from '../dataTable';
import { disclosure } from '../disclosure';
import { h, type Child } from '../dom';
import { allTokens } from '../figures';
import { bucketName, bucketTick, compact, count, money, moneyInWords, moneyTitle } from '../format';
import { seriesName } from '../names';
import { bucketDays } from '../period';
import { t } from '../setup';
import { state } from '../state';

/** Cost or tokens over time, stacked by assistant, model or project, with the same as a table. */
export function overviewChart({ span, bucket, series: points }: OverviewView): Child {
  const { groupBy, measure } = state();
  const inMoney = measure === 'cost';
  const valueOf = ({ totals }: SeriesPoint) => (inMoney ? totals.costNano : allTokens(totals));
  const format = inMoney ? money : count;

  const sums = new Map<string, number>();
  const byDay = new Map<string, Map<string, number>>();
  for (const point of points) {
    sums.set(point.key, (sums.get(point.key) ?? 0) + valueOf(point));
    const values = byDay.get(point.day) ?? new Map<string, number>();
    byDay.set(point.day, values.set(point.key, (values.get(point.key) ?? 0) + valueOf(point)));
  }
  const largestFirst = [...sums.keys()].toSorted((a, b) => rank(b, sums) - rank(a, sums));
  const series = largestFirst.map((key, i) => ({
    key,
    name: seriesName(key, groupBy),
    look: (key === '' || i >= SERIES ? 'other' : i) as Look,
  }));
  const firstDay = [...byDay.keys()].toSorted()[0];
  const buckets = bucketDays(span.since, span.until, bucket, firstDay).map((day) => ({
    name: bucketName(day, bucket),
    tick: bucketTick(day, bucket),
    values: byDay.get(day) ?? new Map<string, number>(),
  }));
  const totalOf = (values: ReadonlyMap<string, number>) => [...values.values()].reduce((sum, value) => sum + value, 0);
  const total = totalOf(sums);
  const peak = buckets.toSorted((a, b) => totalOf(b.values) - totalOf(a.values))[0];
  const title = inMoney ? moneyTitle() : t('card.tokens');
  const words = inMoney ? moneyInWords : compact;
  const summary = t(
    'chart.summary',
    title,
    words(total),
    peak?.name ?? '',
    words(peak ? totalOf(peak.values) : 0),
    series.map(({ key, name }) => `${name} ${words(sums.get(key) ?? 0)}`).join(', '),
  );

  return [
    inMoney && total === 0
      ? h('p', { class: 'footnote' }, t('chart.noMoney'))
      : stackedBars({
          summary,
          buckets,
          series,
          format,
          formatTick: inMoney ? money : compact,
        }),
    h(
      'ul',
      { class: 'legend' },
      series.map(({ key, name, look }) =>
        h('li', null, swatch(look), h('span', null, name), h('span', { class: 'amount' }, format(sums.get(key) ?? 0))),
      ),
    ),
    disclosure('overview-chart', t('chart.asTable'), () =>
      dataTable(
        buckets,
        [
          {
            title: t(bucket === 'day' ? 'chart.day' : bucket === 'week' ? 'chart.week' : 'chart.month'),
            cell: (b) => b.name,
          },
          ...series.map(({ key, name }) => ({
            title: name,
            numeric: true,
            cell: (b: (typeof buckets)[number]) => format(b.values.get(key) ?? 0),
          })),
          { title: t('chart.total'), numeric: true, cell: (b) => format(totalOf(b.values)) },
        ],
        {
          caption: title,
          footer: [t('chart.total'), ...series.map(({ key }) => format(sums.get(key) ?? 0)), format(total)],
        },
      ),
    ),
  ];
}

/** "All others" stays last, however much it is. */
function rank(key: string, sums: ReadonlyMap<string, number>): number {
  return key === '' ? -1 : (sums.get(key) ?? 0);
}

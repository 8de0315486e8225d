import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { svg, h } from '../dom';
import { labelAxis, valueAxis } from './axis';
import { chartFrame } from './frame';
import { patterns, swatch, type Look } from './palette';

export interface Bars {
  summary: string;
  /** From left to right; every one is drawn, also without a value. */
  buckets: { name: string; tick: string; values: ReadonlyMap<string, number> }[];
  /** From the bottom up. */
  series: { key: string; name: string; look: Look }[];
  format: (value: number) => string;
  formatTick: (value: number) => string;
}

const HEIGHT = 220;
const MARGIN = { top: 8, right: 4, bottom: 22, left: 56 };

export function stackedBars({ summary, buckets, series, format, formatTick }: Bars): HTMLElement {
  const valueOf = (bucket: Bars['buckets'][number], key: string) => bucket.values.get(key) ?? 0;
  const layers = stack<Bars['buckets'][number], string>()
    .keys(series.map(({ key }) => key))
    .value(valueOf)(buckets);
  const total = (bucket: Bars['buckets'][number]) => series.reduce((sum, { key }) => sum + valueOf(bucket, key), 0);
  const highest = Math.max(0, ...buckets.map(total));

  const band = (width: number) =>
    scaleBand<number>()
      .domain(buckets.map((_, i) => i))
      .range([MARGIN.left, width - MARGIN.right])
      .paddingInner(buckets.length > 60 ? 0.1 : 0.25)
      .paddingOuter(0.1);

  return chartFrame({
    summary,
    height: HEIGHT,
    draw(width) {
      const x = band(width);
      const y = scaleLinear()
        .domain([0, highest || 1])
        .nice(4)
        .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
      const { defs, fill } = patterns();
      return [
        defs,
        valueAxis(y, 4, MARGIN.left, width - MARGIN.right, formatTick),
        layers.map((layer, s) =>
          svg(
            'g',
            { fill: fill(series[s]!.look) },
            layer.map(([low, high], i) =>
              high > low
                ? svg('rect', {
                    class: 'shape',
                    x: x(i),
                    y: y(high),
                    width: Math.max(1, x.bandwidth()),
                    height: Math.max(0.5, y(low) - y(high)),
                  })
                : null,
            ),
          ),
        ),
        labelAxis(
          buckets.map((_, i) => x(i)! + x.bandwidth() / 2),
          (i) => buckets[i]!.tick,
          HEIGHT - 6,
          MARGIN.left,
          width - MARGIN.right,
          64,
        ),
      ];
    },
    tip(pointer, width) {
      const x = band(width);
      const index = Math.floor((pointer - MARGIN.left) / x.step());
      const bucket = buckets[index];
      if (!bucket) return undefined;
      const parts = series.filter(({ key }) => valueOf(bucket, key) > 0).toReversed();
      return [
        h('div', { class: 'tip-title' }, h('span', null, bucket.name), h('span', null, format(total(bucket)))),
        parts.map(({ key, name, look }) =>
          h(
            'div',
            { class: 'tip-row' },
            swatch(look),
            h('span', null, name),
            h('span', null, format(valueOf(bucket, key))),
          ),
        ),
      ];
    },
  });
}

import { scaleLinear } from 'd3-scale';
import { svg } from '../dom';
import { chartFrame } from './frame';
import { patterns, type Look } from './palette';

const HEIGHT = 22;

/** One bar, divided by what each part has of the whole. */
export function shareBar(summary: string, parts: readonly { value: number; look: Look }[]): HTMLElement {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  return chartFrame({
    summary,
    height: HEIGHT,
    draw(width) {
      const x = scaleLinear()
        .domain([0, whole || 1])
        .range([0.5, width - 0.5]);
      const { defs, fill } = patterns();
      let from = 0;
      return [
        defs,
        parts
          .filter(({ value }) => value > 0)
          .map(({ value, look }) => {
            const left = x(from);
            from += value;
            return svg('rect', {
              class: 'shape',
              x: left,
              y: 0.5,
              width: Math.max(1, x(from) - left),
              height: HEIGHT - 1,
              fill: fill(look),
            });
          }),
      ];
    },
  });
}

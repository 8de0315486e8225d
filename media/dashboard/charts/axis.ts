import type { ScaleLinear } from 'd3-scale';
import { svg } from '../dom';

/** Horizontal grid lines with their values at the left. */
export function valueAxis(
  scale: ScaleLinear<number, number>,
  ticks: number,
  left: number,
  right: number,
  format: (value: number) => string,
): SVGElement[] {
  return scale.ticks(ticks).flatMap((value) => {
    const y = Math.round(scale(value)) + 0.5;
    return [
      svg('line', { class: value === 0 ? 'axis-line' : 'grid-line', x1: left, x2: right, y1: y, y2: y }),
      svg('text', { class: 'tick', x: left - 6, y, dy: '0.32em', 'text-anchor': 'end' }, format(value)),
    ];
  });
}

/** Labels below the chart at some of `positions`, as many as fit. */
export function labelAxis(
  positions: readonly number[],
  label: (index: number) => string,
  y: number,
  left: number,
  right: number,
  labelWidth: number,
): SVGElement[] {
  const fit = Math.max(1, Math.floor((right - left) / labelWidth));
  const step = Math.ceil(positions.length / fit);
  const labels: SVGElement[] = [];
  for (let i = 0; i < positions.length; i += step) {
    const x = positions[i]!;
    if (x + labelWidth / 2 > right + 12) break;
    labels.push(svg('text', { class: 'tick', x, y, 'text-anchor': 'middle' }, label(i)));
  }
  return labels;
}

import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, stack, type SeriesPoint } from 'd3-shape';
import type { Child } from '../dom';
import { svg } from '../dom';
import { uncachedInput } from '../figures';
import { compact, money } from '../format';
import { labelAxis, valueAxis } from './axis';
import { chartFrame } from './frame';
import { patterns } from './palette';

/** One model call of a session. */
export interface TimelineCall {
  inputTokens: number;
  cacheReadInputTokens: number;
  cacheCreationInputTokens: number;
  outputTokens: number;
  costNano: number | null;
}

interface Timeline<Call extends TimelineCall> {
  summary: string;
  calls: readonly Call[];
  tick(call: Call): string;
  tip(call: Call, index: number): Child;
  open(index: number): void;
}

/** From the bottom up, with their looks: what was read from the cache, written to it, sent without it. */
export const CONTEXT_PARTS = [
  { key: 'cacheRead', look: 2 },
  { key: 'cacheWrite', look: 1 },
  { key: 'uncached', look: 0 },
] as const;

const CONTEXT = { top: 8, bottom: 168 };
const COST = { top: 188, bottom: 238 };
const HEIGHT = 262;
const LEFT = 56;
const RIGHT = 4;

/** Context size call by call, and below it what each call cost. */
export function contextTimeline<Call extends TimelineCall>(timeline: Timeline<Call>): HTMLElement {
  const { calls } = timeline;
  const scale = (width: number) =>
    scaleLinear()
      .domain([0, calls.length])
      .range([LEFT, width - RIGHT]);
  const indexAt = (pointer: number, width: number) => Math.floor(scale(width).invert(pointer));
  const partOf = (call: TimelineCall, key: (typeof CONTEXT_PARTS)[number]['key']) => {
    if (key === 'cacheRead') return call.cacheReadInputTokens;
    return key === 'cacheWrite' ? call.cacheCreationInputTokens : uncachedInput(call);
  };
  // The last call gets a step of its own, like all others.
  const steps = calls.length ? [...calls, calls.at(-1)!] : [];
  const layers = stack<Call, (typeof CONTEXT_PARTS)[number]['key']>()
    .keys(CONTEXT_PARTS.map(({ key }) => key))
    .value(partOf)(steps);

  return chartFrame({
    summary: timeline.summary,
    height: HEIGHT,
    draw(width) {
      const x = scale(width);
      const largest = calls.reduce((most, { inputTokens }) => Math.max(most, inputTokens), 0);
      const dearest = calls.reduce((most, { costNano }) => Math.max(most, costNano ?? 0), 0);
      const y = scaleLinear()
        .domain([0, largest || 1])
        .nice(4)
        .range([CONTEXT.bottom, CONTEXT.top]);
      const yCost = scaleLinear()
        .domain([0, dearest || 1])
        .range([COST.bottom, COST.top]);
      const { defs, fill } = patterns();
      const shape = area<SeriesPoint<Call>>()
        .x((_, i) => x(i))
        .y0(([low]) => y(low))
        .y1(([, high]) => y(high))
        .curve(curveStepAfter);
      const gap = x(1) - x(0) > 4 ? 1 : 0;
      const bars = calls
        .map(({ costNano }, i) => {
          const top = yCost(costNano ?? 0);
          return costNano ? `M${x(i)},${COST.bottom}V${top}H${x(i + 1) - gap}V${COST.bottom}Z` : '';
        })
        .join('');
      return [
        defs,
        valueAxis(y, 4, LEFT, width - RIGHT, compact),
        layers.map((layer, i) => svg('path', { class: 'shape', d: shape(layer), fill: fill(CONTEXT_PARTS[i]!.look) })),
        svg('line', { class: 'axis-line', x1: LEFT, x2: width - RIGHT, y1: COST.bottom + 0.5, y2: COST.bottom + 0.5 }),
        dearest > 0 &&
          svg('text', { class: 'tick', x: LEFT - 6, y: COST.top, dy: '0.6em', 'text-anchor': 'end' }, money(dearest)),
        svg('path', { class: 'shape cost-bars', d: bars }),
        labelAxis(
          calls.map((_, i) => x(i + 0.5)),
          (i) => timeline.tick(calls[i]!),
          HEIGHT - 6,
          LEFT,
          width - RIGHT,
          110,
        ),
      ];
    },
    tip(pointer, width) {
      const index = indexAt(pointer, width);
      const call = calls[index];
      return call && timeline.tip(call, index);
    },
    click(pointer, width) {
      const index = indexAt(pointer, width);
      if (calls[index]) timeline.open(index);
    },
  });
}

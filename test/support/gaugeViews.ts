import { emptyTotals, type Totals } from '../../src/core/usage/totals';
import type { GaugeView, ModelTotals } from '../../src/protocol/views';

export const CENT = 10_000_000;

export function totals(some: Partial<Totals>): Totals {
  return { ...emptyTotals(), ...some };
}

export function modelTotals(some: Partial<ModelTotals>): ModelTotals {
  return { ...totals(some), source: 'codex', model: 'gpt-5', provider: 'openai', ...some };
}

/** A day with two calls of one model, in a quiet week. */
export function gaugeView(some: Partial<GaugeView> = {}): GaugeView {
  const today = { requests: 2, inputTokens: 1000, cacheReadInputTokens: 750, outputTokens: 200, costNano: 123 * CENT };
  return {
    day: '2026-03-11',
    today: totals(today),
    week: totals({ costNano: 510 * CENT }),
    month: totals({ costNano: 2033 * CENT }),
    rows: [modelTotals(today)],
    hasData: true,
    indexing: false,
    pricesAsOf: '2026-03-01',
    ...some,
  };
}

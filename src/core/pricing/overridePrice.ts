import type { CompiledModel } from './compilePrice';
import { compileModel } from './compilePrice';
import type { Rates } from './priceData';
import type { PriceOverride } from './priceSettings';

/** What cached tokens cost, as a share of input, where neither the user nor the price list says it. */
const USUAL_RATIOS: readonly [RegExp, { cacheRead: number; cacheWrite5m: number; cacheWrite1h: number }][] = [
  [/claude/i, { cacheRead: 0.1, cacheWrite5m: 1.25, cacheWrite1h: 2 }],
  [/(?:^|\/)(?:gpt-|o\d|codex)/i, { cacheRead: 0.1, cacheWrite5m: 1, cacheWrite1h: 1 }],
  [/gemini/i, { cacheRead: 0.1, cacheWrite5m: 1, cacheWrite1h: 1 }],
  [/grok/i, { cacheRead: 0.25, cacheWrite5m: 1, cacheWrite1h: 1 }],
];
const NO_DISCOUNT = { cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 };

/** The user's price for `model`. What it leaves open follows from the bundled entry, `known`, or else the maker's ratios. */
export function overridePrice(key: string, o: PriceOverride, model: string, known?: CompiledModel): CompiledModel {
  const ratio = ratiosOf(known) ?? USUAL_RATIOS.find(([pattern]) => pattern.test(model))?.[1] ?? NO_DISCOUNT;
  const rates: Rates = {
    input: o.input,
    output: o.output,
    cacheRead: o.cacheRead ?? o.input * ratio.cacheRead,
    cacheWrite5m: o.cacheWrite5m ?? o.input * ratio.cacheWrite5m,
    cacheWrite1h: o.cacheWrite1h ?? o.input * ratio.cacheWrite1h,
    webSearch: o.webSearch ?? webSearchOf(known),
  };
  const above = o.longContextAbove === undefined ? [] : [{ tokens: o.longContextAbove, rates: longRates(o, rates) }];
  const compiled = compileModel({ id: key, prices: [{ rates, above }] }, 'setting');
  return { ...compiled, matched: key, origin: 'setting', factors: known?.factors ?? compiled.factors };
}

/** Cache prices rise with the input price, as they do in every published list. */
function longRates(o: PriceOverride, base: Rates): Rates {
  const input = o.longContextInput ?? o.input;
  const rise = o.input > 0 ? input / o.input : 1;
  return {
    ...base,
    input,
    output: o.longContextOutput ?? o.output,
    cacheRead: base.cacheRead! * rise,
    cacheWrite5m: base.cacheWrite5m! * rise,
    cacheWrite1h: base.cacheWrite1h! * rise,
  };
}

function ratiosOf(known?: CompiledModel): typeof NO_DISCOUNT | undefined {
  const each = known?.prices[0]?.tiers.at(-1)?.each;
  if (!each || each.input === 0) return undefined;
  return {
    cacheRead: each.cacheRead / each.input,
    cacheWrite5m: each.cacheWrite5m / each.input,
    cacheWrite1h: each.cacheWrite1h / each.input,
  };
}

function webSearchOf(known?: CompiledModel): number {
  return (known?.prices[0]?.tiers.at(-1)?.each.webSearch ?? 0) / 1e9;
}

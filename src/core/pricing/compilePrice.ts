import type { PricedModel, Rates } from './priceData';

/** Picodollars for one token or search: whole numbers for every published price, so that products are exact. */
export interface UnitPrices {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  webSearch: number;
}

export interface CompiledPrice {
  from: string;
  fromMs: number;
  hours?: readonly [number, number];
  /** Highest threshold first; the last one, above -1, fits every call. */
  tiers: { above: number; each: UnitPrices }[];
}

export interface CompiledModel {
  /** 'claude-sonnet-4-5 (anthropic)' */
  matched: string;
  origin: 'bundled' | 'setting';
  factors: ReadonlyMap<string, number>;
  /** The first one that fits holds. */
  prices: CompiledPrice[];
}

const PICO_PER_TOKEN = 1_000_000; // of a dollar per million tokens
const PICO_PER_SEARCH = 1_000_000_000; // of a dollar per thousand searches

function unitPrices(rates: Rates): UnitPrices {
  const write5m = rates.cacheWrite5m ?? rates.input;
  return {
    input: Math.round(rates.input * PICO_PER_TOKEN),
    output: Math.round(rates.output * PICO_PER_TOKEN),
    cacheRead: Math.round((rates.cacheRead ?? rates.input) * PICO_PER_TOKEN),
    cacheWrite5m: Math.round(write5m * PICO_PER_TOKEN),
    cacheWrite1h: Math.round((rates.cacheWrite1h ?? write5m) * PICO_PER_TOKEN),
    webSearch: Math.round((rates.webSearch ?? 0) * PICO_PER_SEARCH),
  };
}

export function compileModel(model: PricedModel, list: string): CompiledModel {
  return {
    matched: `${model.id} (${list})`,
    origin: 'bundled',
    factors: new Map(Object.entries(model.factors ?? {})),
    prices: model.prices
      .map((price) => ({
        from: price.from ?? '',
        fromMs: price.from ? Date.parse(price.from) : -Infinity,
        hours: price.hours,
        tiers: [...(price.above ?? []), { tokens: -1, rates: price.rates }]
          .sort((a, b) => b.tokens - a.tokens)
          .map((tier) => ({ above: tier.tokens, each: unitPrices(tier.rates) })),
      }))
      .reverse(),
  };
}

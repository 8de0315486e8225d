import { fnv1a } from '../usage/fnv1a';
import { splitTier } from '../usage/serviceTier';
import type { CompiledModel, CompiledPrice, UnitPrices } from './compilePrice';
import { modelFinder, pricedModel } from './modelFinder';
import type { Cost, Priceable, PriceBook, PriceExplanation, PriceTerm } from './priceBook';
import { isPriceData } from './priceData';
import type { PriceSettings } from './priceSettings';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** To be raised when the same data and settings come to give another price. */
const METHOD = 3;

/**
 * Prices from dist/prices.json under the user's settings. Every kind of token is multiplied by its price in whole
 * picodollars and rounded once, half up, to nano-dollars; the parts add up to the total.
 * Throws when `data` is not that file.
 */
export function createPriceBook(data: unknown, settings: PriceSettings): PriceBook {
  if (!isPriceData(data)) throw new Error('The price list prices.json is missing or damaged.');
  const find = modelFinder(data, settings);
  return {
    asOf: data.asOf,
    key: `${METHOD}-${data.digest}-${hashOf(JSON.stringify([sorted(settings.overrides), sorted(settings.aliases)]))}`,
    cost(call) {
      const model = find(call);
      const price = model && priceAt(model.prices, call.timestamp);
      if (!price) return undefined;
      return costOf(call, multiplied(tierFor(price, call).each, factorsOf(model, call)));
    },
    explain(call) {
      const model = find(call);
      const price = model && priceAt(model.prices, call.timestamp);
      return price && explanation(call, model, price);
    },
    rates(call) {
      const model = find(call);
      const price = model && priceAt(model.prices, call.timestamp);
      if (!price) return undefined;
      return multiplied(tierFor(price, call).each, factorsOf(model, call));
    },
  };
}

function costOf(call: Priceable, each: UnitPrices): Cost {
  const n = counts(call);
  const uncachedInputNano = nano(n.input, each.input);
  const cacheReadNano = nano(n.cacheRead, each.cacheRead);
  const cacheWriteNano = nano(n.cacheWrite5m, each.cacheWrite5m) + nano(n.cacheWrite1h, each.cacheWrite1h);
  const outputNano = nano(n.output, each.output);
  const webSearchNano = nano(n.webSearch, each.webSearch);
  const totalNano = uncachedInputNano + cacheReadNano + cacheWriteNano + outputNano + webSearchNano;
  return { totalNano, uncachedInputNano, cacheWriteNano, cacheReadNano, outputNano, webSearchNano };
}

function explanation(call: Priceable, model: CompiledModel, price: CompiledPrice): PriceExplanation {
  const tier = tierFor(price, call);
  const multipliers = factorsOf(model, call);
  const each = multiplied(tier.each, multipliers);
  const n = counts(call);
  const terms = TERMS.filter((kind) => n[kind] > 0).map((kind): PriceTerm => {
    return { kind, count: n[kind], nanoEach: each[kind] / 1000, costNano: nano(n[kind], each[kind]) };
  });
  return {
    model: pricedModel(call),
    matched: model.matched,
    origin: model.origin,
    validFrom: price.from,
    ...(tier.above >= 0 ? { longContextAbove: tier.above } : {}),
    multipliers,
    terms,
  };
}

const TERMS = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'webSearch'] as const;

/** How much of each kind a call is billed for. Inconsistent parts never make a negative rest. */
function counts(call: Priceable): Record<(typeof TERMS)[number], number> {
  const written1h = Math.min(call.cacheCreation1hInputTokens, call.cacheCreationInputTokens);
  return {
    input: Math.max(0, call.inputTokens - call.cacheReadInputTokens - call.cacheCreationInputTokens),
    cacheRead: call.cacheReadInputTokens,
    cacheWrite5m: call.cacheCreationInputTokens - written1h,
    cacheWrite1h: written1h,
    output: call.outputTokens,
    webSearch: call.webSearchRequests,
  };
}

function nano(count: number, pico: number): number {
  return Math.round((count * pico) / 1000);
}

function priceAt(prices: CompiledPrice[], timestamp: number): CompiledPrice | undefined {
  const minute = Math.floor((((timestamp % DAY) + DAY) % DAY) / MINUTE);
  return prices.find((p) => timestamp >= p.fromMs && (!p.hours || (minute >= p.hours[0] && minute < p.hours[1])));
}

/**
 * Long is a request of its own; of a turn's sum nothing says that any of its calls was. The requests of one response have
 * about the same context, and are two or more.
 */
function tierFor(price: CompiledPrice, call: Priceable): { above: number; each: UnitPrices } {
  const base = price.tiers.at(-1)!;
  if (call.operationName === 'turn') return base;
  const size = call.summed ? call.inputTokens / 2 : call.inputTokens;
  return price.tiers.find((tier) => size > tier.above) ?? base;
}

type Factor = PriceExplanation['multipliers'][number];
const NO_FACTORS: Factor[] = [];

/**
 * A provider's fast mode and its tiers exclude each other; where the call had to run counts besides. A tier without a
 * factor is at list price.
 */
function factorsOf({ factors }: CompiledModel, { speed, serviceTier }: Priceable): Factor[] {
  // Of nearly all calls; the coach asks of every one.
  if ((speed === '' && serviceTier === '') || factors.size === 0) return NO_FACTORS;
  const { tier, place } = splitTier(serviceTier);
  const mode = [speed, tier].find((name) => factors.has(name));
  return [mode, place].flatMap((why = '') => {
    const factor = factors.get(why);
    return factor === undefined ? [] : { why, factor };
  });
}

/** In whole picodollars; searches have one price. */
function multiplied(each: UnitPrices, factors: readonly Factor[]): UnitPrices {
  if (factors.length === 0) return each;
  const times = (pico: number): number => Math.round(factors.reduce((product, { factor }) => product * factor, pico));
  return {
    input: times(each.input),
    cacheRead: times(each.cacheRead),
    cacheWrite5m: times(each.cacheWrite5m),
    cacheWrite1h: times(each.cacheWrite1h),
    output: times(each.output),
    webSearch: each.webSearch,
  };
}

function sorted(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Eight hexadecimal digits. */
function hashOf(text: string): string {
  return (fnv1a(text) >>> 0).toString(16).padStart(8, '0');
}

import { lighterModels } from '../insights/money/lighterModels';
import { changedCall, repriced } from '../insights/money/repricing';
import type { CallFacts } from '../insights/session/sessionFacts';
import { tokenizerDrift } from '../insights/session/tokenizerDrift';
import type { PriceBook } from '../pricing/priceBook';
import type { SourceId } from '../usage/usageRecord';

/** A smaller model for a call, and what it would have cost there as shares of what it did cost. */
export interface LighterOffer {
  model: string;
  low: number;
  high: number;
}

type Prices = Pick<PriceBook, 'rates' | 'cost'>;

/**
 * $20 per million tokens of output, in picodollars for one. COACHING D2, M1 says 25, the price of its day's flagships;
 * since then Opus 5.5 and GPT-5.6 Sol came at 20. The models in the middle are at 10 to 15.
 */
const PREMIUM_OUTPUT = 20_000_000;

/** Is a call's model one of the dearest, at its list price: neither fast mode nor a long context makes it one. */
export function premiumTest(prices: Prices): (source: SourceId, call: CallFacts) => boolean {
  const known = new Map<SourceId, Map<string, boolean>>();
  return (source, call) => {
    if ((call.rates?.output ?? 0) < PREMIUM_OUTPUT) return false;
    let models = known.get(source);
    if (!models) known.set(source, (models = new Map()));
    let premium = models.get(call.model);
    if (premium === undefined) {
      const listed = prices.rates({ ...changedCall(source, call, { speed: '', tier: '' }), inputTokens: 0 });
      models.set(call.model, (premium = listed !== undefined && listed.output >= PREMIUM_OUTPUT));
    }
    return premium;
  };
}

/** The smallest model of the same maker and generation that has a price; undefined: none, or the call has no price. */
export function lighterOffer(prices: Prices, source: SourceId, call: CallFacts): LighterOffer | undefined {
  const { costNano } = call;
  if (!costNano) return undefined;
  for (const model of lighterModels(call.model).toReversed()) {
    const { low, high } = tokenizerDrift(call.model, model);
    const at = (tokenRatio: number) => repriced(prices, source, call, { model, tokenRatio, speed: '' })?.totalNano;
    const lowNano = at(low);
    const highNano = high === low ? lowNano : at(high);
    if (lowNano !== undefined && highNano !== undefined) {
      return { model, low: lowNano / costNano, high: highNano / costNano };
    }
  }
  return undefined;
}

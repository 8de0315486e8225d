import type { Cost, Priceable, PriceBook } from '../../pricing/priceBook';
import { withTier } from '../../usage/serviceTier';
import type { SourceId } from '../../usage/usageRecord';
import type { CallFacts } from '../session/sessionFacts';

/** What would have been different about a call. Absent: as it was. */
export interface CallChange {
  model?: string;
  /** So many times the tokens, as another vocabulary counts. */
  tokenRatio?: number;
  /** '' is the standard speed, '' or 'standard' the standard tier; where the call ran stays as it was. */
  speed?: string;
  tier?: string;
  /** How the same input would have been split. */
  cache?: { read: number; write: number; write1h: number };
  input?: number;
}

/** A call as the price book wants it, with something changed. */
export function changedCall(source: SourceId, call: CallFacts, change: CallChange = {}): Priceable {
  const { model = call.model, tokenRatio = 1, speed = call.speed } = change;
  const tier = change.tier === undefined ? call.tier : withTier(call.tier, change.tier);
  const { read, write, write1h } = change.cache ?? {
    read: call.cacheRead,
    write: call.cacheWrite,
    write1h: call.cacheWrite1h,
  };
  const times = (tokens: number): number => (tokenRatio === 1 ? tokens : Math.round(tokens * tokenRatio));
  return {
    source,
    providerName: call.provider,
    operationName: call.operation,
    requestModel: model,
    responseModel: model,
    timestamp: call.at,
    inputTokens: times(change.input ?? call.input),
    cacheReadInputTokens: times(read),
    cacheCreationInputTokens: times(write),
    cacheCreation1hInputTokens: times(write1h),
    outputTokens: times(call.output),
    serviceTier: tier,
    speed,
    webSearchRequests: call.webSearches,
  };
}

/** What a call would have cost; undefined: no price. */
export function repriced(
  prices: Pick<PriceBook, 'cost'>,
  source: SourceId,
  call: CallFacts,
  change: CallChange = {},
): Cost | undefined {
  return prices.cost(changedCall(source, call, change));
}

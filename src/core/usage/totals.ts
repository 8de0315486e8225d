import type { TokenCounts } from './usageRecord';

/** A sum over calls. Money is in whole nano-dollars. */
export interface Totals extends TokenCounts {
  requests: number;
  /** Cost of the priced calls. */
  costNano: number;
  /** The parts of costNano; what is left over is server tools (web search). */
  uncachedInputCostNano: number;
  cacheWriteCostNano: number;
  cacheReadCostNano: number;
  outputCostNano: number;
  /** Calls whose model has no known price: in tokens, not in money. */
  unpricedRequests: number;
  estimatedRequests: number;
  /** Those of them that have no price. */
  estimatedUnpricedRequests: number;
  /** Those that have one, and of which only the least is known. */
  estimatedLeastRequests: number;
  /** Cost of the estimated calls, and the range around it that their errors allow. */
  estimatedCostNano: number;
  estimatedCostErrorNano: number;
  /** Where the assistant recorded a cost itself: its sum, and ours for the very same calls. */
  reportedCostNano: number;
  reportedCostOursNano: number;
}

const ZERO: Totals = {
  requests: 0,
  inputTokens: 0,
  cacheReadInputTokens: 0,
  cacheCreationInputTokens: 0,
  cacheCreation1hInputTokens: 0,
  outputTokens: 0,
  reasoningOutputTokens: 0,
  costNano: 0,
  uncachedInputCostNano: 0,
  cacheWriteCostNano: 0,
  cacheReadCostNano: 0,
  outputCostNano: 0,
  unpricedRequests: 0,
  estimatedRequests: 0,
  estimatedUnpricedRequests: 0,
  estimatedLeastRequests: 0,
  estimatedCostNano: 0,
  estimatedCostErrorNano: 0,
  reportedCostNano: 0,
  reportedCostOursNano: 0,
};

/** In the order in which the ledger stores them. */
export const TOTAL_KEYS = Object.keys(ZERO) as (keyof Totals)[];

export function emptyTotals(): Totals {
  return { ...ZERO };
}

/** Adds `b` to `a` in place. Written out: it runs for every call there is, and a loop over names is ten times slower. */
export function addTotals(a: Totals, b: Totals): Totals {
  a.requests += b.requests;
  a.inputTokens += b.inputTokens;
  a.cacheReadInputTokens += b.cacheReadInputTokens;
  a.cacheCreationInputTokens += b.cacheCreationInputTokens;
  a.cacheCreation1hInputTokens += b.cacheCreation1hInputTokens;
  a.outputTokens += b.outputTokens;
  a.reasoningOutputTokens += b.reasoningOutputTokens;
  a.costNano += b.costNano;
  a.uncachedInputCostNano += b.uncachedInputCostNano;
  a.cacheWriteCostNano += b.cacheWriteCostNano;
  a.cacheReadCostNano += b.cacheReadCostNano;
  a.outputCostNano += b.outputCostNano;
  a.unpricedRequests += b.unpricedRequests;
  a.estimatedRequests += b.estimatedRequests;
  a.estimatedUnpricedRequests += b.estimatedUnpricedRequests;
  a.estimatedLeastRequests += b.estimatedLeastRequests;
  a.estimatedCostNano += b.estimatedCostNano;
  a.estimatedCostErrorNano += b.estimatedCostErrorNano;
  a.reportedCostNano += b.reportedCostNano;
  a.reportedCostOursNano += b.reportedCostOursNano;
  return a;
}

/** Share of the input that was read from a cache, 0…1; undefined where nothing was sent. */
export function cacheShare(t: Totals): number | undefined {
  return t.inputTokens > 0 ? t.cacheReadInputTokens / t.inputTokens : undefined;
}

// What can be read off a sum of calls.
import type { Totals } from '../../src/core/usage/totals';
import type { TokenCounts } from '../../src/core/usage/usageRecord';

type InputCounts = Pick<TokenCounts, 'inputTokens' | 'cacheReadInputTokens' | 'cacheCreationInputTokens'>;

export function uncachedInput(counts: InputCounts): number {
  return Math.max(0, counts.inputTokens - counts.cacheReadInputTokens - counts.cacheCreationInputTokens);
}

export function allTokens(counts: Pick<TokenCounts, 'inputTokens' | 'outputTokens'>): number {
  return counts.inputTokens + counts.outputTokens;
}

/** No call of them has a price. */
export function isUnpriced(totals: Totals): boolean {
  return totals.requests > 0 && totals.unpricedRequests >= totals.requests;
}

export type MoneyPart = 'uncached' | 'cacheWrite' | 'cacheRead' | 'output' | 'other';

/** Where the money goes; the parts add up to the cost. */
export function moneyParts(totals: Totals): { part: MoneyPart; nano: number; tokens?: number }[] {
  const { costNano, uncachedInputCostNano, cacheWriteCostNano, cacheReadCostNano, outputCostNano } = totals;
  const known = uncachedInputCostNano + cacheWriteCostNano + cacheReadCostNano + outputCostNano;
  return [
    { part: 'uncached', nano: uncachedInputCostNano, tokens: uncachedInput(totals) },
    { part: 'cacheWrite', nano: cacheWriteCostNano, tokens: totals.cacheCreationInputTokens },
    { part: 'cacheRead', nano: cacheReadCostNano, tokens: totals.cacheReadInputTokens },
    { part: 'output', nano: outputCostNano, tokens: totals.outputTokens },
    { part: 'other', nano: Math.max(0, costNano - known) },
  ];
}

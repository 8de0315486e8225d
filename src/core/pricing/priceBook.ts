import type { UsageRecord } from '../usage/usageRecord';

/** What a call cost, in whole nano-dollars. The parts and web search add up to `totalNano`. */
export interface Cost {
  totalNano: number;
  uncachedInputNano: number;
  cacheWriteNano: number;
  cacheReadNano: number;
  outputNano: number;
  webSearchNano: number;
}

/** The parts of a call that its price depends on. */
export type Priceable = Pick<
  UsageRecord,
  | 'source'
  | 'providerName'
  | 'requestModel'
  | 'responseModel'
  | 'timestamp'
  | 'inputTokens'
  | 'cacheReadInputTokens'
  | 'cacheCreationInputTokens'
  | 'cacheCreation1hInputTokens'
  | 'outputTokens'
  | 'serviceTier'
  | 'speed'
  | 'webSearchRequests'
> &
  // Absent: one request.
  Partial<Pick<UsageRecord, 'operationName' | 'summed'>>;

/** Picodollars for one token of a call, its tier, speed and length taken into account. Calls may share one. */
export interface CallRates {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
}

export interface PriceBook {
  /** Day of the price data, 'YYYY-MM-DD'. */
  readonly asOf: string;
  /** Changes whenever any price could: data version and settings. Costs stored under another key are computed anew. */
  readonly key: string;
  /** undefined: no price is known for the model. Never a guess. */
  cost(call: Priceable): Cost | undefined;
  explain(call: Priceable): PriceExplanation | undefined;
  /** What one more token of each kind would have cost in this call; for the same call with one thing changed, too. */
  rates(call: Priceable): CallRates | undefined;
}

export interface PriceTerm {
  kind: 'input' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h' | 'output' | 'webSearch';
  /** Tokens, or searches. */
  count: number;
  /** Nano-dollars for one; already multiplied by speed and tier. */
  nanoEach: number;
  costNano: number;
}

export interface PriceExplanation {
  model: string;
  /** The price list's entry that matched, and why: 'claude-sonnet-4-5 (anthropic)'. */
  matched: string;
  /** 'bundled' or 'setting'. */
  origin: 'bundled' | 'setting';
  /** From which day this price holds, 'YYYY-MM-DD'; '' = always. */
  validFrom: string;
  /** Input tokens above which the whole call goes at the higher rate, if it did. */
  longContextAbove?: number;
  /** 2 for fast mode, 0.5 for batch …; 1 is left out. */
  multipliers: { why: string; factor: number }[];
  terms: PriceTerm[];
}

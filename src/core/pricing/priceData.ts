/** Dollars per million tokens; `webSearch` per 1,000 searches. A part without a price is billed as plain input. */
export interface Rates {
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite5m?: number;
  cacheWrite1h?: number;
  webSearch?: number;
}

interface DatedPrice {
  /** First day, 'YYYY-MM-DD' UTC; absent: always. */
  from?: string;
  /** Only between these minutes of the UTC day, the second one excluded. */
  hours?: [number, number];
  rates: Rates;
  /** Rates of the whole call when its input, cached tokens included, exceeds so many tokens. */
  above?: { tokens: number; rates: Rates }[];
}

export interface PricedModel {
  id: string;
  /** Other ids of the same model. */
  names?: string[];
  /** Service tier or speed → factor on all token prices. */
  factors?: Record<string, number>;
  /** A later entry that fits goes before an earlier one. */
  prices: DatedPrice[];
}

/** Who publishes the prices: 'anthropic', 'openai' … or 'github-copilot', which sells others' models. */
export interface PriceList {
  id: string;
  models: PricedModel[];
}

/** dist/prices.json, written at build time by src/node/writePriceData.mjs. */
export interface PriceData {
  schema: 1;
  /** Day of the published data set, 'YYYY-MM-DD'. */
  asOf: string;
  /** Changes with the content. */
  digest: string;
  lists: PriceList[];
}

/** Our own file: what is checked is that it is there, whole and of this version. */
export function isPriceData(data: unknown): data is PriceData {
  if (typeof data !== 'object' || data === null) return false;
  const { schema, asOf, digest, lists } = data as Partial<PriceData>;
  return schema === 1 && typeof asOf === 'string' && typeof digest === 'string' && Array.isArray(lists);
}

/** A user's price for a model, in dollars per million tokens. Missing parts follow from `input` by the provider's usual ratio. */
export interface PriceOverride {
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite5m?: number;
  cacheWrite1h?: number;
  /** Per 1,000 searches. */
  webSearch?: number;
  longContextAbove?: number;
  longContextInput?: number;
  longContextOutput?: number;
}

/** What the settings say about prices. Hostile until validated. */
export interface PriceSettings {
  /** Model id (or a pattern with one trailing '*') → price. */
  overrides: Record<string, PriceOverride>;
  /** Model id as logged → model id to price it as. */
  aliases: Record<string, string>;
}

export const NO_PRICE_SETTINGS: PriceSettings = { overrides: {}, aliases: {} };

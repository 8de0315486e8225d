import { shorten } from '../../src/core/prompts/shorten/shorten';
import type { Shortened, ShortenOptions } from '../../src/core/prompts/shorten/shorten';
import { countO200k } from '../../src/node/tokenizer';

/** As in the product: tokens of o200k_base, safe edits applied. */
export function shortenSafely(text: string, options: Partial<ShortenOptions> = {}): Shortened {
  return shorten(text, { countTokens: countO200k, ...options });
}

export function shortenAll(text: string, options: Partial<ShortenOptions> = {}): Shortened {
  return shortenSafely(text, { tiers: ['safe', 'ask'], ...options });
}

import { tokensPerO200k, type Ratio } from '../core/insights/session/tokenizerDrift';
import { loadBundle } from './loadBundle';
import type { countO200k } from './tokenizer';

/** Tokens of a text without what a request wraps around it. Always an estimate: only a log says what was billed. */
export interface TokenCount {
  tokens: number;
  low: number;
  high: number;
  /** The vocabulary that was counted with; another maker's tokens follow from it by a usual ratio. */
  encoding: 'o200k_base';
  estimate: true;
}

type Counter = typeof countO200k;

const EXACT: Ratio = { low: 1, middle: 1, high: 1 };

/** Counts for `model`; without one, in o200k_base itself. The vocabulary is loaded when the first text is counted. */
export function countTokens(text: string, model = '', count: Counter = loadCounter()): TokenCount {
  const counted = count(text);
  const { low, middle, high } = model === '' ? EXACT : tokensPerO200k(model);
  return {
    tokens: Math.round(counted * middle),
    low: Math.round(counted * low),
    high: Math.round(counted * high),
    encoding: 'o200k_base',
    estimate: true,
  };
}

/** The vocabulary is 2.7 MB. */
export function loadCounter(scripts = __dirname): Counter {
  return loadBundle<{ countO200k: Counter }>(scripts, 'tokenizer.js').countO200k;
}

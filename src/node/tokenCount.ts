import { createRequire } from 'node:module';
import path from 'node:path';
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

/**
 * Tokens per o200k token. OpenAI's models since GPT-4o use that very vocabulary; older ones need about a tenth more.
 * Claude's is not published: Anthropic's guide on counting says that o200k's kin count 15–20 % too little, more so in
 * code and other languages, and its migration guide that Opus 4.7, Fable and the fifth generation need up to 35 %
 * more again. Of the others nothing is known but that they are of similar size.
 */
const RATIOS: readonly (readonly [RegExp, Ratio])[] = [
  [/claude.*(?:opus-4-[78]|(?:opus|sonnet|haiku|fable|mythos)-[5-9])/, { low: 1.15, middle: 1.5, high: 1.7 }],
  [/claude/, { low: 1.15, middle: 1.2, high: 1.25 }],
  [/gpt-(?:3|4(?!o|-1|-5))/, { low: 0.95, middle: 1.1, high: 1.3 }],
  [/(?:^|\/)(?:gpt|chatgpt|codex|o\d)/, { low: 1, middle: 1, high: 1 }],
];
const UNKNOWN: Ratio = { low: 0.85, middle: 1, high: 1.25 };
const EXACT: Ratio = { low: 1, middle: 1, high: 1 };

interface Ratio {
  low: number;
  middle: number;
  high: number;
}

/** Counts for `model`; without one, in o200k_base itself. The vocabulary is loaded when the first text is counted. */
export function countTokens(text: string, model = '', count: Counter = loadCounter()): TokenCount {
  const counted = count(text);
  const { low, middle, high } = ratioOf(model);
  return {
    tokens: Math.round(counted * middle),
    low: Math.round(counted * low),
    high: Math.round(counted * high),
    encoding: 'o200k_base',
    estimate: true,
  };
}

function ratioOf(model: string): Ratio {
  if (model === '') return EXACT;
  const id = model.toLowerCase().replaceAll('.', '-');
  return RATIOS.find(([pattern]) => pattern.test(id))?.[1] ?? UNKNOWN;
}

/** Beside this bundle, and loaded only now: at start-up nobody waits for 2.7 MB. */
function loadCounter(): Counter {
  const file = path.join(__dirname, 'tokenizer.js');
  return (createRequire(file)(file) as { countO200k: Counter }).countO200k;
}

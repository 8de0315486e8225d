import { remembered } from '../../usage/remembered';

/** A figure that nobody has published, between what it is at least and at most. */
export interface Ratio {
  low: number;
  middle: number;
  high: number;
}

type Family = 'claude-5' | 'claude' | 'openai-cl100k' | 'openai' | 'unknown';

/**
 * Tokens per o200k token, by vocabulary. OpenAI's models since GPT-4o use o200k itself; older ones need about a tenth
 * more. Claude's is not published: Anthropic's guide on counting says that o200k's kin count 15–20 % too little, more
 * so in code and other languages, and its migration guide that Opus 4.7, Fable and the fifth generation need up to 35 %
 * more again. Of the others nothing is known but that they are of similar size.
 */
const RATIOS: Readonly<Record<Family, Ratio>> = {
  'claude-5': { low: 1.15, middle: 1.5, high: 1.7 },
  claude: { low: 1.15, middle: 1.2, high: 1.25 },
  'openai-cl100k': { low: 0.95, middle: 1.1, high: 1.3 },
  openai: { low: 1, middle: 1, high: 1 },
  unknown: { low: 0.85, middle: 1, high: 1.25 },
};

const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/claude.*(?:opus-4-[78]|(?:opus|sonnet|haiku|fable|mythos)-[5-9])/, 'claude-5'],
  [/claude/, 'claude'],
  [/gpt-(?:3|4(?!o|-1|-5))/, 'openai-cl100k'],
  [/(?:^|\/)(?:gpt|chatgpt|codex|o\d)/, 'openai'],
];

/** From the one Claude vocabulary to the other there is a figure of its own (COACHING A2): 1× to 1.35×. */
const CLAUDE_GROWTH: Ratio = { low: 1, middle: 1.25, high: 1.35 };
const SAME: Ratio = { low: 1, middle: 1, high: 1 };

/** Tokens of `model` per o200k token. */
export function tokensPerO200k(model: string): Ratio {
  return RATIOS[familyOf(model)];
}

/** How many tokens `to` needs for a text that takes `from` one. */
export function tokenizerDrift(from: string, to: string): Ratio {
  const [a, b] = [familyOf(from), familyOf(to)];
  // Two unknown vocabularies are not the same one, a model's own always is.
  if (a === b && (a !== 'unknown' || from.toLowerCase() === to.toLowerCase())) return SAME;
  if (a === 'claude' && b === 'claude-5') return CLAUDE_GROWTH;
  if (a === 'claude-5' && b === 'claude') return inverse(CLAUDE_GROWTH);
  const [of, by] = [RATIOS[b], RATIOS[a]];
  return { low: of.low / by.high, middle: of.middle / by.middle, high: of.high / by.low };
}

function inverse({ low, middle, high }: Ratio): Ratio {
  return { low: 1 / high, middle: 1 / middle, high: 1 / low };
}

/** Asked for every call. */
const familyOf = remembered((model): Family => {
  const id = model.toLowerCase().replaceAll('.', '-');
  return FAMILIES.find(([pattern]) => pattern.test(id))?.[1] ?? 'unknown';
});

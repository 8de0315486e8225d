import { proposeDataEdits } from './shorten/data/proposeDataEdits';
import type { Edit } from './shorten/edit';
import { parsePrompt } from './shorten/parsePrompt';

/** Beyond so many characters a text's tokens are taken to be as many as its length says: counting takes too long. */
const LONGEST_COUNTED = 100_000;

/** What can be done about the logs and data in `text`, which a user pasted; `prompt` is what the user said about it. */
export function pastedEdits(text: string, prompt: string): Edit[] {
  return parsePrompt(text).blocks.flatMap(({ start, end }) => proposeDataEdits(text, start, end, { prompt }));
}

/** Tokens of `text` once it reads `after`, where it takes `tokens` in a context as it is. Whole. */
export function tokensOnceShorter(
  tokens: number,
  text: string,
  after: string,
  countTokens: (text: string) => number,
): number {
  const share =
    text.length > LONGEST_COUNTED ? after.length / text.length : countTokens(after) / Math.max(1, countTokens(text));
  return Math.min(tokens, Math.ceil(tokens * share));
}

import type { Edit } from '../core/prompts/shorten/edit';
import { countTokens } from './tokenCount';

/** Characters beside an edit that its tokens may reach into. */
const NEAR = 100;

/** Tokens of `model` that one edit by itself takes away from `text`. */
export function tokensSaved(text: string, { start, end, replacement }: Edit, model: string): number {
  const [before, after] = [text.slice(Math.max(0, start - NEAR), start), text.slice(end, end + NEAR)];
  const tokens = (middle: string): number => countTokens(before + middle + after, model).tokens;
  return tokens(text.slice(start, end)) - tokens(replacement);
}

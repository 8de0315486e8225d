import type { Edit } from '../core/prompts/shorten/edit';
import { tokensPerO200k } from '../core/insights/session/tokenizerDrift';
import { countTokens } from './tokenCount';

/** Characters beside an edit that its tokens may reach into, unless a word ends sooner. */
const NEAR = 100;

/**
 * Tokens of `model` that each edit by itself takes away from `text`. Rounded such that figures of edits on end add up to
 * the rounded sum: a fifth of a token is nothing once, and much a thousand times.
 * `goOn` is called before each edit: what it throws ends the work.
 */
export function tokensSaved(text: string, edits: readonly Edit[], model: string, goOn?: () => void): number[] {
  const { middle: ratio } = tokensPerO200k(model);
  let sum = 0;
  return edits.map(({ start, end, replacement }) => {
    goOn?.();
    const before = text.slice(wordStart(text, start), start);
    const after = text.slice(end, wordEnd(text, end));
    const tokens = (middle: string): number => countTokens(before + middle + after).tokens;
    const soFar = Math.round(sum * ratio);
    sum += tokens(text.slice(start, end)) - tokens(replacement);
    return Math.round(sum * ratio) - soFar;
  });
}

/** Where o200k_base always starts a new token: a blank after a word or sign, a mark of a sentence after a word. */
const BREAK = /^(?:\S |[\p{L}\p{N}][.,;:!?，。！？、；：])/u;

function isBreak(text: string, at: number): boolean {
  return BREAK.test(text.slice(at - 1, at + 1));
}

function wordStart(text: string, at: number): number {
  const first = Math.max(0, at - NEAR);
  let i = at - 1;
  while (i > first && !isBreak(text, i)) i--;
  return Math.max(i, first);
}

function wordEnd(text: string, at: number): number {
  const last = Math.min(text.length, at + NEAR);
  let i = at + 1;
  while (i < last && !isBreak(text, i)) i++;
  return Math.min(i, last);
}

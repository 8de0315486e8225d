import { typedText } from '../../insights/activity/promptTexts';
import { tokensOnceShorter } from '../../prompts/pastedEdits';
import type { EditClass } from '../../prompts/shorten/edit';
import { shorten } from '../../prompts/shorten/shorten';
import { BlockKind } from '../../usage/blockKind';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { phrase, tokens } from '../phrase';

/** Both held for 9 of 871 typed messages (COACHING B): where they do, the wording is worth a look. */
const LEAST_SHARE = 0.15;
const LEAST_TOKENS = 40;
const LEAST_PROMPTS = 10;
/** Characters: whoever writes more has pasted it. */
const LONGEST = 20_000;
/** Texts looked at and shortened in all, at up to a millisecond each. */
const MOST_READ = 1_000;
const MOST_SHORTENED = 100;
const MOST_MEASURED = 60;
/** What goes with a word of courtesy, generously. */
const COURTESY_BYTES = 40;
/** Logs and data have rules of their own. */
const WORDING: readonly EditClass[] = [
  'whitespace',
  'request-frame',
  'courtesy',
  'filler',
  'verbose-phrase',
  'duplicate',
];

/**
 * P5: words that say nothing.
 * Signal: the shortener's safe edits take at least 15 % and 40 tokens off one typed text, in 10 prompts.
 * Saving: what these tokens cost over their life, which is next to nothing: the median prompt saves 0.0 %. So this is a
 * writing habit for whoever practises, never a tip, and never in a sum.
 */
export const lexicalTrim: CoachRule = {
  id: 'lexical-trim',
  family: 'prompt',
  tier: 'A',
  needs: ['prompts'],
  range: [0.9, 1],
  words: {
    title: '{n} prompts say the same with {tokens} tokens less: {cost} in all. A writing habit, not a budget item.',
    risk: 'None: only words that carry nothing go.',
    check: 'We compare the share of such words, per prompt.',
    action: 'Copy the Shortened Prompt',
  },
  verification: {
    unit: 'prompt',
    units: (session) => {
      let left = MOST_MEASURED;
      const length = (text: string): number => text.length;
      return session.turns.flatMap((turn) => {
        const text = left-- > 0 ? typedText(session, turn) : '';
        if (text === '' || text.length > LONGEST) return [];
        const shorter = shorten(text, { countTokens: length, classes: WORDING }).text;
        return [{ at: turn.at, value: 1 - shorter.length / text.length }];
      });
    },
  },
  action: () => ({ kind: 'copy-made', what: 'shortened-prompt' }),
  start: ({ countTokens }) => {
    let [left, leftToShorten] = [MOST_READ, MOST_SHORTENED];
    let sum = 0;
    return {
      session(session, desk) {
        const { calls } = session.threads[0]!;
        for (const { at, prompt } of session.turns) {
          for (const block of prompt) {
            if (block.kind !== BlockKind.Typed || block.tokens < LEAST_TOKENS || block.first >= calls.length) continue;
            const text = left-- > 0 ? session.textOf(block) : undefined;
            if (!text || text.length > LONGEST || !looksWordy(text) || leftToShorten-- <= 0) continue;
            const { text: shorter } = shorten(text, { countTokens, classes: WORDING });
            const after = tokensOnceShorter(block.tokens, text, shorter, countTokens);
            const less = block.tokens - after;
            if (less < LEAST_TOKENS || less < LEAST_SHARE * block.tokens) continue;
            const place = {
              from: block.from + after,
              to: block.from + block.tokens,
              first: block.first,
              end: block.end,
            };
            const claim = desk.claims.context(calls, place);
            sum += less;
            const figures = { tokens: tokens(block.tokens), after: tokens(after) };
            desk.found({
              at,
              call: calls[block.first],
              block,
              claim,
              why: phrase('{tokens} tokens that {after} say as well', figures),
            });
          }
        }
      },
      finish: (occurrences) => ({
        figures: {
          tokens: tokens(sum),
          cost: { unit: 'nano', value: claimed(occurrences) },
        },
        hiddenBecause: occurrences.length < LEAST_PROMPTS ? 'below-threshold' : 'too-small',
      }),
    };
  },
};

const COURTESY =
  /\b(?:please|could you|can you|would you|thanks?|thank you|hi|hello|i would like|i want you|in order to|due to|basically|bitte|könnte\w*|danke|hallo)\b|주세요|주실|감사|부탁|ください|いただ|お願い|ありがと|请|麻烦|谢谢|劳驾/gi;
const GAPS = /(?<![ \t])[ \t]+$|\n{3,}/gm;

/** Whether the shortener, which takes its time, could find as much: by gaps, and by words that go with others. */
function looksWordy(text: string): boolean {
  let spare = 0;
  for (const [gap] of text.matchAll(GAPS)) spare += gap.length;
  for (const _ of text.matchAll(COURTESY)) spare += COURTESY_BYTES;
  return spare >= LEAST_SHARE * text.length && spare >= LEAST_TOKENS;
}

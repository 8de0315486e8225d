import { pasteEditsOf } from '../../insights/activity/pasteEdits';
import { pastes } from '../../insights/activity/promptTexts';
import { tokensOnceShorter } from '../../prompts/pastedEdits';
import { applyEdits, type Edit } from '../../prompts/shorten/edit';
import { looksLikeLog } from '../../prompts/shorten/data/foldLog';
import type { CoachRule } from '../coachRule';
import { phrase, tokens } from '../phrase';

/** 20 calls later a thousand tokens have cost 1.6 cents on Opus; below is noise. */
const LEAST_TOKENS = 1000;
/** Logs fold by 58.5 % on average, some by a fifth (COACHING B): below two fifths it is not worth the trouble. */
const WORTH = 0.6;
/** Short pastes are looked at to see whether logs have become shorter. */
const LEAST_MEASURED = 100;
/** Texts read in one conversation to measure it. */
const MOST_READ = 60;
const FOLDED = /^[ \t]*… ×\d/m;

/**
 * P1: a pasted log says the same things many times.
 * Signal: a pasted text of 1,000 tokens, in it at least 20 lines of which 60 % look like a log's, that folds to 60 % or
 * less (foldLog keeps every line of trouble, what came before it, and both ends). Silent where the prompt asks for
 * every line, for counts, or for the order; where it asks for times, these are kept.
 * Saving: what the tokens that go cost over their life; 60 to 100 % of it, as some logs are asked for again in full.
 */
export const pasteFold: CoachRule = {
  id: 'paste-fold',
  family: 'prompt',
  tier: 'B',
  needs: ['prompts'],
  range: [0.6, 1],
  words: {
    title: '{n} pasted logs took {tokens} tokens; folded, {after} tell the same.',
    risk: 'A line that looks like the others may matter after all. Keep the whole log in a file and name its path.',
    check: 'We compare the tokens of the logs you paste, and whether the whole log had to be read after all.',
    action: 'Copy the Folded Log',
  },
  verification: {
    unit: 'pasted log',
    units: (session) => {
      const units = [];
      let left = MOST_READ;
      for (const { turn, block } of pastes(session, LEAST_MEASURED)) {
        const text = left-- > 0 ? session.textOf(block) : undefined;
        if (text && (looksLikeLog(text) || FOLDED.test(text))) units.push({ at: turn.at, value: block.tokens });
      }
      return units;
    },
  },
  action: () => ({ kind: 'copy-made', what: 'folded-log' }),
  start: ({ countTokens }) => {
    const sums = { before: 0, after: 0 };
    return {
      session(session, desk) {
        const { calls } = session.threads[0]!;
        for (const { turn, block, text, edits } of pasteEditsOf(session)) {
          const folded = foldedLogs(text, edits);
          if (folded === undefined || block.tokens < LEAST_TOKENS) continue;
          const after = tokensOnceShorter(block.tokens, text, folded, countTokens);
          if (after > WORTH * block.tokens) continue;
          const [from, to] = [block.from + after, block.from + block.tokens];
          const claim = desk.claims.context(calls, { from, to, first: block.first, end: block.end });
          sums.before += block.tokens;
          sums.after += after;
          const figures = { tokens: tokens(block.tokens), after: tokens(after) };
          const why = phrase('A log of {tokens} tokens that folds to {after}', figures);
          desk.found({ at: turn.at, call: calls[block.first], block, claim, why });
        }
      },
      finish: () => ({ figures: { tokens: tokens(sums.before), after: tokens(sums.after) } }),
    };
  },
};

/** A pasted text with its logs folded; undefined: there is none. */
export function foldedLogs(text: string, edits: readonly Edit[]): string | undefined {
  const folds = edits.filter((edit) => edit.class === 'log-fold');
  return folds.length > 0 ? applyEdits(text, folds) : undefined;
}

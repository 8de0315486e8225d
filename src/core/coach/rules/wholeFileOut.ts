import { fileRewrites, isEditInPlace } from '../../insights/activity/fileRewrites';
import type { CoachRule } from '../coachRule';
import { count, phrase, tokens } from '../phrase';

/** Habits are made of three times and some money: 3,000 tokens of output are 7.5 cents on Opus. */
const LEAST_TOKENS = 3_000;
/** Writes and answers read in one conversation, and in all. */
const MOST_READ = 40;
const MOST_READ_IN_ALL = 400;

/**
 * P9: a whole file written anew for a few lines.
 * Signal: a write to a file that was there, of at least 100 lines of which at most 30 % changed (the log's own patch
 * says which); or a code block of an answer, as long, of which 80 % stand in a file that was read. Silent for generated
 * files, and where an edit of that file failed right before, so that the rewrite was the way out.
 * Saving: the output tokens beyond 1.2 times the changed lines, old and new, and what they cost as context afterwards;
 * 70 to 100 % of it. Diffs are 5 to 31 % of whole files (COACHING B).
 */
export const wholeFileOut: CoachRule = {
  id: 'whole-file-out',
  family: 'prompt',
  tier: 'B',
  needs: ['tool-calls', 'edits'],
  range: [0.7, 1],
  words: {
    title: '{assistant} wrote whole files {n} times to change a few lines: {tokens} tokens more than edits in place.',
    risk: 'Edits in place fail more often in files with many equal lines.',
    check: 'We compare how much of a file is written to change it, and how often edits fail.',
    action: 'Copy the Instruction',
  },
  verification: {
    unit: 'changed file',
    units: (session) =>
      session.threads.flatMap((thread) => [
        ...fileRewrites(session, thread, { left: MOST_READ }).map(({ block, spare }) => ({
          at: block.at,
          value: spare,
        })),
        // An edit in place writes nothing that it need not.
        ...thread.blocks.filter(isEditInPlace).map(({ at }) => ({ at, value: 0 })),
      ]),
  },
  action: () => ({
    kind: 'copy',
    text: 'Change existing files with edits in place; write a whole file only when most of its lines change.',
  }),
  start: () => {
    let sum = 0;
    let leftInAll = MOST_READ_IN_ALL;
    return {
      session(session, desk) {
        const most = Math.min(MOST_READ, leftInAll);
        const reads = { left: most };
        for (const thread of session.threads) {
          const { calls } = thread;
          for (const { block, lines, changed, spare } of fileRewrites(session, thread, reads)) {
            const call = calls[block.writtenBy];
            if (!call || spare <= 0) continue;
            const [from, to] = [block.from + block.tokens - spare, block.from + block.tokens];
            const claim = desk.claims.together(() => {
              desk.claims.context(calls, { from, to, first: block.first, end: block.end });
              sum += desk.claims.output(call, spare).tokens;
            });
            const figures = { lines: count(lines), changed: count(changed) };
            desk.found({
              at: call.at,
              call,
              block,
              claim,
              why: phrase('{lines} lines written, {changed} of them new', figures),
            });
          }
        }
        leftInAll -= most - reads.left;
      },
      finish: () => ({
        figures: { tokens: tokens(sum) },
        hiddenBecause: sum < LEAST_TOKENS ? 'below-threshold' : undefined,
      }),
    };
  },
};

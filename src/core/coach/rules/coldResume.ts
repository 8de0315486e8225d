import { cacheLifeAt } from '../../insights/cacheLife';
import type { Thread } from '../../insights/sessionFacts';
import type { CoachRule } from '../coachRule';
import { count, minutes, nano, phrase, tokens } from '../phrase';

/** Smaller contexts are cheap to write again. */
const LEAST_CONTEXT = 100_000;
/** So much of the context was written anew: the cache was gone, not merely extended. */
const WRITTEN_SHARE = 0.8;
/** What a hand-off note takes: branch, changed files, last failing test, what is left to do. */
const NOTE_TOKENS = 2_000;

/**
 * C2: coming back to a large context after its cache has expired writes all of it again.
 * Saving: what the old part of the context cost from then on, had a note stood in its place; 50 to 90 % of it, since
 * some of what is left behind has to be found again.
 */
export const coldResume: CoachRule = {
  id: 'cold-resume',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'cache-split'],
  range: [0.5, 0.9],
  words: {
    title: 'Coming back after {longest} wrote {tokens} tokens again; {n} such returns cost {cost}.',
    risk: 'A fresh session has to find again what the note leaves out.',
    check: 'We compare what is written again after a pause, per active day.',
    action: 'Copy a Hand-off Note',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const main = threads[0]!;
      const rewritten = coldReturns(main).reduce((sum, { j }) => sum + main.calls[j]!.cacheWrite, 0);
      return main.calls.length === 0 ? [] : [{ at: main.calls[0]!.at, value: rewritten }];
    },
  },
  action: () => ({ kind: 'copy-made', what: 'hand-off-note' }),
  start: () => {
    let [longest, rewritten] = [0, 0];
    return {
      session({ threads }, desk) {
        const main = threads[0]!;
        for (const { j, gap, end, prefix } of coldReturns(main)) {
          const call = main.calls[j]!;
          const from = prefix + NOTE_TOKENS;
          const claim = desk.claims.context(main.calls, { from, to: main.calls[j - 1]!.input, first: j, end });
          longest = Math.max(longest, gap);
          rewritten = Math.max(rewritten, call.cacheWrite);
          const figures = { gap: minutes(gap / 60_000), tokens: tokens(call.cacheWrite) };
          desk.found({ at: call.at, call, claim, why: phrase('{tokens} tokens written again after {gap}', figures) });
        }
      },
      finish: (occurrences) => ({
        figures: {
          longest: minutes(longest / 60_000),
          tokens: tokens(rewritten),
          n: count(occurrences.length),
          cost: nano(occurrences.reduce((sum, o) => sum + o.claim.nano, 0)),
        },
      }),
    };
  },
};

function coldReturns({ calls, epochs }: Thread): { j: number; gap: number; end: number; prefix: number }[] {
  return epochs.flatMap(({ first, end, prefix }) => {
    const returns = [];
    for (let j = first + 1; j < end; j++) {
      const [call, before] = [calls[j]!, calls[j - 1]!];
      const life = cacheLifeAt(calls, j - 1);
      const gap = call.at - before.at;
      if (life === undefined || gap <= life || call.input < LEAST_CONTEXT) continue;
      if (call.input - call.cacheRead < WRITTEN_SHARE * call.input) continue;
      returns.push({ j, gap, end, prefix });
    }
    return returns;
  });
}

import { cacheLifeAt } from '../../insights/session/cacheLife';
import { leansOnOlder } from '../../insights/activity/reuse';
import type { SessionFacts, Thread } from '../../insights/session/sessionFacts';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { count, minutes, nano, phrase, tokens } from '../phrase';

/** Smaller contexts are cheap to write again. */
const LEAST_CONTEXT = 100_000;
/** So much of the context was written anew: the cache was gone, not merely extended. */
const WRITTEN_SHARE = 0.8;
/** What a hand-off note takes: branch, changed files, last failing test, what is left to do. */
const NOTE_TOKENS = 2_000;
/** From here on the old context was needed: then compacting before the pause helps, and a fresh start does not. */
const NEEDED = 0.3;
/** Returns whose texts are read for that, in all: it says what to do, and changes no amount. */
const MOST_READ = 6;

/**
 * C2: coming back to a large context after its cache has expired writes all of it again. Somebody came back where the
 * user spoke after the pause, and before the call; while tests or a helper run for a quarter of an hour, nobody is there
 * to take a note along: such pauses are left out (a longer life of the cache is ttl-fit's).
 * Saving: what writing the old context cost beyond reading it, but for the prefix and a note that any way of going on
 * pays for (COACHING D0.3: a rewrite claims its premium only; what was carried from then on is fresh-task's to claim,
 * where the topic was another). 50 to 90 % of it, since some of what is left behind has to be found again.
 * How long a cache lives is what the log names, or the provider's documentation: see cacheLife. A pause is a pause
 * whether the machine slept or the user did. At most 72 texts are read for each of 6 returns.
 */
export const coldResume: CoachRule = {
  id: 'cold-resume',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'cache-split', 'prompts'],
  range: [0.5, 0.9],
  words: {
    title:
      'Coming back after {longest} wrote {tokens} tokens again; {n} such returns cost {cost} more than a warm cache.',
    risk: 'A fresh session has to find again what the note leaves out.',
    check: 'We compare what is written again after a pause, per session.',
    action: 'Copy a Hand-off Note',
  },
  verification: {
    unit: 'session',
    units: (session) => {
      const main = session.threads[0]!;
      const rewritten = coldReturns(session).reduce((sum, { j }) => sum + rewrittenBy(main, j), 0);
      return main.calls.length === 0 ? [] : [{ at: main.calls[0]!.at, value: rewritten }];
    },
  },
  action: () => ({ kind: 'copy-made', what: 'hand-off-note' }),
  start: () => {
    let left = MOST_READ;
    return {
      session(session, desk) {
        const main = session.threads[0]!;
        for (const { j, gap, first, end, prefix } of coldReturns(session)) {
          const call = main.calls[j]!;
          const claim = desk.claims.premium(call, prefix + NOTE_TOKENS, main.calls[j - 1]!.input);
          const stretch = { since: first, first: j, end, share: NEEDED };
          const needed = left-- > 0 ? leansOnOlder(session, main, stretch) : undefined;
          const group = needed === undefined ? 'unknown' : needed ? 'needed' : 'fresh';
          const text = needed
            ? '{tokens} tokens written again after {gap}, and needed: compacting before the pause would have kept the gist'
            : '{tokens} tokens written again after {gap}';
          const figures = { gap: minutes(gap / 60_000), tokens: tokens(rewrittenBy(main, j)) };
          desk.found({ at: call.at, call, claim, group, why: phrase(text, figures) });
        }
      },
      finish(occurrences) {
        const figure = (name: string): number =>
          Math.max(...occurrences.map(({ why }) => Number((why.figures[name] as { value: number }).value)));
        const judged = occurrences.filter(({ group }) => group !== 'unknown');
        const needed = judged.filter(({ group }) => group === 'needed').length;
        return {
          figures: {
            longest: minutes(figure('gap')),
            tokens: tokens(figure('tokens')),
            n: count(occurrences.length),
            cost: nano(claimed(occurrences)),
          },
          ...(needed * 2 > judged.length && {
            action: { kind: 'guide', steps: ['Before a longer break, compact while the cache is warm: /compact'] },
          }),
        };
      },
    };
  },
};

/** Written, or sent uncached where a provider does not charge for writing. */
function rewrittenBy({ calls }: Thread, j: number): number {
  return Math.min(calls[j]!.input, calls[j - 1]!.input) - calls[j]!.cacheRead;
}

function coldReturns({ threads, turns }: SessionFacts): ({ j: number; gap: number } & Thread['epochs'][number])[] {
  const { calls, epochs } = threads[0]!;
  /** When the user last spoke before the call that a turn begins with. */
  const spokeAt = new Map(turns.map(({ first, at }) => [first, at]));
  return epochs.flatMap((epoch) => {
    const returns = [];
    for (let j = epoch.first + 1; j < epoch.end; j++) {
      const [call, before] = [calls[j]!, calls[j - 1]!];
      if (call.input < LEAST_CONTEXT || call.input - call.cacheRead < WRITTEN_SHARE * call.input) continue;
      const life = cacheLifeAt(calls, j - 1);
      const gap = call.at - before.at;
      if (life === undefined || gap <= life || (spokeAt.get(j) ?? 0) - before.at <= life) continue;
      returns.push({ ...epoch, j, gap });
    }
    return returns;
  });
}

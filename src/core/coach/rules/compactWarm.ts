import { writeRate } from '../../insights/session/blockCost';
import { blocksOfKind } from '../../insights/session/blocksOfKind';
import type { CallFacts, SessionFacts, Thread } from '../../insights/session/sessionFacts';
import { BlockKind } from '../../usage/blockKind';
import type { Claim } from '../claims';
import type { CoachRule, Saving } from '../coachRule';
import { count, phrase, tokens } from '../phrase';

/** From here on a context is worth compacting, once so many calls carry it. */
const LARGE = 150_000;
const LEAST_LARGE_CALLS = 30;
/** Calls that have to be left after the milestone, and what has to be left of the saving. */
const LEAST_LEFT = 20;
const LEAST_NANO = 250_000_000;
/** What a summary comes to, and what is read again after it: both stay in the context. */
const SUMMARY_TOKENS = 6_000;
const READ_AGAIN_TOKENS = 14_000;
/** Two compactions within so few calls: there is too much to remember already. */
const THRASH_CALLS = 15;
const PICO_PER_NANO = 1000;

/**
 * C4: many calls on a very large context that was never compacted.
 * Signal: 30 calls or more above 150,000 tokens in one context. Replayed: compacting once, at the first turn that
 * begins there (a milestone; where none does, after the first such call).
 * Saving: what the old context cost from then on, as far as nobody claimed it, less one more call that reads it and
 * writes the summary, and less prefix, summary and what is read again (20,000 tokens) written once and carried on; 50
 * to 90 % of that, from $0.25 and 20 calls on. Once per context: more often costs more than it saves (COACHING B).
 * Silent in sessions that compact twice within 15 calls, where the opposite is true. That a compaction itself started
 * cold cannot be seen: logs do not hold its call.
 */
export const compactWarm: CoachRule = {
  id: 'compact-warm',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'cache-split', 'prompts'],
  range: [0.5, 0.9],
  words: {
    title:
      'Up to {calls} calls ran above {large} tokens in one context. Compact once at a milestone, while it is warm.',
    risk: 'A summary leaves things out, which are then read again.',
    check: 'We compare the mean size of the context per session, and what is read again after compacting.',
    action: 'Copy the Command',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const { calls } = threads[0]!;
      const sum = calls.reduce((total, call) => total + call.input, 0);
      return calls.length === 0 ? [] : [{ at: calls[0]!.at, value: sum / calls.length }];
    },
  },
  action: (source) => ({
    kind: 'copy',
    text:
      source === 'claude-code' ? '/compact keep: the files we changed, the failing test, what was decided' : '/compact',
  }),
  start: () => ({
    session(session, desk) {
      const main = session.threads[0]!;
      if (!main.calls.some((call) => call.input >= LARGE) || thrashes(main)) return;
      for (const { at: j, isTurn, large, left, end, prefix } of milestonesOf(session)) {
        const call = main.calls[j]!;
        const old = Math.min(main.calls[j - 1]!.input, call.input);
        const kept = prefix + SUMMARY_TOKENS;
        const claim = desk.claims.context(main.calls, { from: kept, to: old, first: j, end });
        const price = costOfCompacting(main.calls, { j, old, kept, end });
        const saving = ({ nano }: Claim): Saving | undefined => {
          const net = nano - price;
          return net < LEAST_NANO ? undefined : { lowNano: 0.5 * net, highNano: 0.9 * net };
        };
        const figures = { calls: count(large), large: tokens(LARGE), left: count(left), tokens: tokens(old) };
        const text = isTurn
          ? '{calls} calls above {large} tokens without compacting, {left} of them since a turn began at {tokens}'
          : '{calls} calls above {large} tokens without compacting, {left} of them after the first';
        const why = phrase(text, figures);
        desk.found({ at: call.at, call, claim, saving, why });
      }
    },
    finish: (occurrences) => ({
      figures: {
        large: tokens(LARGE),
        calls: count(Math.max(...occurrences.map((o) => (o.why.figures['calls'] as { value: number }).value))),
      },
    }),
  }),
};

interface Milestone {
  /** The call before which to compact. */
  at: number;
  isTurn: boolean;
  /** Calls above the limit, in all and from then on. */
  large: number;
  left: number;
  end: number;
  prefix: number;
}

function milestonesOf({ threads, turns }: SessionFacts): Milestone[] {
  const { calls, epochs } = threads[0]!;
  const turnStarts = turns.map(({ first }) => first);
  return epochs.flatMap(({ first, end, prefix }) => {
    let [large, begin] = [0, -1];
    for (let j = first; j < end; j++) {
      if (calls[j]!.input < LARGE) continue;
      large++;
      if (begin < 0) begin = j;
    }
    if (large < LEAST_LARGE_CALLS) return [];
    const turn = turnStarts.find((start) => start > begin && start <= end - LEAST_LEFT);
    const at = turn ?? begin + 1;
    if (end - at < LEAST_LEFT) return [];
    let left = 0;
    for (let j = at; j < end; j++) if (calls[j]!.input >= LARGE) left++;
    return [{ at, isTurn: turn !== undefined, large, left, end, prefix }];
  });
}

/** Nano-dollars: the call that compacts, and what stands in the context after it. */
function costOfCompacting(
  calls: readonly CallFacts[],
  { j, old, kept, end }: { j: number; old: number; kept: number; end: number },
): number {
  const { rates, cacheWrite, cacheRead } = calls[j]!;
  if (!rates) return 0;
  const write = cacheWrite > 0 ? writeRate(calls[j]!) : rates.input;
  // Compacting before a pause is part of the advice: then the context is read from the cache.
  const asks = old * rates.cacheRead + SUMMARY_TOKENS * rates.output;
  // What was kept cost as much before; only that it has to be written anew is new, unless that was so anyway.
  const rewrites = cacheRead >= kept ? kept * (write - rates.cacheRead) : 0;
  const again = READ_AGAIN_TOKENS * (write + rates.cacheRead * (end - j - 1));
  return (asks + rewrites + again) / PICO_PER_NANO;
}

function thrashes(thread: Thread): boolean {
  const at = blocksOfKind(thread, BlockKind.Compaction).blocks.map(({ first }) => first);
  return at.some((first, i) => i > 0 && first - at[i - 1]! <= THRASH_CALLS);
}

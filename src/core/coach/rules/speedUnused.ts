import { repriced } from '../../insights/money/repricing';
import type { CallFacts, SessionFacts, Turn } from '../../insights/session/sessionFacts';
import { splitTier } from '../../usage/serviceTier';
import type { Claim } from '../claims';
import type { CoachRule } from '../coachRule';
import { count, minutes, nano, phrase } from '../phrase';

const MINUTE = 60_000;
/** Who comes back later than that was not waiting (COACHING D2, M5). */
const AWAY = 2 * MINUTE;
/** Logs tell when an answer began; so many milliseconds its tokens take at most, even at standard speed. */
const MILLISECONDS_PER_TOKEN = 20;
const LEAST_CALLS = 5;

/**
 * M5: fast mode and priority are paid for not having to wait, and nobody was waiting. Judged by turn: who waits for an
 * answer waits for all of its calls. The last turn of a conversation is left out: nobody knows when it was read.
 * Saving: the same calls at standard price.
 */
export const speedUnused: CoachRule = {
  id: 'speed-unused',
  family: 'model',
  tier: 'A',
  needs: ['per-call-usage', 'prompts'],
  range: [0.9, 1],
  least: { occurrences: LEAST_CALLS, days: 2 },
  words: {
    title: 'You paid {cost} for speed in {n} calls while you were away for up to {longest}.',
    risk: 'Long tasks take longer; you would not have been there to notice.',
    check: 'We compare how much of the work nobody waits for runs at a higher price.',
    action: 'Show How',
  },
  verification: {
    unit: 'unattended turn',
    units: (session) =>
      unattended(session).map(({ turn, calls }) => ({
        at: turn.at,
        value: calls.filter(isFast).length / calls.length,
      })),
  },
  action: (source) => ({
    kind: 'guide',
    steps:
      source === 'claude-code'
        ? [
            'Type /fast to switch fast mode off before you leave a task to itself.',
            'Do so at the beginning of a conversation: switching in the middle writes the context anew.',
          ]
        : ['Choose the standard speed at the beginning of a conversation that you leave to itself.'],
  }),
  start: ({ prices }) => {
    let longest = 0;
    /** What speed cost, by claim: of that, others may have claimed a part. */
    const extras = new Map<Claim, number>();
    return {
      session(session, desk) {
        for (const { calls, away } of unattended(session)) {
          for (const call of calls.filter(isFast)) {
            const standard = repriced(prices, session.source, call, { speed: '', tier: '' })?.totalNano;
            if (!call.costNano || standard === undefined || standard >= call.costNano) continue;
            const claim = desk.claims.share(call, 1 - standard / call.costNano);
            extras.set(claim, call.costNano - standard);
            longest = Math.max(longest, away);
            const figures = { away: minutes(away / MINUTE), mode: call.speed || splitTier(call.tier).tier };
            desk.found({
              at: call.at,
              call,
              claim,
              why: phrase('At {mode} price; you came back {away} later', figures),
            });
          }
        }
      },
      finish: (occurrences) => ({
        figures: {
          cost: nano(occurrences.reduce((sum, { claim }) => sum + (extras.get(claim) ?? 0), 0)),
          n: count(occurrences.length),
          longest: minutes(longest / MINUTE),
        },
      }),
    };
  },
};

function isFast({ speed, tier: serviceTier }: CallFacts): boolean {
  const { tier } = splitTier(serviceTier);
  return speed === 'fast' || tier === 'priority' || tier === 'fast';
}

/** Turns whose answer lay there for more than two minutes before the user said something. */
function unattended({ turns, threads }: SessionFacts): { turn: Turn; calls: CallFacts[]; away: number }[] {
  const { calls } = threads[0]!;
  return turns.flatMap((turn, i) => {
    const next = turns[i + 1];
    const last = calls[turn.end - 1];
    if (!next || !last || turn.end <= turn.first) return [];
    const away = next.at - (last.at + last.output * MILLISECONDS_PER_TOKEN);
    return away > AWAY ? [{ turn, calls: calls.slice(turn.first, turn.end), away }] : [];
  });
}

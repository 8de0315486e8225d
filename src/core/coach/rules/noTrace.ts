import { blocksOfKind } from '../../insights/session/blocksOfKind';
import { costOf } from '../../insights/session/sessionCost';
import { commandReader } from '../../insights/shell/commandReader';
import { BlockKind } from '../../usage/blockKind';
import type { SessionFacts } from '../../insights/session/sessionFacts';
import type { CoachRule } from '../coachRule';
import { nano, phrase } from '../phrase';

/** COACHING G6. */
const LEAST_NANO = 3_000_000_000;
const DAY = 86_400_000;

/**
 * G6: a session of $3 or more that left nothing behind: no edit, no commit, and a day has passed. Exploring is
 * legitimate, and so is an answer: it asks for a tag, and has no amount. What command lines wrote, committed or
 * deployed is a trace, too; where they cannot be read, git was used for that.
 */
export const noTrace: CoachRule = {
  id: 'no-trace',
  family: 'guardrail',
  tier: 'C',
  needs: ['per-call-usage', 'tool-calls', 'edits'],
  range: [0, 0],
  words: {
    title: '{n} dear sessions left no change behind, {cost} in all. Was the answer what you wanted?',
    risk: 'None: exploring and asking are work, too. Only what you tag as waste counts as that.',
    check: 'We compare how many sessions are tagged as waste.',
    action: 'Show What Helps',
  },
  verification: {
    unit: 'session',
    units: (session) => [
      { at: session.threads[0]!.calls[0]?.at ?? 0, value: isTraceless(session) ? costOf(session) : 0 },
    ],
  },
  action: () => ({
    kind: 'guide',
    steps: ['Tag these sessions on the Outcomes page: worth it, waste, or exploring.'],
  }),
  start: ({ now, tagOf }) => {
    let cost = 0;
    return {
      session(session, desk) {
        if (!isTraceless(session)) return;
        const last = session.threads.flatMap(({ calls }) => calls).reduce((a, b) => (b.at > a.at ? b : a));
        if (now - last.at < DAY || tagOf?.(session)) return;
        const spent = costOf(session);
        cost += spent;
        const why = phrase('{cost}, and no edit or commit', { cost: nano(spent) });
        desk.found({ at: last.at, call: last, claim: { nano: 0, tokens: 0 }, why });
      },
      finish: () => ({ figures: { cost: nano(cost) } }),
    };
  },
};

/** Command lines read in one session to see what it left behind. */
const MOST_COMMANDS = 400;

export function isTraceless(session: SessionFacts): boolean {
  if (costOf(session) < LEAST_NANO) return false;
  if (session.threads.some((thread) => blocksOfKind(thread, BlockKind.Edit).blocks.length > 0)) return false;
  const factsOf = commandReader(session, MOST_COMMANDS);
  return !session.threads.some((thread) =>
    blocksOfKind(thread, BlockKind.ToolCall).blocks.some((call) => {
      const facts = factsOf(call);
      return facts ? facts.writes || facts.commits || facts.acts : call.target === 'git';
    }),
  );
}

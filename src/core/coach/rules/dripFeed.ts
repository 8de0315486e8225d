import { editOutcomes, type EditOutcome } from '../../insights/activity/editOutcome';
import type { SessionFacts, Turn } from '../../insights/session/sessionFacts';
import { tasksOf } from '../../insights/activity/tasks';
import { addsWish } from '../../prompts/requestCues';
import { typedText } from '../../insights/activity/promptTexts';
import { BlockKind } from '../../usage/blockKind';
import type { CoachRule } from '../coachRule';
import { count, phrase } from '../phrase';

const LEAST_ROUNDS = 3;
const SAME_FILES = 0.5;
const SOON_MS = 10 * 60_000;
/** Iterating is legitimate; only a habit is a signal. */
const LEAST_SHARE = 0.3;
const LEAST_TASKS = 10;
/** A change of more lines, or of two files, is a feature. */
const FEW_LINES = 20;
/** Prompts read in all. */
const MOST_READ = 2_000;
const NOTHING = { nano: 0, tokens: 0 };

/**
 * P7: requirements that come one by one.
 * Signal: in one task, three prompts that add a wish (also, one more …) within 10 minutes of the change before, and
 * change mostly the same files (Jaccard 0.5). A wish may be put as a polite question. Not: other questions, corrections,
 * and prompts with a picture or a paste, which answer something that nobody could foresee.
 * Shown where it is a habit: in 30 % of at least 10 tasks of some size. It depends on how people work, so there is a
 * direction and no amount (tier C).
 */
export const dripFeed: CoachRule = {
  id: 'drip-feed',
  family: 'prompt',
  tier: 'C',
  needs: ['prompts', 'edits', 'tool-calls'],
  range: [0.3, 0.7],
  words: {
    title:
      'In {n} of {tasks} tasks, wishes for the same files came one after the other. One list at the start takes fewer rounds.',
    risk: 'Some wishes only come up when the first result is seen.',
    check: 'We compare the prompts per task, and how often you correct.',
    action: 'Copy a Checklist',
  },
  verification: {
    unit: 'task with changes',
    units: (session) =>
      taskOutcomes(session)
        .filter(({ outcomes }) => isFeature(outcomes))
        .map(({ at, turns }) => ({ at, value: turns })),
  },
  action: () => ({ kind: 'copy', text: 'Please do all of this in one go:\n- [ ] \n- [ ] \n- [ ] \nDone when:\n' }),
  start: () => {
    let left = MOST_READ;
    let tasks = 0;
    return {
      session(session, desk) {
        const { calls } = session.threads[0]!;
        for (const { outcomes } of taskOutcomes(session)) {
          if (!isFeature(outcomes)) continue;
          tasks++;
          if (outcomes.length <= LEAST_ROUNDS) continue;
          const added: Turn[] = [];
          for (const [i, { turn, edits }] of outcomes.entries()) {
            const before = outcomes[i - 1];
            if (!before || !isSoon(session, before.turn, turn) || alike(before.edits, edits) < SAME_FILES) continue;
            if (left-- > 0 && adds(session, turn)) added.push(turn);
          }
          if (added.length < LEAST_ROUNDS) continue;
          const last = added.at(-1)!;
          const why = phrase('{rounds} wishes for the same files, one by one', { rounds: count(added.length) });
          desk.found({ at: last.at, call: calls[last.first], block: last.prompt[0], claim: NOTHING, why });
        }
      },
      finish: (occurrences) => {
        const isHabit = tasks >= LEAST_TASKS && occurrences.length >= LEAST_SHARE * tasks;
        return { figures: { tasks: count(tasks) }, hiddenBecause: isHabit ? undefined : 'below-threshold' };
      },
    };
  },
};

/** What the turns of each task changed. */
function taskOutcomes(session: SessionFacts): { at: number; turns: number; outcomes: EditOutcome[] }[] {
  const byTurn = new Map(editOutcomes(session).map((outcome) => [outcome.turn, outcome]));
  return tasksOf(session).map(({ turns }) => ({
    at: turns[0]!.at,
    turns: turns.length,
    outcomes: turns.flatMap((turn) => byTurn.get(turn) ?? []),
  }));
}

function isFeature(outcomes: readonly EditOutcome[]): boolean {
  const files = new Set(outcomes.flatMap(({ edits }) => [...edits.keys()]));
  return files.size > 1 || outcomes.reduce((sum, { lines }) => sum + lines, 0) > FEW_LINES;
}

function isSoon(session: SessionFacts, before: Turn, { at }: Turn): boolean {
  const last = session.threads[0]!.calls[before.end - 1];
  return last !== undefined && at - last.at < SOON_MS;
}

function alike(some: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): number {
  let both = 0;
  for (const file of some.keys()) if (others.has(file)) both++;
  return both / (some.size + others.size - both);
}

function adds(session: SessionFacts, turn: Turn): boolean {
  if (turn.prompt.some(({ kind }) => kind === BlockKind.Pasted || kind === BlockKind.Image)) return false;
  return addsWish(typedText(session, turn));
}

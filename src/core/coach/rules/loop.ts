import { toolLoops, type ToolLoop } from '../../insights/activity/toolLoops';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { count, nano, phrase, type Phrase } from '../phrase';

const WHY: Record<ToolLoop['kind'], string> = {
  identical: '{tool} gave the same result {times} times in a row',
  failing: '{tool} failed the same way {times} times in a row',
  alternating: '{tool} and another took turns {times} times, with the same results',
  'same-error': '{tool} gave the same error {times} times, though a file was edited in between',
};

/** Of these it is known that they failed; tests that pass four times in a row are a loop too. */
const FAILURES: ReadonlySet<string | undefined> = new Set<ToolLoop['kind']>(['failing', 'same-error']);
const FAILURE_TITLE =
  '{assistant} went round in circles {n} times: the same failure again, {cost} after it could be seen.';
const FAILURE_STEPS = [
  'Stop the run and read the error yourself: the agent has seen it several times and learned nothing from it.',
  'Say what you know about the cause, or take the failing step out of the task.',
  'Start the next try in a fresh session, or with a stronger model, when the context is full of failed tries.',
];

/**
 * G1: the agent goes round in circles. Four times the same call with the same result, three times the same failure,
 * A-B-A-B-A-B, or the same error four times with edits of one file in between, wherever its line has moved to and
 * however long it took; tests repeated after *different* edits with different output are none of these. Asking whether something is done yet is none either.
 * Saving: what is left of the calls made after it could have been seen; half of it at least, since what would have
 * come instead costs something too.
 */
export const loop: CoachRule = {
  id: 'loop',
  family: 'guardrail',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls', 'tool-results'],
  range: [0.5, 1],
  words: {
    title: '{assistant} went round in circles {n} times: the same result again, {cost} after it could be seen.',
    risk: 'Some tools work at a later try: look before you stop it.',
    check: 'We compare the calls lost in loops, per session.',
    action: 'Show What Helps',
  },
  verification: {
    unit: 'session',
    units: (session) => [
      {
        at: session.threads[0]!.calls[0]?.at ?? 0,
        value: session.threads.reduce(
          (sum, t) => sum + toolLoops(t, session).reduce((n, { wasted }) => n + wasted.length, 0),
          0,
        ),
      },
    ],
  },
  action: () => ({
    kind: 'guide',
    steps: [
      'Stop the run and look at what it repeats: the agent has had the same result several times and learned nothing new.',
      'Say what is settled by it, and what comes next.',
      'Start the next try in a fresh session, or with a stronger model, when the context is full of repeats.',
    ],
  }),
  start: () => ({
    session(session, desk) {
      for (const thread of session.threads) {
        for (const found of toolLoops(thread, session)) {
          const { block, wasted } = found;
          const calls = wasted.map((j) => thread.calls[j]!);
          const claim = desk.claims.together(() => {
            for (const each of calls) desk.claims.share(each, 1);
          });
          for (const { input, output } of calls) claim.tokens += input + output;
          const call = calls.at(-1);
          desk.found({ at: block.at, call, block, claim, group: found.kind, why: loopPhrase(found) });
        }
      }
    },
    finish: (occurrences) => ({
      figures: { cost: nano(claimed(occurrences)) },
      ...(occurrences.every(({ group }) => FAILURES.has(group)) && {
        title: FAILURE_TITLE,
        action: { kind: 'guide', steps: FAILURE_STEPS },
      }),
    }),
  }),
};

export function loopPhrase({ kind, times, tool, target }: ToolLoop): Phrase {
  return phrase(WHY[kind], { tool: target ? `${tool} ${target}` : tool, times: count(times) });
}

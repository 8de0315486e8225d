import { unattendedStretches, type UnattendedStretch } from '../../insights/activity/unattended';
import type { CoachRule } from '../coachRule';
import { count, minutes, nano, phrase, type Phrase } from '../phrase';

/**
 * G4: the agent works on for 20 minutes or more, with 40 calls or $3, and nobody says a word, nothing is edited, and no
 * commit, build or test succeeds. A direction, no amount: some of it may have been thinking that was needed.
 */
export const unattended: CoachRule = {
  id: 'unattended',
  family: 'guardrail',
  tier: 'C',
  needs: ['per-call-usage', 'tool-calls', 'tool-results', 'edits'],
  range: [0, 0],
  words: {
    title: '{n} times {assistant} worked on unattended and nothing came of it, up to {longest} and {cost} in all.',
    risk: 'A long search may be what you wanted; a limit would have stopped it, too.',
    check: 'We compare the calls made in such stretches, per session.',
    action: 'Show What Helps',
  },
  verification: {
    unit: 'session',
    units: (session) => [
      {
        at: session.threads[0]!.calls[0]?.at ?? 0,
        value: unattendedStretches(session).reduce((sum, { calls }) => sum + calls, 0),
      },
    ],
  },
  action: (source) => ({
    kind: 'guide',
    steps: [
      'Say in the prompt when to stop: after which result, or after how many failed tries.',
      ...(source === 'claude-code'
        ? ['For runs without you: claude -p with --max-turns ends after so many turns.']
        : []),
      'Ask for a short plan first when the task is open-ended.',
    ],
  }),
  start: () => {
    let longest = 0;
    let cost = 0;
    return {
      session(session, desk) {
        for (const stretch of unattendedStretches(session)) {
          longest = Math.max(longest, stretch.minutes);
          cost += stretch.nano;
          const why = stretchPhrase(stretch);
          desk.found({ at: stretch.call.at, call: stretch.call, claim: { nano: 0, tokens: 0 }, why });
        }
      },
      finish: () => ({ figures: { longest: minutes(longest), cost: nano(cost) } }),
    };
  },
};

export function stretchPhrase({ minutes: time, calls, nano: cost }: UnattendedStretch): Phrase {
  const figures = { time: minutes(time), calls: count(calls), cost: nano(cost) };
  return phrase('{time} and {calls} calls without an edit, a commit or a passing test: {cost}', figures);
}

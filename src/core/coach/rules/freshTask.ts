import { writeRate } from '../../insights/session/blockCost';
import { leansOnOlder } from '../../insights/activity/reuse';
import type { SessionFacts } from '../../insights/session/sessionFacts';
import { tasksOf } from '../../insights/activity/tasks';
import { BlockKind } from '../../usage/blockKind';
import type { Claim } from '../claims';
import type { CoachRule, Saving } from '../coachRule';
import { count, nano, phrase, tokens } from '../phrase';

/** Below, staying wins: a fresh session's own prefix and reading cost as much (COACHING C1, worked). */
const LEAST_CONTEXT = 60_000;
/** How much more than usual may have to be found again before a fresh session is the dearer one. */
const MARGIN = 1.5;
/** From here on the new task used what was known from the old one. */
const NEEDED = 0.1;
/** What is read at a task's beginning. */
const FIRST_CALLS = 10;
/** New topics of one session whose texts are read: at most 8 × 72. */
const MOST_READ = 8;
const PICO_PER_NANO = 1000;

/**
 * C1: a new topic on top of a large context carries the old one through every call.
 * Signal: a topic break (see tasksOf), after a commit or without one, with 60,000 tokens or more, in one and the same context; and what a fresh
 * session may read before it is the dearer one is at least 1.5 times what tasks of this session read in their first 10
 * calls (their median: the catalogue takes that of other sessions, but then one session's amount would hang on others).
 * Silent where the texts are gone, or where 10 % of the rare words the new task wrote came from the old context alone.
 * Saving: the old context over the new topic's calls, as far as nobody claimed it (cold-resume has the premium of a
 * return), less what a fresh session writes and reads again; 60 to 100 % of it.
 */
export const freshTask: CoachRule = {
  id: 'fresh-task',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'cache-split', 'prompts', 'tool-calls', 'tool-results'],
  range: [0.6, 1],
  words: {
    title: 'New topics began on top of up to {tokens} tokens of old ones: {n} times, {cost} more than a fresh session.',
    risk: 'A fresh session has to find again what both topics share; staying is right where the old one is still needed.',
    check: 'We compare how large the context is when a new topic begins, and what is read in its first calls.',
    action: 'Copy a Hand-off Note',
  },
  verification: {
    unit: 'new topic',
    units: (session) =>
      topicsOf(session).map(({ first }) => {
        const call = session.threads[0]!.calls[first]!;
        return { at: call.at, value: call.input };
      }),
  },
  action: () => ({ kind: 'copy-made', what: 'hand-off-note' }),
  start: () => ({
    session(session, desk) {
      const main = session.threads[0]!;
      const { calls } = main;
      const topics = topicsOf(session);
      const found = topics.length > 0 ? foundAgain(session) : 0;
      let read = 0;
      for (const topic of topics) {
        const { first, end, since, prefix } = topic;
        const call = calls[first]!;
        const old = Math.min(calls[first - 1]!.input, call.input);
        if (old < LEAST_CONTEXT || !call.rates) continue;
        const write = call.cacheWrite > 0 ? writeRate(call) : call.rates.input;
        const carried = call.rates.cacheRead * (end - first - 1);
        const here = call.cacheRead < old / 2 ? write : call.rates.cacheRead;
        const extra = (here * old + carried * old - write * prefix - carried * prefix) / (write + carried);
        if (extra < MARGIN * found || read++ >= MOST_READ) continue;
        if (leansOnOlder(session, main, { since, first, end, share: NEEDED }) !== false) continue;
        const claim = desk.claims.context(calls, { from: prefix, to: old, first, end });
        const again = (found * (write + carried) + prefix * (write - here)) / PICO_PER_NANO;
        const saving = ({ nano: got }: Claim): Saving | undefined => {
          const highNano = got - again;
          return highNano > 0 ? { lowNano: 0.6 * highNano, highNano } : undefined;
        };
        const figures = { tokens: tokens(old), calls: count(end - first) };
        const why = phrase('A new topic carried {tokens} tokens of the old one through {calls} calls', figures);
        desk.found({ at: call.at, call, claim, saving, why });
      }
    },
    finish: (occurrences) => ({
      figures: {
        tokens: tokens(Math.max(...occurrences.map(({ why }) => (why.figures['tokens'] as { value: number }).value))),
        cost: nano(occurrences.reduce((sum, o) => sum + (o.saving?.highNano ?? 0), 0)),
      },
    }),
  }),
};

interface Topic {
  /** Its calls, up to the next new topic or the end of the context. */
  first: number;
  end: number;
  /** Where its context begins, and with how many tokens. */
  since: number;
  prefix: number;
}

function topicsOf(session: SessionFacts): Topic[] {
  const { calls, epochs } = session.threads[0]!;
  if (!calls.some((call) => call.input >= LEAST_CONTEXT)) return [];
  const breaks = tasksOf(session).filter((task) => task.isOtherTopic || task.begins === 'cleared');
  return breaks.flatMap(({ isOtherTopic, first }, i) => {
    const epoch = epochs.find((e) => e.first < first && first < e.end);
    const end = Math.min(epoch?.end ?? 0, breaks[i + 1]?.first ?? calls.length);
    if (!isOtherTopic || !epoch || end <= first) return [];
    return [{ first, end, since: epoch.first, prefix: epoch.prefix }];
  });
}

/** The median of what tasks of a session read in their first calls. */
function foundAgain(session: SessionFacts): number {
  const { blocks } = session.threads[0]!;
  const arrived = new Map<number, number>();
  for (const { kind, first, tokens: size } of blocks)
    if (kind === BlockKind.ToolResult) arrived.set(first, (arrived.get(first) ?? 0) + size);
  const read = tasksOf(session)
    .filter(({ begins, isOtherTopic }) => isOtherTopic || (begins !== 'commit' && begins !== 'branch'))
    .map(({ first, end }) => {
      let sum = 0;
      for (let j = first + 1; j <= Math.min(end, first + FIRST_CALLS); j++) sum += arrived.get(j) ?? 0;
      return sum;
    })
    .sort((a, b) => a - b);
  const [low = 0, high = low] = [read[(read.length - 1) >> 1], read[read.length >> 1]];
  return (low + high) / 2;
}

import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../../insights/session/blocksOfKind';
import type { CallFacts, SessionFacts, Turn } from '../../insights/session/sessionFacts';
import { median } from '../../insights/money/intervals';
import { commandReader } from '../../insights/shell/commandReader';
import { costOfCalls } from '../../insights/session/sessionCost';
import type { Claim } from '../claims';
import type { CoachRule } from '../coachRule';
import { count, nano, phrase, tokens } from '../phrase';

/** COACHING G5: a run that sends much and says next to nothing. */
const LEAST_INPUT = 5_000;
const MOST_OUTPUT = 150;
const LEAST_RUNS = 5;
/** Runs of one schedule are apart; the user's own "go on" is not. */
const LEAST_MINUTES_APART = 4;
/** People ask again when they feel like it, schedules by the clock: most gaps are nearly the middle one. */
const REGULAR_SHARE = 0.6;
const NEARLY = 0.1;

/**
 * G5: the same prompt comes again and again in one workspace, by the clock, with a large context, and the answer is
 * next to nothing: no edit, no command line that writes, commits or deploys, at most 150 tokens. Saving: what these runs
 * cost, 50 to 90 %, for some of them may have been wanted.
 */
export const idleSchedule: CoachRule = {
  id: 'idle-schedule',
  family: 'guardrail',
  tier: 'B',
  needs: ['per-call-usage', 'prompts'],
  range: [0.5, 0.9],
  least: { occurrences: LEAST_RUNS, days: 1 },
  words: {
    title: 'A scheduled check ran {n} times and had nothing to say: {cost}, {tokens} tokens each time.',
    risk: 'A check that runs less often notices later.',
    check: 'We compare what such runs cost, per run.',
    action: 'Show What Helps',
  },
  verification: {
    unit: 'idle run',
    units: (session) => idleRuns(session).map(({ at, nano: value }) => ({ at, value })),
  },
  action: () => ({
    kind: 'guide',
    steps: [
      'Lengthen the interval, or let a script decide whether there is anything to ask at all.',
      'Start each run in a fresh session: most of its cost is the context it carries.',
    ],
  }),
  start: () => {
    /** By claim: a part of it may be another rule's. */
    const costs = new Map<Claim, number>();
    return {
      session(session, desk) {
        for (const run of idleRuns(session)) {
          const claim = desk.claims.together(() => {
            for (const call of run.calls) desk.claims.share(call, 1);
          });
          for (const { input, output } of run.calls) claim.tokens += input + output;
          costs.set(claim, run.nano);
          const call = run.calls[0]!;
          const why = phrase('{tokens} tokens sent for {output} of answer', {
            tokens: tokens(call.input),
            output: tokens(run.calls.reduce((sum, c) => sum + c.output, 0)),
          });
          desk.found({ at: run.at, call, claim, why, group: `${session.workspace} ${run.prompt}` });
        }
      },
      finish: (occurrences) => {
        const times = new Map<string, number[]>();
        for (const { group = '', at } of occurrences) {
          const list = times.get(group);
          if (list) list.push(at);
          else times.set(group, [at]);
        }
        const scheduled = new Set([...times].filter(([, list]) => isRegular(list)).map(([group]) => group));
        const kept = occurrences.filter(({ group = '' }) => scheduled.has(group));
        const sum = kept.reduce((total, { claim }) => total + (costs.get(claim) ?? 0), 0);
        const sent = kept.reduce((total, { claim }) => total + claim.tokens, 0) / Math.max(1, kept.length);
        return {
          figures: { cost: nano(sum), tokens: tokens(Math.round(sent)), runs: count(kept.length) },
          keep: ({ group = '' }) => scheduled.has(group),
        };
      },
    };
  },
};

function isRegular(times: readonly number[]): boolean {
  if (times.length < LEAST_RUNS) return false;
  const sorted = times.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, i) => at - sorted[i]!);
  const usual = median(gaps);
  return gaps.filter((gap) => Math.abs(gap - usual) <= usual * NEARLY).length >= REGULAR_SHARE * gaps.length;
}

interface IdleRun {
  at: number;
  /** Equal prompts have equal ones. */
  prompt: string;
  calls: CallFacts[];
  nano: number;
}

/** Command lines of one session that are read. */
const MOST_COMMANDS = 400;

function idleRuns(session: SessionFacts): IdleRun[] {
  const { threads, turns } = session;
  const main = threads[0]!;
  let writes: ReadonlySet<number> | undefined;
  let doesSomething: ((first: number, end: number) => boolean) | undefined;
  return turns.flatMap((turn, i) => {
    const before = turns[i - 1];
    if (before && turn.at - before.at < LEAST_MINUTES_APART * 60_000) return [];
    let output = 0;
    for (let j = turn.first; j < turn.end; j++) {
      if (main.calls[j]!.input < LEAST_INPUT) return [];
      output += main.calls[j]!.output;
    }
    if (turn.end <= turn.first || output > MOST_OUTPUT) return [];
    writes ??= new Set(blocksOfKind(main, BlockKind.Edit).blocks.map(({ first }) => first));
    for (let j = turn.first; j <= turn.end; j++) if (writes.has(j)) return [];
    doesSomething ??= deedReader(session);
    if (doesSomething(turn.first, turn.end)) return [];
    const calls = main.calls.slice(turn.first, turn.end);
    return [{ at: turn.at, prompt: promptKey(turn), calls, nano: costOfCalls(calls) }];
  });
}

/** Whether the command lines of calls `first` to `end` (excluded) changed anything. */
function deedReader(session: SessionFacts): (first: number, end: number) => boolean {
  const { blocks } = blocksOfKind(session.threads[0]!, BlockKind.ToolCall);
  const factsOf = commandReader(session, MOST_COMMANDS);
  let at = 0;
  return (first, end) => {
    while (at < blocks.length && blocks[at]!.writtenBy < first) at++;
    for (; at < blocks.length && blocks[at]!.writtenBy < end; at++) {
      const facts = factsOf(blocks[at]);
      if (facts && (facts.writes || facts.commits || facts.acts)) return true;
    }
    return false;
  };
}

function promptKey({ prompt }: Turn): string {
  const own = prompt.filter(({ kind }) => kind === BlockKind.Typed || kind === BlockKind.Pasted);
  // A command without arguments has no words of the user's.
  return (own.length > 0 ? own : prompt).map(({ bytes, hash }) => `${bytes} ${hash}`).join(' ');
}

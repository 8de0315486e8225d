import { blocksOfKind } from '../../insights/session/blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread } from '../../insights/session/sessionFacts';
import { callOfResult, commandOf } from '../../insights/activity/toolUse';
import { commandHead } from '../../prompts/shorten/data/commandFamily';
import { filterCommandOutput } from '../../prompts/shorten/data/filterCommandOutput';
import { BlockKind } from '../../usage/blockKind';
import { byGroup } from '../byGroup';
import { claimed } from '../claimed';
import type { AdviceAction, CoachRule, Occurrence } from '../coachRule';
import { count, phrase, tokens } from '../phrase';

/** Smaller outputs are not read: there is little to save in them. */
const LEAST_TOKENS = 1_000;
/** What the filter leaves, at most. */
const LEFT = 0.5;
/** Of one command, before it is a habit: so many runs, of so many tokens in the middle. */
const HABIT = { runs: 10, tokens: 2_000 };
/** Runs that are read, the largest of a session first: of one session, and in all. */
const MOST_RUNS = 12;
const MOST_IN_ALL = 300;
/** Of these, right at the beginning; the others are spread over the span of time, so that habits of today are seen. */
const MOST_AT_FIRST = 60;
const DAY_MS = 86_400_000;
const LONGEST_LABEL = 100;
/** Longer outputs take too long to filter; assistants cut at half of it. */
const LONGEST = 65_536;

/**
 * C10: a command whose output is mostly noise.
 * Signal: tests, linters, builds and installers whose output of 1,000 tokens or more a deterministic filter halves,
 * replayed on the very output: errors, warnings, summaries and exit codes stay, and of a failed run everything from its
 * first failure on. Advice about a command takes 10 runs and a median of 2,000 tokens. Runs under 1,000 tokens, over
 * 64 KB, or beyond 12 of a session and 300 in all, spread over the days, are not read: not counted, and nothing is
 * claimed of them.
 * Saving: what the filter leaves out over its life, tokens shared out by length; 50 to 90 % of it. Measured on others'
 * work filters saved 11 % of a command-heavy session and cost a light one 160 tokens: so only commands that pass.
 */
export const noisyCommand: CoachRule = {
  id: 'noisy-command',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls', 'tool-results'],
  range: [0.5, 0.9],
  words: {
    title: '`{command}` printed {tokens} tokens in the middle of {runs} runs; {left} say the same.',
    risk: 'A quiet command hides what only its full output tells; a failing run should still print all of its failure.',
    check: 'We compare tokens per run, and how often the same command is run again at once.',
    action: 'Copy a Line for the Instructions',
  },
  verification: {
    unit: 'run',
    units: (session) =>
      runsOf(session).map(({ result }) => ({ at: result.at, value: result.tokens, stratum: result.target })),
  },
  action: () => quiet(''),
  start: ({ now, days }) => {
    let read = 0;
    const mayRead = (at: number): boolean => {
      const passed = Math.min(1, Math.max(0, 1 - (now - at) / (days * DAY_MS)));
      return read < MOST_AT_FIRST + (MOST_IN_ALL - MOST_AT_FIRST) * passed;
    };
    return {
      session(session, desk) {
        for (const { result, index, thread } of runsOf(session)) {
          if (!mayRead(result.at)) continue;
          const call = callOfResult(thread.blocks, index);
          const command = commandOf((call && session.textOf(call)) ?? '');
          const label = commandHead(command).slice(0, LONGEST_LABEL);
          if (!label) continue;
          read++;
          const output = session.textOf(result);
          if (!output) continue;
          const most = Math.floor(output.length * LEFT);
          const filtered = filterCommandOutput(command, output, result.isError || undefined, most);
          const kept = filtered.length / output.length;
          if (kept > LEFT) continue;
          const { first, end } = result;
          const needed = Math.ceil(result.tokens * kept);
          const to = result.from + result.tokens;
          const claim = desk.claims.context(thread.calls, { from: result.from + needed, to, first, end });
          const figures = { command: label, tokens: tokens(result.tokens), left: tokens(needed) };
          const why = phrase('`{command}` printed {tokens} tokens, of which {left} tell something', figures);
          desk.found({ at: result.at, call: thread.calls[first], block: result, claim, group: label, why });
        }
      },
      finish(occurrences) {
        const groups = byGroup(occurrences);
        const habits = [...groups].filter(
          ([, runs]) => runs.length >= HABIT.runs && middle(runs, 'tokens') >= HABIT.tokens,
        );
        const nano = (runs: readonly Occurrence[]): number => claimed(runs);
        const ranked = (habits.length > 0 ? habits : [...groups]).sort((a, b) => nano(b[1]) - nano(a[1]));
        const [command, runs] = ranked[0]!;
        const kept = new Set(habits.map(([label]) => label));
        return {
          figures: {
            command,
            runs: count(runs.length),
            tokens: tokens(middle(runs, 'tokens')),
            left: tokens(middle(runs, 'left')),
          },
          action: quiet(command),
          ...(habits.length > 0 ? { keep: (o) => kept.has(o.group ?? '') } : { hiddenBecause: 'below-threshold' }),
        };
      },
    };
  },
};

/** Outputs of programs worth reading, the largest of each session first. */
function runsOf({ threads }: SessionFacts) {
  const runs: { result: PlacedBlock; index: number; thread: Thread }[] = [];
  for (const thread of threads) {
    for (const index of blocksOfKind(thread, BlockKind.ToolResult).places) {
      const result = thread.blocks[index]!;
      const { tokens: size, target, hash, bytes } = result;
      if (size < LEAST_TOKENS || hash === 0 || bytes > LONGEST || target === '' || /[\\/]/.test(target)) continue;
      runs.push({ result, index, thread });
    }
  }
  return runs.sort((a, b) => b.result.tokens - a.result.tokens).slice(0, MOST_RUNS);
}

function middle(runs: readonly Occurrence[], figure: 'tokens' | 'left'): number {
  const values = runs.map(({ why }) => (why.figures[figure] as { value: number }).value).sort((a, b) => a - b);
  return values[values.length >> 1]!;
}

/** Flags that these programs document for printing less. */
const QUIET: readonly [command: RegExp, flag: string][] = [
  [/^(?:python3? -m )?pytest\b/, '-q'],
  [/^cargo\b/, '--quiet'],
  [/^(?:\.\/)?gradlew?\b/, '--quiet'],
  [/^(?:\.\/)?mvnw?\b/, '--quiet'],
  [/^(?:npx (?:-\S+ )*)?vitest\b/, '--reporter=dot'],
  [/^(?:npx (?:-\S+ )*)?mocha\b/, '--reporter dot'],
  [/^(?:npx (?:-\S+ )*)?playwright\b/, '--reporter=dot'],
  [/^npm (?:i|ci|install)\b/, '--no-fund --no-audit --loglevel=error'],
  [/^pip3? install\b/, '--quiet'],
  [/^(?:npx (?:-\S+ )*)?eslint\b/, '--quiet'],
  [/^make\b/, '--silent'],
];

function quiet(command: string): AdviceAction {
  const flag = QUIET.find(([pattern]) => pattern.test(command))?.[1];
  const text = flag
    ? `Run \`${command} ${flag}\`; run it without ${flag} only to look into a failure.`
    : `Run ${command ? `\`${command}\`` : 'tests and builds'} with a reporter that prints failures and a summary only.`;
  return { kind: 'copy', text };
}

import { junkReadings } from '../../insights/activity/junkReadings';
import type { SourceId } from '../../usage/usageRecord';
import { byGroup } from '../byGroup';
import type { AdviceAction, CoachRule, Occurrence } from '../coachRule';
import { phrase, tokens } from '../phrase';

/** All in all, before it is a habit. */
const HABIT = { reads: 5, tokens: 5_000 };
/**
 * C12: dependencies, build output, lock files and generated files in the context.
 * Signal: a file read (200 tokens or more) that lies in such a folder or has such a name, by a tool or printed by a
 * command, or a search of 2,000 tokens or more with half of its lines from there; advice from 5 of them and 5,000
 * tokens on. Left out: what was edited in the session, and tasks in which the user, a failed tool or a stack trace
 * names the folder or the file, for then it is what the work is about.
 * Saving: those readings, and those lines of a search, over their life; 70 to 100 % of it. Of a thread at most 6
 * searches and 24 commands are read, and the words of what its tasks are about (`TaskWords`).
 */
export const junkReads: CoachRule = {
  id: 'junk-reads',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls', 'tool-results'],
  range: [0.7, 1],
  words: {
    title: '{size} tokens came from {most} and other files that nobody wrote: {n} readings.',
    risk: 'Now and then a dependency has to be looked into; then it can be named.',
    check: 'We compare how many tokens a session reads from such places.',
    action: 'Keep Them Out',
  },
  verification: {
    unit: 'session',
    units: (session) => {
      const at = session.threads[0]!.calls[0]?.at;
      if (at === undefined) return [];
      const junk = session.threads.flatMap((thread) => junkReadings(session, thread));
      return [{ at, value: junk.reduce((sum, { block, share }) => sum + Math.floor(block.tokens * share), 0) }];
    },
  },
  action: (source) => keepOut(source, []),
  start: () => ({
    session(session, desk) {
      for (const thread of session.threads) {
        for (const { block, pattern, share } of junkReadings(session, thread)) {
          const { first, end } = block;
          const to = block.from + block.tokens;
          const from = to - Math.floor(block.tokens * share);
          const claim = desk.claims.context(thread.calls, { from, to, first, end });
          const figures = { tokens: tokens(to - from), pattern };
          const why = phrase('{tokens} tokens from {pattern}', figures);
          desk.found({ at: block.at, call: thread.calls[first], block, claim, group: pattern, why });
        }
      }
    },
    finish(occurrences) {
      const groups = [...byGroup(occurrences)].sort((a, b) => sizeOf(b[1]) - sizeOf(a[1]));
      const size = sizeOf(occurrences);
      return {
        figures: { size: tokens(size), most: groups[0]![0] },
        action: keepOut(
          occurrences[0]!.session.source,
          groups.map(([pattern]) => pattern),
        ),
        ...((occurrences.length < HABIT.reads || size < HABIT.tokens) && { hiddenBecause: 'below-threshold' }),
      };
    },
  }),
};

function sizeOf(occurrences: readonly Occurrence[]): number {
  return occurrences.reduce((sum, { why }) => sum + (why.figures['tokens'] as { value: number }).value, 0);
}

function keepOut(source: SourceId, patterns: readonly string[]): AdviceAction {
  const globs = patterns.slice(0, 6).map((pattern) => `**/${pattern.endsWith('/') ? `${pattern}**` : pattern}`);
  const list = globs.length > 0 ? globs.join(', ') : '**/node_modules/**, **/dist/**';
  const ignored = 'Name what is built or installed in .gitignore: searches leave out what git ignores.';
  switch (source) {
    case 'claude-code':
      return {
        kind: 'guide',
        steps: [
          ignored,
          `In .claude/settings.json, under permissions.deny, add a line per pattern, as in "Read(${list.split(', ')[0]})".`,
          `Patterns found: ${list}`,
        ],
      };
    case 'copilot-chat':
      return { kind: 'guide', steps: [ignored, `In settings.json, add to search.exclude: ${list}`] };
    default:
      return { kind: 'guide', steps: [ignored, `In AGENTS.md, say that these are not to be read: ${list}`] };
  }
}

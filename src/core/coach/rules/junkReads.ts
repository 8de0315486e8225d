import { junkPattern } from '../../insights/activity/junkPath';
import type { PlacedBlock, SessionFacts, Thread } from '../../insights/session/sessionFacts';
import { pathOf, readsFile } from '../../insights/activity/toolUse';
import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/textBlock';
import type { SourceId } from '../../usage/usageRecord';
import { byGroup } from '../byGroup';
import type { AdviceAction, CoachRule, Occurrence } from '../coachRule';
import { phrase, tokens } from '../phrase';

/** A look at a few lines is none of it. */
const LEAST_TOKENS = 200;
/** A search that found little cannot have found much junk. */
const LEAST_SEARCH_TOKENS = 2_000;
/** Of what a search found: so much has to be junk. */
const SEARCH_SHARE = 0.5;
/** All in all, before it is a habit. */
const HABIT = { reads: 5, tokens: 5_000 };
/** Searches of one session that are read, and turns whose words are. */
const MOST_SEARCHES = 6;
const MOST_TURNS = 12;

const SEARCHES = /^(?:Grep|Glob|LS|search|grep_search|file_search|grep_files|list_dir|copilot_find\w+)$/;
const SEARCH_PROGRAMS = new Set(['rg', 'grep', 'find', 'ls', 'fd', 'ag', 'tree']);

/**
 * C12: dependencies, build output, lock files and generated files in the context.
 * Signal: a file read (200 tokens or more) that lies in such a folder or has such a name, or a search of 2,000 tokens
 * or more with half of its lines from there; advice from 5 of them and 5,000 tokens on. Left out: turns in which the
 * user, or a failed tool, names the folder or the file, for then it is what the work is about.
 * Saving: those readings, and those lines of a search, over their life; 70 to 100 % of it. At most 6 searches and the
 * words of 12 turns are read of a session.
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
    units: ({ threads, workspace }) => {
      const at = threads[0]!.calls[0]?.at;
      const blocks = threads.flatMap((thread) => thread.blocks);
      const junk = blocks.filter((block) => isRead(block) && junkPattern(pathOf(block), workspace) !== '');
      return at === undefined ? [] : [{ at, value: junk.reduce((sum, block) => sum + block.tokens, 0) }];
    },
  },
  action: (source) => keepOut(source, []),
  start: () => ({
    session(session, desk) {
      for (const thread of session.threads) {
        for (const { block, pattern, share } of junkIn(session, thread)) {
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

interface Junk {
  block: PlacedBlock;
  pattern: string;
  /** Of its tokens; what stands where in a search's result does not matter, only how much of it is junk. */
  share: number;
}

function junkIn(session: SessionFacts, { blocks }: Thread): Junk[] {
  const found: Junk[] = [];
  const patternOf = remembered((path) => junkPattern(path, session.workspace));
  /** What the user said last, and what failed since: read when it matters. */
  let said: PlacedBlock[] = [];
  let words: string | undefined;
  let [searches, turns] = [0, 0];
  const isNamed = (pattern: string): boolean => {
    if (words === undefined && turns++ < MOST_TURNS)
      words = said.map((block) => session.textOf(block) ?? '').join('\n');
    const name = pattern.replace(/\/$|^\*/g, '');
    return words === undefined || words.includes(name) || (isLock(name) && /\block ?file/i.test(words));
  };
  for (const block of blocks) {
    const isTyped = block.kind === BlockKind.Typed || block.kind === BlockKind.Pasted;
    if (isTyped || (block.kind === BlockKind.Injected && said.length === 0)) {
      if (said[0]?.at !== block.at) said = [];
      said.push(block);
      words = undefined;
    }
    if (block.kind !== BlockKind.ToolResult || block.end <= block.first) continue;
    if (block.isError) {
      if (said.length < 8) said.push(block);
      words = undefined;
    } else if (isRead(block)) {
      const pattern = patternOf(pathOf(block));
      if (pattern && !isNamed(pattern)) found.push({ block, pattern, share: 1 });
    } else if (isSearch(block) && searches++ < MOST_SEARCHES) {
      const { pattern, share } = junkLines(session.textOf(block) ?? '', session.workspace);
      if (share >= SEARCH_SHARE && !isNamed(pattern)) found.push({ block, pattern, share });
    }
  }
  return found;
}

function isRead(block: PlacedBlock): boolean {
  return block.kind === BlockKind.ToolResult && block.tokens >= LEAST_TOKENS && readsFile(block);
}

function isSearch({ name, target, tokens: size, hash }: PlacedBlock): boolean {
  return size >= LEAST_SEARCH_TOKENS && hash !== 0 && (SEARCHES.test(name) || SEARCH_PROGRAMS.has(target));
}

function isLock(name: string): boolean {
  return /lock|^go\.sum$/.test(name);
}

const PATH_OF_LINE = /^[ \t]*([^\s:]*[\\/][^\s:]*|[\w@-]+(?:\.[\w-]+)+)(?::\d|$|:)/;

/** How much of what a search found is junk, by length, and which kind most of it. */
function junkLines(text: string, workspace: string): { pattern: string; share: number } {
  const lengths = new Map<string, number>();
  let junk = 0;
  for (const line of text.slice(0, 200_000).split('\n')) {
    const path = PATH_OF_LINE.exec(line.slice(0, 400))?.[1];
    const pattern = path ? junkPattern(path, workspace) : '';
    if (!pattern) continue;
    junk += line.length + 1;
    lengths.set(pattern, (lengths.get(pattern) ?? 0) + line.length);
  }
  const pattern = [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  return { pattern, share: text.length > 0 ? Math.min(1, junk / Math.min(text.length, 200_000)) : 0 };
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

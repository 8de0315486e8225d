import { BlockKind } from '../usage/textBlock';
import { blocksOfKind } from './blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread, Turn } from './sessionFacts';
import { isOtherTopic, termsOf, type Terms } from './topic';
import { pathOf } from './toolUse';

/** Why a task begins: with the conversation, a cleared context, after a commit or a change of branch, a new topic. */
type TaskStart = 'session' | 'cleared' | 'commit' | 'branch' | 'topic';

/** Turns of the main thread that belong together (COACHING D0.6), with their calls `first` to `end` (excluded). */
export interface Task {
  begins: TaskStart;
  turns: Turn[];
  first: number;
  end: number;
}

/** So many calls show what a turn is about. */
const NEXT_CALLS = 10;
/** Shared files and folders below which a turn may be about something else; see `isOtherTopic` for its words. */
const SHARED_FILES = 0.1;
const SHARED_FOLDERS = 0.5;
/** Texts read in one conversation: prompts, and commands that may be commits. */
const MOST_PROMPTS = 60;
const MOST_COMMANDS = 24;

const COMMIT = /\bgit\s+(?:-[cC]\s+\S+\s+)*commit\b/;
const BRANCH = /\bgit\s+(?:switch\b|checkout\s+(?:-[bB]\b|(?!--)[\w/-]+(?![\w./-])))/;

const known = new WeakMap<SessionFacts, Task[]>();

/**
 * The tasks of a conversation, in order; [] where nothing was said. Shared files are counted against the next calls'
 * own, not as the Jaccard index of both: after a long task that is small whatever comes next. A folder in common
 * speaks for the same topic too. At most 84 texts are read, and only where files alone do not tell.
 */
export function tasksOf(session: SessionFacts): Task[] {
  let tasks = known.get(session);
  if (!tasks) known.set(session, (tasks = segment(session)));
  return tasks;
}

function segment(session: SessionFacts): Task[] {
  const { turns, threads } = session;
  const main = threads[0]!;
  if (turns.length === 0) return [];
  const restarts = restartsOf(main);
  const paths = pathsByCall(main);
  const commits = commitReader(session, main);
  const prompts = promptReader(session);
  const tasks: Task[] = [];
  let task: Task | undefined;
  /** Where the files of the task so far are. */
  let seen = new Set<string>();
  let seenFolders = new Set<string>();
  for (const [i, turn] of turns.entries()) {
    const before = turns[i - 1];
    const begins = !task || !before ? 'session' : startOf(task, before, turn);
    if (begins || !task) {
      task = { begins: begins ?? 'session', turns: [], first: turn.first, end: turn.end };
      tasks.push(task);
      seen = new Set();
      seenFolders = new Set();
    }
    task.turns.push(turn);
    task.end = turn.end;
    for (let j = turn.first; j < turn.end; j++)
      for (const path of paths[j] ?? []) {
        if (seen.has(path)) continue;
        seen.add(path);
        seenFolders.add(folderOf(path));
      }
  }
  return tasks;

  function startOf(current: Task, before: Turn, turn: Turn): TaskStart | undefined {
    for (let j = before.first + 1; j <= turn.first; j++) if (restarts.has(j)) return 'cleared';
    const told = commits(before);
    if (told) return told;
    const next = new Set<string>();
    const last = Math.min(turn.first + NEXT_CALLS, main.calls.length);
    for (let j = turn.first; j < last; j++) for (const path of paths[j] ?? []) next.add(path);
    if (next.size === 0 || seen.size === 0) return undefined;
    if (shared(next, seen) >= SHARED_FILES || shared(next, seenFolders, folderOf) >= SHARED_FOLDERS) return undefined;
    const terms = prompts(turn);
    const earlier = current.turns.flatMap((other) => prompts(other) ?? []);
    return terms && isOtherTopic(terms, earlier) ? 'topic' : undefined;
  }
}

/** Calls whose context is new though nothing was compacted: it was cleared. */
function restartsOf(thread: Thread): Set<number> {
  const restarts = new Set(thread.epochs.slice(1).map(({ first }) => first));
  for (const { first } of blocksOfKind(thread, BlockKind.Compaction).blocks) restarts.delete(first);
  return restarts;
}

/** By call, where it used any. */
function pathsByCall(thread: Thread): (string[] | undefined)[] {
  const paths = Array.from<string[] | undefined>({ length: thread.calls.length });
  for (const kind of [BlockKind.ToolCall, BlockKind.Edit]) {
    for (const block of blocksOfKind(thread, kind).blocks) {
      const path = pathOf(block);
      const j = block.writtenBy >= 0 ? block.writtenBy : Math.max(0, block.first - 1);
      if (!path || j >= paths.length) continue;
      (paths[j] ??= []).push(path);
    }
  }
  return paths;
}

function shared(some: ReadonlySet<string>, others: ReadonlySet<string>, key = (path: string): string => path): number {
  let count = 0;
  for (const path of some) if (others.has(key(path))) count++;
  return count / some.size;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Whether a turn ended with a commit or a change of branch. */
function commitReader(session: SessionFacts, thread: Thread): (turn: Turn) => 'commit' | 'branch' | undefined {
  const commands = blocksOfKind(thread, BlockKind.ToolCall).blocks.filter(
    ({ target, bytes }) => (target === 'git' || target === 'cd') && bytes < 4000,
  );
  let [at, left] = [0, MOST_COMMANDS];
  return (turn) => {
    let found: 'commit' | 'branch' | undefined;
    for (; at < commands.length && commands[at]!.first <= turn.end; at++) {
      if (commands[at]!.first <= turn.first || left-- <= 0) continue;
      const text = session.textOf(commands[at]!) ?? '';
      if (BRANCH.test(text)) found = 'branch';
      else if (COMMIT.test(text)) found ??= 'commit';
    }
    return found;
  };
}

/** The words of what the user typed in a turn, read once; undefined: nothing, or it is gone. */
function promptReader(session: SessionFacts): (turn: Turn) => Terms | undefined {
  const known = new Map<Turn, Terms | undefined>();
  let left = MOST_PROMPTS;
  return (turn) => {
    if (known.has(turn)) return known.get(turn);
    const typed = turn.prompt.filter(({ kind }) => kind === BlockKind.Typed);
    const read = (block: PlacedBlock): string => (left-- > 0 ? session.textOf(block) : undefined) ?? '';
    const text = typed.map(read).join('\n').trim();
    const terms = text === '' ? undefined : termsOf(text);
    known.set(turn, terms);
    return terms;
  };
}

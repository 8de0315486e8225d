import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread, Turn } from '../session/sessionFacts';
import { isOtherTopic, termsOf, type Terms } from './topic';
import { pathOf } from './toolUse';

/** Why a task begins: with the conversation, a cleared context, after a commit or a change of branch, a new topic. */
type TaskStart = 'session' | 'cleared' | 'commit' | 'branch' | 'topic';

/** Turns of the main thread that belong together (COACHING D0.6), with their calls `first` to `end` (excluded). */
export interface Task {
  begins: TaskStart;
  /** Whether it is about something else than what the context holds, whatever else it begins with. */
  isOtherTopic: boolean;
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
 * The tasks of a conversation, in order; a topic may take several, from commit to commit; [] where nothing was said. Shared files are counted against the next calls'
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
  const { byCall, folders } = filesByCall(main);
  const commits = commitReader(session, main);
  const prompts = promptReader(session);
  const tasks: Task[] = [];
  let task: Task | undefined;
  /** Turns of the topic so far, and where its files are. */
  let topic: Turn[] = [];
  let seen = new Set<number>();
  let seenFolders = new Set<number>();
  for (const [i, turn] of turns.entries()) {
    const before = turns[i - 1];
    const told = before ? toldStart(before, turn) : 'session';
    const isOther = told !== 'session' && told !== 'cleared' && isOtherTopicIn(turn);
    const begins = told ?? (isOther ? 'topic' : undefined);
    if (begins || !task) {
      task = { begins: begins ?? 'session', isOtherTopic: isOther, turns: [], first: turn.first, end: turn.end };
      tasks.push(task);
    }
    if (isOther || begins === 'cleared') [topic, seen, seenFolders] = [[], new Set(), new Set()];
    topic.push(turn);
    task.turns.push(turn);
    task.end = turn.end;
    for (let j = turn.first; j < turn.end; j++)
      for (const file of byCall[j] ?? []) {
        seen.add(file);
        seenFolders.add(folders[file]!);
      }
  }
  return tasks;

  function toldStart(before: Turn, turn: Turn): TaskStart | undefined {
    for (let j = before.first + 1; j <= turn.first; j++) if (restarts.has(j)) return 'cleared';
    return commits(before);
  }

  function isOtherTopicIn(turn: Turn): boolean {
    const next = new Set<number>();
    const last = Math.min(turn.first + NEXT_CALLS, main.calls.length);
    for (let j = turn.first; j < last; j++) for (const file of byCall[j] ?? []) next.add(file);
    if (next.size === 0 || seen.size === 0) return false;
    if (share(next, (file) => seen.has(file)) >= SHARED_FILES) return false;
    if (share(next, (file) => seenFolders.has(folders[file]!)) >= SHARED_FOLDERS) return false;
    const terms = prompts(turn);
    const earlier = topic.flatMap((other) => prompts(other) ?? []);
    return terms !== undefined && isOtherTopic(terms, earlier);
  }
}

/** Calls whose context is new though nothing was compacted: it was cleared. */
function restartsOf(thread: Thread): Set<number> {
  const restarts = new Set(thread.epochs.slice(1).map(({ first }) => first));
  for (const { first } of blocksOfKind(thread, BlockKind.Compaction).blocks) restarts.delete(first);
  return restarts;
}

/** Files by number: by call which it used, where it used any, and of each the number of its folder. */
function filesByCall(thread: Thread): { byCall: (number[] | undefined)[]; folders: number[] } {
  const byCall = Array.from<number[] | undefined>({ length: thread.calls.length });
  const folders: number[] = [];
  const files = new Map<string, number>();
  const folderNumbers = new Map<string, number>();
  const numberOf = (target: string): number => {
    let file = files.get(target);
    if (file !== undefined) return file;
    const path = pathOf({ target });
    file = path === '' ? -1 : files.get(path);
    if (file === undefined) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      if (!folderNumbers.has(folder)) folderNumbers.set(folder, folderNumbers.size);
      file = folders.push(folderNumbers.get(folder)!) - 1;
      files.set(path, file);
    }
    files.set(target, file);
    return file;
  };
  for (const kind of [BlockKind.ToolCall, BlockKind.Edit]) {
    for (const { target, writtenBy, first } of blocksOfKind(thread, kind).blocks) {
      const file = numberOf(target);
      const j = writtenBy >= 0 ? writtenBy : Math.max(0, first - 1);
      if (file >= 0 && j < byCall.length) (byCall[j] ??= []).push(file);
    }
  }
  return { byCall, folders };
}

function share(files: ReadonlySet<number>, isShared: (file: number) => boolean): number {
  let count = 0;
  for (const file of files) if (isShared(file)) count++;
  return count / files.size;
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

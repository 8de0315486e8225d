import { BlockKind } from '../../usage/blockKind';
import type { CallFacts, PlacedBlock, SessionFacts, Turn } from '../session/sessionFacts';
import { READING } from '../shell/shellPrograms';
import { commandReader, isShell, type CommandReader } from '../shell/commandReader';
import { pathOf, readsFile } from './toolUse';
import { failedChecks } from './verification';

export const TURN_CLASSES = ['question', 'docs', 'mechanical', 'git-text', 'feature', 'debug', 'explore'] as const;
export type TurnClass = (typeof TURN_CLASSES)[number];

/** What is so easily checked that a smaller model may do it (COACHING D2). */
export const SIMPLE_CLASSES: ReadonlySet<TurnClass> = new Set(['question', 'docs', 'mechanical', 'git-text']);

/** A turn of the main thread and what was done in it. */
export interface TurnFacts {
  turn: Turn;
  taskClass: TurnClass;
  /** Of the main thread, and of sub-agents that worked at the same time. */
  calls: CallFacts[];
  helperCalls: CallFacts[];
  /** Lines changed by file. */
  edits: ReadonlyMap<string, { added: number; removed: number }>;
  /** Lines changed before the first check that failed after an edit: how large the change is, however often it was tried. */
  lines: number;
  filesRead: number;
  /** A check failed, or the program did. */
  failed: boolean;
}

/** One file and no more lines: small enough to be seen through at a glance (COACHING D0.6). */
const FEW_LINES = 20;
/** A renaming changes as many lines as it adds, few in each file. */
const RENAMED_LINES = 3;
/** Who reads so many files, or runs so many tools, without changing anything, is looking around. */
const FILES_OF_SEARCH = 4;
const TOOLS_OF_SEARCH = 6;

const DOCUMENT = /\.(?:md|mdx|markdown|rst|adoc|txt)$|(?:^|\/)(?:docs?|changelog|readme|license)(?:\/|$)/i;
const GIT = new Set(['git', 'gh', 'glab', 'hub']);
/** Command lines of one conversation that are read: of turns that would be questions else, which run few. */
const MOST_COMMANDS = 100;

const known = new WeakMap<SessionFacts, TurnFacts[]>();

/**
 * The turns of a conversation by what was done in them (COACHING D0.6): by tools and command lines alone. What comes
 * after a check that failed on an edit does not count: the class must not depend on how well the turn went, or outcomes
 * within a class could not be compared.
 */
export function turnFacts(session: SessionFacts): TurnFacts[] {
  let facts = known.get(session);
  if (!facts) known.set(session, (facts = classify(session)));
  return facts;
}

interface Tally {
  edits: Map<string, { added: number; removed: number }>;
  read: Set<string>;
  tools: number;
  git: number;
  /** Command lines. */
  commands: PlacedBlock[];
  failed: boolean;
  /** Before anything was edited: something was broken to begin with. */
  wasBroken: boolean;
  /** A check failed after an edit; what was edited before that. */
  again: boolean;
  first: Map<string, { added: number; removed: number }>;
}

function classify(session: SessionFacts): TurnFacts[] {
  const { turns, threads } = session;
  const failed = failedChecks(session);
  const main = threads[0]!;
  const { calls } = main;
  const tallies = turns.map((): Tally => ({
    edits: new Map(),
    first: new Map(),
    read: new Set(),
    tools: 0,
    git: 0,
    commands: [],
    failed: false,
    wasBroken: false,
    again: false,
  }));
  const turnOf = turnIndex(turns, calls.length);
  for (const block of main.blocks) {
    if (!isWork(block, failed)) continue;
    const tally = tallies[turnOf[callOf(block)] ?? -1];
    if (tally) count(block, tally);
  }
  // What a sub-agent changes, the turn has changed.
  const helperCalls = turns.map((): CallFacts[] => []);
  for (const helper of threads.slice(1)) {
    for (const block of helper.blocks) {
      if (!isWork(block, failed)) continue;
      const tally = tallies[turnAt(turns, block.at)];
      if (tally) count(block, tally);
    }
    for (const call of helper.calls) helperCalls[turnAt(turns, call.at)]?.push(call);
  }
  const factsOf = commandReader(session, MOST_COMMANDS);
  return turns.map((turn, i) => {
    const { edits, first, read } = tallies[i]!;
    const taskClass = classOf(tallies[i]!, factsOf);
    let lines = 0;
    for (const { added, removed } of first.values()) lines += added + removed;
    const own = calls.slice(turn.first, turn.end);
    const done = { edits, lines, filesRead: read.size, failed: tallies[i]!.failed };
    return { turn, taskClass, calls: own, helperCalls: helperCalls[i]!, ...done };
  });
}

/** By call, which turn it answers; -1: none. */
export function turnIndex(turns: readonly Turn[], calls: number): Int32Array {
  const index = new Int32Array(calls).fill(-1);
  for (const [i, { first, end }] of turns.entries()) index.fill(i, first, end);
  return index;
}

/** The turn that was being answered at a time; -1: none. */
export function turnAt(turns: readonly Turn[], at: number): number {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (turns[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The call that wrote a block, or whose tools brought it. */
export function callOf({ writtenBy, first }: PlacedBlock): number {
  return writtenBy >= 0 ? writtenBy : first - 1;
}

/** What tells something of a turn: of results, checks that failed. */
function isWork(block: PlacedBlock, failed: ReadonlySet<PlacedBlock>): boolean {
  const { kind } = block;
  if (kind === BlockKind.ToolResult) return failed.has(block);
  return kind === BlockKind.ToolCall || kind === BlockKind.SubAgent || kind === BlockKind.Edit;
}

function count(block: PlacedBlock, tally: Tally): void {
  switch (block.kind) {
    case BlockKind.ToolCall:
    case BlockKind.SubAgent:
      tally.tools++;
      if (GIT.has(block.target)) tally.git++;
      if (isShell(block)) tally.commands.push(block);
      if (readsFile(block)) tally.read.add(pathOf(block));
      break;
    case BlockKind.Edit:
      addLines(tally.edits, block);
      if (!tally.again) addLines(tally.first, block);
      break;
    case BlockKind.ToolResult:
      tally.failed = true;
      if (tally.edits.size === 0) tally.wasBroken = true;
      else tally.again = true;
      break;
    default:
  }
}

function addLines(edits: Tally['edits'], { target, added, removed }: PlacedBlock): void {
  const before = edits.get(target);
  edits.set(target, { added: (before?.added ?? 0) + added, removed: (before?.removed ?? 0) + removed });
}

function classOf({ first, read, tools, git, commands, wasBroken }: Tally, factsOf: CommandReader): TurnClass {
  if (wasBroken) return 'debug';
  if (first.size === 0) {
    if (tools > 0 && git === tools) return 'git-text';
    if (read.size >= FILES_OF_SEARCH || tools >= TOOLS_OF_SEARCH) return 'explore';
    return classOfCommands(commands, tools, factsOf);
  }
  const files = [...first];
  if (files.every(([file]) => DOCUMENT.test(file))) return 'docs';
  if (files.length === 1)
    return Math.max(files[0]![1].added, files[0]![1].removed) <= FEW_LINES ? 'mechanical' : 'feature';
  const renamed = files.every(([, { added, removed }]) => added === removed && added <= RENAMED_LINES);
  return renamed ? 'mechanical' : 'feature';
}

/** Of a turn without an edit that a log tells. How much was written by a command line nobody knows. */
function classOfCommands(commands: readonly PlacedBlock[], tools: number, factsOf: CommandReader): TurnClass {
  let [ofGit, commits] = [0, false];
  for (const command of commands) {
    if (command.isSimple && READING.has(command.target)) continue;
    const facts = factsOf(command);
    const programs = facts?.programs.filter((program) => !READING.has(program)) ?? [command.target];
    const isGit = programs.length > 0 && programs.every((program) => GIT.has(program));
    if (facts && !isGit && (facts.writes || facts.acts)) return 'feature';
    if (isGit) ofGit++;
    commits ||= facts !== undefined && (facts.commits || (isGit && facts.acts));
  }
  return commits || (tools > 0 && ofGit === tools) ? 'git-text' : 'question';
}

import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread } from '../session/sessionFacts';
import { junkPattern, relativePath } from './junkPath';
import { PRINTS, printedFiles } from './printedFiles';
import { TaskWords } from './taskWords';
import { callOfResult, commandOf, pathOf, readsFile } from './toolUse';

/** A look at a few lines is none of it. */
const LEAST_TOKENS = 200;
/** A search that found little cannot have found much junk. */
const LEAST_SEARCH_TOKENS = 2_000;
/** Of what a search found: so much has to be junk. */
const SEARCH_SHARE = 0.5;
/** Of a thread: searches that are read, and commands that may have printed a file, those with the largest results. */
const MOST_SEARCHES = 6;
const MOST_COMMANDS = 24;

const SEARCHES = /^(?:Grep|Glob|LS|search|grep_search|file_search|grep_files|list_dir|copilot_find\w+)$/;
const SEARCH_PROGRAMS = new Set(['rg', 'grep', 'find', 'ls', 'fd', 'ag', 'tree']);

export interface JunkReading {
  block: PlacedBlock;
  /** As `junkPattern` says it. */
  pattern: string;
  /** Of its tokens; what stands where in a search's result does not matter, only how much of it is junk. */
  share: number;
}

/**
 * What a thread read that nobody wrote, by a tool or a shell's command, or found by a search. Left out is what was
 * edited in the session, and what the task is about: what the user, a failed tool or a stack trace names.
 */
export function junkReadings(session: SessionFacts, thread: Thread): JunkReading[] {
  const found: JunkReading[] = [];
  const { workspace } = session;
  const { blocks } = thread;
  const patternOf = remembered((path) => junkPattern(path, workspace));
  const printed = printingResults(thread);
  // Most threads read no junk: what they edit and are about then does not matter.
  let isOwn: ((reading: Reading) => boolean) | undefined;
  let words: TaskWords | undefined;
  let searches = 0;
  for (const i of blocksOfKind(thread, BlockKind.ToolResult).places) {
    const block = blocks[i]!;
    if (block.end <= block.first || block.isError) continue;
    const read = readingIn(block, i);
    if (!read) continue;
    isOwn ??= editedPlaces(session);
    words ??= new TaskWords(session, thread);
    if (!isOwn(read) && !isNamed(words, i, read.pattern)) {
      found.push({ block, pattern: read.pattern, share: read.share });
    }
  }
  return found;

  function readingIn(block: PlacedBlock, i: number): Reading | undefined {
    if (block.tokens >= LEAST_TOKENS && readsFile(block)) return readingOf([pathOf(block)]);
    if (printed.has(i)) {
      const call = callOfResult(blocks, i);
      return readingOf(printedFiles(commandOf((call && session.textOf(call)) ?? '')));
    }
    if (!isSearch(block) || searches++ >= MOST_SEARCHES) return undefined;
    const { pattern, share } = junkLines(session.textOf(block) ?? '', workspace);
    return share >= SEARCH_SHARE ? { pattern, share, paths: [] } : undefined;
  }

  /** A command may print several files: what is not junk is not told apart from what is. */
  function readingOf(paths: readonly string[]): Reading | undefined {
    const patterns = paths.map(patternOf);
    return patterns.length > 0 && !patterns.includes('') ? { pattern: patterns[0]!, share: 1, paths } : undefined;
  }
}

interface Reading {
  pattern: string;
  share: number;
  /** The files, where they are known. */
  paths: readonly string[];
}

/** Whoever edits a file, or one in such a folder, does not read it in vain. */
function editedPlaces({ threads, workspace }: SessionFacts): (reading: Reading) => boolean {
  const edited = new Set<string>();
  for (const thread of threads) {
    for (const block of blocksOfKind(thread, BlockKind.Edit).blocks) {
      const path = pathOf(block);
      const pattern = path && junkPattern(path, workspace);
      if (pattern) edited.add(pattern.endsWith('/') ? pattern : relativePath(path, workspace));
    }
  }
  return ({ pattern, paths }) => edited.has(pattern) || paths.some((path) => edited.has(relativePath(path, workspace)));
}

function isNamed(words: TaskWords, index: number, pattern: string): boolean {
  const name = pattern.replace(/\/$|^\*/g, '');
  const isLock = /lock|^go\.sum$/.test(name);
  return words.some(index, (text) => text.includes(name) || (isLock && /\block ?file/i.test(text)));
}

/** Where the largest results of commands stand that may have printed a file; a change of folder may stand before them. */
function printingResults(thread: Thread): ReadonlySet<number> {
  const { blocks } = thread;
  const places: number[] = [];
  for (const i of blocksOfKind(thread, BlockKind.ToolResult).places) {
    const { tokens, target } = blocks[i]!;
    if (tokens >= LEAST_TOKENS && (PRINTS.has(target) || target === 'cd')) places.push(i);
  }
  return new Set(places.sort((a, b) => blocks[b]!.tokens - blocks[a]!.tokens).slice(0, MOST_COMMANDS));
}

function isSearch({ name, target, tokens, hash }: PlacedBlock): boolean {
  return tokens >= LEAST_SEARCH_TOKENS && hash !== 0 && (SEARCHES.test(name) || SEARCH_PROGRAMS.has(target));
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

import { parsePrompt } from '../../prompts/shorten/parsePrompt';
import { sharedLines } from '../../prompts/shorten/data/lineHashes';
import { BlockKind } from '../../usage/textBlock';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread } from '../session/sessionFacts';
import { pathOf } from './toolUse';

/** Something pasted that the assistant had before, or read anyway. */
export interface KnownPaste {
  block: PlacedBlock;
  /** What stands in its place: a path with lines, or '' where only the conversation has it. */
  reference: string;
  /** Whole tokens that are left with the reference. */
  tokensLeft: number;
  /** Index of the call that had it first, or read it later on. */
  seenAt: number;
}

/** A shorter excerpt may well be there to be looked at. */
const FEWEST_LINES = 30;
const LEAST_TOKENS = 400;
/** `@src/cart.ts:10-250` and a word or two around it. */
const REFERENCE_TOKENS = 15;
/** What holds a paste is hardly shorter than it. */
const LEAST_SHARE = 0.8;
/** Blocks passed, and texts read, in looking for one paste; and pastes looked at in one conversation. */
const MOST_PASSED = 1500;
const MOST_READ = 24;
const MOST_PASTES = 40;
/** Bytes of a paste; longer ones take too long to be compared. */
const LONGEST = 400_000;

/**
 * Pastes of at least 30 lines and 400 tokens of which 98 % stand, in order and in one place, in something that was in
 * the context already (what a tool gave, what was pasted before), or that the assistant read itself in answer. 80 to
 * 98 % is a variant, and there on purpose. Linear: of each paste's neighbours so many are looked at.
 */
export function* knownPastes(session: SessionFacts): Generator<KnownPaste> {
  const main = session.threads[0]!;
  let left = MOST_PASTES;
  for (const i of blocksOfKind(main, BlockKind.Pasted).places) {
    const block = main.blocks[i]!;
    if (block.tokens < LEAST_TOKENS || block.first >= main.calls.length) continue;
    if (block.bytes > LONGEST || left-- <= 0) continue;
    const text = session.textOf(block);
    const excerpts = text === undefined ? [] : excerptsOf(text);
    if (text === undefined || excerpts.length === 0) continue;
    let [known, reference, seenAt] = [0, '', -1];
    for (const other of sameContext(main, i)) {
      const there = session.textOf(other);
      if (there === undefined) continue;
      const file = readable(there);
      for (const [e, excerpt] of excerpts.entries()) {
        const { match, fromLine, toLine } = sharedLines(excerpt, file.text);
        if (match !== 'same') continue;
        known += excerpt.length;
        excerpts.splice(e, 1);
        seenAt = other.first;
        reference = referenceTo(pathOf(other), session.workspace, file.numbers, fromLine, toLine);
        break;
      }
      if (excerpts.length === 0) break;
    }
    if (known === 0) continue;
    const tokensLeft = Math.ceil(block.tokens * (1 - known / text.length)) + REFERENCE_TOKENS;
    if (tokensLeft < block.tokens) yield { block, reference, tokensLeft, seenAt };
  }
}

function excerptsOf(text: string): string[] {
  return parsePrompt(text)
    .blocks.map(({ start, end }) => text.slice(start, end))
    .filter((excerpt) => excerpt.split('\n', FEWEST_LINES).length >= FEWEST_LINES);
}

/** What could hold the paste at `index`: nearest first what its context had, then what its answer read. */
function* sameContext({ blocks }: Thread, index: number): Generator<PlacedBlock> {
  const paste = blocks[index]!;
  const mayHold = ({ kind, bytes, isError }: PlacedBlock): boolean =>
    (kind === BlockKind.ToolResult ? !isError : kind === BlockKind.Pasted) && bytes >= paste.bytes * LEAST_SHARE;
  let read = 0;
  for (let i = index - 1; i >= Math.max(0, index - MOST_PASSED) && read < MOST_READ; i--) {
    const other = blocks[i]!;
    if (other.end <= paste.first || !mayHold(other)) continue;
    read++;
    yield other;
  }
  for (let i = index + 1; i < Math.min(blocks.length, index + MOST_PASSED) && read < MOST_READ * 2; i++) {
    const other = blocks[i]!;
    // The next prompt is another question.
    if ((other.kind === BlockKind.Typed || other.kind === BlockKind.Pasted) && other.at > paste.at) break;
    if (other.kind !== BlockKind.ToolResult || !mayHold(other)) continue;
    read++;
    yield other;
  }
}

const NUMBERED = /^\s*(\d+)(?:→|\t)/;

/** A file as it was read: tools put a number before each line. */
function readable(text: string): { text: string; numbers: number[] } {
  const numbers: number[] = [];
  const lines = text.split('\n').map((line) => {
    const number = NUMBERED.exec(line);
    numbers.push(number ? Number(number[1]) : 0);
    return number ? line.slice(number[0].length) : line;
  });
  const isNumbered = numbers.filter((n) => n > 0).length >= lines.length * LEAST_SHARE;
  return isNumbered ? { text: lines.join('\n'), numbers } : { text, numbers: [] };
}

function referenceTo(
  path: string,
  workspace: string,
  numbers: readonly number[],
  fromLine: number,
  toLine: number,
): string {
  if (path === '') return '';
  const isInside = workspace !== '' && path.startsWith(`${workspace}/`);
  const short = isInside ? path.slice(workspace.length + 1) : path;
  const [from, to] = [numbers[fromLine - 1], numbers[toLine - 1]];
  return from && to ? `@${short}:${from}-${to}` : `@${short}`;
}

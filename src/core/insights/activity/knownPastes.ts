import { parsePrompt, type Block } from '../../prompts/shorten/parsePrompt';
import { sharedLines } from '../../prompts/shorten/data/lineHashes';
import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread } from '../session/sessionFacts';
import { pathOf } from './toolUse';

/** Something pasted that the assistant had before, or read anyway. */
export interface KnownPaste {
  block: PlacedBlock;
  /** What stands in its place: paths with lines, or '' where only the conversation has it. */
  reference: string;
  /** The paste with its references in the place of what is known. */
  shortened: string;
  /** Whole tokens that are left with the references. */
  tokensLeft: number;
}

/** A fence, or what was pasted without one. */
interface Excerpt extends Block {
  text: string;
  /** undefined: nobody has it. */
  reference?: string;
}

/** A shorter excerpt may well be there to be looked at. */
const FEWEST_LINES = 30;
const LEAST_TOKENS = 400;
/** `@src/cart.ts:10-250` and a word or two around it. */
const REFERENCE_TOKENS = 15;
/** What holds an excerpt is hardly shorter than it. */
const LEAST_SHARE = 0.8;
/** Blocks passed, and texts read, in looking for one paste; and pastes looked at in one conversation. */
const MOST_PASSED = 1500;
const MOST_READ = 24;
const MOST_PASTES = 40;
/** Excerpts of a paste that are looked for. */
const MOST_EXCERPTS = 16;
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
    let missing = excerpts;
    for (const other of sameContext(main, i, Math.min(...excerpts.map((excerpt) => excerpt.text.length)))) {
      const there = session.textOf(other);
      if (there === undefined) continue;
      const file = readable(there);
      for (const excerpt of missing) {
        if (excerpt.text.length * LEAST_SHARE > there.length) continue;
        const { match, fromLine, toLine } = sharedLines(excerpt.text, file.text);
        if (match !== 'same') continue;
        excerpt.reference = referenceTo(pathOf(other), session.workspace, file.numbers, fromLine, toLine);
      }
      missing = missing.filter(({ reference }) => reference === undefined);
      if (missing.length === 0) break;
    }
    const known = excerpts.filter(({ reference }) => reference !== undefined);
    if (known.length === 0) continue;
    const characters = known.reduce((sum, excerpt) => sum + excerpt.text.length, 0);
    const tokensLeft = Math.ceil(block.tokens * (1 - characters / text.length)) + known.length * REFERENCE_TOKENS;
    const reference = known.flatMap((excerpt) => excerpt.reference || []).join(' ');
    if (tokensLeft < block.tokens) yield { block, reference, shortened: shortened(text, known), tokensLeft };
  }
}

function excerptsOf(text: string): Excerpt[] {
  return parsePrompt(text)
    .blocks.map((block) => ({ ...block, text: text.slice(block.start, block.end) }))
    .filter((excerpt) => excerpt.text.split('\n', FEWEST_LINES).length >= FEWEST_LINES)
    .slice(0, MOST_EXCERPTS);
}

function shortened(text: string, known: readonly Excerpt[]): string {
  let at = 0;
  let left = '';
  for (const { outerStart, outerEnd, reference } of known) {
    left += `${text.slice(at, outerStart)}${reference || 'As above.'}`;
    at = outerEnd;
  }
  return (left + text.slice(at)).trim();
}

/**
 * What could hold an excerpt of the paste at `index`, of which the shortest has so many characters: nearest first what
 * its context had, then what its answer read.
 */
function* sameContext({ blocks }: Thread, index: number, shortest: number): Generator<PlacedBlock> {
  const paste = blocks[index]!;
  const mayHold = ({ kind, bytes, isError }: PlacedBlock): boolean =>
    (kind === BlockKind.ToolResult ? !isError : kind === BlockKind.Pasted) && bytes >= shortest * LEAST_SHARE;
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

import { BlockKind } from '../usage/blockKind';
import { FENCE } from './fence';
import { injectedPassages } from './injectedText';
import { goesOn, isCommand, looksPasted } from './pastedLine';

/** `text.slice(start, end)` came about in one way. */
export interface Span {
  kind: BlockKind.Typed | BlockKind.Pasted | BlockKind.Injected;
  start: number;
  end: number;
}

/** From so many lines on, a passage of lines that look pasted is taken as pasted. */
export const PASTED_LINES = 8;
/** So long a line counts as another line: minified JSON is one line and yet no remark. */
export const LINE_WIDTH = 120;
/** So many lines without evidence may stand between two lines with evidence … */
export const PASTED_GAP = 2;
/** … as long as this share of the passage's lines (empty ones aside) has evidence. */
const PASTED_SHARE = 0.6;

/** A command's output has at most so many lines. */
const OUTPUT_LINES = 40;

/** Lines that look pasted, and what stands between them. */
interface Run {
  start: number;
  end: number;
  /** The last one with evidence. */
  last: string;
  weight: number;
  lines: number;
  evident: number;
  /** So many lines without evidence are behind it. */
  gap: number;
}

/**
 * Splits what stands in a user's message into what the user typed, what the user pasted, and what a harness added.
 * Injected: known wrappers (see injectedText). Pasted: fenced code, and passages of at least 8 lines that look like
 * logs, traces, code, diffs or tables (see pastedLine), with what is indented under them. Typed: everything else.
 * The spans follow each other without gaps and cover the text; blank text between two spans belongs to the former.
 * Linear time.
 */
export function segment(text: string): Span[] {
  const spans: Span[] = [];
  const injectedAt = injectedPassages(text);
  /** Everything before is in `spans`. */
  let done = 0;

  const push = (kind: Span['kind'], start: number, end: number): void => {
    const last = spans.at(-1);
    if (last && (last.kind === kind || (kind === BlockKind.Typed && isBlank(text, start, end)))) last.end = end;
    else if (last?.kind === BlockKind.Typed && isBlank(text, last.start, last.end)) Object.assign(last, { kind, end });
    else if (end > start) spans.push({ kind, start, end });
  };
  const take = (kind: Span['kind'], start: number, end: number): void => {
    if (start > done) push(BlockKind.Typed, done, start);
    push(kind, start, end);
    done = end;
  };

  // Most prompts are too short for a passage: their lines need not be looked at.
  const fitsPassage = lineCount(text) + text.length / LINE_WIDTH >= PASTED_LINES;
  let run: Run | undefined;
  /** Everything before was shown in a terminal. */
  let shownTo = 0;
  const endRun = (): void => {
    if (run && run.weight >= PASTED_LINES && run.evident >= run.lines * PASTED_SHARE) {
      take(BlockKind.Pasted, run.start, run.end);
    }
    run = undefined;
  };

  let fence: { start: number; mark: string } | undefined;
  let at = 0;
  while (at < text.length) {
    const injected = fence ? undefined : injectedAt(at);
    if (injected) {
      endRun();
      if (injected.typed) {
        take(BlockKind.Injected, at, injected.typed.start);
        take(BlockKind.Typed, injected.typed.start, injected.typed.end);
        at = injected.typed.end;
      }
      take(BlockKind.Injected, at, injected.end);
      at = injected.end;
      continue;
    }

    if (fence) {
      // Only the line that ends it is of interest.
      const mark = text.indexOf(fence.mark, at);
      if (mark < 0) break;
      at = text.lastIndexOf('\n', mark) + 1;
    }
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed + 1;
    const line = text.slice(at, feed < 0 ? end : feed);
    const mark = FENCE.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence.mark) && line.trim() === mark) {
        take(BlockKind.Pasted, fence.start, end);
        fence = undefined;
      }
    } else if (mark) {
      endRun();
      fence = { start: at, mark };
    } else if (line.trim() === '') {
      // Empty lines are neither for nor against.
    } else if (fitsPassage && (at < shownTo || looksPasted(line) || (run?.gap === 0 && goesOn(line, run.last)))) {
      if (isCommand(line)) shownTo = nextCommand(text, end);
      run ??= { start: at, end, last: line, weight: 0, lines: 0, evident: 0, gap: 0 };
      run.last = line;
      run.end = end;
      run.weight += run.gap + Math.ceil(line.length / LINE_WIDTH);
      run.lines += run.gap + 1;
      run.evident += 1;
      run.gap = 0;
    } else if (run && ++run.gap > PASTED_GAP) {
      endRun();
    }
    at = end;
  }
  endRun();
  if (fence) take(BlockKind.Pasted, fence.start, text.length);
  if (done < text.length) push(BlockKind.Typed, done, text.length);
  return spans;
}

/** Where the line with the next command begins; 0 where none is near. */
function nextCommand(text: string, start: number): number {
  let at = start;
  for (let lines = 0; lines <= OUTPUT_LINES && at < text.length; lines++) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    if (isCommand(text.slice(at, end))) return at;
    at = end + 1;
  }
  return 0;
}

function lineCount(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

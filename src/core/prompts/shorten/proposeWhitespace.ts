import type { Edit } from './edit';
import type { Line, ParsedPrompt } from './parsePrompt';
import type { Marks } from './protect';

const RUN = /(?<=\S) {2,}(?=\S)/g;
const PADDING = /(?<=\|) {2,}(?=\S)|(?<=\S) {2,}(?=\|)/g;
const AFTER_SENTENCE = /[.!?]["')*_]*$/;

/**
 * Blank ends of lines, blank lines beyond one, blanks around the text, double blanks between sentences, padding in
 * tables. In order. Double blanks between words stay: they save next to nothing, and may be what the prompt is about.
 */
export function proposeWhitespace(text: string, { lines }: ParsedPrompt, marks: Marks): Edit[] {
  const edits: Edit[] = [];
  const cut = (start: number, end: number, replacement = ''): void => {
    if (end > start && !marks[start] && !marks[end - 1]) {
      edits.push({ class: 'whitespace', tier: 'safe', start, end, replacement });
    }
  };
  const first = lines.findIndex(({ kind }) => kind !== 'blank');
  const last = lines.findLastIndex(({ kind }) => kind !== 'blank');
  if (first < 0) return [];
  if (first > 0) cut(0, lines[first]!.start);
  for (let i = first; i <= last; i++) {
    const line = lines[i]!;
    if (line.kind === 'fixed') continue;
    if (line.kind === 'blank') {
      let to = i;
      while (lines[to + 1]?.kind === 'blank') to++;
      const isInside = lines[i - 1]!.kind === 'fixed' && lines[to + 1]!.kind === 'fixed';
      // Blank lines between two lines of code may belong to it.
      if (!isInside && !(i === to && line.start === line.end)) cutBlankLines(text, line, lines[to]!, cut);
      i = to;
      continue;
    }
    const words = text.slice(line.start, line.end);
    if (line.kind === 'row') {
      for (const { index, 0: run } of words.matchAll(PADDING))
        cut(line.start + index, line.start + index + run.length, ' ');
    } else if (line.kind === 'prose') {
      for (const { index, 0: run } of words.matchAll(RUN)) {
        if (run.length > 2 || !isAfterSentence(words, index)) continue;
        cut(line.start + index, line.start + index + run.length, ' ');
      }
    }
    if (i < last) cut(line.start + words.trimEnd().length, line.end);
  }
  const lastLine = lines[last]!;
  const end =
    lastLine.kind === 'fixed'
      ? lastLine.next
      : lastLine.start + text.slice(lastLine.start, lastLine.end).trimEnd().length;
  if (lastLine.kind === 'fixed') cut(end, text.length);
  else if (text.length > lastLine.next || end < lastLine.end) {
    cut(end, text.length, text.slice(lastLine.end, lastLine.next));
  }
  return edits;
}

/** Leaves one empty line, with the line break that the text has there. */
function cutBlankLines(
  text: string,
  first: Line,
  last: Line,
  cut: (start: number, end: number, put?: string) => void,
): void {
  cut(first.start, last.next, text.slice(first.end, first.next));
}

function isAfterSentence(words: string, at: number): boolean {
  return AFTER_SENTENCE.test(words.slice(Math.max(0, at - 6), at));
}

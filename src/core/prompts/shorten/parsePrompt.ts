import { BlockKind } from '../../usage/blockKind';
import { FENCE_MARK } from '../fence';
import { looksPasted } from '../pastedLine';
import { segment } from '../segment';

/**
 * blank: nothing but white space. prose: somebody's words. heading, row (of a Markdown table): kept but for white space.
 * fixed: code, data, quotations, examples, what a harness added; nothing in it is ours to change.
 */
type LineKind = 'blank' | 'prose' | 'heading' | 'row' | 'fixed';

/** `text.slice(start, end)` is the line without its line break, `next` the start of the following line. */
export interface Line {
  start: number;
  end: number;
  next: number;
  kind: LineKind;
}

/** Something pasted: a fence's content or a passage of lines that look pasted. `outer…` include the fence's lines. */
export interface Block {
  start: number;
  end: number;
  outerStart: number;
  outerEnd: number;
}

export interface ParsedPrompt {
  lines: Line[];
  blocks: Block[];
}

const FENCE = new RegExp(`^[\\s>]*(?:[-*+]|\\d{1,9}[.)])?\\s*(${FENCE_MARK})([^\`]*)$`);
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-{2,})[ \t]*$/;
const LIST_ITEM = /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]/;
const INDENTED = /^(?: {4}|\t| {1,3}\t)/;
const QUOTED = /^[ \t]*>/;
const ROW = /^[ \t]*\|.*\||^[^|\n]+\|[^|\n]+\|/;
const TABLE_RULER = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+$/;
const RULE = /^[ \t]*(?:[-*_=~#+][ \t]*){3,}$/;
/** A speaker or a part of an example: what follows is a sample, not an instruction. */
const LABEL =
  /^[ \t*_#>-]*(?:input|output|q|a|user|assistant|human|ai|system|bot|examples?|question|answer|sample|e\.g\.|expected|actual|入力|出力|例|質問|回答|输入|输出|示例|例子|例如|问|答|問|입력|출력|예시|예|질문|답변|eingabe|ausgabe|beispiele?|frage|antwort)(?: ?#?\d{1,3}| [A-Z])?[ \t*_]*[:：]/i;

/** Lines and what each is, and the pasted blocks. Linear time. */
export function parsePrompt(text: string): ParsedPrompt {
  const lines = splitLines(text);
  const blocks = fenceBlocks(text, lines);
  markTables(text, lines);
  markSegments(text, lines, blocks);
  markFrontMatter(text, lines);

  let exampleUntilBlank = false;
  let exampleFollows = false;
  lines.forEach((line, i) => {
    if (line.kind === 'blank') {
      if (exampleUntilBlank && !exampleFollows) exampleUntilBlank = false;
      exampleFollows = false;
      return;
    }
    const words = text.slice(line.start, line.end);
    if (HEADING.test(words)) exampleUntilBlank = false;
    const label = LABEL.exec(words);
    if (label) {
      exampleUntilBlank = true;
      // A label alone on its line may have its sample in the next paragraph.
      exampleFollows = words.slice(label[0].length).trim() === '' && lines[i + 1]?.kind === 'blank';
    }
    if (line.kind === 'fixed') return;
    if (line.kind === 'row' && !exampleUntilBlank) return;
    if (exampleUntilBlank || isFixed(words)) line.kind = 'fixed';
    else if (HEADING.test(words)) line.kind = 'heading';
    else if (UNDERLINE.test(words) && lines[i - 1]?.kind === 'prose') {
      line.kind = 'heading';
      lines[i - 1]!.kind = 'heading';
    } else if (RULE.test(words)) line.kind = 'fixed';
  });
  return { lines, blocks };
}

/** Rows with bars at both ends, one of them a ruler (|---|), are a Markdown table: its cells are what they are trimmed. */
function markTables(text: string, lines: Line[]): void {
  for (let i = 0; i < lines.length; i++) {
    const first = i;
    let hasRuler = false;
    for (; lines[i]?.kind === 'prose'; i++) {
      const row = text.slice(lines[i]!.start, lines[i]!.end).trim();
      if (!row.startsWith('|') || !row.endsWith('|')) break;
      if (TABLE_RULER.test(row)) hasRuler = true;
    }
    if (hasRuler) for (const line of lines.slice(first, i)) line.kind = 'row';
  }
}

function markFrontMatter(text: string, lines: Line[]): void {
  const isMark = (line: Line): boolean => text.slice(line.start, line.end).trimEnd() === '---';
  if (!lines[0] || !isMark(lines[0])) return;
  const end = lines.findIndex((line, i) => i > 0 && isMark(line));
  for (const line of lines.slice(0, end + 1)) line.kind = 'fixed';
}

function isFixed(words: string): boolean {
  if (LIST_ITEM.test(words)) return false;
  return INDENTED.test(words) || QUOTED.test(words) || ROW.test(words) || looksPasted(words);
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    let end = feed < 0 ? text.length : feed;
    if (feed > at && text[feed - 1] === '\r') end--;
    lines.push({ start: at, end, next, kind: text.slice(at, end).trim() === '' ? 'blank' : 'prose' });
    at = next;
  }
  return lines;
}

/**
 * Fixes what is in fences. A fence with a language inside a fence ends the outer one at its end by CommonMark's rules,
 * and is a fence in a fence in its writer's mind: a line is fixed if it is in a fence either way. An open fence lasts to
 * the end.
 */
function fenceBlocks(text: string, lines: Line[]): Block[] {
  const blocks: Block[] = [];
  let open: { mark: string; line: Line } | undefined;
  const nested: string[] = [];
  for (const line of lines) {
    const match = line.end - line.start < 300 ? FENCE.exec(text.slice(line.start, line.end)) : null;
    const wasNested = nested.length > 0;
    if (match) {
      const [, mark, info] = match as unknown as [string, string, string];
      const bare = info.trim() === '';
      if (!open) open = { mark, line };
      else if (bare && mark.startsWith(open.mark)) {
        blocks.push({ start: open.line.next, end: line.start, outerStart: open.line.start, outerEnd: line.end });
        line.kind = 'fixed';
        open = undefined;
      }
      if (nested.length > 0 && bare && mark.startsWith(nested.at(-1)!)) nested.pop();
      else if (nested.length === 0 || !bare) nested.push(mark);
    }
    if ((open || wasNested || nested.length > 0) && line.kind !== 'blank') line.kind = 'fixed';
    if ((open || nested.length > 0) && line.kind === 'blank') line.kind = 'fixed';
  }
  return blocks;
}

/** Fixes what was pasted without a fence and what a harness added. */
function markSegments(text: string, lines: Line[], blocks: Block[]): void {
  let at = 0;
  for (const { kind, start, end } of segment(text)) {
    while (lines[at] && lines[at]!.next <= start) at++;
    if (kind === BlockKind.Typed) continue;
    let to = at;
    while (lines[to] && lines[to]!.start < end) to++;
    const inside = lines.slice(at, to).filter((line) => line.kind !== 'blank');
    const first = inside[0];
    const last = inside.at(-1);
    if (!first || !last) continue;
    const fenced = inside.some((line) => FENCE.test(text.slice(line.start, Math.min(line.end, line.start + 300))));
    for (let i = at; i < to; i++) {
      if (lines[i]!.start < first.start || lines[i]!.end > last.end) continue;
      if (lines[i]!.kind !== 'row' || kind === BlockKind.Injected) lines[i]!.kind = 'fixed';
    }
    if (kind === BlockKind.Pasted && !fenced) {
      blocks.push({ start: first.start, end: last.end, outerStart: first.start, outerEnd: last.end });
    }
  }
  blocks.sort((a, b) => a.start - b.start);
}

import { findMaterial } from './findMaterial';
import { isTechnical } from './isTechnical';
import { likelyMaterial } from './likelyMaterial';
import type { ParsedPrompt } from './parsePrompt';
import { quotations } from './quotations';

/** One byte for each UTF-16 unit of a text; not 0: nothing may change there. */
export type Marks = Uint8Array;

interface Range {
  start: number;
  end: number;
}

/** What stands between white space and letters of scripts without white space: words, paths, numbers, names. */
const CHUNK = /[!-~\u00a1-\u024f\u2010-\u2014\p{Script=Latin}]+/gu;
/** Marks of a sentence or of emphasis around a word are not the word's. */
const AROUND = /^[(["'*_~]+|[)\]"'*_~.,;:!?…]+$/g;
const BACKTICKS = /`+/g;
const TAG = /<(\/?)([A-Za-z][\w.:-]{0,60})(?:\s[^<>]{0,400})?>/g;
/** Elements in which people write what they want; everything else in tags is material. */
const SPOKEN_IN = new Set(
  (
    'instructions instruction task tasks goal goals objective rules guidelines requirements constraints context ' +
    'background role persona steps notes important'
  ).split(' '),
);
/** Slots of templates that may have blanks inside: {{ name }}, ${input:the name}, [[name]], {the name}. */
const SLOT =
  /\{\{[^{}\n]{0,200}\}\}|\$?\{[^{}\n]{0,200}\}|\[\[[^[\]\n]{0,200}\]\]|\[[^[\]\n]{0,200}\](?:\([^()\s]{0,500}\))?/g;
const LINK_TARGET = /\]\([^()\n]{0,500}\)/g;

/**
 * What must stay as it is (COACHING, E2): code, quotations, names, numbers, paths, addresses, slots, tags and what they
 * hold, examples, material to work on. Linear time.
 */
export function protect(text: string, { lines }: ParsedPrompt): Marks {
  const ranges: Range[] = [
    ...lines.filter(({ kind }) => kind === 'fixed'),
    ...findMaterial(text),
    ...quotations(text),
    ...comments(text),
    ...elements(text),
    ...inlineCode(text),
    ...[SLOT, LINK_TARGET].flatMap((pattern) =>
      Array.from(text.matchAll(pattern), ({ index, 0: slot }) => ({ start: index, end: index + slot.length })),
    ),
    ...technicalWords(text),
  ];
  return mark(new Uint8Array(text.length), ranges);
}

/** What is protected, and what may be material besides: no word may change there. */
export function keptWords(text: string, parsed: ParsedPrompt, marks: Marks): Marks {
  return mark(marks.slice(), likelyMaterial(text, parsed));
}

function mark(marks: Marks, ranges: Range[]): Marks {
  let done = 0;
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    if (end <= done) continue;
    marks.fill(1, Math.max(start, done), end);
    done = end;
  }
  return marks;
}

/** Whether anything in `text.slice(start, end)` is protected. */
export function isProtected(marks: Marks, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (marks[i]) return true;
  return false;
}

function* technicalWords(text: string): Generator<Range> {
  for (const { index, 0: chunk } of text.matchAll(CHUNK)) {
    const word = chunk.replace(AROUND, '');
    if (!isTechnical(word)) continue;
    const start = index + chunk.indexOf(word);
    yield { start, end: start + word.length };
  }
}

function* comments(text: string): Generator<Range> {
  for (let start = text.indexOf('<!--'); start >= 0;) {
    const close = text.indexOf('-->', start + 4);
    const end = close < 0 ? text.length : close + 3;
    yield { start, end };
    start = text.indexOf('<!--', end);
  }
}

/** Tags, and what stands between the tags of an element. */
function* elements(text: string): Generator<Range> {
  /** Where elements with this name were opened, the innermost last. */
  const open = new Map<string, number[]>();
  for (const match of text.matchAll(TAG)) {
    const start = match.index;
    const end = start + match[0].length;
    const name = match[2]!.toLowerCase();
    yield { start, end };
    const starts = open.get(name);
    if (!match[1]) {
      if (starts) starts.push(start);
      else open.set(name, [start]);
    } else {
      const opened = starts?.pop();
      if (opened !== undefined && !SPOKEN_IN.has(name)) yield { start: opened, end };
    }
  }
}

/** Code in single backticks or more: the closing run is as long as the opening one. */
function* inlineCode(text: string): Generator<Range> {
  const runs = Array.from(text.matchAll(BACKTICKS), ({ index, 0: run }) => ({ start: index, length: run.length }));
  /** Where each run would be closed, found from the end. */
  const closing: (number | undefined)[] = [];
  const nextOf = new Map<number, number>();
  for (let i = runs.length - 1; i >= 0; i--) {
    closing[i] = nextOf.get(runs[i]!.length);
    nextOf.set(runs[i]!.length, i);
  }
  for (let i = 0; i < runs.length; i++) {
    const close = closing[i];
    if (close === undefined) continue;
    yield { start: runs[i]!.start, end: runs[close]!.start + runs[close]!.length };
    i = close;
  }
}

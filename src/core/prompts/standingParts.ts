import { textHash } from '../usage/textHash';

/** A part of a prompt that could stand by itself: `text.slice(start, end)`. */
export interface StandingPart {
  start: number;
  end: number;
  /** Equal for texts that differ in case, spacing and punctuation only. */
  key: string;
}

/** Prose has about so many bytes to a token (COACHING B). */
const BYTES_PER_TOKEN = 4.3;
/** "Run the tests." is not worth a home. */
const LEAST_TOKENS = 25;
const LEAST_BYTES = LEAST_TOKENS * BYTES_PER_TOKEN;
/** In UTF-8, of a UTF-16 code unit, its lower case included. */
const MOST_BYTES_PER_UNIT = 3;
/** Nobody types longer ones again and again. */
const MOST_BYTES = 8_000;
const SENTENCE_END = /(?<=[.!?…:])\s+|(?<=[。！？])\s*|\n+/g;
const PARAGRAPH_END = /\n[ \t]*\r?\n/g;

/**
 * The parts of a typed text that may be typed again elsewhere: sentences of at least 25 tokens, and what stands between
 * two of them in a paragraph if it is as long.
 */
export function standingParts(text: string): StandingPart[] {
  const parts: StandingPart[] = [];
  const isShort = (start: number, end: number): boolean =>
    end - start < LEAST_BYTES && encoder.encode(text.slice(start, end)).length < LEAST_BYTES;
  const add = (start: number, end: number): void => {
    if ((end - start) * MOST_BYTES_PER_UNIT < LEAST_BYTES) return;
    const bytes = encoder.encode(normal(text.slice(start, end)));
    if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) return;
    parts.push({ start, end, key: `${bytes.length}-${textHash(bytes, 0, bytes.length)}` });
  };
  for (const [from, to] of pieces(text, 0, text.length, PARAGRAPH_END)) {
    let run = from;
    for (const [start, end] of pieces(text, from, to, SENTENCE_END)) {
      if (isShort(start, end)) continue;
      if (start > run) add(run, start);
      add(start, end);
      run = end;
    }
    if (to > run) add(run, to);
  }
  return parts;
}

function* pieces(text: string, from: number, to: number, separator: RegExp): Generator<[number, number]> {
  let at = from;
  for (const { index, 0: between } of text.slice(from, to).matchAll(separator)) {
    if (from + index > at) yield [at, from + index];
    at = from + index + between.length;
  }
  if (to > at) yield [at, to];
}

/** What is no letter and no digit, by code units: far faster than by properties of Unicode, and exact enough to compare. */
const BETWEEN_WORDS =
  // oxlint-disable-next-line no-control-regex
  /[\0-/:-@[-`{-\u00bf\u2000-\u2bff\u3000-\u303f\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ud800-\udfff]+/g;

function normal(text: string): string {
  return text.toLowerCase().replace(BETWEEN_WORDS, ' ').trim();
}

const encoder = new TextEncoder();

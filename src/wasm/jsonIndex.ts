import { CLOSING_BRACE, COLON, COMMA, OPENING_BRACE, QUOTE, closingQuote } from './json';

/**
 * Where the values of a JSON text begin and end: three words for each key and value in the order of the text: its first
 * byte, the byte after its last (quotes and brackets included), and the place of what follows it in the index.
 */
@unmanaged
class Entry {
  from: u32;
  to: u32;
  next: u32;
}

/** Sixteen bytes are looked at in one step, also at the end of the text. */
const BEYOND: usize = 16;

let text: usize = 0;
let first: usize = 0;
let last: usize = 0;

/** Makes room for texts and indexes of so many bytes. Before the index stands an entry of nobody's. */
export function prepare(textBytes: usize, indexBytes: usize): void {
  text = heap.alloc(textBytes + BEYOND);
  first = heap.alloc(indexBytes) + offsetof<Entry>();
  last = first + indexBytes - 3 * offsetof<Entry>();
}

export function textAt(): usize {
  return text;
}

export function indexAt(): usize {
  return first;
}

/**
 * Indexes the value that stands at `from` of the text; places are counted from the text's beginning and from the index's.
 * Lenient: where commas and colons stand is left to who reads the text. Returns where the index ends, or 0 for a text
 * that does not end, whose brackets do not match or that has more values than there is room for.
 */
export function indexJson(from: usize, to: usize): usize {
  const end = text + to;
  let at = text + from;
  let next = first;
  /** What was opened last; until it is closed, its `next` is what was opened before. 0: nothing. */
  let parent: usize = 0;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    const isSeparator = byte <= 32 || byte === COMMA || byte === COLON;
    if (isSeparator) {
      at++;
      continue;
    }
    if ((byte | 32) === CLOSING_BRACE) {
      if (parent === 0) return 0;
      const opened = changetype<Entry>(parent);
      // Two after what opened it.
      if (<u32>load<u8>(text + opened.from) + 2 !== byte) return 0;
      at++;
      opened.to = <u32>(at - text);
      parent = opened.next;
      opened.next = <u32>(next - first);
      if (parent === 0) return next - first;
      continue;
    }
    if (next >= last) return 0;
    const entry = changetype<Entry>(next);
    next += offsetof<Entry>();
    entry.from = <u32>(at - text);
    entry.next = <u32>(next - first);
    if ((byte | 32) === OPENING_BRACE) {
      entry.next = <u32>parent;
      parent = changetype<usize>(entry);
      at++;
    } else {
      at = byte === QUOTE ? stringEnd(at + 1, end) : wordEnd(at + 1, end);
      if (at === 0) return 0;
      entry.to = <u32>(at - text);
      if (parent === 0) return next - first;
    }
  }
  return 0;
}

/** Behind the closing quote of the string whose text begins at `start`; 0: it does not end. */
function stringEnd(start: usize, end: usize): usize {
  const quote = closingQuote(start, end);
  return quote ? quote + 1 : 0;
}

/** Behind a number, true, false or null, in which nothing opens; 0: it does not end, or something does. */
function wordEnd(start: usize, end: usize): usize {
  for (let at = start; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte === QUOTE || (byte | 32) === OPENING_BRACE) return 0;
    if (byte <= 32 || byte === COMMA || (byte | 32) === CLOSING_BRACE) return at;
  }
  return 0;
}

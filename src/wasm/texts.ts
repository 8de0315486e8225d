import { Bytes, equalBytes } from './bytes';
import { callHashOf, unescaped } from './host';
import { BACKSLASH } from './json';
import { wordAt, Word } from './words';

/**
 * The texts of a log, each once, known by their numbers: as JSON.stringify writes them, without quotes. 0 is the empty
 * text.
 */
export type Text = u32;

/** Odd, its bits without a pattern: of the golden ratio. */
const SPREAD: u64 = 0x9e3779b97f4a7;
const MISSING: Text = 0xffffffff;
const FEWEST_SLOTS: usize = 1 << 10;

@unmanaged
export class Entry {
  /** In `joined`. */
  start: u32;
  end: u32;
  hash: u32;
  word: Word;
  /** As core/usage/callHash.ts has it; 0: nobody asked yet. */
  callHash: u32;
  /** The last chunk of blocks that it stands in, and its place there: see blocks.ts. */
  chunk: u32;
  place: u32;
}

/** All texts one after the other, and where each ends: what is handed over in the end. */
export const joined = Bytes.create(1 << 16);
const entries = Bytes.create(1 << 14);
const slots = Bytes.create(FEWEST_SLOTS * sizeof<u32>());
let slotCount: usize = 0;
export let textCount: u32 = 0;
/** No text has an escape, a byte beyond ASCII or one that should be escaped. */
export let allPlain: bool = true;

export function forgetTexts(): void {
  joined.length = 0;
  entries.length = 0;
  textCount = 0;
  allPlain = true;
  resize(FEWEST_SLOTS);
  append(0, 0, 0, 0);
}

/** The number of the text of these bytes, however they are escaped. */
export function textAt(from: usize, to: usize): Text {
  const known = find(from, to);
  if (known !== MISSING) return known;
  for (let at = from; at < to; at++) if (load<u8>(at) === BACKSLASH) return unescaped(from, to);
  return add(from, to);
}

/** The same for bytes that are escaped as JSON.stringify does it. */
export function textAsWritten(from: usize, to: usize): Text {
  const known = find(from, to);
  return known === MISSING ? add(from, to) : known;
}

function find(from: usize, to: usize): Text {
  if (from >= to) return 0;
  const length = to - from;
  const hash = quickHash(from, length);
  let slot = hash & (<u32>(slotCount - 1));
  let text = load<u32>(slots.at + slot * sizeof<u32>());
  while (text) {
    const entry = entryOf(text);
    if (entry.hash === hash && <usize>(entry.end - entry.start) === length) {
      if (equalBytes(joined.at + entry.start, from, length)) return text;
    }
    slot = (slot + 1) & (<u32>(slotCount - 1));
    text = load<u32>(slots.at + slot * sizeof<u32>());
  }
  return MISSING;
}

function add(from: usize, to: usize): Text {
  const text = append(from, to, quickHash(from, to - from), wordAt(from, to));
  if (<usize>textCount * 2 > slotCount) resize(slotCount * 2);
  else store<u32>(freeSlot(text), text);
  return text;
}

/** Which known word a text is. */
export function wordOf(text: Text): Word {
  return entryOf(text).word;
}

export function startOf(text: Text): usize {
  return joined.at + entryOf(text).start;
}

export function endOf(text: Text): usize {
  return joined.at + entryOf(text).end;
}

/** Of the text as a call's key. */
export function callHash(text: Text): u32 {
  if (text === 0) return 0;
  const entry = entryOf(text);
  if (entry.callHash === 0) {
    const from = startOf(text);
    const to = endOf(text);
    entry.callHash = isPlain(from, to) ? hashPlain(from, to) : callHashOf(from, to);
  }
  return entry.callHash;
}

function hashPlain(from: usize, to: usize): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = (hash ^ load<u8>(at)) * 0x01000193;
  hash ^= hash >>> 15;
  return hash ? hash : 1;
}

/** Writes where each text ends within `joined`, and says where that stands. */
export function textEnds(): usize {
  // In place: an entry's first word is not needed any more.
  for (let text: u32 = 0; text < textCount; text++) {
    store<u32>(
      entries.at + text * sizeof<u32>(),
      load<u32>(entries.at + text * offsetof<Entry>(), offsetof<Entry>('end')),
    );
  }
  return entries.at;
}

function append(from: usize, to: usize, hash: u32, word: Word): Text {
  const start = <u32>joined.length;
  const at = joined.add(to - from);
  memory.copy(at, from, to - from);
  const entry = changetype<Entry>(entries.add(offsetof<Entry>()));
  entry.start = start;
  entry.end = <u32>joined.length;
  entry.hash = hash;
  entry.word = word;
  entry.callHash = entry.chunk = 0;
  if (allPlain) allPlain = isPlain(at, joined.at + joined.length);
  return textCount++;
}

export function entryOf(text: Text): Entry {
  return changetype<Entry>(entries.at + text * offsetof<Entry>());
}

function resize(count: usize): void {
  slotCount = count;
  slots.reserve(count * sizeof<u32>());
  memory.fill(slots.at, 0, count * sizeof<u32>());
  for (let text: u32 = 1; text < textCount; text++) store<u32>(freeSlot(text), text);
}

function freeSlot(text: Text): usize {
  let slot = entryOf(text).hash & (<u32>(slotCount - 1));
  while (load<u32>(slots.at + slot * sizeof<u32>())) slot = (slot + 1) & (<u32>(slotCount - 1));
  return slots.at + slot * sizeof<u32>();
}

function isPlain(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) {
    const byte = load<u8>(at);
    if (byte < 32 || byte === BACKSLASH || byte >= 128) return false;
  }
  return true;
}

function quickHash(from: usize, length: usize): u32 {
  let hash: u64 = length;
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) hash = (rotl<u64>(hash, 23) ^ load<u64>(from + i)) * SPREAD;
  for (; i < length; i++) hash = (rotl<u64>(hash, 23) ^ load<u8>(from + i)) * SPREAD;
  return <u32>(hash ^ (hash >>> 32));
}

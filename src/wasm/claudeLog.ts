import { addBlocks, addPart, blocks, calls, chunks, chunkTexts, forgetBlocks, turns } from './blocks';
import { Bytes } from './bytes';
import { Calls } from './calls';
import { problem } from './host';
import { Json, OPENING_BRACE, OPENING_BRACKET } from './json';
import { addBeginning, measurePrompts } from './prompts';
import { forgetRecords, identities, identityEnds, records } from './records';
import { readRow, row } from './row';
import { allPlain, forgetTexts, joined, textAsWritten, textCount, textEnds, Text } from './texts';
import { openTools } from './tools';
import { word } from './words';

/** Places of problems in the host's list. */
const MALFORMED_LINE = 0;
const IMPLAUSIBLE_TIME = 1;

const FEED: u8 = 10;
const USER = word('user');
const PROGRESS = word('progress');

/** Where the bytes of the log are put, and room behind them: they are looked at sixteen at a time. */
const input = Bytes.create(0);
const BEYOND: usize = 32;

/** Where a text of the host's is put. */
const hosted = Bytes.create(256);

let modifiedAt: f64 = 0;
let earliest: f64 = 0;
let latest: f64 = 0;
let lastTime: f64 = NaN;
let cwd: Text = 0;
let fileName: Text = 0;

export { measurePrompts };

/** Begins a log. Times that are not from…to are implausible. `separate`: every row is to be a record. */
export function open(changedAt: f64, from: f64, to: f64, separate: bool): void {
  forgetTexts();
  Calls.forget();
  openTools.forget();
  forgetRecords();
  forgetBlocks();
  Calls.separate = separate;
  modifiedAt = changedAt;
  earliest = from;
  latest = to;
  lastTime = NaN;
  cwd = fileName = 0;
}

/** Where so many bytes can be put; moves what is there. */
export function room(length: usize): usize {
  input.reserve(length + BEYOND);
  return input.at;
}

/** Where a text of so many bytes can be put for `textOf`. */
export function roomForText(length: usize): usize {
  hosted.reserve(length);
  return hosted.at;
}

/** The number of the text that was put there. */
export function textOf(length: usize): Text {
  return textAsWritten(hosted.at, hosted.at + length);
}

/** A text that is there, of at least eight bytes, may be the beginning of what a harness wrote. */
export function beginning(): void {
  addBeginning(hosted.at);
}

/** What was known at the end of the reading before; `name`: what a session without an id is called. */
export function resume(time: f64, folder: Text, name: Text): void {
  lastTime = time;
  cwd = folder;
  fileName = name;
}

export function resumeCall(key: Text, variant: Text, toolCalls: f64): void {
  Calls.lastKey = key;
  Calls.lastVariant = variant;
  Calls.lastToolCalls = toolCalls;
}

export function resumeTool(id: u32, name: Text, target: Text): void {
  openTools.add(id, name, target);
}

/**
 * Reads the whole lines among the first `filled` bytes of the room, which stand at `offset` in the log; before `known`
 * no line feed needs to be looked for. What is left of a line is moved to the front; returns how many bytes that is.
 */
export function readLines(known: usize, filled: usize, offset: f64): usize {
  const begin = input.at;
  const end = begin + filled;
  let start = begin;
  let feed = feedIn(begin + known, end);
  while (feed < end) {
    readLine(start, feed, offset + <f64>(start - begin));
    start = feed + 1;
    feed = feedIn(start, end);
  }
  memory.copy(begin, start, end - start);
  return end - start;
}

/** Reads the first bytes of the room, if they are a whole line that only lacks its line feed. */
export function readLast(filled: usize, offset: f64): bool {
  const end = input.at + filled;
  Json.reset(input.at, end);
  const first = Json.peek();
  const isWhole =
    (first === OPENING_BRACE || first === OPENING_BRACKET) && Json.skip() && !Json.broken && Json.peek() === 0;
  if (isWhole) readLine(input.at, end, offset);
  return isWhole;
}

/** Reads the first bytes of the room as a line. */
export function readOne(length: usize, offset: f64): void {
  readLine(input.at, input.at + length, offset);
}

/** Ends the log: the call that was being written is counted. */
export function close(): void {
  Calls.flush();
}

export function part(kind: u32, length: u32, hash: u32): void {
  addPart(kind, length, hash);
}

// What was found; addresses are good until the next call.

export function recordsAt(): usize {
  return records.at;
}

export function recordsLength(): usize {
  return records.length;
}

export function identitiesAt(): usize {
  return identities.at;
}

export function identitiesLength(): usize {
  return identities.length;
}

export function identityEndsAt(): usize {
  return identityEnds.at;
}

export function blocksAt(): usize {
  return blocks.at;
}

export function blocksLength(): usize {
  return blocks.length;
}

export function callsAt(): usize {
  return calls.at;
}

export function chunksAt(): usize {
  return chunks.at;
}

export function chunksLength(): usize {
  return chunks.length;
}

export function chunkTextsAt(): usize {
  return chunkTexts.at;
}

export function chunkTextsLength(): usize {
  return chunkTexts.length;
}

export function turnsAt(): usize {
  return turns.at;
}

export function turnsLength(): usize {
  return turns.length;
}

export function joinedAt(): usize {
  return joined.at;
}

export function joinedLength(): usize {
  return joined.length;
}

export function isPlain(): bool {
  return allPlain;
}

export function texts(): u32 {
  return textCount;
}

/** Where the end of each text stands. Nothing but these functions may be called after. */
export function endsAt(): usize {
  return textEnds();
}

export function timeAtEnd(): f64 {
  return lastTime;
}

export function folderAtEnd(): Text {
  return cwd;
}

export function lastKey(): Text {
  return Calls.lastKey;
}

export function lastVariant(): Text {
  return Calls.lastVariant;
}

export function lastToolCalls(): f64 {
  return Calls.lastToolCalls;
}

export function toolsAt(): usize {
  return openTools.list.at;
}

export function toolCount(): u32 {
  return openTools.count;
}

function readLine(from: usize, to: usize, offset: f64): void {
  const start = offset === 0 ? behindMark(from, to) : from;
  if (!readRow(start, to)) {
    if (!isBlank(from, to)) problem(MALFORMED_LINE, offset);
    return;
  }
  if (isNaN(row.timestamp)) row.timestamp = lastTime;
  else if (!(row.timestamp >= earliest && row.timestamp <= latest)) {
    problem(IMPLAUSIBLE_TIME, offset);
    row.timestamp = NaN;
  } else lastTime = row.timestamp;
  if (isNaN(row.timestamp)) row.timestamp = modifiedAt;
  if (row.cwd) cwd = row.cwd;
  else row.cwd = cwd;
  if (!row.sessionId) row.sessionId = fileName;
  if (row.hasUsage && row.type !== USER) Calls.add(from, to, offset);
  if (row.type !== PROGRESS) addBlocks(offset);
}

/** Where the next line feed is; `end` when there is none. */
function feedIn(from: usize, end: usize): usize {
  const feeds = i8x16.splat(FEED);
  let at = from;
  // Lines are long: where they end is looked for in four steps at once, then in one.
  for (; at + 64 <= end; at += 64) {
    const first = v128.or(i8x16.eq(v128.load(at), feeds), i8x16.eq(v128.load(at, 16), feeds));
    const second = v128.or(i8x16.eq(v128.load(at, 32), feeds), i8x16.eq(v128.load(at, 48), feeds));
    if (v128.any_true(v128.or(first, second))) break;
  }
  for (; at < end; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), feeds));
    if (found) return min(at + ctz(found), end);
  }
  return end;
}

function isBlank(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) if (load<u8>(at) > 32) return false;
  return true;
}

/** Past a byte order mark, which an editor may have put before the first line. */
function behindMark(from: usize, to: usize): usize {
  const isMark = to - from >= 3 && load<u8>(from) === 0xef && load<u8>(from, 1) === 0xbb && load<u8>(from, 2) === 0xbf;
  return isMark ? from + 3 : from;
}

import fs from 'node:fs';
import type { BulkReader } from '../../core/sources/source';
import { INDEXED_BYTES, indexedBytes } from '../../core/sources/jsonIndex';
import { JsonSkim } from '../../core/sources/jsonSkim';

const CHUNK = INDEXED_BYTES;
/** A single line may hold images; what is longer than this holds nothing of ours. */
const LONGEST_LINE = 128 << 20;

/** For a line that is longer, its end is looked for before there is room for it. */
const ROOM_TRIED = 4 << 20;

export interface ReadLimits {
  /** When so many bytes or more are done, it stops after the line. */
  most?: number;
  /** Of a line, in bytes. */
  longest?: number;
}

export interface LineHandler {
  /** bytes[start…end) is a line without its line feed, at `offset` in the file. Valid only during the call. */
  line(bytes: Uint8Array, start: number, end: number, offset: number): void;
  tooLong(offset: number, length: number): void;
}

let shared: Buffer | undefined;

function asBuffer({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/**
 * Hands over every whole line of an open file from byte `from` on. A last line without line feed is handed over when
 * it is a whole JSON value, else left for the next time. Returns the offset up to which all is done.
 */
export function readLines(
  fd: number,
  from: number,
  handler: LineHandler,
  { most = Infinity, longest = LONGEST_LINE }: ReadLimits = {},
): number {
  let buffer = (shared ??= asBuffer(indexedBytes()));
  /** Bytes at the buffer's front that belong to a line begun in the chunk before. */
  let kept = 0;
  /** File offset of the buffer's first byte. */
  let base = from;
  for (;;) {
    const read = fs.readSync(fd, buffer, kept, buffer.length - kept, base + kept);
    const filled = kept + read;
    let start = 0;
    // What was kept holds no line feed: look only at what is new.
    let feed = read > 0 ? indexOfFeed(buffer, kept, filled) : -1;
    while (feed >= 0) {
      if (!isBlank(buffer, start, feed)) handler.line(buffer, start, feed, base + start);
      start = feed + 1;
      feed = start < filled ? indexOfFeed(buffer, start, filled) : -1;
    }
    if (read === 0) {
      const whole = filled > 0 && isWholeValue(buffer, 0, filled);
      if (whole) handler.line(buffer, 0, filled, base);
      return whole ? base + filled : base;
    }
    kept = filled - start;
    base += start;
    if (base - from >= most) return base;
    if (kept < buffer.length) {
      if (start > 0) buffer.copyWithin(0, start, filled);
      // A very long line's buffer is given back once the line is done.
      if (buffer.length > CHUNK && kept < CHUNK) {
        buffer.copy(shared, 0, 0, kept);
        buffer = shared;
      }
      continue;
    }
    // The line is longer than the buffer: find its end, and make room for just that.
    const length = lineLength(fd, base, buffer.length);
    if (length > longest) {
      handler.tooLong(base, length);
      // Its line feed, which may be still to come, is read as the end of a blank line.
      base += length;
      kept = 0;
      continue;
    }
    const grown = Buffer.allocUnsafeSlow(length + 1);
    buffer.copy(grown, 0, 0, kept);
    buffer = grown;
  }
}

/** The same for a reader that looks at many lines at a time, in memory of its own. */
export function readInBulk(
  fd: number,
  from: number,
  reader: BulkReader,
  tooLong: LineHandler['tooLong'],
  { most = Infinity, longest = LONGEST_LINE }: ReadLimits = {},
): number {
  let size = CHUNK;
  let kept = 0;
  let base = from;
  for (;;) {
    const room = reader.room(size);
    const read = fs.readSync(fd, room, kept, size - kept, base + kept);
    const filled = kept + read;
    if (read === 0) return filled > 0 && reader.readLast(filled, base) ? base + filled : base;
    const left = reader.readLines(kept, filled, base);
    base += filled - left;
    if (base - from >= most) return base;
    kept = left;
    if (kept < CHUNK) size = CHUNK;
    if (kept < size) continue;
    if (size < ROOM_TRIED && size < longest) {
      size = Math.min(2 * size, longest);
      continue;
    }
    const length = lineLength(fd, base, kept);
    if (length > longest) {
      tooLong(base, length);
      base += length;
      kept = 0;
    } else size = length + 1;
  }
}

function indexOfFeed(buffer: Buffer, from: number, filled: number): number {
  const at = buffer.indexOf(10, from);
  return at < filled ? at : -1;
}

/** Length of the line at `base`, of which `known` bytes hold no line feed; up to the file's end if there is none. */
function lineLength(fd: number, base: number, known: number): number {
  const piece = Buffer.allocUnsafeSlow(CHUNK);
  for (let length = known; ;) {
    const read = fs.readSync(fd, piece, 0, CHUNK, base + length);
    const feed = piece.subarray(0, read).indexOf(10);
    if (feed >= 0) return length + feed;
    length += read;
    if (read === 0) return length;
  }
}

function isBlank(buffer: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (buffer[i]! > 32) return false;
  return true;
}

const skim = new JsonSkim();

function isWholeValue(buffer: Buffer, start: number, end: number): boolean {
  skim.broken = false;
  skim.reset(buffer, start, end);
  const first = skim.peek();
  return (first === 123 || first === 91) && skim.skip() && !skim.broken && skim.peek() === 0;
}

import fs from 'node:fs';
import { segment } from '../../core/prompts/segment';
import { decodeString } from '../../core/sources/jsonSkim';
import { textOf } from '../../core/sources/copilotText';
import type { SourceId } from '../../core/usage/usageRecord';
import { textHash } from '../../core/usage/textHash';
import { jsonValues } from './jsonValues';

/** What of a block finds its text again: where its line is, how long it is, and its fingerprint. */
export interface TextPlace {
  file: string;
  offset: number;
  bytes: number;
  hash: number;
}

/** Longer lines and documents are not read for the sake of one text in them. */
const LONGEST_LINE = 16 << 20;
const LONGEST_DOCUMENT = 64 << 20;
const STEP = 1 << 16;
const MOST_CHUNKS = 16;
const MOST_BYTES = 32 << 20;

interface Chunk {
  bytes: Uint8Array;
  /** Length and fingerprint → where the value stands. */
  values: Map<string, [from: number, to: number]>;
  strings: [from: number, to: number][];
}

/**
 * Reads texts out of the logs on demand: the ledger holds sizes and fingerprints, never the text. What a block's text
 * was is found again by both, so a log that was rewritten since gives nothing rather than another text.
 */
export class LogText {
  /** The latest lines and documents: several blocks stand in one. */
  private readonly chunks = new Map<string, Chunk | undefined>();
  private held = 0;
  private open: { file: string; fd: number } | undefined;

  /** undefined: the log is gone, was rewritten, is compressed or a database, or the line is larger than 16 MB. */
  textOf(place: TextPlace, source: SourceId): string | undefined {
    if (place.hash === 0 || place.file === '' || !/\.jsonl?$/.test(place.file)) return undefined;
    const chunk = this.chunkAt(place, source);
    if (!chunk) return undefined;
    const found = chunk.values.get(keyOf(place.bytes, place.hash));
    if (found) return decode(chunk.bytes, found);
    return partOf(chunk, place);
  }

  close(): void {
    if (this.open) fs.closeSync(this.open.fd);
    this.open = undefined;
    this.chunks.clear();
    this.held = 0;
  }

  private chunkAt({ file, offset }: TextPlace, source: SourceId): Chunk | undefined {
    // A chat session is one document, or a log of changes to one: its blocks all point at its beginning.
    const isDocument = source === 'copilot-chat';
    const key = isDocument ? file : `${offset} ${file}`;
    if (this.chunks.has(key)) return this.chunks.get(key);
    const bytes = isDocument ? this.document(file) : this.line(file, offset);
    const chunk = bytes && indexed(bytes);
    this.held += bytes?.length ?? 0;
    this.chunks.set(key, chunk);
    for (const [oldest, dropped] of this.chunks) {
      if (this.chunks.size <= MOST_CHUNKS && (this.held <= MOST_BYTES || oldest === key)) break;
      this.chunks.delete(oldest);
      this.held -= dropped?.bytes.length ?? 0;
    }
    return chunk;
  }

  private document(file: string): Uint8Array | undefined {
    try {
      return fs.statSync(file).size > LONGEST_DOCUMENT ? undefined : fs.readFileSync(file);
    } catch {
      return undefined;
    }
  }

  /** The line that begins at `offset`. */
  private line(file: string, offset: number): Uint8Array | undefined {
    try {
      const fd = this.descriptor(file);
      const parts: Buffer[] = [];
      for (let length = 0; length < LONGEST_LINE;) {
        // Ever larger steps: most lines are short, and a long one should not take a thousand reads.
        const part = Buffer.allocUnsafe(Math.max(STEP, length));
        const read = fs.readSync(fd, part, 0, part.length, offset + length);
        const end = part.subarray(0, read).indexOf(10);
        parts.push(part.subarray(0, end < 0 ? read : end));
        if (end >= 0 || read < part.length) return Buffer.concat(parts);
        length += read;
      }
    } catch {
      // Gone or unreadable: there is no text, and that is the answer.
    }
    return undefined;
  }

  private descriptor(file: string): number {
    if (this.open?.file === file) return this.open.fd;
    if (this.open) fs.closeSync(this.open.fd);
    this.open = undefined;
    const fd = fs.openSync(file, 'r');
    this.open = { file, fd };
    return fd;
  }
}

function indexed(bytes: Uint8Array): Chunk {
  const chunk: Chunk = { bytes, values: new Map(), strings: [] };
  for (const [from, to] of jsonValues(bytes)) {
    chunk.values.set(keyOf(to - from, textHash(bytes, from, to)), [from, to]);
    if (bytes[from - 1] === QUOTE) chunk.strings.push([from, to]);
  }
  return chunk;
}

const QUOTE = 34;

/** Lists of parts stand as they are in the log. */
function decode(bytes: Uint8Array, [from, to]: [number, number]): string {
  if (bytes[from - 1] === QUOTE) return decodeString(bytes, from, to);
  try {
    return textOf(JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString()));
  } catch {
    return '';
  }
}

/** A prompt of several kinds was split, and each part hashed as what it reads, not as it stands in the log. */
function partOf({ bytes, strings }: Chunk, { bytes: length, hash }: TextPlace): string | undefined {
  for (const [from, to] of strings) {
    // A character takes at most six bytes in JSON, and none fewer than in UTF-8 less its escape.
    if ((to - from) * 3 < length) continue;
    const text = decodeString(bytes, from, to);
    if (isText(text, length, hash)) return text;
    for (const span of segment(text)) {
      const part = text.slice(span.start, span.end);
      if (isText(part, length, hash)) return part;
    }
  }
  return undefined;
}

function isText(text: string, length: number, hash: number): boolean {
  if (text.length > length || text.length * 3 < length) return false;
  const encoded = Buffer.from(text);
  return encoded.length === length && textHash(encoded, 0, length) === hash;
}

function keyOf(bytes: number, hash: number): string {
  return `${bytes} ${hash}`;
}

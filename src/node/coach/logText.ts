import fs from 'node:fs';
import { hasTooManyValues } from '../../core/sources/tooManyValues';
import type { SourceId } from '../../core/usage/usageRecord';
import { DocumentTexts } from './documentTexts';
import { LineTexts, type Texts } from './lineTexts';

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
const STEP = 1 << 15;
const MOST_KEPT = 16;
const MOST_BYTES = 32 << 20;

/**
 * Reads texts out of the logs on demand: the ledger holds sizes and fingerprints, never the text. What a block's text
 * was is found again by both, so a log that was rewritten since gives nothing rather than another text.
 */
export class LogText {
  /** The latest lines and documents: several blocks stand in one. */
  private readonly kept = new Map<string, Texts | undefined>();
  private held = 0;
  private open: { file: string; fd: number } | undefined;

  /** undefined: the log is gone, was rewritten, is compressed or a database, or the line is larger than 16 MB. */
  textOf({ file, offset, bytes, hash }: TextPlace, source: SourceId): string | undefined {
    if (hash === 0 || !/\.jsonl?$/.test(file)) return undefined;
    return this.textsAt(file, offset, source)?.find(bytes, hash);
  }

  close(): void {
    if (this.open) fs.closeSync(this.open.fd);
    this.open = undefined;
    this.kept.clear();
    this.held = 0;
  }

  private textsAt(file: string, offset: number, source: SourceId): Texts | undefined {
    // A chat session is one document, or a log of changes to one: no line of it holds a block.
    const isDocument = source === 'copilot-chat';
    const key = isDocument ? file : `${offset} ${file}`;
    if (this.kept.has(key)) return this.kept.get(key);
    const bytes = isDocument ? documentOf(file) : this.line(file, offset);
    const texts = bytes && (isDocument ? new DocumentTexts(file, bytes, source) : new LineTexts(bytes));
    this.held += texts?.size ?? 0;
    this.kept.set(key, texts);
    for (const [oldest, dropped] of this.kept) {
      if ((this.kept.size <= MOST_KEPT && this.held <= MOST_BYTES) || oldest === key) break;
      this.kept.delete(oldest);
      this.held -= dropped?.size ?? 0;
    }
    return texts;
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
        if (end >= 0 || read < part.length) return parts.length === 1 ? parts[0] : Buffer.concat(parts);
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

function documentOf(file: string): Uint8Array | undefined {
  try {
    if (fs.statSync(file).size > LONGEST_DOCUMENT) return undefined;
    const bytes = fs.readFileSync(file);
    return hasTooManyValues(bytes) ? undefined : bytes;
  } catch {
    return undefined;
  }
}

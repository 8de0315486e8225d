import fs from 'node:fs';
import { hasTooManyValues } from '../../core/sources/tooManyValues';
import type { SourceId } from '../../core/usage/usageRecord';
import { openRegularFile } from '../openRegularFile';
import { readSmallFile } from '../readSmallFile';
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
/** Of a line nobody knows the length; what its text takes twice, and some fields around it, mostly reach. */
const STEP = 1 << 12;
const LINE_FEED = 10;
const MOST_KEPT = 16;
const MOST_BYTES = 32 << 20;
/** Characters. Several rules look at the same prompts, one after the other. */
const SHORT = 4_000;
const MOST_SHORT = 2_000;

/**
 * Reads texts out of the logs on demand: the ledger holds sizes and fingerprints, never the text. What a block's text
 * was is found again by both, so a log that was rewritten since gives nothing rather than another text.
 */
export class LogText {
  /** The latest lines and documents: several blocks stand in one. */
  private readonly kept = new Map<string, Texts | undefined>();
  private held = 0;
  private readonly short = new Map<string, string>();
  private buffer = Buffer.allocUnsafeSlow(1 << 16);
  private open: { file: string; fd: number } | undefined;

  /** undefined: the log is gone, was rewritten, is compressed or a database, or the line is larger than 16 MB. */
  textOf({ file, offset, bytes, hash }: TextPlace, source: SourceId): string | undefined {
    if (hash === 0 || !/\.jsonl?$/.test(file)) return undefined;
    const key = bytes <= SHORT ? `${offset} ${bytes} ${hash} ${file}` : '';
    let text = key ? this.short.get(key) : undefined;
    if (text !== undefined) return text;
    text = this.textsAt(file, offset, source, bytes)?.find(bytes, hash);
    if (key && text !== undefined) {
      if (this.short.size >= MOST_SHORT) this.short.clear();
      this.short.set(key, text);
    }
    return text;
  }

  close(): void {
    if (this.open) fs.closeSync(this.open.fd);
    this.open = undefined;
    this.kept.clear();
    this.short.clear();
    this.held = 0;
  }

  private textsAt(file: string, offset: number, source: SourceId, length: number): Texts | undefined {
    // A chat session is one document, or a log of changes to one: no line of it holds a block.
    const isDocument = source === 'copilot-chat';
    const key = isDocument ? file : `${offset} ${file}`;
    if (this.kept.has(key)) return this.kept.get(key);
    const bytes = isDocument ? documentOf(file) : this.line(file, offset, Math.min(STEP + 2 * length, LONGEST_LINE));
    const texts = bytes && (isDocument ? new DocumentTexts(file, bytes) : new LineTexts(bytes));
    this.held += texts?.size ?? 0;
    this.kept.set(key, texts);
    for (const [oldest, dropped] of this.kept) {
      if ((this.kept.size <= MOST_KEPT && this.held <= MOST_BYTES) || oldest === key) break;
      this.kept.delete(oldest);
      this.held -= dropped?.size ?? 0;
    }
    return texts;
  }

  /** The line that begins at `offset`, and is about so long. */
  private line(file: string, offset: number, about: number): Uint8Array | undefined {
    try {
      const fd = this.descriptor(file);
      let length = 0;
      for (let step = about; length < LONGEST_LINE; step *= 2) {
        if (length + step >= this.buffer.length) {
          const larger = Buffer.allocUnsafeSlow(Math.max(length + step + 1, this.buffer.length * 2));
          this.buffer.copy(larger, 0, 0, length);
          this.buffer = larger;
        }
        const { buffer } = this;
        const read = fs.readSync(fd, buffer, length, step, offset + length);
        // The search ends there, without a view of its own.
        buffer[length + read] = LINE_FEED;
        const end = buffer.indexOf(LINE_FEED, length);
        const found = end < length + read;
        length = end;
        if (length > LONGEST_LINE) return undefined;
        if (found || read < step) return new Uint8Array(buffer.buffer.slice(0, length));
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
    const fd = openRegularFile(file);
    this.open = { file, fd };
    return fd;
  }
}

function documentOf(file: string): Uint8Array | undefined {
  const bytes = readSmallFile(file, LONGEST_DOCUMENT);
  return typeof bytes === 'string' || hasTooManyValues(bytes) ? undefined : bytes;
}

import fs from 'node:fs';
import { hasTooManyValues } from '../../core/sources/tooManyValues';
import type { SourceId } from '../../core/usage/usageRecord';
import { openRegularFile } from '../openRegularFile';
import { readSmallFile } from '../readSmallFile';
import { DocumentTexts } from './documentTexts';
import { LineTexts } from './lineTexts';

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
/** A text's line begins with some fields; what is told a second time follows it. */
const STEP = 1 << 12;
const LINE_FEED = 10;
/** Documents. */
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
  /** The latest: each is read as a whole for the sake of one text in it. */
  private readonly documents = new Map<string, DocumentTexts | undefined>();
  private held = 0;
  /** The latest: several blocks stand in one. Its bytes are in `buffer`. */
  private line: { file: string; offset: number; texts: LineTexts | undefined } | undefined;
  private buffer = Buffer.allocUnsafeSlow(1 << 16);
  private readonly short = new Map<string, string>();
  private open: { file: string; fd: number } | undefined;

  /** undefined: the log is gone, was rewritten, is compressed or a database, or the line is larger than 16 MB. */
  textOf(place: TextPlace, source: SourceId): string | undefined {
    const { file, offset, bytes, hash } = place;
    if (hash === 0 || !/\.jsonl?$/.test(file)) return undefined;
    const key = bytes <= SHORT ? `${offset} ${bytes} ${hash} ${file}` : '';
    let text = key ? this.short.get(key) : undefined;
    if (text !== undefined) return text;
    // A chat session is one document, or a log of changes to one: no line of it holds a block.
    text = source === 'copilot-chat' ? this.document(file)?.find(bytes, hash) : this.inLine(place);
    if (key && text !== undefined) {
      if (this.short.size >= MOST_SHORT) this.short.clear();
      this.short.set(key, text);
    }
    return text;
  }

  close(): void {
    if (this.open) fs.closeSync(this.open.fd);
    this.open = undefined;
    this.line = undefined;
    this.documents.clear();
    this.short.clear();
    this.held = 0;
  }

  private document(file: string): DocumentTexts | undefined {
    if (this.documents.has(file)) return this.documents.get(file);
    const bytes = documentOf(file);
    const texts = bytes && new DocumentTexts(file, bytes);
    this.held += texts?.size ?? 0;
    this.documents.set(file, texts);
    for (const [oldest, dropped] of this.documents) {
      if ((this.documents.size <= MOST_KEPT && this.held <= MOST_BYTES) || oldest === file) break;
      this.documents.delete(oldest);
      this.held -= dropped?.size ?? 0;
    }
    return texts;
  }

  /** Of a line no more is read than it takes: half of it is mostly a result told a second time. */
  private inLine({ file, offset, bytes, hash }: TextPlace): string | undefined {
    if (this.line?.offset !== offset || this.line.file !== file) {
      this.line = { file, offset, texts: this.read(file, offset, bytes + STEP, false) };
    }
    const found = this.line.texts?.find(bytes, hash);
    if (found !== undefined || this.line.texts?.isWhole !== false) return found;
    this.line.texts = this.read(file, offset, 2 * bytes + STEP, true);
    return this.line.texts?.find(bytes, hash);
  }

  /** The line that begins at `offset`: all of it, which is about so long, or its first bytes. */
  private read(file: string, offset: number, about: number, all: boolean): LineTexts | undefined {
    try {
      const fd = this.descriptor(file);
      let length = 0;
      for (let step = Math.min(about, LONGEST_LINE); length < LONGEST_LINE; step *= 2) {
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
        const isWhole = end < length + read || read < step;
        length = end;
        if (length > LONGEST_LINE) return undefined;
        if (isWhole || !all) return new LineTexts(buffer, length, isWhole);
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

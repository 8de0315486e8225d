import { BEGINNINGS } from '../prompts/injectedText';
import { LINE_WIDTH, PASTED_GAP, PASTED_LINES, segment } from '../prompts/segment';
import { callHash } from '../usage/callHash';
import { textHash } from '../usage/textHash';
import { nanoFromDollars } from '../usage/money';
import { joinTexts, type JoinedTexts } from '../usage/joinedTexts';
import { parseTimestamp } from '../usage/timestamp';
import claudeLog from '../../wasm/claudeLog.wasm';
import { decodeString } from './jsonSkim';
import { program } from './program';
import type { ProblemCode } from './source';

/** What src/wasm/claudeLog.ts exports: described there. Addresses are of bytes in `memory`. */
interface Exports {
  memory: { buffer: ArrayBuffer };
  open(modifiedAt: number, earliest: number, latest: number, separate: boolean): void;
  room(length: number): number;
  roomForText(length: number): number;
  textOf(length: number): number;
  beginning(): void;
  measurePrompts(lines: number, width: number, gap: number): void;
  resume(time: number, folder: number, name: number): void;
  resumeCall(key: number, variant: number, toolCalls: number): void;
  resumeTool(id: number, name: number, target: number): void;
  readLines(known: number, filled: number, offset: number): number;
  readLast(filled: number, offset: number): number;
  readOne(length: number, offset: number): void;
  close(): void;
  part(kind: number, length: number, hash: number): void;
  recordsAt(): number;
  recordsLength(): number;
  identitiesAt(): number;
  identitiesLength(): number;
  identityEndsAt(): number;
  blocksAt(): number;
  blocksLength(): number;
  callsAt(): number;
  chunksAt(): number;
  chunksLength(): number;
  chunkTextsAt(): number;
  chunkTextsLength(): number;
  turnsAt(): number;
  turnsLength(): number;
  joinedAt(): number;
  joinedLength(): number;
  isPlain(): number;
  texts(): number;
  endsAt(): number;
  timeAtEnd(): number;
  folderAtEnd(): number;
  lastKey(): number;
  lastVariant(): number;
  lastToolCalls(): number;
  toolsAt(): number;
  toolCount(): number;
}

/** As much of it as is used here: TypeScript knows it as a browser's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: { host: object }) => { exports: Exports };
};

/** By their numbers in claudeLog.ts and calls.ts. */
const PROBLEMS: readonly ProblemCode[] = ['malformed-line', 'implausible-time', 'implausible-number'];
/** Nobody's message has more parts. */
const MOST_PARTS = 50;
/** What has grown larger for the sake of some log is given back. */
const MOST_MEMORY = 24 << 20;

/** In a log, only somebody who means harm writes them without an escape. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x1f]/;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

let module: object | undefined;
const idle: ClaudeScanner[] = [];

/** Reads a transcript's bytes in WebAssembly, where neither a row nor a text has to be made to look at it. */
export class ClaudeScanner {
  readonly exports: Exports;
  private onProblem: (code: ProblemCode, offset: number) => void = () => undefined;

  /** One that nobody uses. Give it back with `release`. */
  static take(onProblem: (code: ProblemCode, offset: number) => void): ClaudeScanner {
    const scanner = idle.pop() ?? new ClaudeScanner();
    scanner.onProblem = onProblem;
    return scanner;
  }

  private constructor() {
    module ??= new WebAssembly.Module(claudeLog);
    const host = {
      problem: (code: number, offset: number) => this.onProblem(PROBLEMS[code]!, offset),
      timestampOf: (from: number, to: number) => parseTimestamp(this.bytes(), from, to),
      nanoOf: (from: number, to: number) => nanoOf(Number(decodeString(this.bytes(), from, to))),
      unescaped: (from: number, to: number) => this.textOf(decodeString(this.bytes(), from, to)),
      splitPrompt: (from: number, to: number) => this.splitPrompt(from, to),
      callHashOf: (from: number, to: number) => callHash(decodeString(this.bytes(), from, to)),
      programOf: (from: number, to: number) => this.textOf(program(decodeString(this.bytes(), from, to))),
    };
    this.exports = new WebAssembly.Instance(module, { host }).exports;
    this.exports.measurePrompts(PASTED_LINES, LINE_WIDTH, PASTED_GAP);
    for (const text of BEGINNINGS) {
      this.put(encoder.encode(text));
      this.exports.beginning();
    }
  }

  release(): void {
    this.onProblem = () => undefined;
    if (this.exports.memory.buffer.byteLength <= MOST_MEMORY) idle.push(this);
  }

  /** All of its memory: as long as nothing is asked of it. */
  bytes(): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer);
  }

  /** The number of a text that is ours, or was read before. */
  textOf(text: string): number {
    if (text === '') return 0;
    const encoded = encoder.encode(JSON.stringify(text).slice(1, -1));
    this.put(encoded);
    return this.exports.textOf(encoded.length);
  }

  private put(text: Uint8Array): void {
    const at = this.exports.roomForText(text.length);
    this.bytes().set(text, at);
  }

  /** All texts there are. Afterwards the scanner knows none. */
  texts(): JoinedTexts {
    const { exports } = this;
    const [at, length, count] = [exports.joinedAt(), exports.joinedLength(), exports.texts()];
    const isPlain = exports.isPlain() !== 0;
    const ends = new Uint32Array(exports.memory.buffer, exports.endsAt(), count);
    const bytes = this.bytes();
    if (isPlain) return { joined: utf8.decode(bytes.subarray(at, at + length)), ends: ends.slice() };
    let from = at;
    return joinTexts(
      Array.from(ends, (end) => {
        const text = decodeString(bytes, from, at + end);
        from = at + end;
        return text;
      }),
    );
  }

  /** What the records found are known by; see RecordRows. undefined: it is to be written from the texts. */
  identities(records: number): JoinedTexts | undefined {
    const { exports } = this;
    const [at, length] = [exports.identitiesAt(), exports.identitiesLength()];
    const joined = utf8.decode(this.bytes().subarray(at, at + length));
    // Other texts, as paths of Windows, may have escapes: ids hardly ever do more than that.
    if (exports.isPlain() === 0 && (joined.length !== length || CONTROL.test(joined))) return undefined;
    return { joined, ends: new Uint32Array(exports.memory.buffer, exports.identityEndsAt(), records).slice() };
  }

  private splitPrompt(from: number, to: number): void {
    const bytes = this.bytes();
    const text = decodeString(bytes, from, to);
    const spans = segment(text);
    if (spans.length === 1) {
      this.exports.part(spans[0]!.kind, to - from, textHash(bytes, from, to));
      return;
    }
    const parts: { kind: number; text: string }[] = [];
    for (const { kind, start, end } of spans) {
      // The rest is added to what there is of its kind.
      const same = parts.length < MOST_PARTS ? undefined : parts.find((part) => part.kind === kind);
      if (same) same.text += text.slice(start, end);
      else parts.push({ kind, text: text.slice(start, end) });
    }
    for (const part of parts) {
      const encoded = encoder.encode(part.text);
      this.exports.part(part.kind, encoded.length, textHash(encoded, 0, encoded.length));
    }
  }
}

function nanoOf(dollars: number): number {
  return dollars >= 0 && dollars < 1e6 ? nanoFromDollars(dollars) : NaN;
}

import { segment } from '../../core/prompts/segment';
import { commandOutput, textOfOutput } from '../../core/sources/codexOutput';
import { textOf } from '../../core/sources/copilotText';
import { decodeString } from '../../core/sources/jsonSkim';
import { textHash } from '../../core/usage/textHash';
import { jsonValues } from './jsonValues';

/** Texts that can be found by their length in bytes and their fingerprint. */
export interface Texts {
  /** Bytes that they take in memory, about. */
  readonly size: number;
  find(length: number, hash: number): string | undefined;
}

const QUOTE = 34;
const ARRAY = 91;
/** Nobody's prompt is longer; whatever else is has its fingerprint as it stands in the log. */
const LONGEST_PROMPT = 4 << 20;
/** Bytes that come of one in a log: of a broken one, the three of U+FFFD. */
const MOST_GROWTH = 3;

/** The texts of one line: a block is a JSON value as it stands there, or a part of a prompt as it reads. */
export class LineTexts implements Texts {
  readonly size: number;
  private readonly values: Uint32Array;
  private readonly parts = new Map<string, string>();
  /** Of the values, by position: its parts are among `parts`. */
  private readonly split = new Set<number>();

  constructor(private readonly bytes: Uint8Array) {
    this.values = jsonValues(bytes);
    this.size = bytes.length + this.values.byteLength;
  }

  find(length: number, hash: number): string | undefined {
    const { bytes, values } = this;
    for (let i = 0; i < values.length; i += 2) {
      const [from, to] = [values[i]!, values[i + 1]!];
      if (to - from !== length) continue;
      if (textHash(bytes, from, to) === hash) return this.read(from, to);
      const output = bytes[from - 1] === QUOTE ? commandOutput(bytes, from, to) : undefined;
      if (output && textHash(bytes, output.from, output.to) === hash) return textOfOutput(bytes, output);
    }
    this.splitPrompts(length);
    return this.parts.get(textKey(length, hash));
  }

  /** Lists of parts give their texts, lists of lines a line each; objects are what a tool was called with, and stay JSON. */
  private read(from: number, to: number): string | undefined {
    const { bytes } = this;
    if (bytes[from - 1] === QUOTE) return decodeString(bytes, from, to);
    const raw = utf8.decode(bytes.subarray(from, to));
    if (bytes[from] !== ARRAY) return raw;
    try {
      const parts: unknown = JSON.parse(raw);
      return isLines(parts) ? parts.join('\n') : textOf(parts);
    } catch {
      return undefined;
    }
  }

  /** Prompts that may hold a part of so many bytes are split by how their parts came about. */
  private splitPrompts(length: number): void {
    const { bytes, values, parts, split } = this;
    for (let i = 0; i < values.length; i += 2) {
      const [from, to] = [values[i]!, values[i + 1]!];
      if (bytes[from - 1] !== QUOTE || to - from > LONGEST_PROMPT || split.has(i)) continue;
      if ((to - from) * MOST_GROWTH < length) continue;
      split.add(i);
      const text = decodeString(bytes, from, to);
      for (const { start, end } of segment(text)) {
        const part = text.slice(start, end);
        const encoded = encoder.encode(part);
        parts.set(textKey(encoded.length, textHash(encoded, 0, encoded.length)), part);
      }
    }
  }
}

function isLines(parts: unknown): parts is string[] {
  return Array.isArray(parts) && parts.every((part) => typeof part === 'string');
}

export function textKey(length: number, hash: number): string {
  return `${length} ${hash}`;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

import { segment } from '../../core/prompts/segment';
import { commandOutput, textOfOutput } from '../../core/sources/codexOutput';
import { textOf } from '../../core/sources/copilotText';
import { decodeString } from '../../core/sources/jsonSkim';
import { textHash } from '../../core/usage/textHash';
import { eachJsonValue } from './jsonValues';

const QUOTE = 34;
const ARRAY = 91;
/** Nobody's prompt is longer; whatever else is has its fingerprint as it stands in the log. */
const LONGEST_PROMPT = 4 << 20;
/** Bytes that come of one in a log: of a broken one, the three of U+FFFD. */
const MOST_GROWTH = 3;

/** The texts of a line in bytes[0…end): a block is a JSON value as it stands there, or a part of a prompt as it reads. */
export class LineTexts {
  private readonly parts = new Map<string, string>();
  /** Prompts of so many bytes or more have their parts among `parts`. */
  private split = LONGEST_PROMPT + 1;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly end: number,
    /** False: more of the line follows in the log. */
    readonly isWhole: boolean,
  ) {}

  /** The text of so many bytes with this fingerprint; undefined: it is none of these. */
  find(length: number, hash: number): string | undefined {
    return this.findValue(length, hash) ?? (this.isWhole ? this.findPart(length, hash) : undefined);
  }

  private findValue(length: number, hash: number): string | undefined {
    const { bytes, end } = this;
    let found: string | undefined;
    eachJsonValue(bytes, end, { least: length, most: length }, (from, to) => {
      if (textHash(bytes, from, to) === hash) {
        found = this.read(from, to);
        return true;
      }
      const output = bytes[from - 1] === QUOTE ? commandOutput(bytes, from, to) : undefined;
      if (!output || textHash(bytes, output.from, output.to) !== hash) return false;
      found = textOfOutput(bytes, output);
      return true;
    });
    return found;
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
  private findPart(length: number, hash: number): string | undefined {
    const { bytes, end, parts } = this;
    const least = Math.ceil(length / MOST_GROWTH);
    if (least < this.split) {
      eachJsonValue(bytes, end, { least, most: this.split - 1 }, (from, to) => {
        if (bytes[from - 1] !== QUOTE) return false;
        const text = decodeString(bytes, from, to);
        for (const { start, end: behind } of segment(text)) {
          const part = text.slice(start, behind);
          const encoded = encoder.encode(part);
          parts.set(textKey(encoded.length, textHash(encoded, 0, encoded.length)), part);
        }
        return false;
      });
      this.split = least;
    }
    return parts.get(textKey(length, hash));
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

import { decodeString } from './jsonSkim';

/** What a command printed, within the bytes of its result. */
export interface CommandOutput {
  from: number;
  to: number;
  /** It is a text within a JSON document within a text. */
  isNested: boolean;
}

/** A line break in a string as JSON writes it. */
const HEADER = /^(?:Chunk ID|Exit code|Wall time|Process exited)[: ].{0,300}?\\nOutput:\\n/;
const LONGEST_HEADER = 400;
const NESTED = /^\{\\"output\\": ?\\"/;
const BEHIND = /\\", ?\\"metadata\\":(?!.*\\", ?\\"metadata\\":)/;
const LONGEST_METADATA = 300;

/**
 * Codex puts a command's result in a frame that is another each time (an id, the time it took): of the string in
 * bytes[from…to), what stands within. undefined: there is no such frame.
 */
export function commandOutput(bytes: Uint8Array, from: number, to: number): CommandOutput | undefined {
  const head = ascii(bytes, from, Math.min(to, from + LONGEST_HEADER));
  const header = HEADER.exec(head)?.[0].length;
  if (header !== undefined) return { from: from + header, to, isNested: false };
  const begin = NESTED.exec(head)?.[0].length;
  if (begin === undefined) return undefined;
  const tail = Math.max(from + begin, to - LONGEST_METADATA);
  const end = BEHIND.exec(ascii(bytes, tail, to))?.index;
  return end === undefined ? undefined : { from: from + begin, to: tail + end, isNested: true };
}

/** undefined where it is no text after all. */
export function textOfOutput(bytes: Uint8Array, { from, to, isNested }: CommandOutput): string | undefined {
  const text = decodeString(bytes, from, to);
  if (!isNested) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return undefined;
  }
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

import { arrayOf, isObject } from './copilotJson';

/**
 * How many characters one token holds, by what the text is. "Divide by four" is off by a factor of two to three for
 * text in other scripts and for logs.
 */
const CHARS_PER_TOKEN = { prose: 4.28, code: 3.98 } as const;
const HAN_AND_KANA_PER_TOKEN = 1.4;
const HANGUL_PER_TOKEN = 1.75;

/** The estimated tokens of a text: a fraction, to be rounded once after summing. */
export function estimateTokens(text: string, kind: keyof typeof CHARS_PER_TOKEN): number {
  let hanAndKana = 0;
  let hangul = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x1100) continue;
    if (c <= 0x11ff || (c >= 0xac00 && c <= 0xd7af)) hangul++;
    else if ((c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)) hanAndKana++;
  }
  const other = text.length - hanAndKana - hangul;
  return other / CHARS_PER_TOKEN[kind] + hanAndKana / HAN_AND_KANA_PER_TOKEN + hangul / HANGUL_PER_TOKEN;
}

const MAX_DEPTH = 48;

/**
 * All text in a rendered prompt or tool result. Those are strings, lists of parts, or trees of nodes in which text
 * stands under `text` or `value`; a tool result's part may hold such a tree.
 */
export function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (depth > MAX_DEPTH) return '';
  if (Array.isArray(value)) return value.map((part) => textOf(part, depth + 1)).join('');
  if (!isObject(value)) return '';
  if (typeof value.text === 'string') return value.text;
  if (value.value !== undefined) return textOf(value.value, depth + 1);
  if (isObject(value.node)) return textOf(value.node, depth + 1);
  return textOf(arrayOf(value.content ?? value.children), depth + 1);
}

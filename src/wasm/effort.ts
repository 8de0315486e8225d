import { Json } from './json';
import { textAt, Text } from './texts';

const LONGEST: usize = 24;
const word = heap.alloc(LONGEST);

/** The word for an effort that is next, as core/usage/effort.ts takes it: in lower case; none for what is no such word. */
export function readEffort(): Text {
  if (!Json.stringElseSkips()) return 0;
  const length = Json.to - Json.from;
  if (length === 0 || length > LONGEST) return 0;
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(Json.from + i);
    const letter = byte | 32;
    const isLetter = letter >= 97 && letter <= 122;
    const isInner = i > 0 && ((byte >= 48 && byte <= 57) || byte === 95 || byte === 45);
    if (!isLetter && !isInner) return 0;
    store<u8>(word + i, <u8>(isLetter ? letter : byte));
  }
  return textAt(word, word + length);
}

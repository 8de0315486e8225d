import { Bytes } from './bytes';
import { BACKSLASH } from './json';

const LESS_THAN: u8 = 60;
const BACKTICK: u8 = 96;
const TILDE: u8 = 126;
const LETTER_N: u8 = 110;
const LETTER_U: u8 = 117;

/** What a harness's texts and lines begin with, eight bytes of each; and whether something begins with a byte. */
const beginnings = Bytes.create(16 * sizeof<u64>());
const begins = heap.alloc(256);
memory.fill(begins, 0, 256);

/** In lines of a prompt, from which on it is looked at whether it was pasted; and how long a line is. See segment.ts. */
let pastedLines: usize = 0;
let lineWidth: usize = 0;

export function measurePrompts(lines: u32, width: u32): void {
  pastedLines = <usize>lines;
  lineWidth = <usize>width;
}

export function addBeginning(at: usize): void {
  store<u64>(beginnings.add(sizeof<u64>()), load<u64>(at));
  store<u8>(begins + load<u8>(at), 1);
}

/**
 * Is a user's text, as its bytes stand in the log, all typed? Most are short, and hold nothing that segment.ts would
 * have to look at; false: ask there.
 */
export function isPlainlyTyped(from: usize, to: usize): bool {
  const length = to - from;
  if (length === 0) return false;
  let width = length + lineWidth;
  for (let at = from; at < to; at++) {
    if (width >= pastedLines * lineWidth) return false;
    const byte = load<u8>(at);
    if (byte === BACKSLASH) {
      const escaped = load<u8>(++at);
      if (escaped === LETTER_U) return false;
      if (escaped === LETTER_N) width += lineWidth;
    } else if (byte === LESS_THAN) return false;
    else if (byte === BACKTICK || byte === TILDE) {
      if (load<u8>(at, 1) === byte && load<u8>(at, 2) === byte) return false;
    } else if (load<u8>(begins + byte) && isBeginning(load<u64>(at))) return false;
  }
  return width < pastedLines * lineWidth;
}

function isBeginning(bytes: u64): bool {
  for (let i: usize = 0; i < beginnings.length; i += sizeof<u64>()) {
    if (load<u64>(beginnings.at + i) === bytes) return true;
  }
  return false;
}

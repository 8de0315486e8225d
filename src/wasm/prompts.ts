import { Bytes } from './bytes';
import { BACKSLASH } from './json';
import { beginsAsProse, isOfProse } from './proseLine';

const SPACE: u8 = 32;
const QUOTE: u8 = 34;
const LESS_THAN: u8 = 60;
const AT_SIGN: u8 = 64;
const BACKTICK: u8 = 96;
const TILDE: u8 = 126;
const LETTER_N: u8 = 110;
const LETTER_U: u8 = 117;

/** What a harness's texts and lines begin with, eight bytes of each; and whether something begins with a byte. */
const beginnings = Bytes.create(16 * sizeof<u64>());
const begins = heap.alloc(256);
memory.fill(begins, 0, 256);

/** From how many lines on a passage may be pasted, how long a line is, and how many lines may stand between. See segment.ts. */
let pastedLines: usize = 0;
let lineWidth: usize = 0;
let pastedGap: usize = 0;

export function measurePrompts(lines: u32, width: u32, gap: u32): void {
  pastedLines = <usize>lines;
  lineWidth = <usize>width;
  pastedGap = <usize>gap;
}

export function addBeginning(at: usize): void {
  store<u64>(beginnings.add(sizeof<u64>()), load<u64>(at));
  store<u8>(begins + load<u8>(at), 1);
}

const enum Line {
  Blank,
  Prose,
  Other,
  /** It holds something that segment.ts has to look at. */
  Unclear,
}

/** Behind the line that was read last. */
let next: usize = 0;

/**
 * Is a user's text, as its bytes stand in the log, all typed? Most hold nothing that segment.ts would have to look at,
 * and are too short for a passage that was pasted, or are prose but for a line or two; false: ask there.
 */
export function isPlainlyTyped(from: usize, to: usize): bool {
  if (from === to) return false;
  /** So many lines a passage may have at most. */
  let lines: usize = 0;
  let width = to - from + lineWidth;
  for (let at = from; at < to; at = next) {
    const line = readLine(at, to);
    if (line === Line.Unclear) return false;
    if (line === Line.Other) lines += (next - at + lineWidth - 1) / lineWidth + pastedGap;
    width += lineWidth;
    if (lines >= pastedLines && width >= pastedLines * lineWidth) return false;
  }
  return lines < pastedLines || width < pastedLines * lineWidth;
}

function readLine(from: usize, to: usize): Line {
  let isProse = beginsAsProse(from, to);
  let isBlank = true;
  let at = from;
  for (; at < to; at++) {
    const byte = load<u8>(at);
    if (byte === BACKSLASH) {
      const escaped = load<u8>(++at);
      if (escaped === LETTER_N) {
        at++;
        break;
      }
      if (escaped === LETTER_U) return Line.Unclear;
      if (escaped !== QUOTE) isProse = false;
      isBlank = false;
      continue;
    }
    if (byte === LESS_THAN) return Line.Unclear;
    // As in me@laptop:~$, between two of which everything was pasted.
    if (byte === AT_SIGN && at > from && load<u8>(at - 1) !== SPACE) return Line.Unclear;
    if ((byte === BACKTICK || byte === TILDE) && load<u8>(at, 1) === byte && load<u8>(at, 2) === byte) {
      return Line.Unclear;
    }
    if (load<u8>(begins + byte) && isBeginning(load<u64>(at))) return Line.Unclear;
    if (byte !== SPACE) isBlank = false;
    if (isProse) isProse = isOfProse(at);
  }
  next = at;
  return isBlank ? Line.Blank : isProse ? Line.Prose : Line.Other;
}

function isBeginning(bytes: u64): bool {
  for (let i: usize = 0; i < beginnings.length; i += sizeof<u64>()) {
    if (load<u64>(beginnings.at + i) === bytes) return true;
  }
  return false;
}

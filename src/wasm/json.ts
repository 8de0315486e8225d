/**
 * Walks through JSON bytes without building anything: most of an assistant's log is text that nobody here needs. Reads
 * leniently, never past `end`, never recursively, and never traps: every method says by its result that the bytes are
 * not what was expected. Sixteen bytes are looked at in one step, so those behind `end` must be readable.
 */
export class Json {
  /** Where the next value, key or delimiter is looked for. */
  static pos: usize = 0;
  static end: usize = 0;
  /** After `nextKey`: the key's bytes without quotes. After `string`: the string's. */
  static from: usize = 0;
  static to: usize = 0;
  /** Set when a step failed because the bytes are not JSON; stays set until `reset`. */
  static broken: bool = false;

  static reset(start: usize, end: usize): void {
    Json.pos = start;
    Json.end = end;
    Json.broken = false;
  }

  /** The first byte of the next value; 0 at the end. */
  static peek(): u32 {
    const end = Json.end;
    let at = Json.pos;
    while (at < end) {
      const byte = load<u8>(at);
      if (byte > 32) {
        Json.pos = at;
        return byte;
      }
      at++;
    }
    Json.pos = at;
    return 0;
  }

  /** Steps into an object or array; false when the next value is neither. */
  static enter(open: u32): bool {
    if (Json.peek() !== open) return false;
    Json.pos++;
    return true;
  }

  /** As `enter`, but passes what it cannot step into. */
  static entersElseSkips(open: u32): bool {
    if (Json.enter(open)) return true;
    Json.skip();
    return false;
  }

  /** Inside an object: moves to the next key's value. False at the object's end, which is then passed, or when broken. */
  static nextKey(): bool {
    let byte = Json.peek();
    if (byte === COMMA) {
      Json.pos++;
      byte = Json.peek();
    }
    if (byte !== QUOTE) {
      if (byte !== CLOSING_BRACE) Json.broken = true;
      Json.pos++;
      return false;
    }
    if (!Json.passString() || Json.peek() !== COLON) {
      Json.broken = true;
      return false;
    }
    Json.pos++;
    return true;
  }

  /** Inside an array: moves to the next element. False at the array's end, which is then passed, or when broken. */
  static nextElement(): bool {
    let byte = Json.peek();
    if (byte === COMMA) {
      Json.pos++;
      byte = Json.peek();
    }
    // What closes an object is no value and would never be passed.
    if (byte === CLOSING_BRACKET || byte === 0 || byte === CLOSING_BRACE) {
      if (byte !== CLOSING_BRACKET) Json.broken = true;
      Json.pos++;
      return false;
    }
    return true;
  }

  /** Passes a string and leaves its bytes in from…to; where the next value is none, nothing is passed. */
  static string(): bool {
    return Json.peek() === QUOTE && Json.passString();
  }

  /** As `string`, but passes any value. */
  static stringElseSkips(): bool {
    if (Json.peek() === QUOTE) return Json.passString();
    Json.skip();
    return false;
  }

  /** Passes any value; false when there is none. */
  static skip(): bool {
    const first = Json.peek();
    if (first === QUOTE) return Json.passString();
    if ((first | 32) === OPENING_BRACE) return Json.skipNested();
    const start = Json.pos;
    const end = Json.end;
    let at = start;
    while (at < end) {
      const byte = load<u8>(at);
      if (byte === COMMA || (byte | 32) === CLOSING_BRACE || byte <= 32) break;
      at++;
    }
    Json.pos = at;
    if (at === start) Json.broken = true;
    return at > start;
  }

  /** Passes any value; where it stood. */
  static passed(): usize {
    Json.peek();
    const at = Json.pos;
    Json.skip();
    return at;
  }

  /** Passes a whole number ≥ 0, also one written as a string; null, true and false are 0. NaN when it is anything else. */
  static count(): f64 {
    const first = Json.peek();
    if (first === 110 || first === 116 || first === 102) return Json.skip() ? 0 : NaN;
    if (first === QUOTE) return Json.passString() ? digits(Json.from, Json.to) : NaN;
    const start = Json.pos;
    return Json.skip() ? digits(start, Json.pos) : NaN;
  }

  /** Passes a value and says whether it is `true`. */
  static isTrue(): bool {
    const is = Json.peek() === 116;
    Json.skip();
    return is;
  }

  private static passString(): bool {
    const start = Json.pos + 1;
    const close = closingQuote(start, Json.end);
    if (close === 0) {
      Json.broken = true;
      Json.pos = Json.end;
      return false;
    }
    Json.from = start;
    Json.to = close;
    Json.pos = close + 1;
    return true;
  }

  private static skipNested(): bool {
    const end = Json.end;
    let depth = 0;
    let at = Json.pos;
    const quotes = i8x16.splat(<u8>QUOTE);
    const blanks = i8x16.splat(32);
    const opening = i8x16.splat(<u8>OPENING_BRACE);
    const closing = i8x16.splat(<u8>CLOSING_BRACE);
    while (at < end) {
      const bytes = v128.load(at);
      const folded = v128.or(bytes, blanks);
      const brackets = v128.or(i8x16.eq(folded, opening), i8x16.eq(folded, closing));
      let found = <u32>i8x16.bitmask(v128.or(i8x16.eq(bytes, quotes), brackets));
      let next = at + 16;
      while (found) {
        const hit = at + ctz(found);
        found &= found - 1;
        if (hit >= end) break;
        const byte = <u32>load<u8>(hit);
        if (byte === QUOTE) {
          const close = closingQuote(hit + 1, end);
          if (close === 0) {
            Json.broken = true;
            Json.pos = end;
            return false;
          }
          next = close + 1;
          if (next >= at + 16) break;
          // What of these sixteen stands within the string was none.
          const passed = <u32>(next - at);
          found &= FULL << passed;
          next = at + 16;
        } else if ((byte | 32) === OPENING_BRACE) depth++;
        else if (--depth === 0) {
          Json.pos = hit + 1;
          return true;
        }
      }
      at = next;
    }
    Json.broken = true;
    Json.pos = end;
    return false;
  }
}

/** One bit for each of the bytes looked at in one step. */
const FULL: u32 = 0xffff;
export const QUOTE: u32 = 34;
export const COMMA: u32 = 44;
export const COLON: u32 = 58;
export const OPENING_BRACKET: u32 = 91;
export const BACKSLASH: u32 = 92;
const CLOSING_BRACKET: u32 = 93;
export const OPENING_BRACE: u32 = 123;
export const CLOSING_BRACE: u32 = 125;

/** Where the string whose first byte is at `start` ends; 0: nowhere. */
export function closingQuote(start: usize, end: usize): usize {
  const quotes = i8x16.splat(<u8>QUOTE);
  let at = start;
  while (at < end) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), quotes));
    if (!found) {
      at += 16;
      continue;
    }
    at += ctz(found);
    if (at >= end) return 0;
    // One with an odd number of backslashes before it is part of the text.
    let before = at;
    while (before > start && load<u8>(before - 1) === BACKSLASH) before--;
    if (((at - before) & 1) === 0) return at;
    at++;
  }
  return 0;
}

/** The whole number that the bytes spell; NaN when they do not, or when it has more digits than a number holds. */
function digits(from: usize, to: usize): f64 {
  if (from === to || to - from > 15) return NaN;
  let n: u64 = 0;
  for (let at = from; at < to; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit > 9) return NaN;
    n = n * 10 + digit;
  }
  return <f64>n;
}

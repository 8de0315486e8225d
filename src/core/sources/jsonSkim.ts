import { FIRST_ENTRY, NO_ENTRY, index, indexJson } from './jsonIndex';

/**
 * Walks through JSON bytes without building objects: most of an assistant's log is text that nobody here needs, and
 * parsing it costs ten times what finding its end does. Reads leniently, never past `end`, never recursively, and
 * never throws: every method says by its result that the bytes are not what was expected.
 *
 * Where bytes can be indexed (see jsonIndex.ts), it goes from value to value; what the index does not know it walks
 * through byte by byte, with the same result.
 */
export class JsonSkim {
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;
  /** Where the next value, key or delimiter is looked for. */
  pos = 0;
  /** Of the index: the first value or key that is not passed yet; NO_ENTRY when there is no index. */
  entry = NO_ENTRY;
  /** After `nextKey`: the key's bytes without quotes. After `string`: the string's. */
  from = 0;
  to = 0;

  reset(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.pos = start;
    this.end = end;
    indexJson(this, bytes, start, end);
  }

  /** After a step that did not go by the index. */
  private catchUp(): void {
    const { pos } = this;
    let { entry } = this;
    while (index[entry]! < pos) entry += 3;
    this.entry = entry;
  }

  /** The first byte of the next value; 0 at the end. */
  peek(): number {
    const { bytes, end } = this;
    let i = this.pos;
    while (i < end && bytes[i]! <= 32) i++;
    this.pos = i;
    return i < end ? bytes[i]! : 0;
  }

  /** Steps into an object or array; false when the next value is neither. */
  enter(open: 123 | 91): boolean {
    if (this.peek() !== open) return false;
    if (index[this.entry] === this.pos) this.entry += 3;
    this.pos++;
    return true;
  }

  /** Inside an object: moves to the next key's value. False at the object's end, which is then passed, or when broken. */
  nextKey(): boolean {
    const { bytes, end, entry } = this;
    const begin = index[entry]!;
    // Behind a comma, or an opening brace, and with its colon.
    if (begin - this.pos === 1 ? bytes[begin - 1] === 44 : begin === this.pos) {
      const behind = index[entry + 1]!;
      if (bytes[begin] === 34 && bytes[behind] === 58 && behind < end) {
        this.from = begin + 1;
        this.to = behind - 1;
        this.pos = behind + 1;
        this.entry = entry + 3;
        return true;
      }
    }
    let c = this.peek();
    if (c === 44) {
      this.pos++;
      c = this.peek();
    }
    if (c !== 34) {
      if (c !== 125) this.broken = true;
      this.pos++;
      return false;
    }
    // Keys are short and without escapes, and a colon follows at once: the usual case needs no further look.
    let i = this.pos + 1;
    this.from = i;
    while (i < end && bytes[i] !== 34 && bytes[i] !== 92) i++;
    if (i + 1 < end && bytes[i] === 34 && bytes[i + 1] === 58) {
      this.to = i;
      this.pos = i + 2;
      this.catchUp();
      return true;
    }
    if (!this.string() || this.peek() !== 58) {
      this.broken = true;
      return false;
    }
    this.pos++;
    return true;
  }

  /** Inside an array: moves to the next element. False at the array's end, which is then passed, or when broken. */
  nextElement(): boolean {
    let c = this.peek();
    if (c === 44) {
      this.pos++;
      c = this.peek();
    }
    // What closes an object is no value and would never be passed.
    if (c === 93 || c === 0 || c === 125) {
      if (c !== 93) this.broken = true;
      this.pos++;
      return false;
    }
    return true;
  }

  /** Set when a step failed because the bytes are not JSON; stays set until cleared. */
  broken = false;

  /** Passes a string and leaves its bytes in from…to. */
  string(): boolean {
    return this.peek() === 34 && this.passString();
  }

  private passString(): boolean {
    const { entry } = this;
    const indexed = index[entry] === this.pos;
    const close = indexed ? index[entry + 1]! - 1 : this.closingQuote(this.pos + 1);
    if (close < 0) {
      this.broken = true;
      this.pos = this.end;
      return false;
    }
    this.from = this.pos + 1;
    this.to = close;
    this.pos = close + 1;
    if (indexed) this.entry = entry + 3;
    else this.catchUp();
    return true;
  }

  /** Passes any value; false when there is none. */
  skip(): boolean {
    const c = this.peek();
    if (c === 34) return this.passString();
    const { entry } = this;
    if (index[entry] === this.pos && index[entry + 1]! > this.pos) {
      this.pos = index[entry + 1]!;
      this.entry = FIRST_ENTRY + index[entry + 2]! / 4;
      return true;
    }
    if (c === 123 || c === 91) return this.skipNested();
    const { bytes, end } = this;
    const start = this.pos;
    let i = start;
    while (i < end) {
      const b = bytes[i]!;
      if (b === 44 || b === 125 || b === 93 || b <= 32) break;
      i++;
    }
    this.pos = i;
    if (i === start) this.broken = true;
    this.catchUp();
    return i > start;
  }

  private skipNested(): boolean {
    const { bytes, end } = this;
    let depth = 0;
    let i = this.pos;
    while (i < end) {
      const c = bytes[i]!;
      if (c === 34) {
        i = this.closingQuote(i + 1);
        if (i < 0) break;
      } else if (c === 123 || c === 91) depth++;
      else if ((c === 125 || c === 93) && --depth === 0) {
        this.pos = i + 1;
        this.catchUp();
        return true;
      }
      i++;
    }
    this.broken = true;
    this.pos = end;
    return false;
  }

  /** Where the string that begins at `i` ends; -1 when it does not. */
  private closingQuote(i: number): number {
    const { bytes, end } = this;
    const near = Math.min(end, i + 32);
    for (; i < near; i++) {
      const c = bytes[i]!;
      if (c === 34) return i;
      if (c === 92) i++;
    }
    // A long string: let the engine's own search find quotes, and see whether they are escaped.
    let quote = i < end ? bytes.indexOf(34, i) : -1;
    while (quote >= 0 && quote < end) {
      let k = quote - 1;
      while (k >= i && bytes[k] === 92) k--;
      if ((quote - k) & 1) return quote;
      quote = bytes.indexOf(34, quote + 1);
    }
    return -1;
  }

  /** Passes a whole number ≥ 0, also one written as a string; null, true and false are 0. NaN when it is anything else. */
  count(): number {
    const c = this.peek();
    if (c === 110 || c === 116 || c === 102) return this.skip() ? 0 : NaN;
    if (c === 34) return this.passString() ? digits(this.bytes, this.from, this.to) : NaN;
    const start = this.pos;
    return this.skip() ? digits(this.bytes, start, this.pos) : NaN;
  }

  /** Passes a string and gives its text; '' when the value is something else. */
  text(): string {
    if (this.peek() !== 34) {
      this.skip();
      return '';
    }
    return this.string() ? decodeString(this.bytes, this.from, this.to) : '';
  }
}

/** The whole number that bytes[from…to) spell; NaN when they do not, or when it has more digits than a number holds. */
function digits(bytes: Uint8Array, from: number, to: number): number {
  if (from === to || to - from > 15) return NaN;
  let n = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return NaN;
    n = n * 10 + digit;
  }
  return n;
}

// A byte order mark within a text is a character like any other.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a JSON string's bytes (without its quotes). Bytes that are not UTF-8 become U+FFFD. */
export function decodeString(bytes: Uint8Array, from: number, to: number): string {
  // Mostly its quotes stand around it: taken along, they spare a copy of the text.
  const quotes = bytes[from - 1] === 34 && bytes[to] === 34 ? 1 : 0;
  const raw = utf8.decode(bytes.subarray(from - quotes, to + quotes));
  const text = (): string => raw.slice(quotes, raw.length - quotes);
  if (!raw.includes('\\')) return text();
  try {
    return JSON.parse(quotes ? raw : `"${raw}"`) as string;
  } catch {
    return text();
  }
}

const KEY_SLOTS = 256;

/** Recognises an object's keys without making strings of them. */
export class KeySet<K extends string> {
  private readonly names: { bytes: Uint8Array; name: K; next: number }[] = [];
  /** By `slotOf`, the last of the names that share a slot; -1: none. */
  private readonly slots = new Int16Array(KEY_SLOTS).fill(-1);

  constructor(names: readonly K[]) {
    for (const name of names) {
      const bytes = new TextEncoder().encode(name);
      const slot = slotOf(bytes, 0, bytes.length);
      this.slots[slot] = this.names.push({ bytes, name, next: this.slots[slot]! }) - 1;
    }
  }

  /** Which of the names stands in bytes[from…to); undefined: none. */
  find(bytes: Uint8Array, from: number, to: number): K | undefined {
    next: for (let n = this.slots[slotOf(bytes, from, to)]!; n >= 0; n = this.names[n]!.next) {
      const own = this.names[n]!.bytes;
      if (own.length !== to - from) continue;
      for (let i = 0; i < own.length; i++) if (bytes[from + i] !== own[i]) continue next;
      return this.names[n]!.name;
    }
    return undefined;
  }
}

/** Keys mostly differ in length, or at one of their ends. */
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  return ((to - from) * 67 + bytes[from]! * 5 + bytes[to - 1]!) & (KEY_SLOTS - 1);
}

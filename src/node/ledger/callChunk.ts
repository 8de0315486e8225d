import { packColumns, unpackColumns } from './packedColumns';

/**
 * Calls as packed rows, up to 256 of one session together: a gigabyte of logs holds some hundred thousand calls, which
 * as SQL rows would take longer to write than to find.
 */
export const MOST_ROWS = 256;
/** Nothing keeps a hostile log from ids of a megabyte each: a chunk with so much text takes no more calls. */
export const MOST_TEXT = 1 << 20;

/**
 * The numbers of a call; texts that many calls share are ids of names, from Model to Effort in the order of
 * `Names.idsOf`.
 * Stored by place: from the first release on, append only; in chunks that were written before a column came to be, it
 * is 0, as a name ''. A column more is a line here, one in copyCalls.ts, and in storedCall.ts one each to get and to
 * give it.
 */
export const enum Column {
  At,
  /** The model that answered: responseModel, else requestModel. */
  Model,
  RequestModel,
  Provider,
  Agent,
  Operation,
  Workspace,
  Tier,
  Speed,
  Effort,
  Input,
  CacheRead,
  CacheWrite,
  CacheWrite1h,
  Output,
  Reasoning,
  ToolCalls,
  WebSearches,
  /** NaN: unpriced. */
  Cost,
  /** NaN: the assistant recorded none. */
  ReportedCost,
  /** NaN: not said. */
  EstimateError,
  StoreRank,
  File,
  Offset,
  Flags,
  ClientVersion,
}

export const WIDTH = Column.ClientVersion + 1;

export const enum Flag {
  Estimated = 1,
  /** Not so: another store of the assistant tells this session better. */
  Counted = 2,
  Replayed = 4,
  /** The response id is the key; it is not written twice. */
  KeyIsResponse = 8,
  /** What stood here is part of another call now. Its place stays: the ids of the calls after it go by theirs. */
  Removed = 16,
  /** See UsageRecord.summed. */
  Summed = 32,
}

/** Key, variant and response id of each call stand in one list. */
const TEXTS = 3;

export const enum Text {
  Key,
  Variant,
  Response,
}

/** A row of `call_chunk`. */
export type ChunkRow = [
  id: number,
  session: number,
  firstAt: number,
  lastAt: number,
  keys: Uint8Array,
  texts: string,
  data: Uint8Array,
];

/** Numbers of full chunks that were let go: memory that is new to a process costs more than to write to it. */
const spare: Float64Array<ArrayBuffer>[] = [];
const MOST_SPARE = 64;

export class CallChunk {
  count = 0;
  /** Since it was read or last packed. */
  changed = false;
  /** WIDTH of each call. */
  numbers = new Float64Array(0);
  private hashes = new Int32Array(0);
  /** TEXTS of each call; undefined: as they are stored, until somebody asks for one. */
  private texts: string[] | undefined;
  /** The same as JSON strings, each followed by a comma; '' once `texts` knows better. */
  private json = '';
  private textLength = 0;

  constructor(
    readonly id: number,
    readonly session: number,
  ) {}

  /** Throws for a row that no Tokenmin wrote, in words that `isCorrupt` knows. */
  static unpack(row: readonly unknown[]): CallChunk {
    const [id, session, , , keys, texts, data] = row;
    const chunk = new CallChunk(Number(id), Number(session));
    if (!(keys instanceof Uint8Array) || !(data instanceof Uint8Array) || typeof texts !== 'string')
      throw corrupt(chunk);
    chunk.count = keys.length / 4;
    if (!Number.isInteger(chunk.count) || chunk.count > MOST_ROWS) throw corrupt(chunk);
    const numbers = unpackColumns(data, WIDTH, chunk.count);
    if (!numbers) throw corrupt(chunk);
    chunk.numbers = numbers;
    chunk.hashes = hashesIn(keys);
    if (!texts.startsWith('[') || !texts.endsWith(']')) throw corrupt(chunk);
    chunk.json = chunk.count > 0 ? `${texts.slice(1, -1)},` : '';
    chunk.textLength = texts.length;
    return chunk;
  }

  pack(): ChunkRow {
    const rows = this.numbers.subarray(0, this.count * WIDTH);
    let [firstAt, lastAt] = [Infinity, -Infinity];
    for (let at = Column.At as number; at < rows.length; at += WIDTH) {
      firstAt = Math.min(firstAt, rows[at]!);
      lastAt = Math.max(lastAt, rows[at]!);
    }
    const keys = new Uint8Array(this.hashes.buffer, 0, this.count * 4);
    const texts = this.json ? `[${this.json.slice(0, -1)}]` : JSON.stringify(this.texts ?? []);
    return [this.id, this.session, firstAt, lastAt, keys, texts, packColumns(rows, WIDTH)];
  }

  get isFull(): boolean {
    return this.count === MOST_ROWS || this.textLength > MOST_TEXT;
  }

  get room(): number {
    return this.isFull ? 0 : MOST_ROWS - this.count;
  }

  /** Adds places for calls, all zero; `identities` see RecordRows. Up to `expected` more may follow. Returns the first. */
  add(count: number, identities: string, expected = 0): number {
    const first = this.count;
    this.count += count;
    if (this.count > this.hashes.length) this.grow(this.count + expected);
    this.numbers.fill(0, first * WIDTH, this.count * WIDTH);
    this.textLength += identities.length;
    if (this.json || !this.texts) this.json += identities;
    this.texts?.push(...(JSON.parse(`[${identities.slice(0, -1)}]`) as string[]));
    this.changed = true;
    return first;
  }

  private grow(expected: number): void {
    const { numbers, hashes } = this;
    const wanted = Math.max(expected, 2 * hashes.length);
    const rows = wanted > MOST_ROWS / 2 ? MOST_ROWS : wanted;
    this.numbers = (rows === MOST_ROWS ? spare.pop() : undefined) ?? new Float64Array(WIDTH * rows);
    this.numbers.set(numbers);
    this.hashes = new Int32Array(rows);
    this.hashes.set(hashes);
  }

  /** Lets go of it: its memory is the next one's. Nobody may have a call of it at hand. */
  release(): void {
    if (this.numbers.length === WIDTH * MOST_ROWS && spare.length < MOST_SPARE) spare.push(this.numbers);
    this.numbers = new Float64Array(0);
    this.count = 0;
  }

  number(row: number, column: Column): number {
    return this.numbers[row * WIDTH + column]!;
  }

  setNumber(row: number, column: Column, value: number): void {
    this.numbers[row * WIDTH + column] = value;
    this.changed = true;
  }

  text(row: number, text: Text): string {
    return (this.texts ??= this.parseTexts())[row * TEXTS + text]!;
  }

  setTexts(row: number, key: string, variant: string, response: string): void {
    const texts = (this.texts ??= this.parseTexts());
    const at = row * TEXTS;
    if (texts[at + Text.Key] === key && texts[at + Text.Variant] === variant && texts[at + Text.Response] === response)
      return;
    this.json = '';
    texts[at + Text.Key] = key;
    texts[at + Text.Variant] = variant;
    texts[at + Text.Response] = response;
    this.textLength += key.length + variant.length + response.length;
    this.changed = true;
  }

  setHash(row: number, hash: number): void {
    this.hashes[row] = hash;
  }

  /** Of the call's key, signed; see callHash. */
  hash(row: number): number {
    return this.hashes[row]!;
  }

  has(row: number, flag: Flag): boolean {
    return (this.number(row, Column.Flags) & flag) !== 0;
  }

  private parseTexts(): string[] {
    let texts: unknown;
    try {
      texts = JSON.parse(`[${this.json.slice(0, -1)}]`);
    } catch {
      throw corrupt(this);
    }
    if (!Array.isArray(texts) || texts.length !== this.count * TEXTS) throw corrupt(this);
    if (!texts.every((text) => typeof text === 'string')) throw corrupt(this);
    return texts;
  }
}

/** The hashes of a chunk's keys, signed, in the order of its calls. */
export function hashesIn(keys: Uint8Array): Int32Array<ArrayBuffer> {
  return new Int32Array(keys.slice(0, keys.length & ~3).buffer);
}

function corrupt({ id }: CallChunk): Error {
  return new Error(`The ledger is corrupt: chunk ${id} holds no calls.`);
}

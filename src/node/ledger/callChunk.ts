import { packColumns, unpackColumns } from './packedColumns';

/**
 * Calls as packed rows, up to 256 of one session together: a gigabyte of logs holds some hundred thousand calls, which
 * as SQL rows would take longer to write than to find.
 */
export const MOST_ROWS = 256;
/** Nothing keeps a hostile log from ids of a megabyte each: a chunk with so much text takes no more calls. */
const MOST_TEXT = 1 << 20;

/**
 * The numbers of a call; texts that many calls share are ids of names, from Model to Effort in the order of
 * `Names.idsOf`.
 * Stored by place: from the first release on, append only; in chunks that were written before a column came to be, it
 * is 0, as a name ''. A column more is a line here, and in storedCall.ts one each to write, to get and to give it.
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

export class CallChunk {
  count = 0;
  /** Since it was read or last packed. */
  changed = false;
  /** WIDTH of each call. */
  numbers = new Float64Array(0);
  private hashes = new Int32Array(0);
  private texts: string[] = [];
  private textLength = 0;
  /** The texts as they are stored, until somebody asks for one. */
  private packedTexts = '';

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
    chunk.packedTexts = texts;
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
    const texts = this.packedTexts || JSON.stringify(this.texts);
    return [this.id, this.session, firstAt, lastAt, keys, texts, packColumns(rows, WIDTH)];
  }

  get isFull(): boolean {
    return this.count === MOST_ROWS || this.textLength > MOST_TEXT;
  }

  /** Place for one more call, all zero. */
  add(): number {
    if (this.packedTexts) this.unpackTexts();
    if (this.count === this.hashes.length) {
      const { numbers, hashes } = this;
      this.numbers = new Float64Array(WIDTH * MOST_ROWS);
      this.numbers.set(numbers);
      this.hashes = new Int32Array(MOST_ROWS);
      this.hashes.set(hashes);
    }
    return this.count++;
  }

  number(row: number, column: Column): number {
    return this.numbers[row * WIDTH + column]!;
  }

  setNumber(row: number, column: Column, value: number): void {
    this.numbers[row * WIDTH + column] = value;
    this.changed = true;
  }

  text(row: number, text: Text): string {
    if (this.packedTexts) this.unpackTexts();
    return this.texts[row * TEXTS + text]!;
  }

  setTexts(row: number, hash: number, key: string, variant: string, response: string): void {
    if (this.packedTexts) this.unpackTexts();
    this.texts[row * TEXTS + Text.Key] = key;
    this.texts[row * TEXTS + Text.Variant] = variant;
    this.texts[row * TEXTS + Text.Response] = response;
    this.hashes[row] = hash;
    this.textLength += key.length + variant.length + response.length;
    this.changed = true;
  }

  /** Of the call's key, signed; see callHash. */
  hash(row: number): number {
    return this.hashes[row]!;
  }

  has(row: number, flag: Flag): boolean {
    return (this.number(row, Column.Flags) & flag) !== 0;
  }

  private unpackTexts(): void {
    try {
      this.texts = JSON.parse(this.packedTexts) as string[];
    } catch {
      throw corrupt(this);
    }
    if (!Array.isArray(this.texts) || this.texts.length !== this.count * TEXTS) throw corrupt(this);
    if (!this.texts.every((text) => typeof text === 'string')) throw corrupt(this);
    this.packedTexts = '';
  }
}

/** The hashes of a chunk's keys, signed, in the order of its calls. */
export function hashesIn(keys: Uint8Array): Int32Array<ArrayBuffer> {
  return new Int32Array(keys.slice(0, keys.length & ~3).buffer);
}

function corrupt({ id }: CallChunk): Error {
  return new Error(`The ledger is corrupt: chunk ${id} holds no calls.`);
}

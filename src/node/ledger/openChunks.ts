import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { rangeIn } from '../../core/usage/joinedTexts';
import { RecordColumn } from '../../core/usage/recordColumn';
import type { RecordRows } from '../../core/usage/recordRows';
import { CallChunk, MOST_TEXT, hashesIn } from './callChunk';
import { CallIndex } from './callIndex';
import { rowReader, type Value } from './rows';
import { StoredCall, idOf, placeOf } from './storedCall';

/** So many chunks are kept at hand, a megabyte: what is known already mostly stands in one that was written lately. */
const MOST_OPEN = 24;
const RECORD = RecordColumn.Count;

/**
 * The chunks that calls are looked up in and written to, in memory until the transaction ends. Calls that are new go
 * into the last chunk of their session as long as it has room: a live log brings them by ones and twos.
 */
export class OpenChunks {
  private readonly chunks = new Map<number, CallChunk>();
  /** By session. */
  private readonly last = new Map<number, number>();
  private index: CallIndex | undefined;
  private nextId: number | undefined;
  /** Where the last call went. */
  private current: CallChunk | undefined;
  private readonly select: (id: number) => Value[][];
  private readonly bySession: (session: number) => Value[][];
  private readonly keys: () => Value[][];
  private readonly lastId: () => Value[][];
  private readonly store: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly mostOpen = MOST_OPEN,
  ) {
    this.select = rowReader(db, 'SELECT * FROM call_chunk WHERE id = ?');
    this.bySession = rowReader(db, 'SELECT id FROM call_chunk WHERE session_id = ?');
    this.keys = rowReader(db, 'SELECT id, keys FROM call_chunk');
    this.lastId = rowReader(db, 'SELECT max(id) FROM call_chunk');
    this.store = db.prepare('INSERT OR REPLACE INTO call_chunk VALUES (?, ?, ?, ?, ?, ?, ?)');
  }

  /** The calls, by ids, whose key may be one with this hash. */
  find(hash: number): readonly number[] {
    this.index ??= this.readIndex();
    return this.index.find(hash);
  }

  /** undefined: there is no such call, or it has become part of another. */
  call(id: number): StoredCall | undefined {
    const { chunk: chunkId, row } = placeOf(id);
    const chunk = this.chunk(chunkId);
    if (!chunk || row >= chunk.count) return undefined;
    const call = new StoredCall(chunk, row);
    return call.removed ? undefined : call;
  }

  /** A place for a call that is new, or new in this session; it is to be written at once. `hash` is that of its key. */
  place(session: number, hash: number, identity: string): StoredCall {
    const chunk = this.roomIn(session);
    const row = chunk.add(1, identity);
    this.index ??= this.readIndex();
    this.index.add(hash, idOf(chunk.id, row));
    return new StoredCall(chunk, row);
  }

  /**
   * Places for records from row `first` on, `most` at most, up to where one may be known or the chunk is full: the first
   * of them and how many they are; undefined: none. They are to be written at once.
   */
  placeNew(
    session: number,
    { numbers, identities }: RecordRows,
    first: number,
    most: number,
  ): { at: StoredCall; count: number } | undefined {
    this.index ??= this.readIndex();
    if (this.index.find(numbers[first * RECORD + RecordColumn.KeyHash]!).length > 0) return undefined;
    const chunk = this.roomIn(session);
    const { ends } = identities;
    const textFrom = first > 0 ? ends[first - 1]! : 0;
    let id = idOf(chunk.id, chunk.count);
    let next = first;
    const end = first + Math.min(most, chunk.room);
    while (next < end && (next === first || ends[next - 1]! - textFrom < MOST_TEXT)) {
      if (!this.index.addNew(numbers[next * RECORD + RecordColumn.KeyHash]!, id++)) break;
      next++;
    }
    const count = next - first;
    const row = chunk.add(count, rangeIn(identities, first, next), numbers.length / RECORD - next);
    return { at: new StoredCall(chunk, row), count };
  }

  /** Shows all calls of a session. */
  ofSession(session: number, look: (call: StoredCall) => void): void {
    const ids = new Set(this.bySession(session).map(([id]) => Number(id)));
    for (const chunk of this.chunks.values()) if (chunk.session === session) ids.add(chunk.id);
    for (const id of ids) {
      const chunk = this.chunk(id)!;
      for (let row = 0; row < chunk.count; row++) {
        const call = new StoredCall(chunk, row);
        if (!call.removed) look(call);
      }
    }
  }

  /** Lets go of chunks when they have become many. Between calls only: who has a StoredCall at hand may change it. */
  trim(): void {
    if (this.chunks.size <= this.mostOpen) return;
    this.write();
    for (const chunk of this.chunks.values()) chunk.release();
    this.chunks.clear();
    this.current = undefined;
  }

  /** Into the ledger with what has changed. */
  write(): void {
    for (const chunk of this.chunks.values()) {
      if (!chunk.changed) continue;
      this.store.run(...chunk.pack());
      chunk.changed = false;
    }
  }

  forget(): void {
    this.chunks.clear();
    this.last.clear();
    this.index = undefined;
    this.nextId = undefined;
    this.current = undefined;
  }

  private chunk(id: number): CallChunk | undefined {
    let chunk = this.chunks.get(id);
    if (chunk) return chunk;
    const [row] = this.select(id);
    if (!row) return undefined;
    chunk = CallChunk.unpack(row);
    this.chunks.set(id, chunk);
    return chunk;
  }

  private roomIn(session: number): CallChunk {
    if (this.current?.session !== session || this.current.isFull) this.current = this.lastOf(session);
    return this.current;
  }

  private lastOf(session: number): CallChunk {
    const last = this.last.get(session) ?? Math.max(0, ...this.bySession(session).map(([id]) => Number(id)));
    const chunk = this.chunk(last);
    if (chunk && !chunk.isFull) {
      this.last.set(session, last);
      return chunk;
    }
    this.nextId ??= Number(this.lastId()[0]![0] ?? 0) + 1;
    const added = new CallChunk(this.nextId++, session);
    this.chunks.set(added.id, added);
    this.last.set(session, added.id);
    return added;
  }

  private readIndex(): CallIndex {
    const chunks = this.keys().map(([id, keys]) => ({
      id: Number(id),
      hashes: keys instanceof Uint8Array ? hashesIn(keys) : [],
    }));
    const index = new CallIndex(chunks.reduce((sum, { hashes }) => sum + hashes.length, 0));
    for (const { id, hashes } of chunks) {
      for (let row = 0; row < hashes.length; row++) index.add(hashes[row]!, idOf(id, row));
    }
    return index;
  }
}

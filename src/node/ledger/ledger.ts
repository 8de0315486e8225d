import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SourceId } from '../../core/usage/usageRecord';
import { RecordReader } from '../../core/usage/recordReader';
import { storedJson } from '../../core/usage/storedJson';
import type { PriceBook } from '../../core/pricing/priceBook';
import type { ReadTask, Reading } from '../ingest/reading';
import { CallStore } from './callStore';
import { Names } from './names';
import { rowsOf } from './rows';
import { TextSide } from './textSide';
import { Sums } from './sums';
import { reprice } from './reprice';
import { settle } from './openLedger';

/** What the ledger knows of a log file. */
export interface KnownFile {
  id: number;
  source: SourceId;
  size: number;
  modifiedAt: number;
  readTo: number;
  headLength: number;
  headHash: number;
  tailHash: number;
  gone: boolean;
}

/** Writes readings into the ledger. Everything between `begin` and `commit` is there as a whole or not at all. */
export class Ledger {
  private readonly names: Names;
  private readonly sums: Sums;
  private readonly calls: CallStore;
  private readonly textSide: TextSide;
  private readonly sessions = new Map<string, number>();
  private readonly addFile: StatementSync;
  private readonly putFile: StatementSync;
  private readonly findSession: StatementSync;
  private readonly insertSession: StatementSync;
  private readonly dropProblem: StatementSync;
  private readonly addProblem: StatementSync;
  private readonly version: StatementSync;
  private lastVersion: unknown;
  private readonly metaOf: StatementSync;
  private readonly bumpRevision: StatementSync;
  private lastRevision: unknown;
  private open = false;

  constructor(
    readonly db: DatabaseSync,
    private prices: PriceBook,
    mostOpen?: number,
  ) {
    this.version = db.prepare('PRAGMA data_version');
    this.lastVersion = this.version.get()?.['data_version'];
    this.metaOf = db.prepare('SELECT value FROM meta WHERE key = ?');
    this.bumpRevision = db.prepare(
      `INSERT INTO meta (key, value) VALUES ('revision', 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value`,
    );
    this.lastRevision = this.meta('revision');
    this.names = new Names(db);
    this.sums = new Sums(db);
    this.calls = new CallStore(db, this.names, this.sums, () => this.prices, mostOpen);
    this.textSide = new TextSide(db);
    const file = `INSERT INTO file (source, path, root, size, modified_at, read_to, head_length, head_hash, tail_hash, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET root = excluded.root`;
    this.addFile = db.prepare(`${file} RETURNING id`);
    this.putFile = db.prepare(
      `${file}, size = excluded.size, modified_at = excluded.modified_at, read_to = excluded.read_to,
       head_length = excluded.head_length, head_hash = excluded.head_hash, tail_hash = excluded.tail_hash,
       state = excluded.state, gone = 0 RETURNING id`,
    );
    this.findSession = db.prepare('SELECT id FROM session WHERE source = ? AND conversation_id = ?');
    this.insertSession = db.prepare('INSERT INTO session (source, conversation_id) VALUES (?, ?)');
    this.dropProblem = db.prepare("DELETE FROM problem WHERE file_id = ? AND code IN ('unreadable', 'locked')");
    this.addProblem = db.prepare(
      `INSERT INTO problem (file_id, code, count, offset, detail) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    );
  }

  /** All files, or those of the paths named, by path. */
  files(paths?: readonly string[]): Map<string, KnownFile> {
    const select =
      'SELECT path, id, source, size, modified_at, read_to, head_length, head_hash, tail_hash, gone FROM file';
    const rows = paths
      ? paths.flatMap((path) => rowsOf(this.db, `${select} WHERE path = ?`, path))
      : rowsOf(this.db, select);
    return new Map(
      rows.map(([path, id, source, size, modifiedAt, readTo, headLength, headHash, tailHash, gone]) => [
        String(path),
        {
          id: Number(id),
          source: String(source) as SourceId,
          size: Number(size),
          modifiedAt: Number(modifiedAt),
          readTo: Number(readTo),
          headLength: Number(headLength),
          headHash: Number(headHash),
          tailHash: Number(tailHash),
          gone: gone === 1,
        },
      ]),
    );
  }

  /** What a file's parser left for the next reading. Asked for by file: most have not changed. */
  stateOf(file: number): unknown {
    const state = this.db.prepare('SELECT state FROM file WHERE id = ?').get(file)?.['state'];
    return typeof state === 'string' ? storedJson(state) : undefined;
  }

  /** Has another connection written since this one last did? */
  get writtenByOthers(): boolean {
    return this.version.get()?.['data_version'] !== this.lastVersion;
  }

  begin(): void {
    this.db.exec('BEGIN IMMEDIATE');
    this.open = true;
    // What another window wrote since is not among what we remember.
    const version = this.version.get()?.['data_version'];
    if (version !== this.lastVersion) this.forget();
    this.lastVersion = version;
    // Another window may have other prices: sums are never a mixture of both.
    const known = this.meta('prices');
    if (known === this.prices.key) return;
    try {
      if (known !== undefined) {
        reprice(this.db, this.prices);
        this.calls.forget();
      }
      this.db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('prices', ?)").run(this.prices.key);
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Between `begin` and `commit`? */
  get writing(): boolean {
    return this.open;
  }

  commit(): void {
    this.calls.flush();
    this.sums.write();
    this.lastRevision = this.bumpRevision.get()?.['value'];
    this.db.exec('COMMIT');
    this.open = false;
  }

  /** Has another process committed anything since this was last asked? */
  changedElsewhere(): boolean {
    const revision = this.meta('revision');
    const changed = revision !== this.lastRevision;
    this.lastRevision = revision;
    return changed;
  }

  /** Undoes what came since `begin`. What is remembered of it is forgotten. */
  rollback(): void {
    if (this.open) {
      try {
        this.db.exec('ROLLBACK');
      } catch {
        // SQLite has already rolled back by itself, as it does when the disk is full.
      }
    }
    this.open = false;
    this.forget();
  }

  private forget(): void {
    this.sums.forget();
    this.names.forget();
    this.calls.forget();
    this.sessions.clear();
  }

  /** Adds a reading of a file; returns how many calls in it were new. `file` is the ledger's id of it, if it has one. */
  apply(task: ReadTask, reading: Reading, file: number | undefined): number {
    const id = this.idOfFile(task, reading);
    if (file !== undefined) this.dropProblem.run(id);
    if (file !== undefined && task.from === 0 && !reading.failed) this.forgetFile(id);
    for (const p of reading.failed ? [reading.failed] : reading.problems) {
      this.addProblem.run(id, p.code, p.count, p.offset, p.detail);
    }
    if (reading.failed) return 0;
    const added = this.calls.addAll(new RecordReader(reading.records, task.path), id, {
      sessionOf: (conversation) => this.sessionOf(task.source, conversation),
      knows: (conversation) => this.knowsSession(task.source, conversation),
    });
    this.textSide.add(reading.blocks, id, (conversation) => this.sessionOf(task.source, conversation));
    return added;
  }

  /** Notes up to where the file was read; of one that could not be read, only that it is there. */
  private idOfFile({ source, path, root, size, modifiedAt }: ReadTask, reading: Reading): number {
    const row = reading.failed
      ? this.addFile.get(source, path, root.path, 0, 0, 0, 0, 0, 0, null)
      : this.putFile.get(
          source,
          path,
          root.path,
          // Of one that goes on, a size that it does not have: who is killed here finds that there is more to be read.
          reading.more ? reading.readTo : size,
          modifiedAt,
          reading.readTo,
          reading.headLength,
          reading.headHash,
          reading.tailHash,
          reading.state === undefined ? null : JSON.stringify(reading.state),
        );
    return Number(row?.['id']);
  }

  /** Notes that files are no longer where they were. What they held stays counted. */
  markGone(ids: readonly number[]): void {
    const mark = this.db.prepare('UPDATE file SET gone = 1 WHERE id = ?');
    for (const id of ids) mark.run(id);
  }

  /** Takes other prices, and computes all costs anew when they could differ: now, or where that fails at the next `begin`. */
  setPrices(prices: PriceBook): void {
    this.prices = prices;
    if (this.meta('prices') === prices.key) return;
    this.begin();
    try {
      this.commit();
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Call when a reading is in. */
  settle(): void {
    settle(this.db);
  }

  close(): void {
    this.rollback();
    this.db.close();
  }

  private meta(key: string): unknown {
    return this.metaOf.get(key)?.['value'];
  }

  private forgetFile(id: number): void {
    this.db.prepare('DELETE FROM problem WHERE file_id = ?').run(id);
    this.textSide.forget(id);
  }

  /** A new session's span and workspace come with its first call. */
  private sessionOf(source: SourceId, conversation: string): number {
    const key = `${source} ${conversation}`;
    const known = this.sessions.get(key);
    if (known !== undefined) return known;
    const row = this.findSession.get(source, conversation);
    const id = Number(row ? row['id'] : this.insertSession.run(source, conversation).lastInsertRowid);
    if (this.sessions.size > 20_000) this.sessions.clear();
    this.sessions.set(key, id);
    return id;
  }

  private knowsSession(source: SourceId, conversation: string): boolean {
    return this.sessions.has(`${source} ${conversation}`) || this.findSession.get(source, conversation) !== undefined;
  }
}

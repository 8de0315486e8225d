import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Note } from '../../protocol/views';
import { NewerLedgerError, createIndexes, migrate, versionOf } from './schema';

/** For so long another process is given to finish what it writes. */
const PATIENCE_MS = 5000;
/** Twice as much as usual. Larger ones are not read much faster, and each change to a page is written as a whole one. */
const PAGE_BYTES = 8192;
/** What SQLite keeps beside the file, by the ends of their names. */
export const BESIDE = ['-journal', '-wal', '-shm'];

export interface OpenedLedger {
  db: DatabaseSync;
  /** ':memory:' where the file could not be used. */
  file: string;
  notes: Note[];
}

/**
 * Opens or makes the ledger. A file that is no ledger any more is set aside, never deleted, and a new one begun: the
 * logs are read again. One that a newer Tokenmin wrote is left alone, and this run counts in memory; so it does where
 * nothing can be written.
 */
export function openLedger(file: string): OpenedLedger {
  if (file === ':memory:') return { db: open(file), file, notes: [] };
  const inMemory = (note: Note): OpenedLedger => ({ db: open(':memory:'), file: ':memory:', notes: [note] });
  try {
    makeFolder(path.dirname(file));
  } catch (error) {
    return inMemory({ kind: 'disk-full', detail: (error as Error).message });
  }
  const inode = inodeOf(file);
  try {
    return { db: open(file), file, notes: [] };
  } catch (error) {
    if (error instanceof NewerLedgerError) return inMemory({ kind: 'ledger-newer', detail: error.message });
    if (isFull(error)) return inMemory({ kind: 'disk-full', detail: (error as Error).message });
    if (!isCorrupt(error)) throw error;
    const notes = setAside(file, inode);
    return { db: open(file), file, notes };
  }
}

/** As `mkdirSync` with `recursive` does, but that one never returns below a folder that takes no children, as /proc. */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another window may have made it in between.
    if (!fs.existsSync(folder)) throw error;
  }
}

function open(file: string): DatabaseSync {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return openOnce(file);
    } catch (error) {
      // While another process makes the file, SQLite does not wait by itself.
      if (!isBusy(error) || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function openOnce(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { allowExtension: false });
  try {
    db.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    // Before anything is written: what a newer Tokenmin made stays as it is.
    versionOf(db);
    // Of a new ledger: packed calls and blocks take several pages, and each is read by itself.
    db.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
    db.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY');
    db.exec('PRAGMA wal_autocheckpoint = 8000');
    // Pages that are written before their transaction ends would lock out readers: see `settle`.
    if (!isSettled(db)) db.exec('PRAGMA cache_spill = OFF');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Call when a reading is in. A new ledger is filled with a rollback journal, in which pages that are new are written
 * once, and no index; from its first reading on it has both indexes and a write-ahead log, with which a reader in
 * another window never waits for the one that indexes. A killed process loses nothing committed either way.
 */
export function settle(db: DatabaseSync): void {
  if (!isSettled(db)) {
    createIndexes(db);
    db.exec('PRAGMA journal_mode = WAL');
  }
  db.exec('PRAGMA cache_spill = ON');
}

function isSettled(db: DatabaseSync): boolean {
  return db.prepare('PRAGMA journal_mode').get()?.['journal_mode'] === 'wal';
}

/** Is this SQLite saying that the file is damaged, is no database, or has not the tables that a ledger has? */
export function isCorrupt(error: unknown): boolean {
  return (
    error instanceof Error &&
    /malformed|not a database|disk image|corrupt|no such (?:table|column)|has no column|(?:table|index) \S+ already exists/i.test(
      error.message,
    )
  );
}

/** Is this SQLite, or the system, saying that nothing more can be written? */
export function isFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    /disk is full|readonly|disk I\/O|unable to open|^(?:EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|EEXIST):/i.test(
      error.message,
    )
  );
}

/** Is this SQLite saying that another process writes? */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && /is locked/i.test(error.message);
}

/** Tells a file from another one put in its place; undefined: there is none. */
export function inodeOf(file: string): number | undefined {
  try {
    return fs.statSync(file).ino;
  } catch {
    return undefined;
  }
}

/**
 * Renames a damaged ledger out of the way; says where it went. Nothing where another window has done so before, and the
 * file is not that of `inode` any more.
 */
export function setAside(file: string, inode: number | undefined): Note[] {
  let aside = `${file}.damaged`;
  for (let n = 2; fs.existsSync(aside); n++) aside = `${file}.damaged-${n}`;
  if (inode === undefined || inodeOf(file) !== inode) return [];
  // First: once it is gone, another window's new ledger may have its own beside it.
  for (const suffix of BESIDE) fs.rmSync(file + suffix, { force: true });
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    // The other window was faster by a moment.
    if (inodeOf(file) !== inode) return [];
    throw error;
  }
  return [{ kind: 'ledger-rebuilt', detail: path.basename(aside) }];
}

/** Removes the ledger and all that SQLite keeps beside it. */
export function removeLedger(file: string): void {
  for (const suffix of ['', ...BESIDE]) fs.rmSync(file + suffix, { force: true });
}

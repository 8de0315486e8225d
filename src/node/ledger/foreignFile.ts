import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openRegularFile } from '../openRegularFile';
import { rowsOf } from './rows';

const HEADER = Buffer.from('SQLite format 3\0');
/** Tables that every ledger has had. */
const OURS = ['meta', 'rollup', 'session'];

/**
 * Is this somebody else's file, which must be neither changed nor set aside? Not so for what is not there, is empty, or is
 * a database that is damaged: that may have been a ledger.
 */
export function isForeignFile(file: string): boolean {
  const head = headOf(file);
  if (head === undefined) return false;
  if (head === 'no regular file' || !HEADER.subarray(0, head.length).equals(head)) return true;
  if (head.length < HEADER.length) return false;
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, allowExtension: false });
    const tables = rowsOf(db, "SELECT name FROM sqlite_schema WHERE type = 'table'").map(([name]) => String(name));
    return tables.length > 0 && !OURS.every((name) => tables.includes(name));
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

/** undefined: there is nothing, or nothing that may be read. */
function headOf(file: string): Buffer | 'no regular file' | undefined {
  let fd: number | undefined;
  try {
    if (!fs.statSync(file).isFile()) return 'no regular file';
    fd = openRegularFile(file);
    const head = Buffer.alloc(HEADER.length);
    return head.subarray(0, fs.readSync(fd, head, 0, head.length, 0));
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

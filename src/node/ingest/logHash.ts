import fs from 'node:fs';
import { textHash } from '../../core/usage/textHash';

/** Rows end alike: a whole one should be among them. */
const TAIL = 512;

/** Hash of the bytes just before `readTo`: what was appended to must still be there. */
export function tailHash(fd: number, readTo: number): number {
  const length = Math.min(TAIL, readTo);
  return hashAt(fd, readTo - length, length);
}

export function hashAt(fd: number, from: number, length: number): number {
  const bytes = Buffer.alloc(length);
  const read = fs.readSync(fd, bytes, 0, length, from);
  return textHash(bytes, 0, read);
}

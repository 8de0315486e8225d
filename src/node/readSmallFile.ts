import fs from 'node:fs';
import { openRegularFile } from './openRegularFile';

export type NotRead = 'missing' | 'too-large' | 'unreadable';

/** The bytes of a file that has at most `most`, or why not. What is no regular file is unreadable. */
export function readSmallFile(file: string, most: number): Buffer | NotRead {
  let fd: number | undefined;
  try {
    fd = openRegularFile(file);
    const { size } = fs.fstatSync(fd);
    if (size > most) return 'too-large';
    // It may grow meanwhile, and those of /proc do not tell their size.
    let bytes = Buffer.allocUnsafe(size + 1);
    let filled = 0;
    for (;;) {
      const read = fs.readSync(fd, bytes, filled, bytes.length - filled, filled);
      if (read === 0) return bytes.subarray(0, filled);
      filled += read;
      if (filled > most) return 'too-large';
      if (filled === bytes.length) bytes = Buffer.concat([bytes], Math.min(most + 1, 2 * filled + 4096));
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable';
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

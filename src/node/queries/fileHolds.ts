import fs from 'node:fs';

const CHUNK = 1 << 20;

/** Do an open file's bytes hold a text? Nearly as fast as reading, so that few files need to be parsed. */
export function fileHolds(fd: number, text: string): boolean {
  if (text === '') return true;
  const wanted = Buffer.from(text);
  const buffer = Buffer.allocUnsafe(CHUNK + wanted.length);
  /** The end of the chunk before, where the text may have begun. */
  let kept = 0;
  for (let at = 0; ;) {
    const read = fs.readSync(fd, buffer, kept, CHUNK, at);
    if (read === 0) return false;
    const filled = kept + read;
    if (buffer.subarray(0, filled).includes(wanted)) return true;
    at += read;
    kept = Math.min(filled, wanted.length - 1);
    buffer.copy(buffer, 0, filled - kept, filled);
  }
}

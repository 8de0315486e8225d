import fs from 'node:fs';

/** Opening a pipe would wait for somebody who writes into it. Windows has no such flag, and no such files. */
const READ = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/**
 * Opens a file to read it. Throws where it cannot be, and for what is none: a pipe or a device that was given the name of
 * a log or of an instruction file never ends.
 */
export function openRegularFile(file: string): number {
  // A device may mind even being opened.
  refuseOther(file, fs.statSync(file));
  const fd = fs.openSync(file, READ);
  try {
    refuseOther(file, fs.fstatSync(fd));
    return fd;
  } catch (error) {
    fs.closeSync(fd);
    throw error;
  }
}

/** Throws for what is no regular file; `code` says in short what it is, as the system's own errors do. */
export function refuseOther(file: string, stat: fs.Stats | undefined): void {
  if (!stat || stat.isFile()) return;
  const code = stat.isDirectory() ? 'EISDIR' : 'no regular file';
  throw Object.assign(new Error(`${code}: ${file}`), { code });
}

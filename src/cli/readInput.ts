import fs from 'node:fs';

/**
 * The file that a command is to work on; '-' is the standard input. A pipe does as well, as the shell's <(command) is one;
 * of a device such as /dev/zero there may be no end.
 */
export function readInput(file: string): Buffer {
  if (file === '-') return fs.readFileSync(0);
  const fd = fs.openSync(file, 'r');
  try {
    const stat = fs.fstatSync(fd);
    if (!stat.isFile() && !stat.isFIFO()) throw new Error(`${JSON.stringify(file)} is no file`);
    return fs.readFileSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

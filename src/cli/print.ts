import fs from 'node:fs';

const STDOUT = 1;

/**
 * Writes to the standard output, at once where it is a file, a pipe or a socket: Node's streams take longer to load
 * than a report to make. A terminal has its own ways with text, and so has Windows.
 */
export function print(output: string | Uint8Array): void {
  let rest = typeof output === 'string' ? Buffer.from(output) : output;
  try {
    if (isPlain()) while (rest.length > 0) rest = rest.subarray(fs.writeSync(STDOUT, rest));
  } catch (error) {
    // Who reads slowly is waited for, below.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') end(error as NodeJS.ErrnoException);
  }
  if (rest.length > 0) process.stdout.on('error', end).write(rest);
}

function isPlain(): boolean {
  const stat = fs.fstatSync(STDOUT);
  return process.platform !== 'win32' && (stat.isFIFO() || stat.isFile() || stat.isSocket());
}

/** EPIPE: whoever read our output has read enough. */
function end({ code }: NodeJS.ErrnoException): never {
  process.exit(code === 'EPIPE' ? 0 : 1);
}

import fs from 'node:fs';
import path from 'node:path';

const buffer = Buffer.allocUnsafeSlow(1 << 20);

/**
 * Reads every log, so that the system's page cache holds it: some machines, virtual ones above all, drop files of which
 * nobody has read for seconds, and the next run would be a race of the disk.
 */
export function intoPageCache(home) {
  for (const file of fs.readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.jsonl')) continue;
    const fd = fs.openSync(path.join(home, file), 'r');
    while (fs.readSync(fd, buffer) > 0);
    fs.closeSync(fd);
  }
}

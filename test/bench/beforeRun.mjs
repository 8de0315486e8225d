import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a run leaves to the system, memory to free above all, is not to fall into the next one's time. */
const REST_MS = 200;

const buffer = Buffer.allocUnsafeSlow(1 << 20);

/** The same conditions for every run: nothing is still to be written, and all logs are in the page cache. */
export async function beforeRun(home) {
  // What one contestant has stored would be written to the disk while the next one runs. Windows has no such command.
  spawnSync('sync');
  intoPageCache(home);
  await sleep(REST_MS);
}

/**
 * Reads every log, so that the system's page cache holds it: some machines, virtual ones above all, drop files of which
 * nobody has read for seconds, and the next run would be a race of the disk.
 */
function intoPageCache(home) {
  for (const file of fs.readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.jsonl')) continue;
    const fd = fs.openSync(path.join(home, file), 'r');
    while (fs.readSync(fd, buffer) > 0);
    fs.closeSync(fd);
  }
}

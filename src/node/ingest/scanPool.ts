import os from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PackedReading, ReadTask, Reading } from './reading';
import { unpackReading } from './reading';
import { readLog } from './readLog';

/** Less than this is read faster than a thread starts. */
const WORTH_A_THREAD = 12 << 20;
/** Small files go to a thread several at a time. */
const BUNDLE_BYTES = 4 << 20;
const BUNDLE_FILES = 64;

/**
 * Reads files, on all processors where there is much to read, and hands the readings over in the order of the tasks.
 * `script` is the bundle that runs `scanThread` when started with `workerData.role === 'scan'`.
 */
export async function readAll(
  tasks: readonly ReadTask[],
  script: string,
  onReading: (task: ReadTask, reading: Reading) => void,
  stopped: () => boolean,
): Promise<void> {
  const bytes = tasks.reduce((sum, t) => sum + Math.max(0, t.size - t.from), 0);
  const threads = bytes < WORTH_A_THREAD ? 0 : Math.min(os.availableParallelism(), 8);
  if (threads === 0) {
    for (const task of tasks) {
      if (stopped()) return;
      onReading(task, readLog(task));
    }
    return;
  }
  const bundles = bundle(tasks);
  /** Readings that came before their turn. */
  const early = new Map<number, PackedReading[]>();
  let given = 0;
  let due = 0;
  const deliver = (index: number, readings: PackedReading[]): void => {
    early.set(index, readings);
    for (let next = early.get(due); next; next = early.get(due)) {
      early.delete(due);
      const of = bundles[due++]!;
      next.forEach((packed, i) => onReading(of[i]!, unpackReading(packed, of[i]!.path)));
    }
  };
  const pool: Worker[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      /** Two bundles per thread are under way, so that none waits while readings are being written. */
      const give = (thread: Worker): void => {
        if (given < bundles.length && !stopped()) thread.postMessage({ index: given, tasks: bundles[given++] });
        else if (due === given) resolve();
      };
      for (let n = Math.min(threads, bundles.length); n > 0; n--) {
        const thread = new Worker(script, { workerData: { role: 'scan' } });
        pool.push(thread);
        thread.on('message', ({ index, readings }: { index: number; readings: PackedReading[] }) => {
          try {
            deliver(index, readings);
            give(thread);
          } catch (error) {
            reject(error as Error);
          }
        });
        thread.on('error', reject);
        thread.on('exit', (code) => reject(new Error(`scan thread ended (${code})`)));
        give(thread);
        give(thread);
      }
    });
  } finally {
    await Promise.all(pool.map((thread) => thread.removeAllListeners().terminate()));
  }
}

function bundle(tasks: readonly ReadTask[]): ReadTask[][] {
  const bundles: ReadTask[][] = [];
  let room = 0;
  for (const task of tasks) {
    const bytes = task.size - task.from;
    if (bundles.length === 0 || room < bytes || bundles.at(-1)!.length >= BUNDLE_FILES) {
      bundles.push([]);
      room = BUNDLE_BYTES;
    }
    bundles.at(-1)!.push(task);
    room -= bytes;
  }
  return bundles;
}

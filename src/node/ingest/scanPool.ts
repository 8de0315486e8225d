import os from 'node:os';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { PackedReading, ReadTask, Reading } from './reading';
import { emptyReading, unpackReading } from './reading';
import { readLog } from './readLog';

/** Less than this is read faster than a thread starts. */
const WORTH_A_THREAD = 12 << 20;
/** Small files go to a thread several at a time. */
const BUNDLE_BYTES = 2 << 20;
const BUNDLE_FILES = 64;
/** Bundles on their way to a thread, so that it does not wait while this one is reading or writing. */
const UNDER_WAY = 4;
/** More than this only warm the disk. */
const MOST_THREADS = 8;

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
  const bundles = bundle(tasks);
  // This thread reads, too, whenever nothing waits to be written: one thread per processor in all.
  const others = bytes < WORTH_A_THREAD ? 0 : Math.min(os.availableParallelism(), MOST_THREADS, bundles.length) - 1;
  /** Readings that came before their turn. */
  const early = new Map<number, PackedReading[]>();
  let given = 0;
  let due = 0;
  const deliver = (index: number, readings: PackedReading[]): void => {
    early.set(index, readings);
    for (let next = early.get(due); next; next = early.get(due)) {
      early.delete(due);
      const of = bundles[due++]!;
      next.forEach((reading, i) => {
        const task = of[i]!;
        onReading(task, unpackReading(reading, task.path));
      });
    }
  };
  /** Threads with the bundles under way to each. */
  const pool = new Map<Worker, number[]>();
  /** Bundles that a thread had not begun when it died. */
  const returned: number[] = [];
  let failure: Error | undefined;
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      failure ??= error as Error;
    }
  };
  const give = (thread: Worker): void => {
    if (given >= bundles.length || stopped()) return;
    pool.get(thread)!.push(given);
    thread.postMessage({ index: given, tasks: bundles[given++] });
  };
  /** Ends what a log has done to its reader, for want of memory say: its bundle is given up, and all else goes on. */
  const bury = (thread: Worker, reason: string): void => {
    const [broken, ...rest] = pool.get(thread) ?? [];
    pool.delete(thread);
    returned.push(...rest);
    if (broken !== undefined)
      guarded(() =>
        deliver(
          broken,
          bundles[broken]!.map((task) => unread(task, reason)),
        ),
      );
  };
  try {
    for (let n = 0; n < others; n++) {
      // Loaded here: a look at logs that have not changed is done in the time that takes.
      const { Worker } = await import('node:worker_threads');
      const thread = new Worker(script, { workerData: { role: 'scan' } });
      pool.set(thread, []);
      thread.on('message', ({ index, readings }: { index: number; readings: PackedReading[] }) => {
        pool.set(
          thread,
          pool.get(thread)!.filter((i) => i !== index),
        );
        give(thread);
        guarded(() => deliver(index, readings));
      });
      thread.on('error', (error) => bury(thread, error.message));
      thread.on('exit', (code) => bury(thread, `the reader ended (${code})`));
      for (let i = 0; i < UNDER_WAY; i++) give(thread);
    }
    while (due < bundles.length && !failure && !(stopped() && due === given)) {
      const index = returned.pop() ?? (given < bundles.length && !stopped() ? given++ : undefined);
      if (index !== undefined) deliver(index, bundles[index]!.map(readLog));
      // Lets what the threads have sent come in.
      await (index !== undefined ? setImmediate() : setTimeout(1));
    }
    if (failure) throw failure;
  } finally {
    await Promise.all([...pool.keys()].map((thread) => thread.removeAllListeners().terminate()));
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

function unread(task: ReadTask, detail: string): PackedReading {
  return { ...emptyReading(task), failed: { code: 'unreadable', count: 1, offset: 0, detail } };
}

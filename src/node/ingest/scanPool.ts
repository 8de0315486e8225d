import os from 'node:os';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { PackedReading, ReadTask, Reading } from './reading';
import { emptyReading, unpackReading } from './reading';
import { readLog } from './readLog';
import { SharedQueue, type ScanRole } from './sharedQueue';

/** Less than this is read faster than a thread starts. */
const WORTH_A_THREAD = 12 << 20;
/** Small files are read several at a time. */
const BUNDLE_BYTES = 2 << 20;
const BUNDLE_FILES = 64;
/** More than this only warm the disk. */
const MOST_THREADS = 8;

/**
 * Reads files, on all processors where there is much to read, and hands the readings over in the order of the tasks.
 * `script` is the bundle that runs `scanThread`.
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
  const queue = SharedQueue.of(bundles.length, others);
  /** Readings that came before their turn. */
  const early = new Map<number, PackedReading[]>();
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
      queue.delivered(due);
    }
  };
  const threads = new Set<Worker>();
  let failure: Error | undefined;
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      failure ??= error as Error;
    }
  };
  /** Ends what a log has done to its reader, for want of memory say: its bundle is given up, and all else goes on. */
  const bury = (thread: Worker, place: number, reason: string): void => {
    if (!threads.delete(thread)) return;
    const index = queue.atWorkOn(place);
    if (index === undefined || index < due || early.has(index)) return;
    guarded(() =>
      deliver(
        index,
        bundles[index]!.map((task) => unread(task, reason)),
      ),
    );
  };
  try {
    for (let place = 0; place < others; place++) {
      // Loaded here: a look at logs that have not changed is done in the time that takes.
      const { Worker } = await import('node:worker_threads');
      const workerData: ScanRole = { bundles, queue: queue.shared, place };
      const thread = new Worker(script, { workerData });
      threads.add(thread);
      thread.on('message', ({ index, readings }: { index: number; readings: PackedReading[] }) =>
        guarded(() => deliver(index, readings)),
      );
      thread.on('error', (error) => bury(thread, place, error.message));
      thread.on('exit', (code) => bury(thread, place, `the reader ended (${code})`));
    }
    while (due < bundles.length && !failure && !stopped()) {
      const index = queue.take();
      if (index !== undefined) deliver(index, bundles[index]!.map(readLog));
      else if (threads.size === 0) deliver(due, bundles[due]!.map(readLog));
      // Lets what the threads have sent come in.
      await (index !== undefined ? setImmediate() : setTimeout(1));
    }
    if (failure) throw failure;
  } finally {
    await Promise.all([...threads].map((thread) => thread.removeAllListeners().terminate()));
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

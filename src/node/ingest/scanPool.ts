import { setImmediate, setTimeout } from 'node:timers/promises';
import { emptyReading, type ReadTask, type Reading } from './reading';
import type { ScanThreads } from './scanThreads';
import { SharedQueue } from './sharedQueue';

/** Small files are read several at a time. */
const BUNDLE_BYTES = 2 << 20;
const BUNDLE_FILES = 64;

/** Reads files, here and in the threads there are, and hands the readings over in the order of the tasks. */
export async function readAll(
  tasks: readonly ReadTask[],
  threads: ScanThreads,
  read: (task: ReadTask) => Reading,
  onReading: (task: ReadTask, reading: Reading) => void,
  stopped: () => boolean,
): Promise<void> {
  const bundles = bundle(tasks);
  const queue = SharedQueue.of(bundles.length, threads.count);
  /** Readings that came before their turn. */
  const early = new Map<number, Reading[]>();
  let due = 0;
  const readHere = (index: number): Reading[] => bundles[index]!.map((task) => read(task));
  const deliver = async (readings: Reading[]): Promise<void> => {
    for (const [i, first] of readings.entries()) {
      let [task, reading] = [bundles[due]![i]!, first];
      onReading(task, reading);
      // The rest of a large log is read here, part by part: no thread may be ahead of what is written by so much.
      while (reading.more && !stopped()) {
        await setImmediate();
        task = { ...task, from: reading.readTo, state: reading.state };
        reading = read(task);
        onReading(task, reading);
      }
    }
    queue.delivered(++due);
  };
  const alive = new Set(Array.from({ length: threads.count }, (_, place) => place));
  threads.read(
    { bundles, queue: queue.shared },
    {
      read: (index, readings) => void early.set(index, readings),
      // What a log has done to its reader, for want of memory say: its bundle is given up, and all else goes on.
      ended(place, reason) {
        if (!alive.delete(place)) return;
        const index = queue.atWorkOn(place);
        if (index === undefined || index < due || early.has(index)) return;
        const lost = bundles[index]!.map((task) => unread(task, reason));
        early.set(index, lost);
      },
    },
  );
  while (due < bundles.length && !stopped()) {
    const next = early.get(due);
    early.delete(due);
    if (next) {
      await deliver(next);
      continue;
    }
    // This thread reads, too, whenever nothing waits to be written.
    const index = queue.take() ?? (alive.size === 0 ? due : undefined);
    if (index !== undefined) early.set(index, readHere(index));
    // Lets what the threads have sent come in.
    await (index !== undefined ? setImmediate() : setTimeout(1));
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

function unread(task: ReadTask, detail: string): Reading {
  return { ...emptyReading(task), failed: { code: 'unreadable', count: 1, offset: 0, detail } };
}

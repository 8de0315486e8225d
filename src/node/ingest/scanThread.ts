import { parentPort } from 'node:worker_threads';
import { packReading, type ReadTask } from './reading';
import { readLog } from './readLog';

/** Runs in a thread of its own: reads what it is told to, and answers with the readings. */
export function scanThread(): void {
  parentPort!.on('message', ({ index, tasks }: { index: number; tasks: ReadTask[] }) => {
    const readings = tasks.map((task) => packReading(readLog(task)));
    parentPort!.postMessage(
      { index, readings },
      readings.flatMap((r) => [r.numbers.buffer, ...r.blocks.map((b) => b.rows.buffer)]),
    );
  });
}

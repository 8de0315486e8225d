import { parentPort } from 'node:worker_threads';
import type { ReadTask } from './reading';
import { readLog } from './readLog';

/** Runs in a thread of its own: reads what it is told to, and answers with the readings. */
export function scanThread(): void {
  parentPort!.on('message', ({ index, tasks }: { index: number; tasks: ReadTask[] }) => {
    const readings = tasks.map(readLog);
    parentPort!.postMessage(
      { index, readings },
      readings.flatMap(({ records, blocks }) => [
        records.numbers.buffer,
        records.texts.ends.buffer,
        ...blocks.map(({ rows }) => rows.buffer),
      ]),
    );
  });
}

import { parentPort } from 'node:worker_threads';
import { readLog } from './readLog';
import { SharedQueue, type ScanRole } from './sharedQueue';

/** Runs in a thread of its own: takes what is to be read, and answers with the readings. */
export function scanThread({ bundles, queue, place }: ScanRole): void {
  for (const index of new SharedQueue(queue).takeAll(place)) {
    const readings = bundles[index]!.map((task) => readLog(task));
    parentPort!.postMessage(
      { index, readings },
      readings.flatMap(({ records, blocks }) => [
        records.numbers.buffer,
        records.texts.ends.buffer,
        records.identities.ends.buffer,
        ...blocks.map(({ rows }) => rows.buffer),
      ]),
    );
  }
}

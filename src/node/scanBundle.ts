// dist/scan.js: the sources' parsers. Threads run it that read logs; the tally loads it when there is one to read.
import { parentPort, workerData } from 'node:worker_threads';
import { parseLog, readLog } from './ingest/readLog';
import { scanThread } from './ingest/scanThread';
import { SCAN_THREAD } from './loadScan';

export const scanBundle = { parseLog, readLog };
export type ScanBundle = typeof scanBundle;

if (workerData === SCAN_THREAD) parentPort!.once('message', scanThread);

import { workerData } from 'node:worker_threads';
import { scanThread } from './ingest/scanThread';
import type { ScanRole } from './ingest/sharedQueue';

scanThread(workerData as ScanRole);

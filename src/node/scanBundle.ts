import { parentPort } from 'node:worker_threads';
import { scanThread } from './ingest/scanThread';

parentPort!.once('message', scanThread);

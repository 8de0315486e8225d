// Stands in for dist/worker.js: answers with what it was asked, and crashes, exits or keeps silent on demand.
import { parentPort, threadId, workerData } from 'node:worker_threads';

let { config } = workerData;
parentPort.on('message', ({ id, method, params }) => {
  if (method === 'configure') config = params;
  if (params?.text === 'crash') throw new Error('fake crash');
  if (params?.text === 'exit') process.exit(3);
  if (params?.text === 'silence') return;
  if (params?.text === 'fail') return parentPort.postMessage({ type: 'failure', id, message: 'asked to fail' });
  if (params?.text === 'event') parentPort.postMessage({ type: 'changed' });
  const { ledgerFile, timezone } = config;
  const result = { method, params, threadId, ledgerFile, timezone };
  // Long enough for another thread to start and to answer.
  setTimeout(() => parentPort.postMessage({ type: 'reply', id, result }), method === 'deleteAll' ? 300 : 0);
});

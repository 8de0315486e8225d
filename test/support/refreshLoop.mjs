// A window of its own: refreshes again and again, and prints a line of JSON before and after each time, at last what it
// holds, the notes it shows and how much memory it took.
//   node refreshLoop.mjs CONFIG TIMES
import path from 'node:path';
import { Worker } from 'node:worker_threads';

const [config = '', times = ''] = process.argv.slice(2);
const worker = new Worker(path.resolve('dist/worker.js'), {
  workerData: { config: JSON.parse(config) },
});
const tell = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

worker.on('error', (error) => {
  throw error;
});

let lastId = 0;
function ask(method, params) {
  const id = ++lastId;
  worker.postMessage({ id, method, params });
  return new Promise((resolve, reject) => {
    const onMessage = (message) => {
      if (message.id !== id) return;
      worker.off('message', onMessage);
      if (message.type === 'reply') resolve(message.result);
      else reject(new Error(message.message));
    };
    worker.on('message', onMessage);
  });
}

for (let i = 0; i < Number(times); i++) {
  tell({ refresh: i });
  tell(await ask('refresh', {}));
}
const { totals } = await ask('report', {});
const { notes } = await ask('sources', {});
tell({ totals, notes: notes.map(({ kind }) => kind), megabytes: process.resourceUsage().maxRSS / 1024 });
await worker.terminate();

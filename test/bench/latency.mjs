// From a line that an assistant appends to the figure in the gauge, without an editor: dist/worker.js as a worker
// thread, asked the way the extension host asks it. Run with a Node that has node:sqlite:
//   node latency.mjs WORKER HOME LEDGER RUNS      prints { firstMs, appendMs: number[] }
import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

const [workerFile, home, ledgerFile, runs] = process.argv.slice(2);

/** @type {import('../../src/protocol/messages').WorkerConfig} */
const config = {
  home,
  env: {},
  ledgerFile,
  timezone: 'UTC',
  userDataFolders: [],
  extraFolders: {},
  disabledSources: [],
  prices: { overrides: {}, aliases: {} },
  machine: 'bench',
};
const worker = new Worker(workerFile, { workerData: { config } });
const waiting = new Map();
let lastId = 0;
worker.on('error', (error) => {
  throw error;
});
worker.on('message', (message) => {
  if (message.type === 'reply') waiting.get(message.id)?.resolve(message.result);
  if (message.type === 'failure') waiting.get(message.id)?.reject(new Error(message.message));
});

function ask(method, params) {
  return new Promise((resolve, reject) => {
    const id = ++lastId;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, method, params });
  });
}

const log = fs
  .readdirSync(path.join(home, '.claude/projects'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.jsonl') && !name.includes('subagents'))
  .map((name) => path.join(home, '.claude/projects', name))
  .find((file) => fs.readFileSync(file).at(-1) === 10);

function line(i) {
  const usage = { input_tokens: 3, cache_creation_input_tokens: 50, cache_read_input_tokens: 2000, output_tokens: 7 };
  const message = { id: `msg_latency${i}`, type: 'message', role: 'assistant', model: 'claude-sonnet-4-5-20250929' };
  return JSON.stringify({
    parentUuid: null,
    isSidechain: false,
    cwd: '/home/dev/code/latency',
    sessionId: 'latency',
    version: '2.1.47',
    message: { ...message, content: [{ type: 'text', text: 'done' }], usage },
    requestId: `req_latency${i}`,
    type: 'assistant',
    uuid: `latency-${i}`,
    timestamp: new Date().toISOString(),
  });
}

const startedAt = performance.now();
await ask('refresh', {});
const firstMs = performance.now() - startedAt;
const size = fs.statSync(log).size;
const appendMs = [];
try {
  for (let i = 0; i < Number(runs); i++) {
    const before = await ask('gauge', { weekStart: 1 });
    const appendedAt = performance.now();
    fs.appendFileSync(log, `${line(`${startedAt}-${i}`)}\n`);
    await ask('refresh', { paths: [log] });
    const after = await ask('gauge', { weekStart: 1 });
    appendMs.push(performance.now() - appendedAt);
    if (after.today.outputTokens !== before.today.outputTokens + 7) throw new Error('the gauge missed the line');
  }
} finally {
  fs.truncateSync(log, size);
}
console.log(JSON.stringify({ firstMs, appendMs }));
await worker.terminate();

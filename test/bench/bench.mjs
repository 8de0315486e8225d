// npm run bench -- [--size 50MB|1GB|all] [--runs N] [--only tokenmin,ccusage] [--dir DIR] [--json FILE] [--host-timings FILE] [--dist DIR]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { adviceLines, adviceTimes } from './advice.mjs';
import { contestants, modernNode } from './contestants.mjs';
import { generateLogs, parseSize } from './claudeLogs.mjs';
import { measure } from './measure.mjs';
import { median, race } from './race.mjs';
import { agrees, goals, speedTable, totalsTable } from './tables.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'all' },
    runs: { type: 'string' },
    only: { type: 'string' },
    dir: { type: 'string', default: path.join(os.tmpdir(), 'tokenmin-bench') },
    json: { type: 'string' },
    dist: { type: 'string', default: path.join(root, 'dist') },
    'host-timings': { type: 'string', default: path.join(root, 'out/host-timings.json') },
  },
});
const sizes = values.size === 'all' ? ['50MB', '1GB'] : [values.size];
const scratch = path.join(values.dir, 'scratch');
const progress = (text) => console.error(text);

function logs(name, options) {
  const out = path.join(values.dir, name);
  const file = path.join(out, 'expected.json');
  if (fs.existsSync(file)) return { home: out, expected: JSON.parse(fs.readFileSync(file, 'utf8')) };
  progress(`Writing ${name} of logs into ${out} …`);
  fs.rmSync(out, { recursive: true, force: true });
  return { home: out, expected: generateLogs({ out, ...options }) };
}

const racers = await contestants(values.dist, values.only?.split(','));
const cores = os.availableParallelism();
const machine = `${cores} cores (${os.cpus()[0]?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()}, Node ${execFileSync(await modernNode(), ['--version'], { encoding: 'utf8' }).trim()}`;
const output = { machine, sizes: {} };
console.log(`## Benchmark\n\n${machine}; load before: ${os.loadavg()[0].toFixed(2)}.\n`);

for (const size of sizes) {
  const { home, expected } = logs(size, { bytes: parseSize(size) });
  const runs = Number(values.runs ?? (parseSize(size) > 5e8 ? 3 : 5));
  const results = await race(racers, home, scratch, runs, progress);
  output.sizes[size] = { expected: expected.totals, runs, results };
  const rows = expected.everyRow.requests.toLocaleString('en-US');
  console.log(`### ${size}: ${expected.files} files, ${rows} rows with usage, ${runs} rounds\n`);
  console.log(`${speedTable(results)}\n`);
  // Set for a gigabyte; below, starting a process is most of the time.
  if (expected.bytes >= 1e9) console.log(goals(results));
  console.log(`${totalsTable(results, expected)}\n`);
  const own = results.find(({ id }) => id === 'tokenmin');
  if (!own) continue;
  const tool = [await modernNode(), path.join(values.dist, 'cli.js')];
  const advice = await adviceTimes(tool, home, path.join(scratch, 'advice'), runs);
  console.log(`${adviceLines(advice)}\n`);
  Object.assign(output.sizes[size], { advice, latency: await latency(home) });
}

// The explanation of the differences above, tested: without the rows that are counted differently all must agree.
const plain = logs('20MB-plain', { bytes: 20e6, plain: true });
const agreement = [];
for (const racer of racers) {
  const own = path.join(scratch, `${racer.id}-plain`);
  fs.rmSync(own, { recursive: true, force: true });
  fs.mkdirSync(own, { recursive: true });
  const { command, args, env } = racer.run(plain.home, own);
  const { stdout } = await measure(command, args, env);
  agreement.push({ name: racer.name, agrees: agrees(racer.totals(stdout), plain.expected) });
}
output.plain = agreement;
console.log('Two kinds of rows are counted differently by tools: those without a request id (one call’s rows are held');
console.log(
  'together by the message id alone) and `progress` rows, which repeat a helper’s message with its first, partial',
);
console.log('output in the main file. On logs without them:');
console.log(`${agreement.map((a) => `${a.name} ${a.agrees ? 'agrees to the token' : 'DIFFERS'}`).join(' · ')}.\n`);
hostTimings();
console.log(
  'Every contestant found the logs in the page cache. Cold: its own store empty; warm: nothing changed since.',
);
console.log('CPU is the process tree’s user and system time, memory the sum of its processes’ peaks (from /proc).');
if (values.json) fs.writeFileSync(values.json, JSON.stringify(output, undefined, 1));

async function latency(home) {
  const ledger = path.join(scratch, 'latency.db');
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(ledger + suffix, { force: true });
  const script = path.join(root, 'test/bench/latency.mjs');
  const args = [script, path.join(values.dist, 'worker.js'), home, ledger, '20'];
  const { appendMs } = JSON.parse((await measure(await modernNode(), args, process.env)).stdout);
  const [typical, worst] = [median(appendMs), Math.max(...appendMs)].map((ms) => ms.toFixed(1));
  console.log(`From an appended line to the gauge’s figure: ${typical} ms (median of 20), at most ${worst} ms.\n`);
  return appendMs;
}

/** Measured inside a real extension host, by the host suite: see test/host/timings.test.ts. */
function hostTimings() {
  if (!fs.existsSync(values['host-timings'])) {
    return console.log('Activation and longest host task: not measured (run the host suite first: npm test).\n');
  }
  output.host = JSON.parse(fs.readFileSync(values['host-timings'], 'utf8'));
  const { activateMs, longestHostTaskMs, appendToGaugeMs } = output.host;
  console.log(
    `In the extension host: activation ${activateMs.toFixed(1)} ms; longest task while a log was read ` +
      `${longestHostTaskMs.toFixed(1)} ms; from an appended line to the gauge, unasked, ` +
      `${median(appendToGaugeMs).toFixed(0)} ms (median), at most ${Math.max(...appendToGaugeMs).toFixed(0)} ms.\n`,
  );
}

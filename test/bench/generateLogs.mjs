// Writes Claude Code logs of a given size below a folder, as a home directory, and beside them what they add up to.
//   node test/bench/generateLogs.mjs --size 1GB --out DIR [--seed N]
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { generateLogs, parseSize } from './claudeLogs.mjs';

const options = { size: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string', default: '1' } };
const { values } = parseArgs({ options });
const out = String(values.out ?? '');
if (!values.size || !out) {
  console.error('usage: generateLogs.mjs --size 50MB|1GB --out DIR [--seed N]');
  process.exit(2);
}
if (fs.existsSync(out) && fs.readdirSync(out).length > 0) {
  console.error(`${out} is not empty`);
  process.exit(2);
}
const expected = generateLogs({ out, bytes: parseSize(values.size), seed: Number(values.seed) });
const { files, bytes, everyRow, totals } = expected;
console.log(`${files} files, ${bytes} bytes, ${everyRow.requests} rows with usage, ${totals.requests} calls`);

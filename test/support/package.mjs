// @ts-check
// npm run package [-- --update]: a VSIX in the project's folder, without the network. Fails when it would hold other files
// than the golden list, or more bytes than its budgets; --update rewrites the list.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { goldenFiles, goldenList, packageFiles, vsce } from './packageFiles.mjs';

const { values } = parseArgs({ options: { update: { type: 'boolean' } } });
const { name, version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const vsix = `${name}-${version}.vsix`;

/** In bytes, by file. */
const budgets = {
  [vsix]: 4 * 1024 * 1024,
  'dist/extension.js': 300 * 1024,
  'dist/media/dashboard.js': 250 * 1024,
};

/** @type {string[]} */
const problems = [];

fs.rmSync('dist', { recursive: true, force: true }); // a file that is built no more must not ship
const built = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const files = await packageFiles();
if (values.update) fs.writeFileSync(goldenList, `${files.join('\n')}\n`);
const golden = goldenFiles();
for (const file of files) if (!golden.includes(file)) problems.push(`${file} would ship, and is not in ${goldenList}`);
for (const file of golden) if (!files.includes(file)) problems.push(`${file} is in ${goldenList}, and would not ship`);

await vsce('package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix);
for (const [file, budget] of Object.entries(budgets)) {
  const { size } = fs.statSync(file);
  console.log(`${file}: ${kib(size)} of ${kib(budget)}`);
  if (size > budget) problems.push(`${file} has ${kib(size)}; its budget is ${kib(budget)}`);
}

for (const problem of problems) console.error(`✘ ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** @param {number} bytes */
function kib(bytes) {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

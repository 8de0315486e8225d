// @ts-check
// npm test [-- SUITE… --grep TEXT]: builds, runs the suites and closes with one line, `N passed, N failed, N skipped`.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { homeEnvironment, temporaryFolder } from './home.mjs';
import { run } from './run.mjs';
import { nodePath, setup } from './vscode/setup.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ counts: Counts, output: string }} Outcome the output is shown when something failed */

/** Everything that is neither run nor bundled: each counts as one test. */
const checks = {
  'types of src and test': ['tsc', '-p', '.'],
  'types of wasm': ['tsc', '-p', 'src/wasm'],
  'types of media': ['tsc', '-p', 'media'],
  'types of tests in a browser': ['tsc', '-p', 'test'],
  oxlint: ['oxlint', '--type-aware', '--deny-warnings'],
  prettier: ['prettier', '--check', '--log-level', 'warn', '.'],
  knip: ['knip', '--no-progress'],
};

/** The suites that mocha runs by itself, with the folders of their tests. */
const folders = {
  unit: ['core', 'node', 'cli', 'vscode', 'package', 'properties'],
  webview: ['webview'],
  workbench: ['workbench'],
};

// Two lanes side by side: the first is busy computing, the second mostly waits for VS Code.
const lanes = [
  ['check', 'unit', 'webview'],
  ['host', 'workbench'],
];

// Long enough for a slow machine; what takes longer hangs.
const limitInSeconds = 300;

// A test's own, where it names none: tests say what is right, not how fast. Mocha's 2 s are soon over on a busy machine.
const testLimitInSeconds = 20;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const unknown = positionals.filter((name) => !lanes.flat().includes(name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are ${lanes.flat().join(', ')}.`);
  process.exit(2);
}

const dir = temporaryFolder();
process.once('exit', () => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
/** @type {Counts} */
const totals = { passed: 0, failed: 0, skipped: 0 };

await setup();
if (await build()) await Promise.all(lanes.map(runLane));
else totals.failed++;
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

async function build() {
  const { code, output } = await run(process.execPath, ['esbuild.mjs', '--tests'], { limitInSeconds });
  if (code !== 0) console.log(`${output.trim()}\n✘ build`);
  return code === 0;
}

/** @param {string[]} lane */
async function runLane(lane) {
  for (const suite of lane) {
    if (positionals.length === 0 || positionals.includes(suite)) await runSuite(suite);
  }
}

/** @param {string} suite */
async function runSuite(suite) {
  const start = performance.now();
  const { counts, output } = suite === 'check' ? await runChecks() : await runMocha(suite);
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) totals[key] += counts[key];
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  // In one piece: the other lane prints too.
  const details = counts.failed > 0 ? `${output.trim()}\n` : '';
  console.log(
    `${details}=== ${suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`,
  );
}

/** @returns {Promise<Outcome>} */
async function runChecks() {
  const failures = await Promise.all(
    Object.entries(checks).map(async ([name, [tool = '', ...args]]) => {
      const { code, output } = await run(path.join('node_modules/.bin', tool), args, { limitInSeconds });
      return code === 0 ? [] : [`✘ ${name}\n${output.trim()}`];
    }),
  );
  const failed = failures.flat().length;
  return { counts: { passed: failures.length - failed, failed, skipped: 0 }, output: failures.flat().join('\n') };
}

/** @param {string} suite @returns {Promise<Outcome>} */
async function runMocha(suite) {
  const report = path.join(dir, `${suite}.json`);
  const home = path.join(dir, `home-${suite}`);
  fs.mkdirSync(home);
  const { command, args } = mochaCommand(suite);
  const { output, ...end } = await run(command, args, {
    limitInSeconds,
    until: report,
    env: { ...homeEnvironment(home), TOKENMIN_REPORT: report, TOKENMIN_GREP: values.grep },
  });
  const counts = readReport(report);
  const flaw = flawOf(counts, end);
  if (counts && !flaw) return { counts, output };
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  return { counts: { passed, failed: failed + 1, skipped }, output: `${output.trim()}\n✘ ${suite}: ${flaw}` };
}

/**
 * What is wrong with a run beyond its failed tests.
 * @param {Counts | undefined} counts @param {{ code: number, reason: string, overdue: boolean }} end
 */
function flawOf(counts, { code, reason, overdue }) {
  if (!counts) return `ended without a report (${reason})`;
  if (overdue) return reason;
  if (counts.passed + counts.failed + counts.skipped === 0 && !values.grep) return 'has no test';
  if (code !== 0 && counts.failed === 0) return `no test failed, but the run did not end well (${reason})`;
  return undefined;
}

/** @param {string} suite */
function mochaCommand(suite) {
  if (suite === 'host') return { command: process.execPath, args: ['test/support/host.mjs'] };
  const reporter = path.resolve('test/support/reporter.cjs');
  const options = ['--ui', 'tdd', '--reporter', reporter, '--timeout', `${testLimitInSeconds}s`];
  const grep = values.grep ? ['--grep', values.grep] : [];
  return {
    command: nodePath(), // Node 20, which may be what runs this, has no node:sqlite
    args: ['node_modules/mocha/bin/mocha.js', ...options, ...grep, ...testFiles(suite)],
  };
}

/** By the sources: out/ may still hold tests that are no more. @param {string} suite */
function testFiles(suite) {
  return folders[/** @type {keyof typeof folders} */ (suite)]
    .map((folder) => path.join('test', folder))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((f) => path.join(folder, f)))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join('out', file.replace(/ts$/, 'js')));
}

/** @param {string} file @returns {Counts | undefined} */
function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

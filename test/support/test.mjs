// @ts-check
// npm test [-- SUITE… --grep TEXT]: builds, runs the suites and closes with one line, `N passed, N failed, N skipped`.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { homeEnvironment, temporaryFolder } from './home.mjs';
import { run } from './run.mjs';
import { nodePath, setup } from './vscode/setup.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Everything that is neither run nor bundled: each counts as one test. */
const checks = {
  'types of src and test': ['tsc', '-p', '.'],
  'types of media': ['tsc', '-p', 'media'],
  'types of tests in a browser': ['tsc', '-p', 'test'],
  oxlint: ['oxlint', '--type-aware', '--deny-warnings'],
  prettier: ['prettier', '--check', '--log-level', 'warn', '.'],
  knip: ['knip', '--no-progress'],
};

/** Each suite of mocha, with the folders of its tests. */
const folders = {
  unit: ['core', 'node', 'properties'],
  webview: ['webview'],
  workbench: ['workbench'],
};

const suites = ['check', 'unit', 'webview', 'host', 'workbench'];
// Long enough for a slow machine; what takes longer hangs.
const limitInSeconds = 240;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const unknown = positionals.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are ${suites.join(', ')}.`);
  process.exit(2);
}

const dir = temporaryFolder();
process.once('exit', () => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

await setup();
/** @type {Counts} */
const totals = { passed: 0, failed: 0, skipped: 0 };
if (await build()) {
  for (const suite of suites) {
    if (positionals.length === 0 || positionals.includes(suite)) await runSuite(suite);
  }
} else {
  totals.failed++;
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

async function build() {
  const { code } = await run(process.execPath, ['esbuild.mjs', '--tests'], { limitInSeconds });
  if (code !== 0) console.log('✘ build');
  return code === 0;
}

/** @param {string} suite */
async function runSuite(suite) {
  console.log(`\n=== ${suite}`);
  const start = performance.now();
  const counts = suite === 'check' ? await runChecks() : await runMocha(suite);
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) totals[key] += counts[key];
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `--- ${suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)`,
  );
}

/** @returns {Promise<Counts>} */
async function runChecks() {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, [tool = '', ...args]]) => {
      const { code, output } = await run(path.join('node_modules/.bin', tool), args, { limitInSeconds, quiet: true });
      if (code !== 0) console.log(`✘ ${name}\n${output.trimEnd()}`);
      return code === 0;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

/** @param {string} suite @returns {Promise<Counts>} */
async function runMocha(suite) {
  const report = path.join(dir, `${suite}.json`);
  const home = path.join(dir, `home-${suite}`);
  fs.mkdirSync(home);
  const { command, args } = mochaCommand(suite);
  const { code, reason } = await run(command, args, {
    limitInSeconds,
    until: report,
    env: { ...homeEnvironment(home), TOKENMIN_REPORT: report, TOKENMIN_GREP: values.grep },
  });
  const counts = readReport(report);
  if (!counts) {
    console.log(`✘ ${suite}: ended without a report (${reason})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (counts.passed + counts.failed + counts.skipped === 0 && !values.grep) {
    console.log(`✘ ${suite}: has no test`);
    counts.failed++;
  } else if (code !== 0 && counts.failed === 0) {
    console.log(`✘ ${suite}: all tests passed, but the run did not end well (${reason})`);
    counts.failed++;
  }
  return counts;
}

/** @param {string} suite */
function mochaCommand(suite) {
  if (suite === 'host') return { command: process.execPath, args: ['test/support/host.mjs'] };
  const reporter = path.resolve('test/support/reporter.cjs');
  const grep = values.grep ? ['--grep', values.grep] : [];
  return {
    command: nodePath(), // Node 20, which may be what runs this, has no node:sqlite
    args: ['node_modules/mocha/bin/mocha.js', '--ui', 'tdd', '--reporter', reporter, ...grep, ...testFiles(suite)],
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

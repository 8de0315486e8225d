// @ts-check
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

// After its report a suite has only browsers and servers to end.
const graceInSeconds = 15;

/**
 * @typedef {object} RunOptions
 * @property {number} limitInSeconds ends the process, and what it has started, when it takes longer
 * @property {string} [until] a file; once it exists the process has to end soon
 * @property {Record<string, string | undefined>} [env] beside this process's own
 */

/**
 * Runs a program to its end, and never waits for ever.
 * @param {string} command @param {string[]} args @param {RunOptions} options
 * @returns {Promise<{ code: number, output: string, reason: string, overdue: boolean }>} `reason`: why it ended, in words
 */
export async function run(command, args, { limitInSeconds, until, env }) {
  const isWindows = process.platform === 'win32';
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows, // a process group of its own, to be ended as a whole
    shell: isWindows && !command.endsWith('.exe'),
  });
  /** @param {NodeJS.Signals} signal */
  const kill = (signal) => {
    try {
      if (isWindows) child.kill(signal);
      else if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  const onExit = () => kill('SIGTERM');
  const onSignal = () => process.exit(130);
  process.once('exit', onExit).once('SIGINT', onSignal).once('SIGTERM', onSignal);

  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  /** @type {Promise<{ code: number, reason: string }>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, reason: error.message }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 1, reason: signal ? `signal ${signal}` : `exit code ${code}` }),
    );
  });

  const watch = new AbortController();
  /** @type {Promise<string>} */
  const overdue = (async () => {
    let deadline = performance.now() + limitInSeconds * 1000;
    let hasReport = false;
    while (performance.now() < deadline) {
      await sleep(200, undefined, { signal: watch.signal });
      if (hasReport || !until || !fs.existsSync(until)) continue;
      hasReport = true;
      deadline = performance.now() + graceInSeconds * 1000;
    }
    return hasReport ? `still running ${graceInSeconds} s after its report` : `still running after ${limitInSeconds} s`;
  })();

  const result = await Promise.race([ended, overdue.catch(() => ended)]);
  watch.abort();
  process.off('exit', onExit).off('SIGINT', onSignal).off('SIGTERM', onSignal);
  if (typeof result === 'object') return { ...result, output, overdue: false };

  // First politely: the harness's own scripts end their servers and browsers, which live in groups of their own.
  kill('SIGTERM');
  await Promise.race([ended, sleep(5000)]);
  kill('SIGKILL');
  return { code: 1, output, reason: result, overdue: true };
}

import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** @typedef {{ wallMs: number, cpuMs: number, peakRssMb?: number, stdout: string }} Measurement */

// A shell waits for the command and prints what the kernel accounted to its children: exact CPU time of the whole
// process tree, with nothing to install. Memory, where it is asked for, is what /proc says every 5 ms (Linux only): the
// highest sum, over the tree, of each process's own peak so far.
const WRAPPER = '"$@"; code=$?; times >&3; exit $code';
const POLL_MS = 5;

/** Runs a command to its end. Rejects when it fails. @returns {Promise<Measurement>} */
export function measure(command, args, env, withMemory = false) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn('/bin/sh', ['-c', WRAPPER, 'sh', command, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const chunks = { out: [], error: [], times: [] };
    child.stdout.on('data', (data) => chunks.out.push(data));
    child.stderr.on('data', (data) => chunks.error.push(data));
    child.stdio[3].on('data', (data) => chunks.times.push(data));
    let wallMs = 0;
    let peakKb = 0;
    const look = () => (peakKb = Math.max(peakKb, treePeakKb(child.pid)));
    const poll = withMemory ? setInterval(look, POLL_MS) : undefined;
    child.on('exit', () => {
      wallMs = performance.now() - startedAt;
      clearInterval(poll);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0)
        return reject(new Error(`${command} ended with ${code}: ${Buffer.concat(chunks.error).toString()}`));
      resolve({
        wallMs,
        cpuMs: childrenCpuMs(Buffer.concat(chunks.times).toString()),
        peakRssMb: peakKb > 0 ? peakKb / 1024 : undefined,
        stdout: Buffer.concat(chunks.out).toString(),
      });
    });
  });
}

/** `times` prints user and system time of the shell, then of its children: 0m1.250000s 0m0.310000s */
function childrenCpuMs(text) {
  const line = text.trim().split('\n')[1] ?? '';
  const seconds = [...line.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  return seconds.reduce((sum, s) => sum + s, 0) * 1000;
}

/** Without the wrapping shell itself. */
function treePeakKb(shell) {
  let sum = 0;
  const pids = childrenOf(shell);
  for (const pid of pids) {
    pids.push(...childrenOf(pid));
    sum += Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
  }
  return sum;
}

function childrenOf(pid) {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

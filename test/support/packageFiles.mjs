// @ts-check
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';

/** The checked list of what ships. */
export const goldenList = 'test/support/package-files.txt';

/** @param {string[]} args */
export async function vsce(...args) {
  const { stdout } = await promisify(execFile)(process.execPath, ['node_modules/@vscode/vsce/vsce', ...args]);
  return stdout;
}

/** Paths of what would ship now, sorted. */
export async function packageFiles() {
  return (await vsce('ls', '--no-dependencies')).trim().split('\n').sort();
}

export function goldenFiles() {
  return fs.readFileSync(goldenList, 'utf8').trim().split('\n');
}

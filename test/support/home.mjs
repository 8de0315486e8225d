// @ts-check
// A home folder for tests, so that none ever reads, or writes beside, somebody's real logs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Variables that would lead away from the home folder. */
const elsewhere = [
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'APPDATA',
  'LOCALAPPDATA',
];

/** @param {string} home */
export function homeEnvironment(home) {
  /** @type {Record<string, string | undefined>} */
  const env = { HOME: home, USERPROFILE: home };
  for (const name of elsewhere) env[name] = undefined;
  return env;
}

/** A new folder, short enough for VS Code's sockets. */
export function temporaryFolder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-'));
}

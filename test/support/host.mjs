// @ts-check
// Runs the suite `host` inside a real extension host, by @vscode/test-electron. Which VS Code that is:
// 1. the executable that VSCODE_EXECUTABLE names,
// 2. the desktop's, downloaded, where there are a display and Microsoft's server,
// 3. test/support/vscode/code.mjs.
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs';
import path from 'node:path';
import { homeEnvironment, temporaryFolder } from './home.mjs';

const hasDisplay = process.platform !== 'linux' || !!process.env.DISPLAY || !!process.env.WAYLAND_DISPLAY;

async function canDownload() {
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(4000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

async function chooseExecutable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (hasDisplay && (await canDownload())) return undefined; // runTests() downloads one
  return path.resolve('test/support/vscode/code.mjs');
}

const dir = temporaryFolder();
const workspace = path.join(dir, 'workspace');
fs.mkdirSync(workspace);
try {
  const vscodeExecutablePath = await chooseExecutable();
  console.log(`VS Code: ${vscodeExecutablePath ? path.relative('.', vscodeExecutablePath) : 'desktop'}`);
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: path.resolve('.'),
    extensionTestsPath: path.resolve('out/test/host/index.js'),
    extensionTestsEnv: homeEnvironment(path.join(dir, 'home')),
    launchArgs: [
      workspace,
      '--disable-extensions',
      `--user-data-dir=${path.join(dir, 'data')}`,
      `--extensions-dir=${path.join(dir, 'extensions')}`,
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

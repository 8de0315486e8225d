#!/usr/bin/env node
// @ts-check
// Stands in for the desktop `code` executable where there is no display, as far as @vscode/test-electron's runTests()
// needs it: opens the workbench of a VS Code server in headless Chromium and lets VS Code run the tests in its own
// extension host.
//
// The workbench also reports success when the extension host has died, so whoever runs this must ask the suite for a
// report of its own.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, parseArgs } from 'node:util';
import { browser, closeBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const { values, positionals } = parseArgs({
  strict: false, // every other switch is the desktop's own affair
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});
const extensions = /** @type {string[]} */ (values.extensionDevelopmentPath ?? []);
const tests = /** @type {string | undefined} */ (values.extensionTestsPath);
const extensionsDir = /** @type {string | undefined} */ (values['extensions-dir']);
if (!tests || extensions.length === 0) {
  console.error('usage: code.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [FOLDER]');
  process.exit(2);
}

/** @param {string} location a path or a file: address */
const toPath = (location) => (location.startsWith('file:') ? fileURLToPath(location) : path.resolve(location));

// What VS Code says about itself between the lines of the tests.
const chatter =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[(reconnection-grace-time|AgentHost|AccountPolicyGate|ChatModelSelection|Service Worker)|Updating additional builtin|Ignoring fetching additional builtin|Restoring|Canceled: Canceled)/;

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-'));
// Only with this switch does the workbench read the payload below, without a word otherwise.
const server = await startServer({ dir, extensionsDir, args: ['--enable-smoke-test-driver'] });
const page = await (await browser()).newPage({ viewport: { width: 1280, height: 800 } });

/** @type {Promise<number>} The workbench calls these two functions by itself. */
const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
  const line = format(...args);
  if (!chatter.test(line)) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
});
/** @type {Promise<never>} */
const broken = new Promise((_, reject) => {
  page.on('crash', () => reject(new Error('the workbench page crashed')));
  void server.exited.then((code) => reject(new Error(`the VS Code server ended (${code})`)));
});

let exitCode = 1;
try {
  await page.goto(
    server.url({
      folder: positionals[0] && toPath(positionals[0]),
      payload: [
        .../** @type {[string, string][]} */ (
          extensions.map((extension) => ['extensionDevelopmentPath', server.uri(toPath(extension))])
        ),
        ['extensionTestsPath', server.uri(toPath(tests))],
      ],
    }),
  );
  exitCode = await Promise.race([ended, broken]);
} catch (error) {
  console.error(error);
}
await closeBrowser();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
process.exit(exitCode);

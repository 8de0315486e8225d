import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { networkUses } from '../support/networkUses';

suite('noNetwork', () => {
  const found: [code: string, uses: string[]][] = [
    ['require("http")', ['http']],
    ['require("node:https")', ['https']],
    ['import net from "node:net"; net.connect(1)', ['net']],
    ['await import("node:tls")', ['tls']],
    ['const { lookup } = require("dns/promises"); lookup("x")', ['dns/promises']],
    ['require("child_process").spawn("curl")', ['child_process']],
    ['fetch("https://x")', ['fetch']],
    ['const f = fetch; f("https://x")', ['fetch']],
    ['globalThis.fetch("https://x")', ['globalThis.fetch']],
    ['window["fetch"]("https://x")', ['window.fetch']],
    ['new XMLHttpRequest()', ['XMLHttpRequest']],
    ['new WebSocket("wss://x")', ['WebSocket']],
    ['navigator.sendBeacon("https://x")', ['navigator.sendBeacon']],
    ['process.getBuiltinModule("http")', ['process.getBuiltinModule']],
  ];
  for (const [code, uses] of found) {
    test(`finds ${code}`, async () => assert.deepEqual(await networkUses(code), uses));
  }

  const harmless = [
    'console.log("fetch(", "require(\\"http\\")", "XMLHttpRequest")',
    'const cursor = { fetch() {} }; cursor.fetch()',
    'function fetch() {} fetch()',
    'require("node:fs"); require("node:path")',
    'console.log({ WebSocket: 1 }.WebSocket)',
  ];
  for (const code of harmless) {
    test(`leaves ${code}`, async () => assert.deepEqual(await networkUses(code), []));
  }

  const shipped = ['dist', 'dist/media'].flatMap((folder) =>
    fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .map((name) => path.join(folder, name)),
  );
  test('looks at the host, the worker, the command line and the page', () => {
    for (const name of [
      'dist/extension.js',
      'dist/worker.js',
      'dist/scan.js',
      'dist/cli.js',
      'dist/media/dashboard.js',
    ]) {
      assert.ok(shipped.includes(name), `${name} is not built`);
    }
  });
  for (const file of shipped) {
    test(`${file} reaches no network`, async () =>
      assert.deepEqual(await networkUses(fs.readFileSync(file, 'utf8')), []));
  }
});

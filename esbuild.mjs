// Bundles what ships: the extension host's part, the worker, the command line and the webview. `--watch` keeps going,
// `--tests` also compiles the tests to out/.
import * as esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { writePriceData } from './test/support/prices.mjs';

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  logLevel: 'warning',
  legalComments: 'none',
};
/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: 'node', target: 'node22', format: 'cjs' };

const shipped = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['src/node/worker.ts'], outfile: 'dist/worker.js' },
  { ...node, entryPoints: ['src/cli/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  {
    ...common,
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    entryPoints: ['media/dashboard/dashboard.ts', 'media/dashboard/dashboard.css'],
    outdir: 'dist/media',
    loader: { '.ttf': 'file', '.svg': 'file' },
    assetNames: '[name]',
  },
];

const testFiles = fs.globSync
  ? fs.globSync('test/**/*.test.ts', { exclude: (f) => String(f).includes('node_modules') })
  : fs
      .readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.test.ts') && !f.includes('node_modules'))
      .map((f) => path.join('test', f));

/** @type {esbuild.BuildOptions} */
const testBuild = {
  ...node,
  minify: false,
  sourcemap: 'inline',
  entryPoints: [...testFiles, 'test/host/index.ts'].filter((f) => fs.existsSync(f)),
  outdir: 'out',
  outbase: '.',
  external: ['vscode', 'mocha', 'playwright-core', 'fast-check', 'js-tiktoken'],
};

const builds = tests ? [...shipped, testBuild] : shipped;
fs.mkdirSync('dist', { recursive: true });
await writePriceData('dist/prices.json');
if (watch) for (const b of builds) await (await esbuild.context(b)).watch();
else await Promise.all(builds.map((b) => esbuild.build(b)));

// Bundles what ships: the extension host's part, the worker, the command line and the webview. `--watch` keeps going,
// `--tests` also compiles the tests to out/.
import * as esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { writePriceData } from './src/node/writePriceData.mjs';
import { wasmPlugin } from './src/wasm/wasmPlugin.mjs';
import { notices } from './test/support/notices.mjs';

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/**
 * Gives modules with many functions to `import fs from 'node:fs'` as they are. What esbuild does by itself, a copy with a
 * getter for each function, takes one to two milliseconds of every start, of a command as of a thread.
 * @type {esbuild.Plugin}
 */
const wholeBuiltins = {
  name: 'whole-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:(fs|os|path|zlib)$/ }, ({ path: name, namespace }) =>
      namespace === 'builtin' ? { path: name, external: true } : { path: name, namespace: 'builtin' },
    );
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path: name }) => ({
      contents: `export default require('${name}');`,
    }));
  },
};

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  logLevel: 'warning',
  legalComments: 'none', // dist/NOTICES.txt has them
  supported: { 'regexp-unicode-property-escapes': true }, // else literals become `new RegExp` wherever they are evaluated
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }, // its main file's own `require` cannot be bundled
  metafile: true,
};
/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: 'node', target: 'node22', format: 'cjs', plugins: [wasmPlugin, wholeBuiltins] };

const shipped = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['src/node/worker.ts'], outfile: 'dist/worker.js' },
  { ...node, entryPoints: ['src/node/scanBundle.ts'], outfile: 'dist/scan.js' },
  { ...node, entryPoints: ['src/node/sampleMonth.ts'], outfile: 'dist/sample.js' },
  { ...node, entryPoints: ['src/node/coachBundle.ts'], outfile: 'dist/coach.js' },
  { ...node, entryPoints: ['src/node/lintBundle.ts'], outfile: 'dist/lint.js' },
  { ...node, entryPoints: ['src/node/tokenizer.ts'], outfile: 'dist/tokenizer.js' },
  { ...node, entryPoints: ['src/cli/tools.ts'], outfile: 'dist/tools.js' },
  { ...node, entryPoints: ['src/cli/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  {
    ...common,
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    entryPoints: [
      { in: 'media/dashboard/dashboard.ts', out: 'dashboard' },
      { in: 'media/dashboard/dashboard.css', out: 'dashboard' },
      { in: '@vscode/codicons/dist/codicon.css', out: 'codicon' },
    ],
    outdir: 'dist/media',
    loader: { '.ttf': 'file', '.svg': 'file' },
    assetNames: '[name]',
  },
];

// Only the folders of tests: test/support holds a whole VS Code, with links that go round in circles.
const testFiles = ['core', 'node', 'cli', 'vscode', 'package', 'properties', 'webview', 'workbench', 'host']
  .map((folder) => path.join('test', folder))
  .filter((folder) => fs.existsSync(folder))
  .flatMap((folder) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((f) => path.join(folder, f)))
  .filter((file) => file.endsWith('.test.ts'));

/**
 * Leaves the harness's scripts unbundled: they find their folder by `import.meta.url`, and all tests of a process are to
 * share one browser.
 * @type {esbuild.Plugin}
 */
const sharedScripts = {
  name: 'shared-scripts',
  setup(build) {
    build.onResolve({ filter: /^\..*\.mjs$/ }, (found) => {
      const file = path.join(found.resolveDir, found.path);
      return file.startsWith(path.resolve('test/support')) ? { path: file, external: true } : undefined;
    });
  },
};

/** @type {esbuild.BuildOptions} */
const testBuild = {
  ...node,
  minify: false,
  sourcemap: 'inline',
  entryPoints: [...testFiles, 'test/host/index.ts'],
  outdir: 'out',
  outbase: '.',
  external: ['vscode', 'mocha', 'fast-check', 'js-tiktoken', 'esbuild'],
  plugins: [sharedScripts, wasmPlugin],
};

const builds = tests ? [...shipped, testBuild] : shipped;
fs.mkdirSync('dist', { recursive: true });
await writePriceData('dist/prices.json');
if (watch) for (const b of builds) await (await esbuild.context(b)).watch();
else await buildOnce();
if (!watch && !tests) printSizes();

async function buildOnce() {
  const results = await Promise.all(builds.map((b) => esbuild.build(b)));
  const metafiles = results.slice(0, shipped.length).map(({ metafile }) => metafile);
  fs.writeFileSync('dist/NOTICES.txt', `${notices(metafiles, ['@pydantic/genai-prices', 'assemblyscript'])}\n`);
}

function printSizes() {
  const files = fs.readdirSync('dist', { recursive: true, encoding: 'utf8' }).map((file) => path.join('dist', file));
  for (const file of files.filter((file) => fs.statSync(file).isFile()).sort()) {
    console.log(`${(fs.statSync(file).size / 1024).toFixed(1).padStart(8)} KiB  ${file}`);
  }
}

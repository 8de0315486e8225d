import assert from 'node:assert/strict';
import { build, type Plugin } from 'esbuild';

const PARSER = /^src\/core\/sources\/(?:openLog|claudeParser|codexParser|copilotSession)\.ts$/;
const RULE = /^src\/core\/coach\/rules\//;
const MARKDOWN = /^src\/core\/prompts\/lint\/parse/;
const SAMPLE = /^src\/core\/sample\//;

/** Assembled by a build of its own, and of no interest here. */
const noWasm: Plugin = {
  name: 'no-wasm',
  setup: (to) => to.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true })),
};

async function filesIn(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    outfile: 'out.js',
    metafile: true,
    external: ['vscode'],
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    plugins: [noWasm],
    logLevel: 'error',
  });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output!.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
}

suite('bundles', () => {
  const rows: [entry: string, holds: RegExp[], lacks: RegExp[]][] = [
    ['src/extension.ts', [], [PARSER, RULE, MARKDOWN, SAMPLE, /^src\/node\/(?!stopFlag)/]],
    ['src/node/worker.ts', [/queries\/gauge/], [PARSER, RULE, MARKDOWN, SAMPLE]],
    ['src/cli/cli.ts', [/queries\/report/], [PARSER, RULE, MARKDOWN, SAMPLE]],
    ['src/node/scanBundle.ts', [PARSER], [RULE, MARKDOWN, SAMPLE, /^src\/node\/queries\//]],
    ['src/node/coachBundle.ts', [RULE], [MARKDOWN, SAMPLE, /claudeParser|codexParser/]],
    ['src/node/lintBundle.ts', [MARKDOWN], [PARSER, RULE, SAMPLE]],
    ['src/node/sampleMonth.ts', [SAMPLE], [PARSER, RULE, MARKDOWN]],
  ];
  for (const [entry, holds, lacks] of rows) {
    test(`${entry} holds what it is for, and nothing that it seldom needs`, async () => {
      const files = await filesIn(entry);
      for (const part of holds)
        assert.ok(
          files.some((file) => part.test(file)),
          `${part} is missing`,
        );
      for (const part of lacks)
        assert.deepEqual(
          files.filter((file) => part.test(file)),
          [],
        );
    });
  }
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { notices } from '../support/notices.mjs';

const shipped = fs.readFileSync('dist/NOTICES.txt', 'utf8');
const metafile = (inputs: Record<string, number>) => ({
  outputs: {
    'dist/a.js': {
      inputs: Object.fromEntries(Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }])),
    },
  },
});
const version = (name: string) =>
  (JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;

suite('notices', () => {
  test('name every package that our sources import', () => {
    const sources = ['src', 'media/dashboard']
      .flatMap((folder) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((f) => `${folder}/${f}`))
      .filter((file) => /\.(ts|css)$/.test(file))
      .map((file) => fs.readFileSync(file, 'utf8'));
    const imported = sources.flatMap((text) =>
      [
        ...text.matchAll(/^(?:import (?!type)|\} from )(?:.* from )?'((?:@[^/']+\/)?[^./'@:][^/':]*)(?:\/[^']*)?';/gm),
      ].map((match) => match[1]!),
    );
    const packages = [...new Set(imported)].filter((name) => name !== 'vscode');
    assert.ok(packages.length >= 5, packages.join());
    for (const name of packages) assert.ok(shipped.includes(`\n${name} ${version(name)} (`), name);
  });

  for (const name of ['@pydantic/genai-prices', '@vscode/codicons', 'lit-html', 'd3-color']) {
    test(`name ${name}, of which data, a font or what another package needs is shipped`, () =>
      assert.ok(shipped.includes(`\n${name} ${version(name)} (`)));
  }

  test('leave out what only develops', () => {
    for (const name of ['esbuild', 'mocha', 'js-tiktoken']) assert.ok(!shipped.includes(`\n${name} `), name);
  });

  test('have name, version, licence and its text', () => {
    const text = notices([metafile({ 'node_modules/valibot/dist/index.js': 5 })], []);
    assert.ok(
      text.includes(`\nvalibot ${version('valibot')} (MIT)\n\nMIT License\n\nCopyright (c) Fabian Hiller`),
      text,
    );
  });

  test('hold a package once, and none of which nothing is left', () => {
    const text = notices(
      [
        metafile({ 'node_modules/valibot/a.js': 5, 'node_modules/valibot/b.js': 5, 'src/c.ts': 1 }),
        metafile({ 'node_modules/valibot/a.js': 5, 'node_modules/d3-color/src/index.js': 0 }),
      ],
      ['valibot'],
    );
    assert.equal(text.split('\nvalibot ').length, 2);
    assert.ok(!text.includes('d3-color'));
  });

  test('fail without the text of a licence', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'notices-'));
    const bare = path.join(folder, 'node_modules/bare');
    fs.mkdirSync(bare, { recursive: true });
    fs.writeFileSync(path.join(bare, 'package.json'), '{"name":"bare","version":"1.0.0","license":"MIT"}');
    try {
      assert.throws(() => notices([metafile({ [`${bare}/index.js`]: 5 })], []), /bare has no file with its licence/);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

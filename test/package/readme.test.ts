import assert from 'node:assert/strict';
import fs from 'node:fs';
import { withSettings } from '../support/settingsTable.mjs';

const readme = fs.readFileSync('README.md', 'utf8');

suite('README', () => {
  test('lists the settings as they are', async () => {
    assert.equal(readme, await withSettings(readme));
  });

  test('names only files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    assert.ok(links.length > 2);
    for (const link of links) assert.ok(fs.existsSync(link), link);
  });

  test('names only commands that are there', () => {
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
      contributes: { commands: { title: string }[] };
    };
    const strings = JSON.parse(fs.readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
    const titles = manifest.contributes.commands.map(({ title }) => strings[title.slice(1, -1)]);
    const named = [...readme.matchAll(/“Tokenmin: ([^”]+)”/g)].map((match) => match[1]);
    assert.ok(named.length > 0);
    for (const title of named) assert.ok(titles.includes(title), title);
  });
});

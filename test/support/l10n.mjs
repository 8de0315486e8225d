// @ts-check
// Writes l10n/bundle.l10n.json: all strings of the code and of the dashboard, for translators. `--check` only compares.
import fs from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import * as esbuild from 'esbuild';
import * as prettier from 'prettier';

const bundle = 'l10n/bundle.l10n.json';

/** The dashboard's words are translated one by one at run time, where no tool finds them. */
async function dashboardWords() {
  const { code } = await esbuild.transform(fs.readFileSync('src/protocol/strings.ts', 'utf8'), { loader: 'ts' });
  const { STRINGS } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return Object.fromEntries(Object.values(STRINGS).map((words) => [words, words]));
}

async function codeWords() {
  const files = ['src/extension.ts', ...fs.readdirSync('src/vscode').map((name) => path.join('src/vscode', name))];
  return getL10nJson(files.map((file) => ({ extension: '.ts', contents: fs.readFileSync(file, 'utf8') })));
}

const words = { ...(await codeWords()), ...(await dashboardWords()) };
const sorted = Object.fromEntries(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)));
const json = await prettier.format(JSON.stringify(sorted), { parser: 'json', printWidth: 120 });
if (!process.argv.includes('--check')) {
  fs.writeFileSync(bundle, json);
} else if (fs.readFileSync(bundle, 'utf8') !== json) {
  console.error(`${bundle} is not up to date: run node test/support/l10n.mjs`);
  process.exitCode = 1;
}

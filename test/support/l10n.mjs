// @ts-check
// Writes l10n/bundle.l10n.json: all strings of the code, the dashboard and the coach, for translators. `--check` only compares.
import fs from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import * as esbuild from 'esbuild';
import * as prettier from 'prettier';

const bundle = 'l10n/bundle.l10n.json';

/** Where the coach speaks, beside its own folder. */
const COACH_FILES = ['src/node/queries/whatIf.ts'];

/** @param {string} folder */
function filesIn(folder) {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => path.join(folder, name));
}

/**
 * Words that are translated one by one at run time, where no tool finds them.
 * @param {string} file @param {string} name
 */
async function wordsOf(file, name) {
  const { outputFiles } = await esbuild.build({ entryPoints: [file], bundle: true, format: 'esm', write: false });
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  /** @type {Record<string, Record<string, string>>} */
  const exported = await import(`data:text/javascript;base64,${code}`);
  return Object.values(exported[name] ?? {});
}

/**
 * The coach's words: whatever is written out in a rule or a judgement and reads like a sentence or a title. Texts that
 * are put together at run time cannot be translated.
 */
async function coachWords() {
  const files = [...COACH_FILES, ...filesIn('src/core/coach')];
  const texts = await Promise.all(
    files.map(async (file) => {
      const source = fs.readFileSync(file, 'utf8');
      // It drops types and comments, and writes every text in double quotes.
      const { code } = await esbuild.transform(source, { loader: 'ts', charset: 'utf8', legalComments: 'none' });
      return [...code.matchAll(/"(?:[^"\\\n]|\\.)*"/g)].map(([literal]) => JSON.parse(literal));
    }),
  );
  return texts.flat().filter((text) => /^[\p{Lu}{`]/u.test(text) && / /.test(text));
}

async function codeWords() {
  const files = ['src/extension.ts', ...filesIn('src/vscode')];
  return getL10nJson(files.map((file) => ({ extension: '.ts', contents: fs.readFileSync(file, 'utf8') })));
}

const texts = [
  ...(await wordsOf('src/protocol/strings.ts', 'STRINGS')),
  ...(await wordsOf('src/core/prompts/lint/lintWords.ts', 'LINT_WORDS')),
  ...(await coachWords()),
];
const words = { ...(await codeWords()), ...Object.fromEntries(texts.map((text) => [text, text])) };
const sorted = Object.fromEntries(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)));
const json = await prettier.format(JSON.stringify(sorted), { parser: 'json', printWidth: 120 });
if (!process.argv.includes('--check')) {
  fs.writeFileSync(bundle, json);
} else if (fs.readFileSync(bundle, 'utf8') !== json) {
  console.error(`${bundle} is not up to date: run node test/support/l10n.mjs`);
  process.exitCode = 1;
}

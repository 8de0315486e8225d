import fs from 'node:fs';
import path from 'node:path';

const LOG_LINES = 200;
const EXTENSIONS = ['.jsonl', '.json', '.csv', '.md', '.mdc', '.txt', '.log'];

/**
 * Prompts in a file or in all files of a folder, each text once. jsonl and json: fields `prompt`, `turns`, `questions`,
 * `instruction`; csv: the column `prompt`; Markdown: the whole file, or the user's messages of a SpecStory history;
 * logs: as if pasted, 200 lines at a time, under a question.
 */
export function readPrompts(place) {
  const prompts = filesIn(place).flatMap((file) => readers[path.extname(file)](fs.readFileSync(file, 'utf8')));
  return [...new Set(prompts)].filter((prompt) => typeof prompt === 'string' && prompt.trim() !== '');
}

function filesIn(place) {
  if (fs.statSync(place).isFile()) return [place];
  return fs
    .readdirSync(place, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => path.join(place, name))
    .filter((file) => EXTENSIONS.includes(path.extname(file)) && fs.statSync(file).isFile());
}

const readers = {
  '.jsonl': (text) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line) => promptsOf(JSON.parse(line))),
  '.json': (text) => [JSON.parse(text)].flat().flatMap(promptsOf),
  '.csv': (text) => {
    const [header, ...rows] = csvRows(text);
    const column = header.indexOf('prompt');
    return column < 0 ? [] : rows.map((row) => row[column]);
  },
  '.md': (text) => (/^_\*\*User\b/m.test(text) ? specStoryMessages(text) : [text]),
  '.mdc': (text) => [text],
  '.txt': (text) => [text],
  '.log': (text) => {
    const lines = text.split(/\r?\n/);
    const prompts = [];
    for (let i = 0; i < lines.length; i += LOG_LINES) {
      const part = lines.slice(i, i + LOG_LINES).join('\n');
      prompts.push(`What went wrong here?\n\n\`\`\`\n${part}\n\`\`\`\n`);
    }
    return prompts;
  },
};

function promptsOf(row) {
  const found = [row.prompt, row.instruction, row.turns, row.questions].flat().filter(Boolean);
  return found.map((turn) => (typeof turn === 'string' ? turn : turn.content));
}

function specStoryMessages(text) {
  const parts = text.split(/^_\*\*(User|Agent|Assistant|Tool|System)\b.*$/m);
  const messages = [];
  for (let i = 1; i < parts.length; i += 2) {
    if (parts[i] === 'User') messages.push(parts[i + 1].replace(/\n---\s*$/, '').trim());
  }
  return messages;
}

function csvRows(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/prompts/shorten/edit';
import { proposeDataEdits } from '../../../src/core/prompts/shorten/data/proposeDataEdits';

const times = (count: number, line: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => line(i));

const LOG = times(200, (i) => `2026-01-05 12:00:${10 + (i % 50)} INFO GET /health ${i}ms`).join('\n');
const ROWS = times(60, (i) => `  {\n    "id": ${i},\n    "name": "item ${i}"\n  }`);
const ROWS_JSON = `[\n${ROWS.join(',\n')}\n]`;
const OBJECT_JSON = `{\n${times(60, (i) => `    "key${i}": {\n        "value": ${i}\n    }`).join(',\n')}\n}`;
const XML = `<root>\n${times(60, (i) => `    <entry>\n        <name>n${i}</name>\n    </entry>`).join('\n')}\n</root>`;
const TABLE = `| name${' '.repeat(20)} | n    |\n|------|------|\n${times(60, (i) => `| item${' '.repeat(20)} | ${i}   |`).join('\n')}`;

/** A prompt with `block` in a fence, and the block's place in it. */
function fenced(block: string, typed = 'What is wrong here?', tag = ''): [text: string, start: number, end: number] {
  const before = `${typed}\n\n\`\`\`${tag}\n`;
  return [`${before}${block}\n\`\`\`\n`, before.length, before.length + block.length + 1];
}
const propose = (...args: Parameters<typeof fenced>): string[] =>
  proposeDataEdits(...fenced(...args)).map((edit) => `${edit.class} ${edit.tier}`);

suite('proposeDataEdits', () => {
  const cases: [string, string, string[]][] = [
    ['a log', LOG, ['log-fold ask']],
    ['JSON', OBJECT_JSON, ['data-minify safe']],
    ['rows of JSON', ROWS_JSON, ['data-minify safe', 'data-convert ask']],
    ['XML', XML, ['data-minify safe']],
    ['a table', TABLE, ['data-convert ask']],
    ['a short log', LOG.split('\n').slice(0, 40).join('\n'), []],
    ['short JSON', OBJECT_JSON.slice(0, 100) + '\n}}', []],
    ['minified JSON', JSON.stringify(JSON.parse(OBJECT_JSON)), []],
    ['broken JSON', OBJECT_JSON.slice(0, -1), []],
    ['YAML', times(200, (i) => `key${i}:\n  value: ${i}`).join('\n'), []],
    ['code', times(200, (i) => `  const x${i} = f(${i});`).join('\n'), []],
    ['a log that hardly folds', times(200, (i) => `12:00:00 ERROR nothing went right with ${i}`).join('\n'), []],
    ['5 MB in one line', 'x'.repeat(5_000_000), []],
    ['binary', times(3000, (i) => String.fromCharCode((i * 7919) % 256)).join(''), []],
  ];
  for (const [name, block, expected] of cases) test(name, () => assert.deepEqual(propose(block), expected));

  test('an edit covers the block without the line breaks around it', () => {
    const [text, start, end] = fenced(`\n${XML}`);
    const edits = proposeDataEdits(text, start, end);
    assert.equal(applyEdits(text, edits), text.replace(XML, XML.replaceAll(/\n */g, '')));
  });

  test('a folded log says what it stands for', () => {
    const [text, start, end] = fenced(LOG);
    assert.equal(
      proposeDataEdits(text, start, end)[0]!.replacement.split('\n')[5],
      '… ×190 INFO GET /health 5–194ms (2026-01-05 12:00:15–12:00:54)',
    );
  });

  test('rows in a fence stay in it', () => {
    const [text, start, end] = fenced(ROWS_JSON);
    assert.equal(proposeDataEdits(text, start, end)[1]!.replacement.split('\n')[0], 'id,name');
  });

  test('a fence of rows names its new language', () => {
    const [text, start, end] = fenced(ROWS_JSON, 'Why?', 'json title="a"');
    const edits = proposeDataEdits(text, start, end).slice(1);
    assert.ok(applyEdits(text, edits).startsWith('Why?\n\n```csv title="a"\nid,name\n0,item 0\n'));
  });

  test('rows without a fence get one', () => {
    const { replacement } = proposeDataEdits(ROWS_JSON, 0, ROWS_JSON.length)[1]!;
    assert.deepEqual(
      [replacement.split('\n').slice(0, 3), replacement.split('\n').slice(-2)],
      [
        ['```csv', 'id,name', '0,item 0'],
        ['59,item 59', '```'],
      ],
    );
  });

  test('rows keep the indentation and the line ends of the block', () => {
    const [text, start, end] = fenced(`  ${ROWS_JSON.replaceAll('\n', '\r\n  ')}`);
    const { replacement } = proposeDataEdits(text, start, end)[1]!;
    assert.ok(replacement.startsWith('id,name\r\n  0,item 0\r\n  1,item 1\r\n'));
  });

  test('rows that would end the fence are not proposed', () => {
    const rows = ROWS_JSON.replaceAll('"id": ', '"id": "```", "n": ');
    assert.deepEqual(propose(rows), ['data-minify safe']);
  });

  for (const typed of [
    'What exactly happened?',
    'Explain every line.',
    'Compare these requests.',
    'Count the requests.',
    'How many are there?',
    'In which order did they come, tell the order.',
    '정확히 무슨 일이야?',
    '모든 줄을 설명해 줘',
    '순서를 알려 줘',
    '正確に説明して',
    '全行を見て',
    '精确分析',
    '每一行都看',
    'Was ist genau passiert?',
    'Erkläre jede Zeile.',
    'Vergleiche die Anfragen.',
    'Explique chaque ligne.',
    'Explica cada línea.',
  ]) {
    test(`a log is not folded under ${JSON.stringify(typed)}`, () => assert.deepEqual(propose(LOG, typed), []));
  }

  for (const typed of [
    'Is there a race?',
    'Why is it slow?',
    '왜 느려?',
    'なぜ遅いの?',
    '为什么慢?',
    'Warum so langsam?',
  ]) {
    test(`a log keeps its times under ${JSON.stringify(typed)}`, () => assert.deepEqual(propose(LOG, typed), []));
  }

  test('under a question of timing, what is equal but for its time is folded with all times', () => {
    const log = times(200, (i) => `2026-01-05 12:00:${10 + (i % 50)} INFO polling the queue of orders`).join('\n');
    const [text, start, end] = fenced(log, 'Is there a race?');
    const [edit] = proposeDataEdits(text, start, end);
    assert.equal(edit!.replacement.split('\n')[5]!.match(/12:00:/g)?.length, 190);
  });

  for (const typed of [
    'Fix the indentation.',
    'Is this format right?',
    'Write a JSON schema for it.',
    'Keep the order of the keys.',
    'Why is this invalid?',
    'There is an error on line 12.',
    '들여쓰기를 고쳐 줘',
    'インデントを直して',
    '检查缩进',
    'Stimmt die Reihenfolge?',
  ]) {
    test(`data stays under ${JSON.stringify(typed)}`, () => assert.deepEqual(propose(ROWS_JSON, typed), []));
  }

  test('words in the block itself, or in another, ask for nothing', () => {
    const log = LOG.replaceAll('/health', '/orders/count/order');
    assert.deepEqual(propose(`${log}`, `Why?\n\n\`\`\`\nthe order, every line\n\`\`\`\n`), ['log-fold ask']);
  });

  test('what the user says can be given', () => {
    assert.deepEqual(proposeDataEdits(ROWS_JSON, 0, ROWS_JSON.length, { prompt: 'Fix the format.' }), []);
  });
});

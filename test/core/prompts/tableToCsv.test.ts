import assert from 'node:assert/strict';
import { jsonToCsv } from '../../../src/core/prompts/shorten/data/jsonToCsv';
import { tableToCsv } from '../../../src/core/prompts/shorten/data/tableToCsv';

/** Five rows of JSON, each with these members. */
const rows = (members: string): string => `[\n${Array.from({ length: 5 }, () => `  { ${members} }`).join(',\n')}\n]`;
const five = (line: string): string => `${line}\n`.repeat(5).trimEnd();

suite('jsonToCsv', () => {
  const cases: [string, string, string][] = [
    ['numbers and words stand bare', '"n": 1.50, "b": true, "x": null', 'n,b,x\n' + five('1.50,true,null')],
    ['big integers stay as written', '"id": 12345678901234567890', 'id\n' + five('12345678901234567890')],
    ['numeric strings are quoted', '"zip": "01234", "n": "1e5"', 'zip,n\n' + five('"01234","1e5"')],
    ['strings like words are quoted', '"a": "true", "b": "NULL"', 'a,b\n' + five('"true","NULL"')],
    ['an empty string is quoted, null is not', '"a": "", "b": null', 'a,b\n' + five('"",null')],
    ['commas and quotation marks', '"a": "x, \\"y\\""', 'a\n' + five('"x, ""y"""')],
    ['white space at the ends', '"a": " x"', 'a\n' + five('" x"')],
    ['escapes are decoded', '"a": "\\u00e9\\/"', 'a\n' + five('é/')],
    ['plain strings stand bare', '"a": "12 apples", "d": "2026-01-05"', 'a,d\n' + five('12 apples,2026-01-05')],
    ['a key like a number is quoted', '"1": 2, "a,b": 3', '"1","a,b"\n' + five('2,3')],
  ];
  for (const [name, members, expected] of cases) test(name, () => assert.equal(jsonToCsv(rows(members)), expected));

  const others: [string, string][] = [
    ['four rows', '[{"a":1},{"a":1},{"a":1},{"a":1}]'],
    ['no rows', '[]'],
    ['empty rows', rows('')],
    ['an object', '{"a": 1}'],
    ['numbers', '[1,2,3,4,5,6]'],
    ['arrays', '[[1],[2],[3],[4],[5]]'],
    ['a nested array', rows('"a": [1]')],
    ['a nested object', rows('"a": {"b": 1}')],
    ['a line break in a string', rows('"a": "x\\ny"')],
    ['a tab in a string', rows('"a": "x\\ty"')],
    ['half a surrogate pair', rows('"a": "\\ud800"')],
    ['a key that comes twice', rows('"a": 1, "a": 2')],
    ['a comment', rows('"a": 1 /* one */')],
    ['a key missing', `[${'{"a":1,"b":2},'.repeat(5)}{"a":1}]`],
    ['a key too many', `[${'{"a":1},'.repeat(5)}{"a":1,"b":2}]`],
    ['another key', `[${'{"a":1},'.repeat(5)}{"b":1}]`],
    ['another order', `[${'{"a":1,"b":2},'.repeat(5)}{"b":2,"a":1}]`],
    ['a number among the rows', `[${'{"a":1},'.repeat(5)}1]`],
    ['broken JSON', rows('"a": 1').slice(0, -1)],
  ];
  for (const [name, text] of others) test(`leaves ${name}`, () => assert.equal(jsonToCsv(text), undefined));
});

suite('tableToCsv', () => {
  const cases: [string, string, string][] = [
    [
      'a padded Markdown table',
      `
| name  | count |
|:------|------:|
${five('| a, b  |     1 |')}
`,
      `name,count\n${five('"a, b",1')}`,
    ],
    ['without bars at the ends', `a | b\n--|--\n${five('1 | 2')}`, `a,b\n${five('1,2')}`],
    ['bars within cells', `| a | b |\n|---|---|\n${five('| x \\| y | `c` |')}`, `a,b\n${five('x | y,`c`')}`],
    ['empty cells', `| a | b |\n|---|---|\n${five('| | x |')}`, `a,b\n${five(',x')}`],
    ['quotation marks', `| a | b |\n|---|---|\n${five('| "x" | y |')}`, `a,b\n${five('"""x""",y')}`],
    ['carriage returns', `| a | b |\r\n|---|---|\r\n${five('| 1 | 2 |\r')}`, `a,b\n${five('1,2')}`],
    [
      'a drawn table',
      `┌──────┬───┐\n│ a    │ b │\n├──────┼───┤\n${five('│ x    │ 1 │')}\n└──────┴───┘`,
      `a,b\n${five('x,1')}`,
    ],
    ['a table of + and |', `+---+---+\n| a | b |\n+---+---+\n${five('| x | 1 |')}\n+---+---+`, `a,b\n${five('x,1')}`],
    [
      'a ruler after every row',
      `+---+---+\n| a | b |\n+---+---+\n${five('| x | 1 |\n+---+---+')}`,
      `a,b\n${five('x,1')}`,
    ],
    ['rows of dashes', `+---+---+\n| a | b |\n+---+---+\n${five('| - | - |')}\n+---+---+`, `a,b\n${five('-,-')}`],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(tableToCsv(text), expected));

  const others: [string, string][] = [
    ['nothing', ''],
    ['prose', five('some words | more words')],
    ['four rows', `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(4)}`],
    ['one column', `| a |\n|---|\n${five('| 1 |')}`],
    ['a row too wide', `| a | b |\n|---|---|\n${five('| 1 | 2 |')}\n| 1 | 2 | 3 |`],
    ['text under it', `| a | b |\n|---|---|\n${five('| 1 | 2 |')}\n\nMore.`],
    ['text above it', `See:\n| a | b |\n|---|---|\n${five('| 1 | 2 |')}`],
    ['wrapped cells', `+---+---+\n| a | b |\n+---+---+\n${five('| x | 1 |')}\n|   | 2 |\n+---+---+`],
    ['rows of two lines', `+---+---+\n| a | b |\n${five('+---+---+\n| x | 1 |\n| y | 2 |')}\n+---+---+`],
    ['a header of two lines', `+---+---+\n| a | b |\n| c | d |\n+---+---+\n${five('| x | 1 |')}\n+---+---+`],
    ['5 MB of bars', '|'.repeat(5_000_000)],
    ['20 MB of bars', '|'.repeat(20_000_000)],
    ['20 MB of a ruler', `| a | b |\n|---|${'-'.repeat(20_000_000)}|\n| 1 | 2 |`],
    ['5 MB of blanks in a table', `| a | b |\n|---${' '.repeat(5_000_000)}x|\n${five('| 1 | 2 |')}`],
  ];
  for (const [name, text] of others) test(`leaves ${name}`, () => assert.equal(tableToCsv(text), undefined));
});

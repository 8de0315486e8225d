import assert from 'node:assert/strict';
import fc from 'fast-check';
import { filterCommandOutput } from '../../src/core/prompts/shorten/data/filterCommandOutput';
import { foldLog } from '../../src/core/prompts/shorten/data/foldLog';
import { jsonToCsv } from '../../src/core/prompts/shorten/data/jsonToCsv';
import { sharedLines } from '../../src/core/prompts/shorten/data/lineHashes';
import { minifyJson } from '../../src/core/prompts/shorten/data/minifyJson';
import { minifyXml } from '../../src/core/prompts/shorten/data/minifyXml';
import { proposeDataEdits } from '../../src/core/prompts/shorten/data/proposeDataEdits';
import { tableToCsv } from '../../src/core/prompts/shorten/data/tableToCsv';
import { applyEdits } from '../../src/core/prompts/shorten/edit';

/** The scalars, keys and brackets of JSON as they are written: everything but white space outside of strings. */
function jsonPieces(text: string): string[] {
  return text.match(/"(?:\\.|[^"\\])*"|[^\s"[\]{},:]+|[[\]{},:]/g) ?? [];
}

/** CSV by RFC 4180, and of each cell whether it was quoted. */
function readCsv(text: string): { value: string; quoted: boolean }[][] {
  const rows: { value: string; quoted: boolean }[][] = [[]];
  let rest = text;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const bare = quoted ?? /^([^,"\n]*)/.exec(rest)!;
    rows.at(-1)!.push({ value: quoted ? bare[1]!.replaceAll('""', '"') : bare[1]!, quoted: quoted !== null });
    rest = rest.slice(bare[0].length);
    if (rest === '') return rows;
    assert.ok(rest[0] === ',' || rest[0] === '\n', `a cell goes on behind its end: ${rest.slice(0, 20)}`);
    if (rest[0] === '\n') rows.push([]);
    rest = rest.slice(1);
  }
}

/** A value as a CSV cell tells it. */
function valueOf({ value, quoted }: { value: string; quoted: boolean }): unknown {
  if (quoted) return value;
  if (/^(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.test(value)) return JSON.parse(value);
  return value;
}

const blank = fc.stringMatching(/^[ \t\r\n]{0,4}$/);
const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((value) => JSON.stringify(value)),
  fc.bigInt().map(String),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom('true', 'false', 'null', '1.0', '-0', '1E5', '"\\u0041"', '"\\/"', '"a  \\" b"', '{}', '[ ]'),
);
/** JSON as text, so that its scalars are written in ways that JSON.stringify does not write them. */
const json = fc.letrec<{ value: string; json: string }>((tie) => {
  const list = fc.array(fc.tuple(blank, tie('value'), blank), { maxLength: 5 });
  const pairs = fc.array(fc.tuple(blank, fc.constantFrom('"a"', '"b"', '"__proto__"', '""'), blank, tie('value')));
  const array = list.map((items) => `[${items.map((parts) => parts.join('')).join(',')}]`);
  const object = pairs.map(
    (all) => `{${all.map(([w, key, x, value]) => `${w}${key}${x}:${w}${value}${x}`).join(',')}}`,
  );
  return {
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, array, object),
    json: fc.oneof(array, object),
  };
}).json;

const logLine = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 59 }), fc.constantFrom('INFO ping', 'INFO pong', 'DEBUG took'), fc.nat(999))
    .map(([second, words, n]) => `2026-01-05 12:00:${String(second).padStart(2, '0')} ${words} ${n}`),
  fc.constantFrom(
    '2026-01-05 12:00:00 ERROR no such user',
    '12:00:00 WARN slow',
    'FAIL test/a.ts',
    'panic: nil map',
    '    at run (/app/node_modules/express/a.js:1:1)',
    '    at cart (/app/src/cart.ts:2:2)',
    '  File "/x/site-packages/django/a.py", line 1, in a',
    '    call()',
    '',
    '    under it',
    '… 3',
    'exited with code 1',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const log = fc
  .tuple(fc.array(logLine, { maxLength: 60, size: 'max' }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, feed]) => lines.join(feed));

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('', 'true', 'null', '007', '1e5', ' x', 'a,b', '"', '""', '`c`'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const table = fc
  .uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 })
  .chain((keys) =>
    fc.array(fc.tuple(...keys.map(() => cell)), { minLength: 5, maxLength: 8 }).map((rows) => ({ keys, rows })),
  );

suite('edits of data, properties', () => {
  test('minified JSON has the same pieces and values', () => {
    fc.assert(
      fc.property(json, blank, (text, around) => {
        const minified = minifyJson(around + text + around);
        assert.ok(minified !== undefined);
        assert.deepEqual(jsonPieces(minified), jsonPieces(text));
        assert.deepEqual(JSON.parse(minified), JSON.parse(text));
        assert.equal(minifyJson(minified), minified);
      }),
      { numRuns: 500 },
    );
  });

  test('what JSON.parse refuses is refused, comments and trailing commas aside', () => {
    fc.assert(
      fc.property(json, fc.nat(), fc.string({ maxLength: 2 }), (text, at, noise) => {
        const broken = text.slice(0, at % text.length) + noise + text.slice((at % text.length) + 1);
        if (/\/|,\s*[\]}]/.test(broken) || minifyJson(broken) === undefined) return;
        assert.doesNotThrow(() => void JSON.parse(broken));
      }),
      { numRuns: 1000 },
    );
  });

  test('CSV of JSON gives back keys, values and types', () => {
    fc.assert(
      fc.property(table, ({ keys, rows }) => {
        const objects = rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i]])));
        const source = JSON.stringify(objects, undefined, 2);
        const csv = jsonToCsv(source);
        if (csv === undefined) return;
        const [header, ...cells] = readCsv(csv);
        assert.deepEqual(
          header!.map(({ value }) => value),
          Object.keys(objects[0]!),
        );
        assert.deepEqual(
          cells.map((row) => row.map(valueOf)),
          objects.map((object) => Object.values(object)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('most tables of JSON can be written as CSV', () => {
    const samples = fc.sample(table, { numRuns: 200, seed: 1 });
    const written = samples.filter(({ keys, rows }) => {
      const source = JSON.stringify(rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i]]))));
      return jsonToCsv(source) !== undefined;
    });
    assert.ok(written.length > 100, String(written.length));
  });

  test('CSV of a Markdown table gives back the cells', () => {
    const text = fc.stringMatching(/^[a-z "',|`]{0,6}$/).map((value) => value.trim());
    const cells = fc.array(fc.tuple(text, text, text), { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(cells, (rows) => {
        const lines = rows.map(
          (row) => `| ${row.map((value) => value.replaceAll('|', '\\|').padEnd(9)).join(' | ')} |`,
        );
        const csv = tableToCsv([lines[0], '|---|:-:|---|', ...lines.slice(1)].join('\n'));
        assert.ok(csv !== undefined);
        assert.deepEqual(
          readCsv(csv).map((row) => row.map(({ value }) => value)),
          rows,
        );
      }),
    );
  });

  test('minified XML has the same tags and texts', () => {
    const name = fc.constantFrom('x', 'y:z', 'item');
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.tuple(name, fc.stringMatching(/^[a-z \n]{0,5}$/)).map(([tag, text]) => `<${tag} a="1 > 2">${text}</${tag}>`),
        fc
          .tuple(name, fc.array(tie('node')), blank)
          .map(([tag, nodes, w]) => `<${tag}>${w}${nodes.join(w)}${w}</${tag}>`),
      ),
    }));
    fc.assert(
      fc.property(node, (text) => {
        const minified = minifyXml(text);
        assert.ok(minified !== undefined);
        const pieces = (xml: string): string[] => xml.match(/<(?:"[^"]*"|[^>"])*>|[^<\s][^<]*/g) ?? [];
        assert.deepEqual(pieces(minified), pieces(text));
        assert.equal(minifyXml(minified), minified);
        assert.ok(minified.length <= text.length);
      }),
    );
  });

  test('a folded log keeps every line of trouble, in order, and both ends', () => {
    const trouble = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => /error|warn|fail|panic|code 1/i.test(line) && !/^\s/.test(line) && !line.includes('×'));
    fc.assert(
      fc.property(log, fc.boolean(), (text, keepTimestamps) => {
        const folded = foldLog(text, { keepTimestamps });
        assert.deepEqual(trouble(folded), trouble(text));
        assert.deepEqual(folded.split('\n').slice(0, 5), text.split('\n').slice(0, 5));
        assert.deepEqual(folded.split('\n').slice(-5), text.split('\n').slice(-5));
      }),
      { numRuns: 500 },
    );
  });

  test('a folded log keeps the user’s own frames and accounts for every entry', () => {
    fc.assert(
      fc.property(log, (text) => {
        const folded = foldLog(text);
        const own = (lines: string): number => lines.split('/app/src/cart.ts').length;
        assert.equal(own(folded), own(text));
        const pings = (lines: string): number =>
          lines
            .split('\n')
            .filter((line) => line.includes('INFO ping'))
            .reduce((sum, line) => sum + Number(/^… ×(\d+)/.exec(line)?.[1] ?? 1), 0);
        assert.equal(pings(folded), pings(text));
      }),
      { numRuns: 500 },
    );
  });

  test('a folded log is never longer, and folded again it stays', () => {
    fc.assert(
      fc.property(log, fc.boolean(), (text, keepTimestamps) => {
        const folded = foldLog(text, { keepTimestamps });
        assert.ok(folded.length <= text.length);
        assert.equal(foldLog(folded, { keepTimestamps }), folded);
      }),
      { numRuns: 500 },
    );
  });

  test('a command’s output keeps its lines in order, and those of trouble all', () => {
    fc.assert(
      fc.property(log, fc.constantFrom('npm test', 'make', 'npx eslint', 'npm ci', 'ls'), (text, command) => {
        const left = filterCommandOutput(command, text).split('\n');
        let at = 0;
        for (const line of text.split('\n')) {
          if (line === left[at]) at++;
          else assert.doesNotMatch(line, /error|warn|fail|panic/i);
        }
        assert.equal(at, left.length);
      }),
      { numRuns: 500 },
    );
  });

  test('edits are within their block, one class each, shorter than what they replace; nothing throws', () => {
    const part = fc.oneof(
      json,
      log,
      fc.string({ unit: 'binary' }),
      fc.constantFrom('```', '<a>', '| a | b |\n|---|---|\n'),
    );
    fc.assert(
      fc.property(fc.array(part), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 40 }), (parts, a, b, times) => {
        const text = parts.join('\n').repeat(times);
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].toSorted((x, y) => x - y) as [
          number,
          number,
        ];
        const edits = proposeDataEdits(text, start, end);
        assert.equal(new Set(edits.map((edit) => edit.class)).size, edits.length);
        for (const edit of edits) {
          assert.ok(edit.start >= start && edit.end <= end && edit.replacement.length < edit.end - edit.start);
          assert.ok(applyEdits(text, [edit]).length < text.length);
        }
        minifyXml(text);
        tableToCsv(text);
        jsonToCsv(text);
        sharedLines(text, text);
      }),
      { numRuns: 500 },
    );
  });

  test('a text shares all of its lines with itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', '}', '  d', ''), { minLength: 1 }), (lines) => {
        const text = lines.join('\n');
        if (text.trim() !== '') assert.equal(sharedLines(text, text).match, 'same');
      }),
      { numRuns: 500 },
    );
  });
});

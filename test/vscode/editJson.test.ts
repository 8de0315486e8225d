import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { editJson } from '../../src/vscode/advice/editJson';

suite('editJson', () => {
  for (const [what, before, path, value, after] of [
    ['begins an empty file', '', ['model'], 'x', '{\n  "model": "x"\n}\n'],
    [
      'changes a value and nothing else',
      '{\n  "a": 1, // why\n  "b": [2]\n}\n',
      ['a'],
      3,
      '{\n  "a": 3, // why\n  "b": [2]\n}\n',
    ],
    ['adds a value', '{\n  "a": 1\n}\n', ['b'], true, '{\n  "a": 1,\n  "b": true\n}\n'],
    [
      'adds what lies deeper',
      '{\n  "a": 1\n}\n',
      ['env', 'X'],
      '1',
      '{\n  "a": 1,\n  "env": {\n    "X": "1"\n  }\n}\n',
    ],
    ['goes into what is there', '{ "env": { "A": "0" } }', ['env', 'A'], '1', '{ "env": { "A": "1" } }'],
    ['keeps tabs', '{\n\t"a": 1\n}\n', ['b'], 2, '{\n\t"a": 1,\n\t"b": 2\n}\n'],
    ['keeps line ends', '{\r\n  "a": 1\r\n}\r\n', ['b'], 2, '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n'],
    ['keeps a byte order mark', '\uFEFF{"a":1}', ['a'], 2, '\uFEFF{"a":2}'],
    ['takes a trailing comma', '{\n  "a": 1,\n}\n', ['a'], 2, '{\n  "a": 2,\n}\n'],
  ] as const) {
    test(what, () => assert.deepEqual(editJson(before, path, value), { text: after }));
  }

  for (const [what, before, path] of [
    ['what is no JSON', 'model = "x"', ['model']],
    ['a file that was cut off', '{ "a": 1', ['a']],
    ['a list', '[1]', ['a']],
    ['a path through what is no object', '{ "env": "none" }', ['env', 'A']],
    ['a path to an object', '{ "env": { "A": "1" } }', ['env']],
    ['a key that stands there twice', '{ "a": 1, "a": 2 }', ['a']],
    ['a conflict of two versions', '<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n', ['a']],
  ] as const) {
    test(`leaves alone ${what}`, () => assert.deepEqual(editJson(before, path, 'x'), { refused: 'unreadable' }));
  }

  test('a key of any name is only a key', () => {
    const result = editJson('{}', ['__proto__', 'polluted'], true);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    if ('text' in result) assert.match(result.text, /"__proto__"/);
  });

  test('whatever it accepts says what was asked for, and all else as before', () => {
    const plain = { noNullPrototype: true };
    const key = fc.constantFrom('a', 'b', 'c');
    const json = fc.dictionary(
      key,
      fc.oneof(fc.integer(), fc.string(), fc.dictionary(key, fc.boolean(), plain)),
      plain,
    );
    fc.assert(
      fc.property(json, fc.array(key, { minLength: 1, maxLength: 3 }), fc.string(), (object, path, value) => {
        const result = editJson(JSON.stringify(object, undefined, 2), path, value);
        if ('refused' in result) return;
        const after = parse(result.text) as Record<string, unknown>;
        assert.equal(
          path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], after),
          value,
        );
        for (const other of Object.keys(object).filter((one) => one !== path[0])) {
          assert.deepEqual(after[other], object[other]);
        }
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { editToml } from '../../src/vscode/advice/editToml';

suite('editToml', () => {
  for (const [what, before, path, value, after] of [
    ['begins an empty file', '', ['effort'], 'low', 'effort = "low"\n'],
    [
      'changes a value and keeps the comment',
      'effort = "high" # why\nb = 1\n',
      ['effort'],
      'low',
      'effort = "low" # why\nb = 1\n',
    ],
    [
      'adds a value before the first table',
      'a = 1\n\n[t]\nb = 2\n',
      ['effort'],
      'low',
      'a = 1\neffort = "low"\n\n[t]\nb = 2\n',
    ],
    ['adds a value where tables begin at once', '[t]\nb = 2\n', ['effort'], 'low', 'effort = "low"\n[t]\nb = 2\n'],
    ['adds a value at the end', 'a = 1\n', ['effort'], 5, 'a = 1\neffort = 5\n'],
    [
      'changes a value of a table, not one of the same name',
      'a = 1\n[t]\na = 2\n',
      ['t', 'a'],
      3,
      'a = 1\n[t]\na = 3\n',
    ],
    ['leaves a table’s value when the top is meant', '[t]\na = 2\n', ['a'], 3, 'a = 3\n[t]\na = 2\n'],
    ['adds a table', 'a = 1\n', ['t', 'b'], true, 'a = 1\n\n[t]\nb = true\n'],
    ['takes no line of a list for a table or a key', 'l = [\n  [1]\n]\n', ['a'], 1, 'l = [\n  [1]\n]\na = 1\n'],
    [
      'takes brackets in texts and comments for what they are',
      'l = "[" # [\n[t]\n',
      ['a'],
      1,
      'l = "[" # [\na = 1\n[t]\n',
    ],
    ['keeps line ends', 'a = 1\r\nb = 2\r\n', ['a'], 3, 'a = 3\r\nb = 2\r\n'],
    ['writes a text so that it stays one', '', ['a'], 'x"y\\', 'a = "x\\"y\\\\"\n'],
  ] as const) {
    test(what, () => assert.deepEqual(editToml(before, path, value), { text: after }));
  }

  for (const [what, before, path] of [
    ['texts over several lines', 'a = """\n[t]\n"""\n', ['a']],
    ['a value over several lines', 'a = [\n  1,\n]\n', ['a']],
    ['a table within a line', 'a = { b = 1 }\n', ['a']],
    ['a table that stands there twice', '[[t]]\na = 1\n[[t]]\na = 2\n', ['t', 'a']],
    ['a key that would have to be quoted', '', ['a b']],
    ['a table that is written with dots', 't.b = 1\n', ['t', 'a']],
    ['no path', '', []],
  ] as const) {
    test(`leaves alone ${what}`, () => assert.deepEqual(editToml(before, path, 'x'), { refused: 'unreadable' }));
  }
});

import assert from 'node:assert/strict';
import { compareEffort, effortOf } from '../../../src/core/usage/effort';
import { namesAnother } from '../../../src/core/usage/namesAnother';

suite('effort', () => {
  const words: [unknown, string][] = [
    ['high', 'high'],
    ['XHigh', 'xhigh'],
    ['a-model_s-own2', 'a-model_s-own2'],
    ['x'.repeat(24), 'x'.repeat(24)],
    ['x'.repeat(25), ''],
    ['', ''],
    ['3', ''],
    ['very high', ''],
    ['high\n', ''],
    ['hïgh', ''],
    [3, ''],
    [null, ''],
    [undefined, ''],
    [['high'], ''],
  ];
  for (const [value, effort] of words) {
    test(`${JSON.stringify(value)} is ${effort || 'none'}`, () => assert.equal(effortOf(value), effort));
  }

  test('compares by steps, and only what is known', () => {
    assert.deepEqual(
      [
        ['high', 'medium'],
        ['low', 'max'],
        ['medium', 'medium'],
        ['ultra', 'none'],
        ['', 'medium'],
        ['high', 'deep-think'],
      ].map(([a, b]) => compareEffort(a!, b!)),
      [1, -4, 0, 7, NaN, NaN],
    );
  });

  test('differs where both are named', () => {
    assert.deepEqual(
      [namesAnother('low', 'high'), namesAnother('low', 'low'), namesAnother('', 'low'), namesAnother('low', '')],
      [true, false, false, false],
    );
  });
});

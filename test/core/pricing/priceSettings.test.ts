import assert from 'node:assert/strict';
import { parsePriceSettings } from '../../../src/core/pricing/parsePriceSettings';

suite('Price settings', () => {
  test('nothing set is nothing wrong', () => {
    const nothing = { settings: { overrides: {}, aliases: {} }, problems: [] };
    assert.deepEqual(parsePriceSettings(undefined, undefined), nothing);
    assert.deepEqual(parsePriceSettings({}, null), nothing);
  });

  test('good entries hold, whatever the others are', () => {
    const full = {
      input: 1,
      output: 2,
      cacheRead: 0,
      cacheWrite5m: 1.25,
      cacheWrite1h: 2,
      webSearch: 10,
      longContextAbove: 200_000,
      longContextInput: 2,
      longContextOutput: 3,
    };
    const { settings, problems } = parsePriceSettings(
      { 'my-model': full, 'gpt-9*': { input: 1, output: 1 }, bad: 7 },
      { prod: 'claude-haiku-4-5', worse: 7 },
    );
    assert.deepEqual(settings, {
      overrides: { 'my-model': full, 'gpt-9*': { input: 1, output: 1 } },
      aliases: { prod: 'claude-haiku-4-5' },
    });
    assert.deepEqual(problems, [
      'Price of "bad": expected an object.',
      'Model alias "worse": its target is not a model id.',
    ]);
  });

  const priceProblems: [string, unknown, string][] = [
    ['an array', [], 'expected an object.'],
    ['null', null, 'expected an object.'],
    ['no output', { input: 1 }, 'input and output are both needed.'],
    ['a negative price', { input: -1, output: 1 }, 'input must be a number of dollars from 0 to 10000.'],
    ['NaN', { input: 1, output: NaN }, 'output must be a number of dollars from 0 to 10000.'],
    ['Infinity', { input: Infinity, output: 1 }, 'input must be a number of dollars from 0 to 10000.'],
    ['a huge price', { input: 1e9, output: 1 }, 'input must be a number of dollars from 0 to 10000.'],
    ['a number as text', { input: '1', output: 1 }, 'input must be a number of dollars from 0 to 10000.'],
    ['an unknown part', { input: 1, output: 1, cached: 1 }, '"cached" is not a part of a price.'],
    ['a hidden key', JSON.parse('{"input":1,"output":1,"__proto__":{}}'), '"__proto__" is not a part of a price.'],
    [
      'half a token',
      { input: 1, output: 1, longContextAbove: 0.5 },
      'longContextAbove must be a whole number of tokens from 1 to 100000000.',
    ],
    [
      'a long-context price without its threshold',
      { input: 1, output: 1, longContextInput: 2 },
      'a long-context price needs longContextAbove.',
    ],
  ];
  for (const [name, value, problem] of priceProblems)
    test(`refuses ${name}`, () =>
      assert.deepEqual(parsePriceSettings({ m: value }, {}), {
        settings: { overrides: {}, aliases: {} },
        problems: [`Price of "m": ${problem}`],
      }));

  const ids = ['', '  ', 'a*b', '**', 'constructor', 'prototype', 'x'.repeat(201)];
  for (const id of ids)
    test(`refuses ${JSON.stringify(id.slice(0, 20))} as a model id`, () => {
      const { settings, problems } = parsePriceSettings({ [id]: { input: 1, output: 1 } }, { [id]: 'x' });
      assert.deepEqual(settings, { overrides: {}, aliases: {} });
      assert.equal(problems.length, 2);
    });

  test('refuses __proto__ as a model id', () => {
    const { settings, problems } = parsePriceSettings(
      JSON.parse('{"__proto__":{"input":1,"output":1}}'),
      JSON.parse('{"__proto__":"x","x":"__proto__"}'),
    );
    assert.deepEqual(Object.keys(settings.overrides), []);
    assert.deepEqual(Object.keys(settings.aliases), []);
    assert.equal(Object.getPrototypeOf(settings.overrides), Object.prototype);
    assert.equal(problems.length, 3);
  });

  test('refuses a pattern as an alias', () => {
    assert.deepEqual(parsePriceSettings({}, { 'gpt-*': 'gpt-5' }).problems, [
      'Model alias "gpt-*": an alias is for one model id, without \'*\'.',
    ]);
    assert.equal(parsePriceSettings({}, { prod: 'gpt-*' }).problems.length, 1);
  });

  for (const value of [7, 'text', true, []])
    test(`refuses ${JSON.stringify(value)} instead of an object`, () =>
      assert.deepEqual(parsePriceSettings(value, value).problems, [
        'Price overrides: expected an object with model ids as keys.',
        'Model aliases: expected an object with model ids as keys.',
      ]));

  test('takes the first 500 entries', () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`m${i}`, { input: 1, output: 1 }]));
    const { settings, problems } = parsePriceSettings(many, {});
    assert.equal(Object.keys(settings.overrides).length, 500);
    assert.deepEqual(problems, ['Price overrides: only the first 500 of 501 hold.']);
  });
});

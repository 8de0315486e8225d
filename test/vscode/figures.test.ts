import assert from 'node:assert/strict';
import { Figures } from '../../src/vscode/figures';
import { englishL10n } from '../support/englishL10n';

const CENT = 10_000_000;
const api = new Figures('en', 'api', englishL10n);
const subscription = new Figures('en', 'subscription', englishL10n);
const credits = new Figures('en', 'copilot-credits', englishL10n);

suite('figures', () => {
  for (const [nano, expected] of [
    [0, '$0.00'],
    [1, '<$0.01'],
    [0.4 * CENT, '<$0.01'],
    [0.5 * CENT, '$0.01'],
    [123 * CENT, '$1.23'],
    [99_999 * CENT, '$999.99'],
    [123_456 * CENT, '$1,235'],
  ] as const) {
    test(`${nano} nano-dollars are ${expected}`, () => assert.equal(api.amount(nano), expected));
  }

  test('calls money what it is', () => {
    assert.deepEqual(
      [api, subscription, credits].map((figures) => [figures.labelled(123 * CENT), figures.inWords(123 * CENT)]),
      [
        ['$1.23', '$1.23'],
        ['$1.23 API', '$1.23 API-equivalent'],
        ['123 credits', '123 AI credits'],
      ],
    );
  });

  test('spells the currency out for screen readers', () => {
    assert.equal(api.inWords(123 * CENT, 'name'), '1.23 US dollars');
  });

  test('counts in the language of the editor', () => {
    const german = new Figures('de', 'api', englishL10n);
    assert.equal(german.count(1234567), '1.234.567');
    assert.equal(german.amount(123 * CENT), '1,23\u00a0$');
    assert.equal(german.day('2026-03-09'), '09.03.2026');
  });

  for (const [tokens, expected] of [
    [940, '940'],
    [9_999, '9,999'],
    [10_000, '10K'],
    [1_250_000, '1.3M'],
  ] as const) {
    test(`${tokens} tokens are ${expected}`, () => assert.equal(api.tokens(tokens), expected));
  }

  test('writes a range with one currency', () => {
    assert.equal(api.range({ lowNano: 4100 * CENT, midNano: 5000 * CENT, highNano: 6200 * CENT }), '$41.00 – $62.00');
  });

  test('calls a range in a sentence, and a column, what it is', () => {
    const range = { lowNano: 4100 * CENT, midNano: 5000 * CENT, highNano: 6200 * CENT };
    assert.deepEqual(
      [api, subscription, credits].map((figures) => [figures.title(), figures.rangeInWords(range)]),
      [
        ['Cost', '$41.00 – $62.00'],
        ['API-equivalent', '$41.00 – $62.00 API-equivalent'],
        ['AI credits', '4,100–6,200 AI credits'],
      ],
    );
  });

  test('leaves a day alone that is none', () => {
    assert.equal(api.day('<b>'), '<b>');
  });
});

import assert from 'node:assert/strict';
import { parseAmount } from '../../src/vscode/budget/parseAmount';

suite('parseAmount', () => {
  for (const [text, amount] of [
    ['40', 40],
    [' $12.50 ', 12.5],
    ['12,50', 12.5],
    ['1200', 1200],
    ['0.125', 0.125],
    ['', null],
    ['  ', null],
    ['0', undefined],
    ['-3', undefined],
    ['$', undefined],
    ['forty', undefined],
    // A thousand in one language, one in another.
    ['1,000', undefined],
    ['1.000', undefined],
    ['$12,500', undefined],
    ['1,000,000', undefined],
  ] as const) {
    test(`${JSON.stringify(text)} is ${amount}`, () => assert.equal(parseAmount(text), amount));
  }
});

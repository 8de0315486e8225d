import assert from 'node:assert/strict';
import { firstWeekday } from '../../src/vscode/firstWeekday';

suite('firstWeekday', () => {
  for (const [firstDay, locale, expected] of [
    ['monday', 'en-US', 1],
    ['sunday', 'de', 0],
    ['saturday', 'de', 6],
    ['locale', 'de', 1],
    ['locale', 'en-US', 0],
    ['locale', 'ar-EG', 6],
  ] as const) {
    test(`${firstDay} in ${locale} is ${expected}`, () => assert.equal(firstWeekday(firstDay, locale), expected));
  }
});

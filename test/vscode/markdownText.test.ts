import assert from 'node:assert/strict';
import { markdownText } from '../../src/vscode/markdownText';

suite('markdownText', () => {
  for (const [given, expected] of [
    ['plain words 42', 'plain words 42'],
    ['gpt-5.1_mini', 'gpt&#45;5&#46;1&#95;mini'],
    ['Füße 模型', 'Füße 模型'],
    ['a\r\n\tb\u0000c', 'a b c'],
    ['left\u202eright', 'left right'],
    ['😀', '&#128512;'],
    ['   ', ''],
  ] as const) {
    test(JSON.stringify(given), () => assert.equal(markdownText(given), expected));
  }

  test('shortens what is long, between whole characters', () => {
    assert.equal(markdownText('𝒳'.repeat(10), 4), '𝒳𝒳𝒳…');
  });
});

import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { applyEdits, type Edit } from '../../src/core/prompts/shorten/edit';
import { tokensSaved } from '../../src/node/tokensSaved';
import { countO200k } from '../../src/node/tokenizer';

suite('tokensSaved', () => {
  suiteSetup(() => {
    // A bundle loads the vocabulary from beside itself.
    fs.copyFileSync(path.resolve('dist/tokenizer.js'), path.join(__dirname, 'tokenizer.js'));
  });

  const edit = (start: number, end: number, replacement = ''): Edit => ({
    class: 'filler',
    tier: 'ask',
    start,
    end,
    replacement,
  });

  test('the surroundings of an edit tell what it saves in the whole text', () => {
    const unit = fc.constantFrom(
      'a',
      'test',
      'Don',
      "'s",
      '’',
      ' ',
      '  ',
      '\n',
      '12345',
      '.',
      ',',
      '/',
      '，',
      '请',
      '수',
      'é',
    );
    const texts = fc.array(unit, { maxLength: 30 }).map((units) => units.join(''));
    fc.assert(
      fc.property(texts, texts, texts, fc.constantFrom('', 'x', ' ', '7'), (before, middle, after, replacement) => {
        const text = before + middle + after;
        const one = edit(before.length, before.length + middle.length, replacement);
        assert.deepEqual(tokensSaved(text, [one], ''), [countO200k(text) - countO200k(applyEdits(text, [one]))]);
      }),
      { numRuns: 500 },
    );
  });

  test('fractions of a token add up from edit to edit', () => {
    const text = 'go on '.repeat(10);
    const edits = Array.from({ length: 10 }, (_, i) => edit(6 * i + 2, 6 * i + 5));
    // A fifth more of Claude's tokens: 12, not 10.
    assert.deepEqual(tokensSaved(text, edits, 'claude-sonnet-4-5'), [1, 1, 2, 1, 1, 1, 1, 2, 1, 1]);
  });

  test('nothing without edits', () => assert.deepEqual(tokensSaved('as it is', [], 'gpt-5.1'), []));
});

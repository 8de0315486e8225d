import assert from 'node:assert/strict';
import { shorten } from '../../../src/core/prompts/shorten/shorten';
import { violations } from '../../support/shortenChecker';
import { KEPT, SAFELY_KEPT, SHORTER } from './shortenAdversarialCases';

/** Every character costs: nothing is left as it is only because it would save no token. */
const countTokens = (text: string): number => text.length;
const EVERYTHING = ['safe', 'ask'] as const;

for (const [danger, prompts] of Object.entries(KEPT)) {
  suite(`shorten keeps ${danger}`, () => {
    for (const prompt of prompts) {
      test(JSON.stringify(prompt), () => {
        assert.equal(shorten(prompt, { countTokens, tiers: EVERYTHING }).text, prompt);
      });
    }
  });
}

for (const [danger, prompts] of Object.entries(SAFELY_KEPT)) {
  suite(`shorten without asking keeps ${danger}`, () => {
    for (const prompt of prompts) {
      test(JSON.stringify(prompt), () => assert.equal(shorten(prompt, { countTokens }).text, prompt));
    }
  });
}

suite('shorten, in dangerous company', () => {
  for (const [before, after, ask] of SHORTER) {
    test(JSON.stringify(before), () => {
      const { text, edits } = shorten(before, { countTokens, tiers: ask ? EVERYTHING : ['safe'] });
      assert.equal(text, after);
      assert.deepEqual(
        violations(
          before,
          text,
          edits.filter(({ applied }) => applied),
        ),
        [],
      );
    });
  }

  test('there are at least 150 cases', () => {
    assert.ok(Object.values(KEPT).flat().length + SHORTER.length >= 150);
  });
});

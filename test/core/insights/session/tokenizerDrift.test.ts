import assert from 'node:assert/strict';
import { tokenizerDrift, tokensPerO200k } from '../../../../src/core/insights/session/tokenizerDrift';

suite('tokenizer drift', () => {
  const drifts: [from: string, to: string, low: number, middle: number, high: number][] = [
    ['claude-opus-4-8', 'claude-opus-4-8', 1, 1, 1],
    ['claude-opus-4-8', 'claude-sonnet-5', 1, 1, 1],
    ['claude-sonnet-4-6', 'claude-sonnet-5', 1, 1.25, 1.35],
    ['claude-opus-5', 'claude-haiku-4.5', 0.741, 0.8, 1],
    ['gpt-5.5', 'gpt-5-mini', 1, 1, 1],
    ['gpt-5', 'claude-haiku-4-5', 1.15, 1.2, 1.25],
    ['own-model', 'own-model', 1, 1, 1],
    ['own-model', 'other-model', 0.68, 1, 1.471],
  ];
  for (const [from, to, low, middle, high] of drifts) {
    test(`from ${from} to ${to}`, () => {
      const drift = tokenizerDrift(from, to);
      const rounded = [drift.low, drift.middle, drift.high].map((n) => Number(n.toFixed(3)));
      assert.deepEqual(rounded, [low, middle, high]);
    });
  }

  test('a vocabulary is told by the model’s generation', () => {
    assert.equal(tokensPerO200k('claude-opus-4.6').middle, 1.2);
    assert.equal(tokensPerO200k('claude-opus-4.7').middle, 1.5);
    assert.equal(tokensPerO200k('gpt-4-turbo').middle, 1.1);
    assert.equal(tokensPerO200k('gpt-4o').middle, 1);
  });
});

import assert from 'node:assert/strict';
import { coachRules } from '../../../src/core/coach/index';
import { RULE_STRINGS } from '../../../src/protocol/ruleStrings';

suite('names of rules', () => {
  test('each rule of the coach has one, and nothing else has', () => {
    assert.deepEqual(Object.keys(RULE_STRINGS).toSorted(), coachRules.map(({ id }) => `rule.${id}`).toSorted());
  });

  test('no two are called alike', () => {
    assert.equal(new Set(Object.values(RULE_STRINGS)).size, coachRules.length);
  });

  test('what is sent once is a call in their words, as on every page', () => {
    for (const { id, words } of coachRules) {
      for (const text of Object.values(words)) assert.doesNotMatch(text, /\brequests?\b/, id);
    }
  });
});

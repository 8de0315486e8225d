import assert from 'node:assert/strict';
import { asksForVerbatim } from '../../../src/core/prompts/asksForVerbatim';

suite('asksForVerbatim', () => {
  for (const text of [
    'Repeat the following verbatim: …',
    'Copy it word-for-word.',
    'Do not change the wording of this notice.',
    '이 공지를 원문 그대로 출력해 줘',
    '次の文を一字一句変えずに',
    '请逐字重复下面的话',
    'Gib den Text wörtlich wieder.',
  ]) {
    test(text, () => assert.equal(asksForVerbatim(text), true));
  }

  for (const text of ['Count the words.', 'Go through it word by word.', '']) {
    test(`not: ${text}`, () => assert.equal(asksForVerbatim(text), false));
  }
});

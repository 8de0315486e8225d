import assert from 'node:assert/strict';
import { CORRECTION_CUES, hasCue } from '../../../src/core/prompts/promptCues';

suite('correction cues', () => {
  const corrections = [
    'No, the total should include tax.',
    'That’s wrong: the button is still grey',
    '  nope. same error',
    'It still fails with the same message',
    'Hmm, this is not what I wanted',
    '아니, 다른 파일이야',
    '테스트가 여전히 실패해',
    '違う、cart.ts のほう',
    'まだエラーが出ます',
    '不对，应该是含税价',
    '还是报错',
    'Nein, die andere Datei',
    'Der Test geht immer noch nicht',
  ];
  for (const text of corrections) test(text, () => assert.ok(hasCue(text, CORRECTION_CUES)));

  const others = [
    'Now add a test for the empty cart',
    'Is there a note about this in the README?',
    'noise in the log: please filter it',
    'Explain why the wrongly typed key is accepted',
    'Show the total with and without tax',
    '이제 테스트를 추가해',
    '次にテストを追加して',
    '再加一个测试',
    'Füge noch einen Test hinzu',
    'Neinstein is the name of the user',
    '',
  ];
  for (const text of others) test(`not: ${text || 'nothing'}`, () => assert.ok(!hasCue(text, CORRECTION_CUES)));

  test('only where a prompt begins', () => {
    assert.ok(!hasCue(`${'Add a field. '.repeat(40)} That is wrong.`, CORRECTION_CUES));
  });
});

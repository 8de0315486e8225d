import assert from 'node:assert/strict';
import { lexicalTrim } from '../../../src/core/coach/rules/lexicalTrim';
import { conversation, findingOf, type SessionScript } from '../../support/scenario';

/** Blank lines and politeness, and something to do. */
const wordy = (n: number): string =>
  `Hi there!\n\n${Array.from({ length: n }, (_, i) => `Could you please add a test for case ${i} in order to cover it?   \n\n\n\n`).join('')}Thanks so much in advance!`;
const plain = (n: number): string => Array.from({ length: n }, (_, i) => `Add a test for case ${i}.`).join('\n');

const typed = (text: string, day = 0): SessionScript =>
  conversation({ day }).prompt(text).call({ text: 'Added.' }).call({ text: 'Done.' });
const found = (text: string): number => findingOf(lexicalTrim, [typed(text)])?.occurrences.length ?? 0;

suite('lexical-trim', () => {
  const fires: [string, string][] = [
    ['polite questions with gaps between them', wordy(12)],
    ['many trailing blanks', plain(12).replaceAll('\n', `${' '.repeat(40)}\n\n\n\n\n\n`)],
    [
      'the same in Korean',
      Array.from({ length: 12 }, (_, i) => `${i}번 경우에 대한 테스트를 추가해 주실 수 있나요?   \n\n\n\n\n`).join(''),
    ],
  ];
  for (const [name, text] of fires) test(`fires: ${name}`, () => assert.equal(found(text), 1));

  const silent: [string, string][] = [
    ['a plain list', plain(30)],
    ['a short polite question', 'Could you please add a test? Thanks!'],
    ['much of it, and little to take off', `${plain(100)}\nThanks in advance!`],
    ['text that is to stay as it is', `Translate this word for word:\n\n${wordy(12)}`],
  ];
  for (const [name, text] of silent) test(`stays silent: ${name}`, () => assert.equal(found(text), 0));
  test('stays silent: what was pasted', () => {
    const script = conversation()
      .prompt('Go.', { pasted: wordy(12) })
      .call({ text: 'Done.' });
    assert.equal(findingOf(lexicalTrim, [script]), undefined);
  });

  test('never a tip, however often', () => {
    const hidden = (n: number) =>
      findingOf(
        lexicalTrim,
        Array.from({ length: n }, (_, i) => typed(wordy(12), i)),
      )!.hiddenBecause;
    assert.deepEqual([hidden(9), hidden(10), hidden(25)], ['below-threshold', 'too-small', 'too-small']);
  });

  test('the boundary is forty tokens', () => {
    assert.equal(found(wordy(4)), 0);
    assert.equal(found(wordy(5)), 1);
  });

  test('claims what the words cost, which is next to nothing', () => {
    const habit = Array.from({ length: 10 }, (_, i) => typed(wordy(12), i));
    const { block, why, lowNano, highNano } = findingOf(lexicalTrim, habit)!.occurrences[0]!;
    assert.equal(block!.tokens, 196);
    assert.deepEqual(why.figures['after'], { unit: 'tokens', value: 102 });
    // Two calls: 94 tokens written at $6.25 a million, then read at $0.50.
    assert.equal(highNano, 94 * 6_750);
    assert.equal(lowNano, Math.floor(94 * 6_750 * 0.9));
  });

  test('measures the share of such words in each prompt', () => {
    const values = (text: string) =>
      lexicalTrim.verification.units(typed(text).facts()).map(({ value }) => value.toFixed(2));
    assert.deepEqual([values(plain(12)), values(wordy(12))], [['0.00'], ['0.49']]);
  });
});

import assert from 'node:assert/strict';
import { sharedLines } from '../../../src/core/prompts/shorten/data/lineHashes';

/** Every fifth line is a brace. */
const FILE = Array.from({ length: 200 }, (_, i) => (i % 5 === 4 ? '}' : `  const value${i} = ${i};`));
const file = FILE.join('\n');
const lines = (from: number, to: number): string[] => FILE.slice(from - 1, to);
/** `every`th line is another. */
const altered = (from: number, to: number, every: number): string =>
  lines(from, to)
    .map((line, i) => (i % every === every - 1 ? `changed ${i}` : line))
    .join('\n');

suite('sharedLines', () => {
  const cases: { name: string; block: string; expected: ReturnType<typeof sharedLines> }[] = [
    { name: 'the whole file', block: file, expected: { match: 'same', share: 1, fromLine: 1, toLine: 200 } },
    {
      name: 'a part of it',
      block: lines(41, 90).join('\n'),
      expected: { match: 'same', share: 1, fromLine: 41, toLine: 90 },
    },
    {
      name: 'a part that begins with a common line',
      block: lines(45, 94).join('\n'),
      expected: { match: 'same', share: 1, fromLine: 45, toLine: 94 },
    },
    {
      name: 'other indentation, blank lines and carriage returns',
      block: lines(41, 90).join('\r\n\r\n\t'),
      expected: { match: 'same', share: 1, fromLine: 41, toLine: 90 },
    },
    {
      name: 'one changed line of fifty',
      block: altered(41, 90, 50),
      expected: { match: 'same', share: 0.98, fromLine: 41, toLine: 89 },
    },
    {
      name: 'two changed lines of fifty',
      block: altered(41, 90, 25),
      expected: { match: 'variant', share: 0.96, fromLine: 41, toLine: 89 },
    },
    {
      name: 'ten changed lines of fifty',
      block: altered(43, 92, 5),
      expected: { match: 'variant', share: 0.8, fromLine: 43, toLine: 91 },
    },
    {
      name: 'five lines left out of fifty',
      block: [...lines(41, 60), ...lines(66, 90)].join('\n'),
      expected: { match: 'variant', share: 0.9, fromLine: 41, toLine: 90 },
    },
    {
      name: 'five lines put in among forty-five',
      block: [...lines(41, 60), 'a', 'b', 'c', 'd', 'e', ...lines(61, 85)].join('\n'),
      expected: { match: 'variant', share: 0.9, fromLine: 41, toLine: 85 },
    },
    {
      name: 'other lines',
      block: Array.from({ length: 50 }, (_, i) => `other ${i}`).join('\n'),
      expected: { match: 'different', share: 0, fromLine: 0, toLine: 0 },
    },
    { name: 'nothing', block: '\n \n', expected: { match: 'different', share: 0, fromLine: 0, toLine: 0 } },
  ];
  for (const { name, block, expected } of cases) test(name, () => assert.deepEqual(sharedLines(block, file), expected));

  test('a brace that is new is not found far below', () => {
    // 41 to 43, a brace, 44 to 90: the file's next brace is line 45.
    const block = [...lines(41, 43), '}', ...lines(44, 90)].join('\n');
    assert.deepEqual(sharedLines(block, file), { match: 'same', share: 50 / 51, fromLine: 41, toLine: 90 });
  });

  test('the same lines in another order are not the same', () => {
    assert.equal(sharedLines(lines(41, 90).toReversed().join('\n'), file).match, 'different');
  });

  test('takes 200,000 equal lines', () => {
    const text = 'x\n'.repeat(200_000);
    assert.equal(sharedLines(text, text).match, 'same');
  });
});

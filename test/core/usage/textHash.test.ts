import assert from 'node:assert/strict';
import { textHash } from '../../../src/core/usage/textHash';

const hashOf = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return textHash(bytes, 0, bytes.length);
};

suite('textHash', () => {
  test('is the same for the same text', () => {
    assert.equal(hashOf('foobar'), hashOf('foobar'));
  });

  test('tells short texts apart', () => {
    const hashes = new Set(Array.from({ length: 2000 }, (_, i) => hashOf(`text ${i}`)));
    assert.equal(hashes.size, 2000);
  });

  test('is 0 for no text', () => {
    assert.equal(hashOf(''), 0);
  });

  test('looks at the given range only', () => {
    const bytes = new TextEncoder().encode('xxfoobaryy');
    assert.equal(textHash(bytes, 2, 8), hashOf('foobar'));
  });

  const long = 'abcdefgh'.repeat(5000);
  for (const [where, other] of [
    ['length', `${long}a`],
    ['first bytes', `X${long.slice(1)}`],
    ['middle', `${long.slice(0, 20_000)}X${long.slice(20_001)}`],
    ['last bytes', `${long.slice(0, -1)}X`],
  ] as const) {
    test(`tells long texts apart by their ${where}`, () => {
      assert.notEqual(hashOf(long), hashOf(other));
    });
  }

  test('takes long texts that differ outside of what it looks at as equal', () => {
    assert.equal(hashOf(long), hashOf(`${long.slice(0, 5000)}X${long.slice(5001)}`));
  });
});

import assert from 'node:assert/strict';
import { unpackBlocks } from '../../src/core/usage/blockRows';
import { storedJson, storedTexts } from '../../src/core/usage/storedJson';
import { isCorrupt } from '../../src/node/ledger/openLedger';

suite('storedJson', () => {
  test('gives what was stored', () => {
    assert.deepEqual(storedJson('{"a":[1]}'), { a: [1] });
    assert.deepEqual(storedTexts('["a","b"]'), ['a', 'b']);
  });

  test('what cannot be read is damage of the ledger', () => {
    assert.throws(() => storedJson('{"a'), isCorrupt);
    for (const texts of ['["a"', 'null', '{}', '["a",1]']) {
      assert.throws(() => storedTexts(texts), isCorrupt);
      assert.throws(() => unpackBlocks(new Uint8Array(0), texts, 1, () => undefined), isCorrupt);
    }
  });
});

import assert from 'node:assert/strict';
import { parseJson } from '../../../src/core/sources/copilotJson';
import { MOST_VALUES, hasTooManyValues } from '../../../src/core/sources/tooManyValues';

suite('too many values', () => {
  const array = (values: number): Uint8Array => Buffer.from(`[${'1,'.repeat(values - 1)}1]`);

  test('as many as are allowed are allowed', () => {
    assert.equal(hasTooManyValues(array(MOST_VALUES)), false);
    assert.equal(hasTooManyValues(array(MOST_VALUES + 1)), true);
  });

  test('only the part that is asked about counts', () => {
    const bytes = array(MOST_VALUES + 1);
    assert.equal(hasTooManyValues(bytes, 2), false);
  });

  test('a long text is no multitude', () => {
    assert.equal(hasTooManyValues(Buffer.from(JSON.stringify('x'.repeat(2 * MOST_VALUES)))), false);
  });

  test('a line of so many is not parsed', () => {
    assert.equal(parseJson(array(MOST_VALUES + 1)), undefined);
    assert.deepEqual(parseJson(array(3)), [1, 1, 1]);
  });
});

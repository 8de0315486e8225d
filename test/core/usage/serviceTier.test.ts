import assert from 'node:assert/strict';
import { splitTier, withTier } from '../../../src/core/usage/serviceTier';

suite('service tier', () => {
  for (const [serviceTier, tier, place] of [
    ['', '', ''],
    ['batch', 'batch', ''],
    ['us-only', '', 'us-only'],
    ['batch us-only', 'batch', 'us-only'],
    ['notus-only', 'notus-only', ''],
  ] as const) {
    test(`"${serviceTier}" is "${tier}" at "${place}"`, () =>
      assert.deepEqual(splitTier(serviceTier), { tier, place }));
  }

  test('another tier is at the same place', () => {
    assert.deepEqual(
      ['', 'flex', 'us-only', 'flex us-only'].map((from) => [withTier(from, 'batch'), withTier(from, '')]),
      [
        ['batch', ''],
        ['batch', ''],
        ['batch us-only', 'us-only'],
        ['batch us-only', 'us-only'],
      ],
    );
  });
});

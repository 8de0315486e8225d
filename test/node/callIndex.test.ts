import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CallIndex } from '../../src/node/ledger/callIndex';

suite('index of calls', () => {
  test('it finds those that were added, however many share a hash', () => {
    const hash = fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 0xffff_ffff }));
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 3000, size: 'max' }), hash, (hashes, other) => {
        const index = new CallIndex();
        hashes.forEach((h, i) => index.add(h, i + 1));
        for (const h of [...hashes.slice(0, 100), other]) {
          const expected = hashes.flatMap((one, i) => (one === h ? [i + 1] : []));
          assert.deepEqual(
            [...index.find(h)].sort((a, b) => a - b),
            expected,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  test('it takes as new only what has a hash of its own', () => {
    const hash = fc.oneof(fc.nat(5), fc.integer());
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 200 }), (hashes) => {
        const index = new CallIndex();
        hashes.forEach((h, i) => {
          assert.equal(index.addNew(h, i + 1), hashes.indexOf(h) === i);
          assert.deepEqual(index.find(h), [hashes.indexOf(h) + 1]);
        });
      }),
    );
  });

  test('it grows, and still finds all', () => {
    const index = new CallIndex();
    const hashOf = (n: number): number => Math.imul(n, 0x9e3779b1);
    for (let n = 1; n <= 70_000; n++) assert.ok(index.addNew(hashOf(n), n));
    for (let n = 1; n <= 70_000; n++) assert.deepEqual(index.find(hashOf(n)), [n]);
    assert.deepEqual(index.find(hashOf(70_001)), []);
  });
});

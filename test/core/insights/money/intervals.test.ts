import assert from 'node:assert/strict';
import {
  difference,
  meanInterval,
  median,
  ratioOfMedians,
  wilson,
} from '../../../../src/core/insights/money/intervals';

const rounded = (interval: { low: number; middle: number; high: number }, digits = 4): number[] =>
  [interval.low, interval.middle, interval.high].map((n) => Number(n.toFixed(digits)));

const Z95 = 1.959964;

suite('intervals', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I: score method without continuity correction.
  const shares: [successes: number, of: number, low: number, high: number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [successes, of, low, high] of shares) {
    test(`${successes} of ${of}`, () => {
      assert.deepEqual(rounded(wilson(successes, of, Z95)), [low, Number((successes / of).toFixed(4)), high]);
    });
  }

  test('of nothing, a share may be anything', () => {
    assert.deepEqual(wilson(0, 0), { low: 0, middle: 0, high: 1 });
  });

  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
  const differences: [a: [number, number], b: [number, number], low: number, high: number][] = [
    [[56, 70], [48, 80], 0.0524, 0.3339],
    [[9, 10], [3, 10], 0.1705, 0.809],
    [[10, 10], [0, 10], 0.6075, 1],
  ];
  for (const [[a, m], [b, n], low, high] of differences) {
    test(`${a} of ${m} against ${b} of ${n}`, () => {
      const found = rounded(difference({ successes: b, of: n }, { successes: a, of: m }, Z95));
      assert.deepEqual([found[0], found[2]], [low, high]);
    });
  }

  test('the catalogue’s two examples: 31 of 36 against 33 of 38, and 172 of 200 against 174 of 200', () => {
    const few = difference({ successes: 33, of: 38 }, { successes: 31, of: 36 });
    assert.deepEqual(rounded(few, 3), [-0.113, -0.007, 0.096]);
    const many = difference({ successes: 174, of: 200 }, { successes: 172, of: 200 });
    assert.deepEqual(rounded(many, 3), [-0.054, -0.01, 0.034]);
  });

  test('means', () => {
    const interval = meanInterval(Array.from({ length: 100 }, (_, i) => i));
    // A tenth on either side is 1.28 standard errors: 1.28 × 28.9 / 10 = 3.7.
    assert.equal(interval?.middle, 49.5);
    assert.ok(Math.abs(interval.low - 45.8) < 0.5 && Math.abs(interval.high - 53.2) < 0.5);
    assert.equal(meanInterval([]), undefined);
    assert.deepEqual(meanInterval([7]), { low: 7, middle: 7, high: 7 });
  });

  test('medians', () => {
    assert.equal(median([5, 1, 3]), 3);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.ok(Number.isNaN(median([])));
  });

  const series = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i));

  test('half as much is a ratio of a half, seen in forty each', () => {
    const before = new Map([['', series(40, (i) => 100 + i)]]);
    const after = new Map([['', series(40, (i) => 50 + i / 2)]]);
    const ratio = ratioOfMedians(before, after);
    assert.equal(ratio?.middle, 0.5);
    assert.ok(ratio.low > 0.45 && ratio.low < 0.5 && ratio.high > 0.5 && ratio.high < 0.55);
    assert.deepEqual(ratioOfMedians(before, after), ratio);
  });

  test('more work of another kind is no change', () => {
    const before = new Map([
      ['small', series(30, () => 10)],
      ['large', series(10, () => 1000)],
    ]);
    const after = new Map([
      ['small', series(10, () => 10)],
      ['large', series(30, () => 1000)],
    ]);
    assert.deepEqual(ratioOfMedians(before, after), { low: 1, middle: 1, high: 1 });
  });

  test('too few of each kind, or nothing before, says nothing', () => {
    const some = new Map([['', series(20, () => 1)]]);
    assert.equal(ratioOfMedians(some, new Map([['', [1, 1, 1, 1]]])), undefined);
    assert.equal(ratioOfMedians(new Map([['', series(20, () => 0)]]), some), undefined);
    assert.equal(ratioOfMedians(new Map(), new Map()), undefined);
  });
});

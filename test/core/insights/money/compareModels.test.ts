import assert from 'node:assert/strict';
import { compareModels, type EditSample } from '../../../../src/core/insights/money/compareModels';

/** `n` edits of as many sizes, `right` of them right at once, each for `costNano`. */
function edits(n: number, right: number, costNano: number, lines = (i: number) => 1 + (i % 30)): EditSample[] {
  return Array.from({ length: n }, (_, i) => ({ costNano, oneShot: (i * 7) % n < right, lines: lines(i) }));
}

suite('comparison of two models', () => {
  test('half the cost and as often right is half the cost per change', () => {
    const found = compareModels(edits(60, 60, 200), edits(60, 60, 100));
    assert.deepEqual(found?.cost, { low: 0.5, middle: 0.5, high: 0.5 });
    assert.deepEqual(
      [found.first, found.second],
      [
        { n: 60, oneShot: 60, nanoPerRight: 200 },
        { n: 60, oneShot: 60, nanoPerRight: 100 },
      ],
    );
    assert.equal(found.oneShot.middle, 0);
  });

  test('failures are paid for: half the cost and half as often right is no gain', () => {
    const found = compareModels(edits(60, 60, 200), edits(60, 30, 100));
    assert.ok(Math.abs(found!.cost.middle - 1) < 0.05, `${found!.cost.middle}`);
    assert.ok(found!.cost.low < 1 && found!.cost.high > 1);
    assert.ok(Math.abs(found!.oneShot.middle + 0.5) < 0.03);
  });

  test('that the easy ones went to one model does not count: like sizes are compared', () => {
    // Small changes cost 100 on either model; one of them got all the large ones, for 1,000.
    const small = edits(40, 40, 100, (i) => 1 + (i % 3));
    const large = edits(40, 40, 1_000, () => 500);
    assert.equal(compareModels([...small, ...large], small)?.cost.middle, 1);
  });

  test('the same data give the same answer', () => {
    const of = () => compareModels(edits(50, 41, 300), edits(45, 33, 170));
    assert.deepEqual(of(), of());
  });

  test('of the second nothing was right: it is as dear as it is at least', () => {
    const found = compareModels(edits(60, 60, 200), edits(60, 0, 100));
    // 80 % of the time, a model that is right in 2.7 % of its edits is not right in any of 60.
    assert.deepEqual([found?.second.oneShot, found?.oneShot.middle], [0, -1]);
    assert.equal(Math.round(found!.cost.middle * 10) / 10, 18.8);
    assert.ok(found!.cost.low > 18 && found!.cost.high < 20);
  });

  test('too few, or nothing right: no answer', () => {
    assert.equal(compareModels(edits(2, 2, 100), edits(60, 60, 100)), undefined);
    assert.equal(compareModels(edits(60, 0, 100), edits(60, 60, 100)), undefined);
    assert.equal(compareModels([], []), undefined);
  });
});

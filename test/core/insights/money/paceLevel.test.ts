import assert from 'node:assert/strict';
import { paceLevel } from '../../../../src/core/insights/money/paceLevel';
import { spikeLimit } from '../../../../src/core/insights/money/spikeLimit';

const forecast = { lowNano: 80, midNano: 100, highNano: 120 };

suite('pace of a month', () => {
  // June 2026 begins on a Monday.
  const cases: [string, number, string, 'likely' | 'sure' | undefined][] = [
    ['the budget is far away', 130, '2026-06-15', undefined],
    ['the high end is over it', 110, '2026-06-15', undefined],
    ['the middle is over it', 99, '2026-06-15', 'likely'],
    ['the low end is over it', 79, '2026-06-15', 'sure'],
    ['the middle is just it', 100, '2026-06-15', undefined],
    ['the first five working days', 50, '2026-06-05', undefined],
    ['the sixth working day', 50, '2026-06-08', 'sure'],
    ['no budget', 0, '2026-06-15', undefined],
    ['a budget that is none', NaN, '2026-06-15', undefined],
  ];
  for (const [name, budget, today, level] of cases) {
    test(name, () => assert.equal(paceLevel(forecast, budget, today), level));
  }
});

suite('limit of a spike', () => {
  const dollars = (...amounts: number[]): number[] => amounts.map((amount) => amount * 1e9);
  const dozen = dollars(1, 1.1, 0.9, 1, 1.2, 0.8, 1, 1.1, 0.9, 1);

  test('of nine sessions nothing is said', () => assert.equal(spikeLimit(dozen.slice(1)), undefined));
  test('is at least $2', () => assert.equal(spikeLimit(dozen)?.limit, 2e9));
  test('is six deviations above the middle', () => {
    // Middle 10, median distance from it 1: 10 + 6 × 1.4826.
    const found = spikeLimit(dollars(9, 11, 9, 11, 9, 11, 9, 11, 10, 10));
    assert.equal(found?.usual, 10e9);
    assert.ok(Math.abs(found.limit - 18.8956e9) < 1e4);
  });
  test('goes by the last 30', () => {
    assert.equal(spikeLimit([...dollars(90, 90, 90), ...Array.from({ length: 30 }, () => 1e9)])?.usual, 1e9);
  });
});

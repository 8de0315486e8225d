import assert from 'node:assert/strict';
import { monthForecast } from '../../../../src/core/insights/money/forecast';
import { addDays, weekday } from '../../../../src/core/usage/period';

/** Costs of `days` days, the last of them the day before `today`. */
function before(today: string, days: number, cost: (day: string) => number): Map<string, number> {
  const costs = new Map<string, number>();
  for (let i = days; i > 0; i--) costs.set(addDays(today, -i), cost(addDays(today, -i)));
  return costs;
}

function onWeekdays(nano: number): (day: string) => number {
  return (day) => (weekday(day) % 6 === 0 ? 0 : nano);
}

suite('Forecast of a month', () => {
  test('equal days leave no doubt', () => {
    const costs = before('2026-10-15', 28, () => 10).set('2026-10-15', 4);
    // 14 × 10 + 4 so far, 6 missing today, 16 × 10 to come
    assert.deepEqual(monthForecast(costs, '2026-10-15'), { lowNano: 310, midNano: 310, highNano: 310 });
  });

  test('weekends are no working days', () => {
    const costs = before('2026-10-15', 28, onWeekdays(20)).set('2026-10-15', 20);
    // 11 working days so far and 11 to come
    assert.deepEqual(monthForecast(costs, '2026-10-15'), { lowNano: 440, midNano: 440, highNano: 440 });
  });

  test('uneven days make a range, and days before the first use are no zeros', () => {
    const costs = new Map([
      ['2026-10-06', 10],
      ['2026-10-07', 30],
      ['2026-10-08', 10],
      ['2026-10-09', 30],
      ['2026-10-10', 5],
      ['2026-10-11', 5],
      ['2026-10-12', 20],
    ]);
    // 110 so far, 14 × 20 and 5 × 5 to come; s² = 400/3, 1.2816 × √(400/3 × 14 × (1 + 14/4)) = 117.46
    assert.deepEqual(monthForecast(costs, '2026-10-12'), { lowNano: 298, midNano: 415, highNano: 532 });
  });

  test('with too few weekend days all days count alike', () => {
    const costs = before('2026-10-10', 5, () => 10);
    // 50 so far, 10 missing today, 21 × 10 to come
    assert.equal(monthForecast(costs, '2026-10-10')?.midNano, 270);
  });

  test('a day dearer than usual is not expected to grow', () => {
    const costs = before('2026-10-30', 28, () => 10).set('2026-10-30', 500);
    // 28 × 10 + 500 so far, 10 to come
    assert.equal(monthForecast(costs, '2026-10-30')?.midNano, 790);
  });

  test('on the last day of the month what is spent remains', () => {
    const costs = before('2026-10-31', 28, onWeekdays(20)).set('2026-10-31', 70);
    // 20 working days of the 28 lie in October
    assert.deepEqual(monthForecast(costs, '2026-10-31'), { lowNano: 470, midNano: 470, highNano: 470 });
  });

  test('the low end is never below what is spent', () => {
    const costs = before('2026-10-15', 28, (day) => (day === '2026-10-05' ? 1000 : 1));
    const forecast = monthForecast(costs, '2026-10-15');
    assert.equal(forecast?.lowNano, 1013);
  });

  test('what is older than 28 days is forgotten', () => {
    const costs = before('2026-10-15', 28, () => 10).set('2026-01-01', 1_000_000);
    assert.equal(monthForecast(costs, '2026-10-15')?.midNano, 310);
  });

  test('says nothing with fewer than five days of use', () => {
    assert.equal(monthForecast(before('2026-10-15', 4, () => 10).set('2026-10-15', 10), '2026-10-15'), undefined);
    assert.equal(monthForecast(before('2026-10-15', 28, onWeekdays(0)), '2026-10-15'), undefined);
    assert.equal(monthForecast(new Map(), '2026-10-15'), undefined);
  });
});

import assert from 'node:assert/strict';
import { isPlausibleTime, millisecondsOf, parseTimestamp } from '../../../src/core/usage/timestamp';

const parse = (text: string): number => {
  const bytes = new TextEncoder().encode(`xx${text}yy`);
  return parseTimestamp(bytes, 2, bytes.length - 2);
};

suite('parseTimestamp', () => {
  const times: [text: string, time: number][] = [
    ['2026-08-01T10:00:00.100Z', Date.UTC(2026, 7, 1, 10, 0, 0, 100)],
    ['2026-08-01T10:00:00.009Z', Date.UTC(2026, 7, 1, 10, 0, 0, 9)],
    ['2026-08-01T10:00:00.987Z', Date.UTC(2026, 7, 1, 10, 0, 0, 987)],
    ['2026-08-01T10:00:00Z', Date.UTC(2026, 7, 1, 10)],
    ['2024-02-29T23:59:59.999Z', Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
    ['2000-03-01T00:00:00Z', Date.UTC(2000, 2, 1)],
    ['1970-01-01T00:00:00.000Z', 0],
    ['2026-08-01T10:00:00+02:00', Date.UTC(2026, 7, 1, 8)],
    ['2026-08-01T10:00:00.5-0330', Date.UTC(2026, 7, 1, 13, 30, 0, 500)],
    ['2026-08-01T10:00:00.123456Z', Date.UTC(2026, 7, 1, 10, 0, 0, 123)],
    ['2026-08-01T10:00:00,25Z', Date.UTC(2026, 7, 1, 10, 0, 0, 250)],
    ['2026-08-01 10:00:00Z', Date.UTC(2026, 7, 1, 10)],
    ['2026-08-01T10:00Z', Date.UTC(2026, 7, 1, 10)],
    ['2026-08-01T10:00:00', Date.UTC(2026, 7, 1, 10)],
    ['2026-08-01 10:00:00.250', Date.UTC(2026, 7, 1, 10, 0, 0, 250)],
  ];
  for (const [text, time] of times) test(text, () => assert.equal(parse(text), time));

  for (const text of [
    '',
    'yesterday',
    '2026',
    '2026-08-01',
    '1785578400',
    'Aug 1, 2026 10:00',
    '2026-13-01T10:00:00.000Z',
    '2026-00-01T10:00:00.000Z',
    '2026-08-32T10:00:00.000Z',
    '2026-08-00T10:00:00.000Z',
    '2026-08-01T25:00:00.000Z',
    '2026-08-01T10:60:00.000Z',
    '2026-08-01T10:00:61.000Z',
    '2026-08-01T10:00:00.00xZ',
    '2026-08-01T1o:00:00.000Z',
    '2O26-08-01T10:00:00.000Z',
    '2026/08/01T10:00:00.000Z',
    '2026-08-01T10.00.00.000Z',
    'ABCDEFGHIJTKLMNOPQRSTUVZ',
    '2026-08-01T10:00:00.000000000000000000000000000Z',
  ]) {
    test(`${text || 'nothing'} is no time`, () => assert.equal(parse(text), NaN));
  }

  test('agrees with the engine on every day of 60 years', () => {
    for (let time = Date.UTC(1990, 0, 1, 6, 7, 8, 9); time < Date.UTC(2050, 0, 1); time += 86_400_000) {
      assert.equal(parse(new Date(time).toISOString()), time);
    }
  });
});

suite('millisecondsOf', () => {
  const time = Date.UTC(2026, 7, 1, 10);
  for (const [unit, value, ms] of [
    ['seconds', time / 1000, time],
    ['seconds with a fraction', time / 1000 + 0.25, time + 250],
    ['milliseconds', time, time],
    ['microseconds', time * 1000, time],
    ['nanoseconds', time * 1e6, time],
    ['zero', 0, NaN],
    ['too early', Date.UTC(2019, 11, 31), NaN],
    ['negative', -time, NaN],
    ['infinite', Infinity, NaN],
    ['no number', NaN, NaN],
  ] as const) {
    test(unit, () => assert.equal(millisecondsOf(value), ms));
  }
});

suite('isPlausibleTime', () => {
  const readAt = Date.UTC(2026, 7, 1);
  for (const [what, time, plausible] of [
    ['the beginning of 2020', Date.UTC(2020, 0, 1), true],
    ['the moment before', Date.UTC(2020, 0, 1) - 1, false],
    ['now', readAt, true],
    ['a day ahead', readAt + 86_400_000, true],
    ['more than a day ahead', readAt + 86_400_001, false],
    ['no time', NaN, false],
  ] as const) {
    test(`${what} is ${plausible ? '' : 'not '}plausible`, () =>
      assert.equal(isPlausibleTime(time, readAt), plausible));
  }
});

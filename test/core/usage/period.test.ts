import assert from 'node:assert/strict';
import {
  addDays,
  createZone,
  daysInMonth,
  isValidTimezone,
  monthStart,
  weekday,
  weekStart,
} from '../../../src/core/usage/period';

suite('Local day of a moment', () => {
  const cases: [string, string, string][] = [
    ['UTC', '2026-03-01T00:00:00Z', '2026-03-01'],
    ['UTC', '2026-02-28T23:59:59.999Z', '2026-02-28'],
    ['Asia/Kolkata', '2026-03-01T18:29:59Z', '2026-03-01'], // +5:30
    ['Asia/Kolkata', '2026-03-01T18:30:00Z', '2026-03-02'],
    ['Asia/Kathmandu', '2026-03-01T18:14:59Z', '2026-03-01'], // +5:45
    ['Asia/Kathmandu', '2026-03-01T18:15:00Z', '2026-03-02'],
    ['America/Los_Angeles', '2026-01-01T07:59:59Z', '2025-12-31'],
    ['America/Los_Angeles', '2026-01-01T08:00:00Z', '2026-01-01'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00Z', '2026-01-01'], // +14
    ['Etc/GMT+12', '2026-01-01T11:59:59Z', '2025-12-31'], // -12
    // Berlin goes from +1 to +2 on 29 March 2026 at 01:00 UTC, and back on 25 October at 01:00 UTC
    ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
    // Lord Howe turns by half an hour: +11 until 4 April 2026, 15:00 UTC, then +10:30
    ['Australia/Lord_Howe', '2026-04-04T12:59:59Z', '2026-04-04'],
    ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-04-05T13:29:59Z', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-04-05T13:30:00Z', '2026-04-06'],
    ['UTC', '1969-12-31T23:59:59Z', '1969-12-31'],
  ];
  for (const [timezone, moment, day] of cases)
    test(`${moment} in ${timezone}`, () => assert.equal(createZone(timezone).dayOf(Date.parse(moment)), day));

  test('agrees with a formatter in every hour of a year', () => {
    for (const timeZone of ['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Casablanca']) {
      const zone = createZone(timeZone);
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone });
      for (let ms = Date.UTC(2025, 11, 31); ms < Date.UTC(2027, 0, 2); ms += 3_600_000)
        assert.equal(zone.dayOf(ms), format.format(ms), `${timeZone} ${new Date(ms).toISOString()}`);
    }
  });

  test('asks for an offset a few times only', () => {
    let asked = 0;
    const zone = createZone('Test/Zone', () => (asked++, 60));
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2026, 0, 31); ms += 60_000) zone.dayOf(ms);
    assert.equal(asked, 31);
  });
});

suite('Start of a local day', () => {
  const cases: [string, string, string][] = [
    ['UTC', '2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-01', '2026-02-28T18:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
    ['Etc/GMT+12', '2026-01-01', '2026-01-01T12:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-06', '2026-04-05T13:30:00.000Z'],
    // Santiago's clock skips from 5 September 24:00 (-4) to 6 September 01:00 (-3)
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    // Samoa left out 30 December 2011
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  ];
  for (const [timezone, day, moment] of cases)
    test(`${day} in ${timezone}`, () =>
      assert.equal(new Date(createZone(timezone).startOfDay(day)).toISOString(), moment));
});

suite('Time zones by name', () => {
  for (const name of ['Europe/Berlin', 'UTC', 'asia/kolkata'])
    test(`${name} is one`, () => assert.equal(isValidTimezone(name), true));
  for (const name of ['', 'Mars/Olympus', 'Foo+05', '../etc/passwd', '__proto__'])
    test(`${JSON.stringify(name)} is none`, () => {
      assert.equal(isValidTimezone(name), false);
      assert.throws(() => createZone(name), /^Error: Unknown time zone: /);
    });
});

suite('Days of the calendar', () => {
  test('after and before', () => {
    assert.equal(addDays('2026-12-31', 1), '2027-01-01');
    assert.equal(addDays('2024-02-28', 1), '2024-02-29');
    assert.equal(addDays('2026-03-01', -1), '2026-02-28');
    assert.equal(addDays('2026-03-29', 365), '2027-03-29');
  });

  test('a Thursday', () => assert.equal(weekday('2026-10-01'), 4));

  const weeks: [string, number, string][] = [
    ['2026-10-01', 1, '2026-09-28'],
    ['2026-10-01', 0, '2026-09-27'],
    ['2026-10-01', 6, '2026-09-26'],
    ['2026-10-01', 4, '2026-10-01'],
    ['2026-01-01', 1, '2025-12-29'],
  ];
  for (const [day, first, start] of weeks)
    test(`the week of ${day} when it begins on ${first}`, () => assert.equal(weekStart(day, first), start));

  test('months', () => {
    assert.equal(monthStart('2026-10-31'), '2026-10-01');
    const lengths: [string, number][] = [
      ['2026-02-15', 28],
      ['2024-02-01', 29],
      ['2026-12-31', 31],
      ['2026-04-30', 30],
    ];
    for (const [day, days] of lengths) assert.equal(daysInMonth(day), days);
  });
});

import assert from 'node:assert/strict';
import { createZone } from '../../src/core/usage/period';
import { machineTimezone, zoneFor } from '../../src/node/machineZone';

suite('The machine’s time zone', () => {
  const before = process.env['TZ'];
  teardown(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  test('has the days of the one that Intl tells, which may be an older name of it', () => {
    const machine = zoneFor(machineTimezone());
    const told = createZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 3_600_000)
      assert.equal(machine.dayOf(ms), told.dayOf(ms));
  });

  for (const name of ['America/Argentina/Buenos_Aires', 'Europe/Berlin'])
    test(`TZ=${name}`, () => {
      process.env['TZ'] = name;
      assert.equal(machineTimezone(), name);
    });

  for (const [set, offset] of [
    ['EST5EDT', -300],
    ['Etc/GMT-5', 300],
  ] as const)
    test(`TZ=${set}, which has no place, goes before the system’s own zone`, () => {
      process.env['TZ'] = set;
      const january = Date.UTC(2026, 0, 1);
      assert.equal(createZone(machineTimezone()).startOfDay('2026-01-01'), january - offset * 60_000);
    });

  for (const odd of ['JST-9', 'Mars/Olympus', 'EST5EDT', '../etc/passwd', ''])
    test(`TZ=${odd} is left to Intl`, () => {
      process.env['TZ'] = odd;
      assert.doesNotThrow(() => zoneFor(machineTimezone()));
      assert.notEqual(machineTimezone(), 'Mars/Olympus');
    });

  test('its days are those of the same zone by name', () => {
    process.env['TZ'] = 'America/Santiago';
    const machine = zoneFor('America/Santiago');
    const named = createZone('America/Santiago');
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 1_800_000)
      assert.equal(machine.dayOf(ms), named.dayOf(ms));
  });

  test('another zone keeps its own days', () => {
    process.env['TZ'] = 'America/Santiago';
    assert.equal(zoneFor('Asia/Tokyo').dayOf(Date.parse('2026-10-01T15:00:00Z')), '2026-10-02');
  });
});

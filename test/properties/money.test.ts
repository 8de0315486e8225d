import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { budgetStates, dueNotice } from '../../src/core/insights/money/budget';
import { monthForecast } from '../../src/core/insights/money/forecast';
import { dollarsFromNano, nanoFromDollars } from '../../src/core/usage/money';
import { addDays, createZone, monthStart, weekStart } from '../../src/core/usage/period';

const nano = fc.integer({ min: 0, max: 1e13 });

suite('Properties of money and days', () => {
  test('nano-dollars survive dollars and back', () => {
    fc.assert(fc.property(nano, (n) => assert.equal(nanoFromDollars(dollarsFromNano(n)), n)));
  });

  test('a forecast is an ordered range of whole numbers above what is spent', () => {
    const today = '2026-10-20';
    const history = fc.array(nano, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(history, (costs) => {
        const byDay = new Map(costs.map((cost, i) => [addDays(today, -i), cost]));
        const spent = costs.slice(0, 20).reduce((a, b) => a + b, 0);
        const forecast = monthForecast(byDay, today);
        if (!forecast) return;
        const { lowNano, midNano, highNano } = forecast;
        assert.ok([lowNano, midNano, highNano].every(Number.isSafeInteger));
        assert.ok(spent <= lowNano && lowNano <= midNano && midNano <= highNano);
      }),
    );
  });

  test('each level of a budget is told at most once, however it is spent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 30 }), (steps) => {
        const shown = new Set<string>();
        let spentNano = 0;
        for (const step of steps) {
          spentNano += step;
          const same = { start: '2026-10-01', spentNano };
          const states = budgetStates({ day: same, week: same, month: same }, { month: 500 });
          const notice = dueNotice(states, shown, 0, 1);
          if (notice) shown.add(notice.key);
        }
        assert.ok(shown.size <= 2);
      }),
    );
  });

  test('every moment lies in the day that its own start begins', () => {
    const zones = ['Europe/Berlin', 'Asia/Kolkata', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Apia'].map(
      (name) => createZone(name),
    );
    const moments = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, ms) => {
        const day = zone.dayOf(ms);
        const start = zone.startOfDay(day);
        assert.ok(start <= ms && ms - start < 25.5 * 3_600_000);
        assert.equal(zone.dayOf(start), day);
        assert.ok(zone.dayOf(start - 1) < day);
      }),
    );
  });

  test('weeks and months begin on or before a day', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 6 }), (day, first) => {
        const week = weekStart(day, first);
        assert.ok(week <= day && addDays(week, 7) > day);
        assert.equal(new Date(week).getUTCDay(), first);
        assert.ok(monthStart(day) <= day);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { repriced } from '../../../src/core/insights/money/repricing';
import { NO_PRICE_SETTINGS } from '../../../src/core/pricing/priceSettings';
import { coachSessions } from '../../../src/node/coach/coachSessions';
import { openService } from '../../../src/node/localService';
import { openPriceBook } from '../../../src/node/priceData';
import { whatIf } from '../../../src/node/queries/whatIf';
import { writeSampleMonth } from '../../../src/node/sampleMonth';
import { workerConfig } from '../../support/workerConfig';
import { TestLedger } from './queriesLedger';

suite('what-if query', () => {
  test('the sample month’s calls, repriced as they were, cost what was billed to the last nano-dollar', async function () {
    this.timeout(60_000);
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-whatif-'));
    const ledgerFile = path.join(home, 'ledger.sqlite');
    const endDay = new Date().toISOString().slice(0, 10);
    await writeSampleMonth(path.join(home, 'month'), { seed: 1, endDay, utcOffsetMinutes: 0 });
    const config = { ...workerConfig({ home: path.join(home, 'month') }), ledgerFile, timezone: 'UTC' };
    const service = openService(config, () => undefined, path.resolve('dist'));
    await service.run('refresh', {});
    const view = await service.query('whatIf', { days: 90 });
    const bill = await service.query('advice', { days: 90, billing: 'api' });
    await service.close();

    const db = new DatabaseSync(ledgerFile, { readOnly: true });
    const priceBook = openPriceBook(NO_PRICE_SETTINGS, path.resolve('dist/prices.json'));
    let [calls, nano] = [0, 0];
    coachSessions({ ...new TestLedger('2026-05-01').context(), db, priceBook }, { since: 0 }, ({ source, threads }) => {
      for (const call of threads.flatMap((thread) => thread.calls)) {
        assert.equal(repriced(priceBook, source, call)?.totalNano, call.costNano);
        calls++;
        nano += call.costNano ?? 0;
      }
    });
    db.close();
    fs.rmSync(home, { recursive: true, force: true });

    assert.ok(calls > 500);
    const [all, ...classes] = view.classes;
    assert.deepEqual([all?.taskClass, all?.calls, all?.costNano], ['all', calls, nano]);
    assert.deepEqual([bill.calls, bill.billNano], [calls, nano]);
    assert.equal(
      nano,
      classes.reduce((sum, { costNano }) => sum + costNano, 0),
    );
    // All that the sample kept for an hour, kept for an hour.
    const row = all?.rows.find(({ change }) => change.to === '1h');
    assert.deepEqual(row?.cost, { lowNano: nano, highNano: nano });
  });

  test('another model’s price is the price book’s, and a missing one is said', () => {
    const ledger = new TestLedger('2026-05-09T12:00:00Z');
    const call = ledger.call('2026-05-09T08:00:00Z', { source: 'claude-code' });
    ledger.read('/logs/a.jsonl', [call]);
    const view = whatIf(ledger.context(), { days: 14 });
    assert.equal(view.classes[0]?.costNano, 1_200_000);
    assert.deepEqual(
      view.classes[0]?.rows.map(({ key, cost }) => [key, cost?.lowNano]),
      [
        ['model acme-1', 1_200_000],
        ['cache-life 1h', 1_200_000],
        ['cache-life 5m', 1_200_000],
      ],
    );
  });

  test('an empty ledger has no classes', () => {
    assert.deepEqual(whatIf(new TestLedger('2026-05-09T12:00:00Z').context(), { days: 30 }), { days: 30, classes: [] });
  });

  for (const days of [0, 1.5, -3, Number.NaN, 4000]) {
    test(`${days} is no number of days`, () => {
      assert.throws(() => whatIf(new TestLedger('2026-05-09T12:00:00Z').context(), { days }), /not a number of days/);
    });
  }
});

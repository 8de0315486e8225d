import assert from 'node:assert/strict';
import { advice } from '../../../src/node/queries/advice';
import { TestLedger } from './queriesLedger';

const START = Date.UTC(2026, 5, 1);

suite('a session without end', function () {
  this.timeout(30_000);

  test('is billed whole, though only its newest calls are looked at', () => {
    const ledger = new TestLedger('2026-06-15T12:00:00Z');
    const calls = Array.from({ length: 20_050 }, (_, i) => ledger.call(new Date(START + i * 60_000).toISOString()));
    ledger.read('/logs/endless.jsonl', calls);
    const view = advice(ledger.context(), { days: 30, billing: 'api' });
    assert.deepEqual([view.calls, view.sessions, view.unpricedCalls], [20_050, 1, 0]);
    assert.equal(view.billNano, 20_050 * 1_200_000);
    assert.deepEqual(view.failures, []);
  });
});

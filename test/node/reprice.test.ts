import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LedgerFile, pricesAt } from '../support/ledgerFile';
import { recordOf } from '../support/recordOf';
import { callsIn } from '../support/callsIn';
import { ledgerSums } from '../support/ledgerSums';

// 1,000 tokens in and 100 out, at one dollar and two per million.
const COST = 1_200_000;

suite('other prices', () => {
  let folder: string;
  let open: LedgerFile[];
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-prices-'));
    open = [];
  });
  teardown(() => {
    for (const ledger of open) ledger.close();
    fs.rmSync(folder, { recursive: true });
  });

  function start(dollars = 1): LedgerFile {
    const ledger = new LedgerFile(path.join(folder, 'ledger.sqlite'), pricesAt(dollars));
    open.push(ledger);
    return ledger;
  }

  const costs = (ledger: LedgerFile) => callsIn(ledger.db).map(({ dedupKey, costNano }) => [dedupKey, costNano]);

  test('every cost and every sum follows', () => {
    const ledger = start();
    ledger.add('/a', [
      recordOf({ dedupKey: 'a' }),
      recordOf({ dedupKey: 'b', conversationId: 'two', timestamp: Date.UTC(2025, 3, 1), workspace: '/other' }),
    ]);
    assert.equal(ledgerSums(ledger.db).cost, 2 * COST);
    ledger.ledger.setPrices(pricesAt(3));
    assert.equal(ledgerSums(ledger.db).cost, 6 * COST);
    assert.deepEqual(costs(ledger), [
      ['a', 3 * COST],
      ['b', 3 * COST],
    ]);
  });

  test('calls, tokens and spans of sessions stay as they are', () => {
    const ledger = start();
    ledger.add('/a', [
      recordOf({ dedupKey: 'a' }),
      recordOf({ dedupKey: 'b', basis: 'estimated', estimateError: 0.5 }),
    ]);
    const sessions = () => ledger.db.prepare('SELECT first_at, last_at, peak_context_tokens FROM session').get();
    const [before, spans] = [ledgerSums(ledger.db), sessions()];
    ledger.ledger.setPrices(pricesAt(2));
    assert.deepEqual(ledgerSums(ledger.db), { ...before, cost: 2 * before.cost });
    assert.deepEqual(sessions(), spans);
  });

  test('the range of an estimate follows', () => {
    const ledger = start();
    ledger.add('/a', [recordOf({ dedupKey: 'a', basis: 'estimated', estimateError: 0.5 })]);
    ledger.ledger.setPrices(pricesAt(2));
    const row = ledger.db
      .prepare('SELECT estimated_cost_nano AS cost, estimated_cost_error_nano AS error FROM rollup')
      .get();
    assert.deepEqual({ ...row }, { cost: 2 * COST, error: COST });
  });

  test('a model without a price has none afterwards, and gets one when there is one', () => {
    const ledger = start();
    ledger.add('/a', [recordOf({ dedupKey: 'a', requestModel: 'unheard-of' })]);
    ledger.ledger.setPrices(pricesAt(3));
    assert.deepEqual(costs(ledger), [['a', undefined]]);
    const { cost, unpriced } = ledgerSums(ledger.db);
    assert.deepEqual([cost, unpriced], [0, 1]);
  });

  test('calls that are not counted stay out of the sums', () => {
    const ledger = start();
    ledger.add('/chat', [recordOf({ dedupKey: 'a', source: 'copilot-chat', storeRank: 20 })]);
    ledger.add('/traces', [recordOf({ dedupKey: 'b', source: 'copilot-chat', storeRank: 50 })]);
    ledger.ledger.setPrices(pricesAt(3));
    assert.equal(ledgerSums(ledger.db).cost, 3 * COST);
    assert.deepEqual(costs(ledger), [
      ['a', 3 * COST],
      ['b', 3 * COST],
    ]);
  });

  test('what comes later goes at the new prices, and takes itself out at them', () => {
    const ledger = start();
    ledger.add('/a', [recordOf({ dedupKey: 'a', outputTokens: 1 })]);
    ledger.ledger.setPrices(pricesAt(3));
    ledger.add('/b', [recordOf({ dedupKey: 'a' }), recordOf({ dedupKey: 'b' })]);
    assert.equal(ledgerSums(ledger.db).cost, 6 * COST);
  });

  test('a ledger that was left at other prices is repriced when it is opened', () => {
    start(1).add('/a', [recordOf({ dedupKey: 'a' })]);
    open.pop()!.close();
    assert.equal(ledgerSums(start(2).db).cost, 2 * COST);
  });

  test('two windows with different prices never mix them in one sum', () => {
    const one = start(1);
    one.add('/a', [recordOf({ dedupKey: 'a' })]);
    const two = start(3);
    two.add('/b', [recordOf({ dedupKey: 'b' })]);
    assert.equal(ledgerSums(two.db).cost, 6 * COST);
    one.add('/c', [recordOf({ dedupKey: 'a', outputTokens: 100 }), recordOf({ dedupKey: 'c' })]);
    assert.equal(ledgerSums(one.db).cost, 3 * COST);
    two.add('/d', [recordOf({ dedupKey: 'd' })]);
    assert.equal(ledgerSums(two.db).cost, 12 * COST);
  });
});

import assert from 'node:assert/strict';
import type { Billing, MoneyMeaning } from '../../../src/core/pricing/billing';
import { creditsFromNano, moneyMeaning } from '../../../src/core/pricing/billing';
import { dollarsFromNano, nanoFromDollars } from '../../../src/core/usage/money';

suite('Money', () => {
  const pairs: [number, number][] = [
    [0, 0],
    [1, 1_000_000_000],
    [0.1, 100_000_000],
    [0.000000001, 1],
    [1234.567890123, 1_234_567_890_123],
  ];
  for (const [dollars, nano] of pairs)
    test(`$${dollars}`, () => {
      assert.equal(nanoFromDollars(dollars), nano);
      assert.equal(dollarsFromNano(nano), dollars);
    });

  test('a credit is a cent', () => {
    assert.equal(creditsFromNano(10_000_000), 1);
    assert.equal(creditsFromNano(1_234_500_000), 123.45);
  });
});

suite('What a sum means', () => {
  const cases: [Billing, MoneyMeaning][] = [
    ['api', 'spend'],
    ['subscription', 'api-equivalent'],
    ['copilot-credits', 'credits'],
  ];
  for (const [billing, meaning] of cases) test(billing, () => assert.equal(moneyMeaning(billing), meaning));
});

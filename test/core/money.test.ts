import assert from 'node:assert/strict';
import type { Billing, MoneyMeaning } from '../../src/core/pricing/billing';
import { creditsFromNano, moneyMeaning } from '../../src/core/pricing/billing';
import { dollarsFromNano, nanoFromDollars } from '../../src/core/usage/money';
import type { SourceId } from '../../src/core/usage/usageRecord';

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
  const cases: [Billing, SourceId | undefined, MoneyMeaning][] = [
    ['api', undefined, 'spend'],
    ['api', 'copilot-chat', 'spend'],
    ['subscription', undefined, 'api-equivalent'],
    ['subscription', 'claude-code', 'api-equivalent'],
    ['copilot-credits', undefined, 'credits'],
    ['copilot-credits', 'copilot-chat', 'credits'],
    ['copilot-credits', 'codex', 'api-equivalent'],
  ];
  for (const [billing, source, meaning] of cases)
    test(`${billing}, ${source ?? 'all assistants'}`, () => assert.equal(moneyMeaning(billing, source), meaning));
});

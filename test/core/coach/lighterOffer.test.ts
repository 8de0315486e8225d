import assert from 'node:assert/strict';
import { lighterOffer, premiumTest } from '../../../src/core/coach/lighterOffer';
import type { Priceable } from '../../../src/core/pricing/priceBook';
import { conversation, scenarioPrices, type ScenarioCall, type ScenarioSession } from '../../support/scenario';

function callOf(setup: ScenarioSession, call: ScenarioCall = {}) {
  return conversation(setup)
    .prompt('Go.')
    .call({ out: 1000, ...call })
    .facts().threads[0]!.calls[0]!;
}

suite('premium models', () => {
  const models: [setup: ScenarioSession, call: ScenarioCall, premium: boolean][] = [
    [{ model: 'claude-opus-4-8' }, {}, true],
    [{ model: 'gpt-5.5' }, {}, true],
    [{ model: 'claude-sonnet-4-6' }, {}, false],
    [{ model: 'claude-sonnet-4-6' }, { speed: 'fast' }, false],
    [{ model: 'gpt-5.5', prefix: 300_000 }, {}, true],
    [{ model: 'own-model' }, {}, false],
  ];
  for (const [setup, call, premium] of models) {
    test(`${setup.model}${call.speed ? ` ${call.speed}` : ''}: ${premium ? 'yes' : 'no'}`, () => {
      assert.equal(premiumTest(scenarioPrices)('claude-code', callOf(setup, call)), premium);
    });
  }

  test('from $20 per million tokens of output on', () => {
    const found = [19_999_999, 20_000_000].map((output) => {
      const rates = { input: 4e6, cacheRead: 4e5, cacheWrite5m: 5e6, cacheWrite1h: 8e6, output };
      const prices = { ...scenarioPrices, rates: () => rates };
      return premiumTest(prices)('claude-code', { ...callOf({ model: 'claude-opus-4-8' }), rates });
    });
    assert.deepEqual(found, [false, true]);
  });
});

suite('lighter offer', () => {
  test('the smallest model of the maker, in shares of what the call cost', () => {
    const offer = lighterOffer(scenarioPrices, 'claude-code', callOf({ model: 'claude-opus-4-6' }));
    assert.deepEqual(offer, { model: 'claude-haiku-4-5', low: 0.2, high: 0.2 });
  });

  test('the next one where the smallest has no price', () => {
    const cost = (call: Priceable) => (/haiku/.test(call.responseModel) ? undefined : scenarioPrices.cost(call));
    const offer = lighterOffer({ ...scenarioPrices, cost }, 'claude-code', callOf({ model: 'claude-opus-4-6' }));
    assert.deepEqual(offer, { model: 'claude-sonnet-4-6', low: 0.6, high: 0.6 });
  });

  test('none for the smallest, for a stranger, and without a price', () => {
    for (const model of ['claude-haiku-4-5', 'own-model']) {
      assert.equal(lighterOffer(scenarioPrices, 'claude-code', callOf({ model })), undefined);
    }
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { lighterModels } from '../../../../src/core/insights/money/lighterModels';
import { createPriceBook } from '../../../../src/core/pricing/createPriceBook';
import { NO_PRICE_SETTINGS } from '../../../../src/core/pricing/priceSettings';

suite('lighter models', () => {
  const ladders: [model: string, lighter: string[]][] = [
    ['claude-opus-4-8', ['claude-sonnet-5', 'claude-haiku-4-5']],
    ['claude-opus-4-6-20260115', ['claude-sonnet-4-6', 'claude-haiku-4-5']],
    ['claude-opus-5-5', ['claude-sonnet-5-5', 'claude-haiku-5-5']],
    ['claude-sonnet-4.5', ['claude-haiku-4-5']],
    ['claude-haiku-4-5', []],
    ['gpt-5.6', ['gpt-5.6-terra', 'gpt-5.6-luna']],
    ['gpt-5.6-luna', []],
    ['gpt-5.5', ['gpt-5.4', 'gpt-5.4-mini']],
    ['gpt-5.4-mini', []],
    ['gpt-5.3-codex', ['gpt-5-mini']],
    ['gpt-5-mini', []],
    ['o3', ['o4-mini']],
    ['own-model', []],
    ['', []],
  ];
  for (const [model, lighter] of ladders) {
    test(`below ${model || 'nothing'}`, () => assert.deepEqual(lighterModels(model), lighter));
  }

  test('all have a price, and a lower one', () => {
    const prices = createPriceBook(JSON.parse(fs.readFileSync('dist/prices.json', 'utf8')), NO_PRICE_SETTINGS);
    const rate = (model: string) =>
      prices.rates({
        source: 'claude-code',
        requestModel: model,
        responseModel: model,
        providerName: '',
        timestamp: Date.UTC(2026, 8, 1),
        inputTokens: 1000,
        cacheReadInputTokens: 0,
        cacheCreationInputTokens: 0,
        cacheCreation1hInputTokens: 0,
        outputTokens: 100,
        serviceTier: '',
        speed: '',
        webSearchRequests: 0,
      })?.output ?? Number.NaN;
    for (const [model] of ladders) {
      for (const lighter of lighterModels(model)) assert.ok(rate(lighter) < rate(model), `${lighter} below ${model}`);
    }
  });
});

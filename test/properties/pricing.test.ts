import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createPriceBook } from '../../src/core/pricing/createPriceBook';
import { parsePriceSettings } from '../../src/core/pricing/parsePriceSettings';
import type { Priceable } from '../../src/core/pricing/priceBook';
import type { PriceData } from '../../src/core/pricing/priceData';
import { NO_PRICE_SETTINGS } from '../../src/core/pricing/priceSettings';

const data = JSON.parse(fs.readFileSync('dist/prices.json', 'utf8')) as PriceData;
const book = createPriceBook(data, NO_PRICE_SETTINGS);
const sellers = data.lists.flatMap((list) =>
  list.models.map(({ id }) => ({ id, source: list.id === 'github-copilot' ? ('copilot-chat' as const) : undefined })),
);
const ids = sellers.map(({ id }) => id);

const tokens = fc.integer({ min: 0, max: 1_000_000 });
const anyCall = fc
  .record({
    model: fc.constantFrom(...sellers),
    source: fc.constantFrom<Priceable['source']>('claude-code', 'codex', 'copilot-chat'),
    timestamp: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
    uncached: tokens,
    read: tokens,
    write5m: tokens,
    write1h: tokens,
    output: tokens,
    searches: fc.integer({ min: 0, max: 50 }),
    serviceTier: fc.constantFrom('', 'standard', 'batch', 'flex', 'priority', 'us-only', 'batch us-only'),
    speed: fc.constantFrom('', 'fast'),
  })
  .map((p): Priceable => ({
    source: p.model.source ?? p.source,
    providerName: '',
    requestModel: p.model.id,
    responseModel: '',
    timestamp: p.timestamp,
    inputTokens: p.uncached + p.read + p.write5m + p.write1h,
    cacheReadInputTokens: p.read,
    cacheCreationInputTokens: p.write5m + p.write1h,
    cacheCreation1hInputTokens: p.write1h,
    outputTokens: p.output,
    serviceTier: p.serviceTier,
    speed: p.speed,
    webSearchRequests: p.searches,
  }));

function total(call: Priceable): number {
  const cost = book.cost(call);
  assert.ok(cost, call.requestModel);
  return cost.totalNano;
}

suite('Properties of prices', () => {
  test('every bundled model has a price at any time: whole, finite, not negative', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const cost = book.cost(call);
        assert.ok(cost);
        for (const part of Object.values(cost)) assert.ok(Number.isSafeInteger(part) && part >= 0, `${part}`);
      }),
    );
  });

  test('parts and terms add up to the total', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const cost = book.cost(call)!;
        const { totalNano, ...parts } = cost;
        assert.equal(
          Object.values(parts).reduce((a, b) => a + b, 0),
          totalNano,
        );
        const { terms } = book.explain(call)!;
        assert.equal(
          terms.reduce((sum, term) => sum + term.costNano, 0),
          totalNano,
        );
        for (const term of terms) assert.ok(Math.abs(term.count * term.nanoEach - term.costNano) <= 0.51);
      }),
    );
  });

  test('more of anything never costs less', () => {
    const kinds = ['outputTokens', 'webSearchRequests', 'inputTokens'] as const;
    fc.assert(
      fc.property(anyCall, fc.constantFrom(...kinds), fc.integer({ min: 1, max: 100_000 }), (call, kind, more) => {
        assert.ok(total({ ...call, [kind]: call[kind] + more }) >= total(call));
      }),
    );
  });

  test('however input is split into kinds, it never costs more than all of it at the dearest kind', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const n = call.inputTokens;
        const none = { cacheReadInputTokens: 0, cacheCreationInputTokens: 0, cacheCreation1hInputTokens: 0 };
        const dearest = Math.max(
          total({ ...call, ...none }),
          total({ ...call, ...none, cacheReadInputTokens: n }),
          total({ ...call, ...none, cacheCreationInputTokens: n }),
          total({ ...call, ...none, cacheCreationInputTokens: n, cacheCreation1hInputTokens: n }),
        );
        assert.ok(total(call) <= dearest + 2, 'each of four parts is rounded by half a nano-dollar at most');
      }),
    );
  });

  test('an id with anything after it is not the model itself, unless a list names it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.stringMatching(/^[a-z]{3,8}$/), (id, word) => {
        fc.pre(!['latest', 'thinking', 'thought'].includes(word));
        const matched = book.explain({ ...NO_CALL, requestModel: `${id}-${word}` })?.matched;
        if (matched) assert.notEqual(matched.split(' (')[0], id);
      }),
    );
  });

  test('any model id at all is priced or not, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const call = { ...NO_CALL, requestModel: id };
        assert.equal(book.cost(call) === undefined, book.explain(call) === undefined);
      }),
    );
  });

  test('any settings at all are read without throwing, and what is kept can be used', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (overrides, aliases) => {
        const { settings } = parsePriceSettings(overrides, aliases);
        for (const requestModel of Object.keys(settings.overrides)) {
          const cost = createPriceBook(data, settings).cost({ ...NO_CALL, requestModel });
          assert.ok(cost && Number.isSafeInteger(cost.totalNano));
        }
      }),
    );
  });
});

const NO_CALL: Priceable = {
  source: 'codex',
  providerName: '',
  requestModel: '',
  responseModel: '',
  timestamp: Date.UTC(2026, 9, 20),
  inputTokens: 1000,
  cacheReadInputTokens: 100,
  cacheCreationInputTokens: 100,
  cacheCreation1hInputTokens: 50,
  outputTokens: 10,
  serviceTier: '',
  speed: '',
  webSearchRequests: 0,
};

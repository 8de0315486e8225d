import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createPriceBook } from '../../../src/core/pricing/createPriceBook';
import { modelKeys } from '../../../src/core/pricing/modelNames';
import type { Priceable, PriceBook } from '../../../src/core/pricing/priceBook';
import type { PriceSettings } from '../../../src/core/pricing/priceSettings';
import { NO_PRICE_SETTINGS } from '../../../src/core/pricing/priceSettings';

const bundled: unknown = JSON.parse(fs.readFileSync('dist/prices.json', 'utf8'));

function book(settings: Partial<PriceSettings> = {}): PriceBook {
  return createPriceBook(bundled, { ...NO_PRICE_SETTINGS, ...settings });
}

function call(model: string, parts: Partial<Priceable> = {}): Priceable {
  return {
    source: 'claude-code',
    providerName: '',
    requestModel: model,
    responseModel: '',
    timestamp: Date.parse('2026-10-20T12:00:00Z'),
    inputTokens: 0,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    cacheCreation1hInputTokens: 0,
    outputTokens: 0,
    serviceTier: '',
    speed: '',
    webSearchRequests: 0,
    ...parts,
  };
}

function dollars(priced: Priceable, prices = book()): number | undefined {
  const cost = prices.cost(priced);
  return cost && cost.totalNano / 1e9;
}

/** 200 k uncached, 300 k read, 50 k written for 5 minutes, 20 k out. */
const SESSION = {
  inputTokens: 550_000,
  cacheReadInputTokens: 300_000,
  cacheCreationInputTokens: 50_000,
  outputTokens: 20_000,
};

suite('Cost of a call', () => {
  const cases: [string, Priceable, number][] = [
    // 0.2 × 15 + 0.02 × 75 + 0.3 × 1.5 + 0.05 × 18.75
    ['four kinds of tokens', call('claude-opus-4-1-20250805', SESSION), 5.8875],
    // 0.2 × 5 + 0.02 × 25 + 0.3 × 0.5 + 0.05 × 6.25
    ['a model without a long-context rate', call('claude-opus-4-8', SESSION), 1.9625],
    // 0.05 × 6
    [
      'a cache write for one hour',
      call('claude-sonnet-4-20250514', {
        inputTokens: 50_000,
        cacheCreationInputTokens: 50_000,
        cacheCreation1hInputTokens: 50_000,
      }),
      0.3,
    ],
    // 0.02 × 3.75 + 0.03 × 6
    [
      'cache writes of both lifetimes',
      call('claude-sonnet-4-5', {
        inputTokens: 50_000,
        cacheCreationInputTokens: 50_000,
        cacheCreation1hInputTokens: 30_000,
      }),
      0.255,
    ],
    // 0.272 × 2.5, then 0.272001 × 5
    ['input at the threshold', call('gpt-5.4', { inputTokens: 272_000 }), 0.68],
    ['input above the threshold', call('gpt-5.4', { inputTokens: 272_001 }), 1.360005],
    // 0.1 × 2.5 + 0.5 × 0.25 + 0.003 × 15
    [
      'the sum of a turn, none of whose calls need be long',
      call('gpt-5.4', {
        operationName: 'turn',
        inputTokens: 600_000,
        cacheReadInputTokens: 500_000,
        outputTokens: 3000,
      }),
      0.42,
    ],
    // 0.1 × 5 + 0.2 × 0.5 + 0.01 × 22.5, cached tokens count towards the threshold
    [
      'the whole call at the long-context rate',
      call('gpt-5.4', { inputTokens: 300_000, cacheReadInputTokens: 200_000, outputTokens: 10_000 }),
      0.825,
    ],
    // 0.25 × 6 and 0.25 × 3
    ['Sonnet 4 in its beta of long context', call('claude-sonnet-4', { inputTokens: 250_000 }), 1.5],
    ['Gemini above 200,000', call('gemini-2.5-pro', { inputTokens: 200_001 }), 0.5000025],
    ['Gemini at 200,000', call('gemini-2.5-pro', { inputTokens: 200_000 }), 0.25],
    // 0.1 × 0.1, then 0.100001 × 0.5
    ['Haiku 5.5 at its threshold', call('claude-haiku-5-5', { inputTokens: 100_000 }), 0.01],
    // Two requests of half the size each
    ['two requests of half its threshold', call('claude-haiku-5-5', { inputTokens: 200_000, summed: true }), 0.02],
    ['two requests above it', call('claude-haiku-5-5', { inputTokens: 200_002, summed: true }), 0.100001],
    ['Haiku 5.5 above its threshold', call('claude-haiku-5-5', { inputTokens: 100_001 }), 0.0500005],
    // 2 × (0.2 × 5 + 0.02 × 25 + 0.3 × 0.5 + 0.05 × 6.25)
    ['fast mode', call('claude-opus-5', { ...SESSION, speed: 'fast' }), 3.925],
    // 6 × 0.1 × 5
    [
      'fast mode at its first price',
      call('claude-opus-4-6', { inputTokens: 100_000, speed: 'fast', timestamp: Date.parse('2026-04-01') }),
      3,
    ],
    ['speed a model does not sell', call('claude-haiku-4-5', { inputTokens: 100_000, speed: 'fast' }), 0.1],
    ['batch', call('claude-opus-5', { inputTokens: 100_000, serviceTier: 'batch' }), 0.25],
    // 1.1 × 0.1 × 5, and of the other prices
    ['in the United States only', call('claude-opus-5', { inputTokens: 100_000, serviceTier: 'us-only' }), 0.55],
    ['a batch there', call('claude-opus-5', { inputTokens: 100_000, serviceTier: 'batch us-only' }), 0.275],
    ['fast mode there', call('claude-opus-5', { ...SESSION, speed: 'fast', serviceTier: 'us-only' }), 4.3175],
    ['web search there', call('claude-sonnet-4-6', { webSearchRequests: 3, serviceTier: 'us-only' }), 0.03],
    ['there, with another maker', call('gpt-5.5', { inputTokens: 100_000, serviceTier: 'us-only' }), 0.5],
    ['flex', call('gpt-5.2-codex', { inputTokens: 100_000, serviceTier: 'flex' }), 0.0875],
    ['priority', call('gpt-5.5', { inputTokens: 100_000, serviceTier: 'priority' }), 1.25],
    ['the standard tier', call('claude-opus-5', { inputTokens: 100_000, serviceTier: 'standard' }), 0.5],
    ['a tier never heard of', call('claude-opus-5', { inputTokens: 100_000, serviceTier: '__proto__' }), 0.5],
    // 3 × 10 / 1,000; neither batch nor fast mode change it
    ['web search', call('claude-sonnet-4-5', { webSearchRequests: 3, serviceTier: 'batch' }), 0.03],
    // o1-pro has no price of its own for cached tokens
    ['cached tokens without a price', call('o1-pro', { inputTokens: 1000, cacheReadInputTokens: 1000 }), 0.15],
    ['nothing used', call('claude-opus-5'), 0],
    [
      'parts larger than the whole',
      call('claude-opus-5', { inputTokens: 10, cacheReadInputTokens: 1000, cacheCreation1hInputTokens: 99 }),
      0.0005,
    ],
  ];
  for (const [name, priced, expected] of cases) test(name, () => assert.equal(dollars(priced), expected));

  test('names the parts it is made of', () => {
    assert.deepEqual(book().cost(call('claude-opus-4-1', { ...SESSION, webSearchRequests: 1 })), {
      totalNano: 5_897_500_000,
      uncachedInputNano: 3_000_000_000,
      cacheWriteNano: 937_500_000,
      cacheReadNano: 450_000_000,
      outputNano: 1_500_000_000,
      webSearchNano: 10_000_000,
    });
  });

  test('rounds each part once, half up', () => {
    // 1 token at $0.0625 per million is 62.5 nano-dollars
    assert.equal(
      book({ overrides: { x: { input: 0.0625, output: 0 } } }).cost(call('x', { inputTokens: 1 }))?.totalNano,
      63,
    );
  });
});

suite('The price of the day', () => {
  const input = { inputTokens: 1_000_000 };
  const cases: [string, string, number][] = [
    ['o3', '2025-06-09T23:59:59.999Z', 10],
    ['o3', '2025-06-10T00:00:00Z', 2],
    ['gpt-5.6-luna', '2026-07-29T23:59:59Z', 2], // above the threshold: 2 × 1
    ['gpt-5.6-luna', '2026-07-30T00:00:00Z', 0.4],
    ['claude-sonnet-4-6', '2026-03-12T12:00:00Z', 6],
    ['claude-sonnet-4-6', '2026-03-13T12:00:00Z', 3],
    ['claude-sonnet-5', '2026-08-01T12:00:00Z', 2], // the announced rise to 3 was called off
    ['claude-sonnet-5', '2026-11-01T12:00:00Z', 2],
    ['deepseek-v4-flash', '2026-08-16T02:00:00Z', 0.14],
    ['deepseek-v4-flash', '2026-08-18T00:59:59Z', 0.22],
    ['deepseek-v4-flash', '2026-08-18T01:00:00Z', 0.44],
    ['deepseek-v4-flash', '2026-08-18T04:00:00Z', 0.22],
  ];
  for (const [model, time, expected] of cases)
    test(`${model} on ${time}`, () =>
      assert.equal(dollars(call(model, { ...input, timestamp: Date.parse(time) })), expected));

  test('cache reads of Sonnet 5.5 became cheaper', () => {
    const reads = { inputTokens: 1_000_000, cacheReadInputTokens: 1_000_000 };
    assert.equal(dollars(call('claude-sonnet-5-5', { ...reads, timestamp: Date.parse('2026-10-06') })), 0.2);
    assert.equal(dollars(call('claude-sonnet-5-5', { ...reads, timestamp: Date.parse('2026-10-07') })), 0.1);
  });
});

suite('Models by their logged ids', () => {
  const matched: [string, string][] = [
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5 (anthropic)'],
    ['claude-sonnet-4.5', 'claude-sonnet-4-5 (anthropic)'],
    ['Claude Sonnet 4.5', 'claude-sonnet-4-5 (anthropic)'],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5 (anthropic)'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5 (anthropic)'],
    ['anthropic.claude-opus-4-6-v1', 'claude-opus-4-6 (anthropic)'],
    ['arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-opus-4-8', 'claude-opus-4-8 (anthropic)'],
    ['claude-opus-4-1@20250805', 'claude-opus-4-1 (anthropic)'],
    ['claude-opus-4-6[1m]', 'claude-opus-4-6 (anthropic)'],
    ['claude-opus-4-20250514', 'claude-opus-4-0 (anthropic)'],
    ['claude-opus-4', 'claude-opus-4-0 (anthropic)'],
    ['claude-4-sonnet', 'claude-sonnet-4-0 (anthropic)'],
    ['claude-3.7-sonnet-thought', 'claude-3-7-sonnet-latest (anthropic)'],
    ['claude-3-5-haiku-20241022', 'claude-3-5-haiku-latest (anthropic)'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro (google)'],
    ['gpt-5-2025-08-07', 'gpt-5 (openai)'],
    ['gpt-5-mini', 'gpt-5-mini (openai)'],
    ['gpt-5.2-codex', 'gpt-5.2 (openai)'],
    ['gpt-5.1-codex-max', 'gpt-5.1 (openai)'],
    ['gpt-5.1-codex-mini', 'gpt-5.1-codex-mini (openai)'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13 (openai)'],
    ['gpt-4o-2024-11-20', 'gpt-4o (openai)'],
    ['gpt-6.1-sol-2026-09-29', 'gpt-6.1-sol (openai)'],
    ['o4-mini', 'o4-mini (openai)'],
    ['kimi-k2-thinking', 'kimi-k2-thinking (moonshotai)'],
    ['moonshotai/Kimi-K3', 'kimi-k3 (moonshotai)'],
    ['grok-code-fast-1', 'grok-code-fast-1 (x-ai)'],
  ];
  for (const [id, expected] of matched)
    test(id, () => assert.equal(book().explain(call(id, { inputTokens: 1 }))?.matched, expected));

  const unpriced = [
    '',
    'codex-auto-review',
    'copilot/auto',
    'coder-model',
    'gpt-5-turbo',
    'gpt-5.2-codex-spark',
    'claude-opus-4-9',
    'claude-opus-4-1-mini',
    'claude-sonnet-5-7',
    'claude',
    'sonnet',
    'gpt-oss:20b',
    'openai/gpt-oss-20b',
    'deepseek/deepseek-v3.2:free',
    '__proto__',
    'constructor',
    'a'.repeat(100_000),
  ];
  for (const id of unpriced)
    test(`${id.slice(0, 40) || '(empty)'} has no price`, () => {
      assert.equal(book().cost(call(id, { inputTokens: 1 })), undefined);
      assert.equal(book().explain(call(id, { inputTokens: 1 })), undefined);
    });

  test('the model that answered counts, not the one asked for', () => {
    assert.equal(dollars(call('claude-opus-5', { responseModel: 'claude-haiku-4-5', inputTokens: 1_000_000 })), 1);
    assert.equal(dollars(call('claude-opus-5', { responseModel: 'nobody-knows', inputTokens: 1_000_000 })), undefined);
  });

  test('Copilot bills its own list, and the makers’ where it has none', () => {
    const copilot = { source: 'copilot-chat', inputTokens: 250_000 } as const;
    assert.equal(dollars(call('copilot/gpt-5.6-luna', copilot)), 0.1); // above 200,000: 0.25 × 0.4
    assert.equal(dollars(call('gpt-5.6-luna', { inputTokens: 250_000 })), 0.05); // OpenAI's threshold is 272,000
    assert.equal(book().explain(call('copilot/gpt-4.1', copilot))?.matched, 'gpt-4.1 (openai)');
    assert.equal(
      book().explain(call('claude-opus-4.8-fast', copilot))?.matched,
      'claude-opus-4.8-fast (github-copilot)',
    );
  });

  test('takes decorations off one after the other', () => {
    assert.deepEqual(modelKeys('us.anthropic.claude-opus-4-1-20250805-v1:0'), [
      'us-anthropic-claude-opus-4-1-20250805-v1:0',
      'claude-opus-4-1-20250805-v1:0',
      'claude-opus-4-1-20250805',
      'claude-opus-4-1',
    ]);
  });
});

suite('The user’s own prices', () => {
  const input = { inputTokens: 1_000_000 };

  test('an unknown model gets a price', () => {
    const prices = book({ overrides: { 'my-model': { input: 0.5, output: 2 } } });
    assert.equal(dollars(call('my-model', { ...input, outputTokens: 1_000_000 }), prices), 2.5);
    assert.equal(prices.explain(call('my-model', input))?.origin, 'setting');
    assert.equal(prices.explain(call('my-model', input))?.validFrom, '');
  });

  test('goes before the bundled price, in whichever spelling it was logged', () => {
    const prices = book({ overrides: { 'claude-sonnet-4.5': { input: 1, output: 1 } } });
    assert.equal(dollars(call('anthropic/claude-sonnet-4-5-20250929', { inputTokens: 1_000_000 }), prices), 1);
  });

  test('a longer pattern goes before a shorter one, an exact id before both', () => {
    const prices = book({
      overrides: {
        'gpt-*': { input: 1, output: 1 },
        'gpt-5*': { input: 2, output: 1 },
        'gpt-5-mini': { input: 3, output: 1 },
      },
    });
    assert.equal(dollars(call('gpt-4o', input), prices), 1);
    assert.equal(dollars(call('gpt-5.2-codex', input), prices), 2);
    assert.equal(dollars(call('gpt-5-mini', input), prices), 3);
  });

  const cached = { inputTokens: 2_000_000, cacheReadInputTokens: 1_000_000, cacheCreationInputTokens: 1_000_000 };
  const followed: [string, number][] = [
    ['claude-next', 0.1 + 1.25],
    ['gpt-9', 0.1 + 1],
    ['grok-9', 0.25 + 1],
    ['mystery', 2],
    ['claude-opus-5-5', 0.05 + 1.25], // the ratios of its bundled entry
  ];
  for (const [model, expected] of followed)
    test(`cached tokens of ${model} follow from input`, () =>
      assert.equal(dollars(call(model, cached), book({ overrides: { [model]: { input: 1, output: 1 } } })), expected));

  test('every part can be set', () => {
    const override = { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5, webSearch: 6 };
    const cost = book({ overrides: { x: override } }).cost(
      call('x', {
        inputTokens: 4_000_000,
        cacheReadInputTokens: 1_000_000,
        cacheCreationInputTokens: 2_000_000,
        cacheCreation1hInputTokens: 1_000_000,
        outputTokens: 1_000_000,
        webSearchRequests: 1000,
      }),
    );
    assert.equal(cost?.totalNano, (1 + 3 + 4 + 5 + 2 + 6) * 1e9);
  });

  test('long context raises input, output and, with input, the cache prices', () => {
    const prices = book({
      overrides: {
        x: { input: 1, output: 2, cacheRead: 0.5, longContextAbove: 1000, longContextInput: 3, longContextOutput: 5 },
      },
    });
    const parts = { inputTokens: 2_000_000, cacheReadInputTokens: 1_000_000, outputTokens: 1_000_000 };
    assert.equal(dollars(call('x', parts), prices), 3 + 1.5 + 5);
  });

  test('an alias prices a model as another one, before overrides are looked at', () => {
    const prices = book({
      aliases: { 'prod-deployment': 'claude-haiku-4-5', sonnet: 'cheap' },
      overrides: { cheap: { input: 0.1, output: 1 } },
    });
    assert.equal(dollars(call('Prod-Deployment', input), prices), 1);
    assert.equal(dollars(call('sonnet', input), prices), 0.1);
    assert.equal(prices.explain(call('prod-deployment', input))?.matched, 'claude-haiku-4-5 (anthropic)');
  });
});

suite('Why this price', () => {
  test('terms, multiplier, threshold and day add up to the cost', () => {
    const priced = call('gpt-5.6-sol', {
      inputTokens: 300_000,
      cacheReadInputTokens: 100_000,
      cacheCreationInputTokens: 50_000,
      outputTokens: 1000,
      webSearchRequests: 2,
      serviceTier: 'priority',
    });
    assert.deepEqual(book().explain(priced), {
      model: 'gpt-5.6-sol',
      matched: 'gpt-5.6-sol (openai)',
      origin: 'bundled',
      validFrom: '2026-08-21',
      longContextAbove: 272_000,
      multipliers: [{ why: 'priority', factor: 2 }],
      terms: [
        { kind: 'input', count: 150_000, nanoEach: 16_000, costNano: 2_400_000_000 },
        { kind: 'cacheRead', count: 100_000, nanoEach: 1600, costNano: 160_000_000 },
        { kind: 'cacheWrite5m', count: 50_000, nanoEach: 20_000, costNano: 1_000_000_000 },
        { kind: 'output', count: 1000, nanoEach: 60_000, costNano: 60_000_000 },
        { kind: 'webSearch', count: 2, nanoEach: 10_000_000, costNano: 20_000_000 },
      ],
    });
    assert.equal(book().cost(priced)?.totalNano, 3_640_000_000);
  });

  test('every multiplier is named', () => {
    const multipliers = (mode: Partial<Priceable>) =>
      book().explain(call('claude-opus-5', { inputTokens: 1, ...mode }))?.multipliers;
    assert.deepEqual(multipliers({ speed: 'fast', serviceTier: 'us-only' }), [
      { why: 'fast', factor: 2 },
      { why: 'us-only', factor: 1.1 },
    ]);
    assert.deepEqual(multipliers({ serviceTier: 'batch us-only' }), [
      { why: 'batch', factor: 0.5 },
      { why: 'us-only', factor: 1.1 },
    ]);
    assert.deepEqual(multipliers({}), []);
  });

  test('the key changes with the data and with the settings, not with their order', () => {
    const a = { input: 1, output: 1 };
    const b = { input: 2, output: 2 };
    const key = book({ overrides: { a, b } }).key;
    assert.equal(book({ overrides: { b, a } }).key, key);
    assert.notEqual(book({ overrides: { a: b, b } }).key, key);
    assert.notEqual(book({ overrides: { a, b }, aliases: { x: 'a' } }).key, key);
    const other = createPriceBook({ ...(bundled as object), digest: 'other' }, { overrides: { a, b }, aliases: {} });
    assert.notEqual(other.key, key);
  });

  test('the list tells its day', () => assert.equal(book().asOf, '2026-09-23'));

  for (const broken of [undefined, null, {}, [], 'prices', { schema: 2, asOf: '', digest: '', lists: [] }])
    test(`refuses ${JSON.stringify(broken)} as a price list`, () =>
      assert.throws(() => createPriceBook(broken, NO_PRICE_SETTINGS), /prices\.json is missing or damaged/));
});

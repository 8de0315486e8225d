import assert from 'node:assert/strict';
import { longTier } from '../../../src/core/coach/rules/longTier';
import { conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

/** A conversation that grows by a fifth of `tokens` with each file it reads, and then goes on for `after` calls. */
function grows(tokens: number, after: number, setup: ScenarioSession = {}) {
  const script = conversation({ model: 'gpt-5.5', source: 'codex', prefix: 0, ...setup }).prompt('Read all of it.');
  for (let i = 0; i < 5; i++) {
    script.call({ tools: [{ name: 'read_file', target: `/${i}.ts`, result: output(tokens / 5, `${i}`) }] });
  }
  for (let i = 0; i < after; i++) script.prompt('Go on.').call({ text: 'Done.' });
  return script;
}
const onTwoDays = (tokens: number, after: number, setup: ScenarioSession = {}) => [
  grows(tokens, after, setup),
  grows(tokens, after, { ...setup, day: 1 }),
];

suite('long-tier', () => {
  const fires: [string, ReturnType<typeof onTwoDays>][] = [
    ['three requests above 272,000', onTwoDays(280_000, 3)],
    ['many requests far above', onTwoDays(400_000, 8)],
    ['in Copilot’s measured calls', onTwoDays(300_000, 3, { source: 'copilot-chat' })],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(longTier, scripts);
      assert.equal(found?.hiddenBecause, undefined);
      assert.ok(found && found.lowNano > 0);
    });
  }

  test('offers the setting of the assistant', () => {
    const actions = (['codex', 'copilot-chat'] as const).map(
      (source) => findingOf(longTier, onTwoDays(300_000, 3, { source }))?.result.action,
    );
    assert.deepEqual(actions, [
      { kind: 'assistant-setting', source: 'codex', path: ['model_auto_compact_token_limit'], value: 231_200 },
      { kind: 'editor-setting', key: 'github.copilot.chat.preferLongContext.enabled', value: false },
    ]);
  });

  test('stays silent: a model without a threshold', () => {
    const model = 'claude-opus-4-8';
    assert.equal(findingOf(longTier, onTwoDays(400_000, 8, { model, source: 'claude-code' })), undefined);
  });

  test('stays silent: one huge document was asked about', () => {
    const script = conversation({ model: 'gpt-5.5', source: 'codex' }).prompt({ pasted: output(290_000) });
    for (let i = 0; i < 4; i++) script.call({ text: 'Answer.' }).prompt('And why?');
    assert.equal(findingOf(longTier, [script]), undefined);
  });

  test('stays silent: a compaction would have cost more', () => {
    // One request of 273,000 tokens, all read but for what is new: an extra $0.14, and a compaction for $0.20.
    assert.equal(findingOf(longTier, [grows(272_500, 1)]), undefined);
  });

  test('the boundary is the price list’s threshold', () => {
    const facts = [272_000, 272_001].map((input) => {
      const session = grows(280_000, 3).facts();
      const { calls } = session.threads[0]!;
      const rates = { input: 1e7, cacheRead: 1e6, cacheWrite5m: 1e7, cacheWrite1h: 1e7, output: 6e7 };
      for (const call of calls.slice(-3)) Object.assign(call, { input, cacheRead: 0, rates, costNano: 1e9 });
      if (input <= 272_000) for (const call of calls) call.rates = { ...rates, input: 5e6 };
      return findingOf(longTier, [{ facts: () => session } as ReturnType<typeof grows>])?.occurrences.length;
    });
    assert.deepEqual(facts, [undefined, 3]);
  });

  test('saves the difference, less one compaction', () => {
    const script = grows(280_000, 2);
    const above = script.facts().threads[0]!.calls.filter(({ input }) => input > 272_000);
    const found = findingOf(longTier, [script]);
    assert.equal(found?.occurrences.length, above.length);
    // Everything above costs twice, so half of it is extra.
    const extra = above.reduce((sum, { costNano }) => sum + costNano! / 2, 0);
    const [first] = above;
    const read = (first!.cacheRead / first!.input) * 231_200;
    const compaction = read * 500 + (231_200 - read) * 5000 + 3000 * 30_000 + 3000 * 5000;
    assert.ok(Math.abs(found.highNano - (extra - compaction)) < 10, `${found.highNano} ${extra - compaction}`);
    assert.ok(Math.abs(found.lowNano - 0.7 * (extra - compaction)) < 10);
  });
});

import assert from 'node:assert/strict';
import { simpleOnPremium } from '../../../src/core/coach/rules/simpleOnPremium';
import type { Priceable } from '../../../src/core/pricing/priceBook';
import {
  conversation,
  findingOf,
  type ScenarioCall,
  type ScenarioSession,
  scenarioPrices,
  type SessionScript,
} from '../../support/scenario';

const OPUS = 'claude-opus-4-8';
const EDIT = { name: 'Edit', target: '/a.ts', edit: { added: 3, removed: 1 } };
const FEATURE: ScenarioCall = { tools: [{ name: 'Edit', target: '/a.ts', edit: { added: 90, removed: 1 } }] };

/** So many conversations over three days, each begun with `begin`. */
function many(n: number, begin: (script: SessionScript) => SessionScript, setup: ScenarioSession = {}) {
  return Array.from({ length: n }, (_, i) =>
    begin(conversation({ model: OPUS, day: i % 3, hour: 9 + (i % 8), ...setup })),
  );
}
const asks = (script: SessionScript) => script.prompt('What does this flag do?').call({ text: 'It hides the rest.' });

suite('simple-on-premium', () => {
  const fires: [string, SessionScript[]][] = [
    ['questions', many(24, asks)],
    [
      'commit texts',
      many(24, (s) =>
        s
          .prompt('Commit.')
          .call({ tools: [{ name: 'Bash', target: 'git' }] })
          .call({}),
      ),
    ],
    [
      'small edits',
      many(24, (s) =>
        s
          .prompt('Rename it.')
          .call({ tools: [EDIT] })
          .call({ text: 'Done.' }),
      ),
    ],
    ['questions before the real work', many(24, (s) => asks(asks(s)).prompt('Build it.').call(FEATURE))],
    ['on OpenAI’s dearest', many(24, asks, { model: 'gpt-5.5', source: 'codex' })],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(simpleOnPremium, scripts);
      assert.equal(found?.hiddenBecause, undefined);
      assert.ok(found && found.occurrences.length >= 24);
    });
  }

  const silent: [string, SessionScript[]][] = [
    ['a model in the middle', many(24, asks, { model: 'claude-sonnet-4-6' })],
    ['features', many(24, (s) => s.prompt('Build it.').call(FEATURE).call({ text: 'Done.' }))],
    [
      'an error to be found, however few lines mend it',
      many(24, (s) => s.prompt('It says "TypeError: total is undefined", please debug.').call({ tools: [EDIT] })),
    ],
    ['questions after the real work', many(24, (s) => asks(s.prompt('Build it.').call(FEATURE)))],
    ['answers that were wrong', many(24, (s) => asks(s).prompt('No, that is wrong.').call(FEATURE))],
    ['a pasted error', many(24, (s) => s.prompt({ pasted: 'TypeError: x is undefined' }).call({ text: 'Because.' }))],
    [
      'four files read for the answer',
      many(24, (s) =>
        s
          .prompt('How does it work?')
          .call({ tools: ['/a.ts', '/b.ts', '/c.ts', '/d.ts'].map((target) => ({ name: 'Read', target })) })
          .call({ text: 'So.' }),
      ),
    ],
    [
      'work given to a sub-agent',
      many(24, (s) =>
        s
          .prompt('Look.')
          .call({ tools: [{ name: 'Task' }] })
          .helper('a')
          .call({})
          .main()
          .call({}),
      ),
    ],
    ['a model without a smaller one', many(24, asks, { model: 'own-model' })],
  ];
  for (const [name, scripts] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(simpleOnPremium, scripts), undefined));
  }

  test('stays silent: where the smaller model costs three fifths, paying for its failures may cost more', () => {
    const prices = {
      ...scenarioPrices,
      cost: (call: Priceable) => (/haiku/.test(call.responseModel) ? undefined : scenarioPrices.cost(call)),
    };
    assert.equal(findingOf(simpleOnPremium, many(24, asks, { model: 'claude-opus-4-6' }), { prices }), undefined);
  });

  test('stays silent: questions that take much thought, which the log does not split off', () => {
    const think = (out: number) => many(24, (s) => s.prompt('Is this lock safe?').call({ text: 'Yes.', out }));
    const found = [2_000, 2_100].map((out) => findingOf(simpleOnPremium, think(out))?.occurrences.length);
    assert.deepEqual(found, [24, undefined]);
  });

  test('the boundary is twenty turns', () => {
    const found = [19, 20].map((n) => findingOf(simpleOnPremium, many(n, asks))?.hiddenBecause);
    assert.deepEqual(found, ['below-threshold', undefined]);
  });

  test('a small part of the spend is not worth a word', () => {
    const work = conversation({ model: OPUS, prefix: 500_000 }).prompt('Build it.');
    for (let i = 0; i < 12; i++) work.call({ ...FEATURE, cacheMiss: true });
    assert.equal(findingOf(simpleOnPremium, [...many(24, asks), work])?.hiddenBecause, 'below-threshold');
  });

  test('turns with more reasoning than work on the model usually takes are left out', () => {
    const codex = { model: 'gpt-5.5', source: 'codex' } as const;
    const think = (reasoning: number) =>
      many(
        20,
        (s) =>
          s
            .prompt('Why?')
            .call({ text: 'So.', reasoning })
            .prompt('Build it.')
            .call({ ...FEATURE, reasoning: 500 }),
        codex,
      );
    assert.equal(findingOf(simpleOnPremium, think(400))?.occurrences.length, 20);
    assert.equal(findingOf(simpleOnPremium, think(600)), undefined);
  });

  test('says a direction and no amount', () => {
    const found = findingOf(simpleOnPremium, many(24, asks));
    assert.deepEqual([found?.lowNano, found?.highNano, found?.tokens], [0, 0, 0]);
    assert.deepEqual(found?.result.figures['part'], { unit: 'share', value: 1 });
    assert.equal(found?.result.figures['small'], 'claude-haiku-4-5');
  });
});

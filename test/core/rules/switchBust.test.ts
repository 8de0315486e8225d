import assert from 'node:assert/strict';
import { switchBust } from '../../../src/core/coach/rules/switchBust';
import { conversation, findingOf, output, type ScenarioCall, type ScenarioSession } from '../../support/scenario';

const HAIKU = { model: 'claude-haiku-4-5' };
const SONNET = { model: 'claude-sonnet-4-6' };
const OPUS = { model: 'claude-opus-4-8' };

/** A context of so many tokens, then the calls given, one prompt each. */
function works(tokens: number, calls: ScenarioCall[], setup: ScenarioSession = {}, pause = 0) {
  const script = conversation({ cache: '1h', ...setup })
    .prompt('Read all of it first.')
    .call({ tools: [{ name: 'Read', target: '/a.ts', result: output(tokens - 20_000) }] })
    .call({ text: 'Read.' });
  for (const call of calls)
    script
      .wait(pause)
      .prompt('Go on.')
      .call({ text: 'Done.', ...call });
  return script;
}

const twice = (...args: Parameters<typeof works>) => [
  works(...args),
  works(args[0], args[1], { ...args[2], day: 1 }, args[3]),
];

suite('switch-bust', () => {
  const fires: [string, ReturnType<typeof twice>][] = [
    ['one question to a small model, and back', twice(120_000, [HAIKU, {}])],
    ['a question to each of two small models, and back', twice(120_000, [SONNET, HAIKU, {}])],
    ['one answer from a dearer model, and back', twice(120_000, [OPUS, SONNET], SONNET)],
    ['one answer at high speed, and back', twice(120_000, [{ speed: 'fast', cacheMiss: true }, { cacheMiss: true }])],
    ['the last question to a small model', twice(200_000, [SONNET], OPUS)],
    ['one answer at more effort, and back', twice(120_000, [{ effort: 'high' }, {}], { effort: 'low' })],
    ['the last question at less effort', twice(120_000, [{ effort: 'low' }], { effort: 'high' })],
    ['one answer at less effort, and back', twice(120_000, [{ effort: 'medium' }, {}], { effort: 'xhigh' })],
    [
      'one question to a small model, and back at another effort',
      twice(120_000, [HAIKU, { effort: 'low' }], { effort: 'high' }),
    ],
    ['another model of OpenAI', twice(150_000, [{ model: 'gpt-5-mini' }, {}], { model: 'gpt-5.5' })],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(switchBust, scripts);
      assert.equal(found?.occurrences.length, 2);
      assert.equal(found.hiddenBecause, undefined);
    });
  }

  const silent: [string, ReturnType<typeof twice>][] = [
    ['no change', twice(120_000, [{}, {}])],
    ['dearer models one after the other, of which none leads back', twice(120_000, [SONNET, OPUS], HAIKU)],
    ['a dearer model that stays', twice(120_000, [OPUS, OPUS], SONNET)],
    [
      'a small model that stays and earns it back',
      twice(
        120_000,
        Array.from({ length: 12 }, () => HAIKU),
      ),
    ],
    ['a change after the cache has expired', twice(120_000, [OPUS, SONNET], SONNET, 75)],
    ['a title made by a small model beside it', twice(120_000, [{ ...HAIKU, operation: 'title' }, {}])],
    ['more effort that stays', twice(120_000, [{ effort: 'high' }, { effort: 'high' }], { effort: 'low' })],
    ['less effort that earns it back', twice(120_000, [{ effort: 'low', out: 40_000 }], { effort: 'high' })],
    ['an effort that only newer rows name', twice(120_000, [{ effort: 'high', cacheMiss: true }, { effort: 'high' }])],
    ['an effort that older rows did not name', twice(120_000, [{ effort: '', cacheMiss: true }], { effort: 'high' })],
    ['efforts that do not compare', twice(120_000, [{ effort: 'deep-think' }, {}], { effort: 'high' })],
    [
      'another effort of OpenAI, whose cache comes and goes',
      twice(150_000, [{ effort: 'high', cacheMiss: true }, {}], { model: 'gpt-5.5', source: 'codex', effort: 'low' }),
    ],
    ['a model of which nobody knows how long its cache lives', twice(120_000, [OPUS, {}], { model: 'own-model' })],
  ];
  for (const [name, scripts] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(switchBust, scripts), undefined));
  }

  test('stays silent: an overloaded model was replaced', () => {
    const script = works(120_000, [])
      .prompt('Go on.')
      .error('overloaded_error')
      .call({ ...SONNET, text: 'Done.' });
    assert.equal(findingOf(switchBust, [script.call({ text: 'Done.' })]), undefined);
  });

  test('the boundary is half of the context found again', () => {
    const at = (tokens: number) =>
      conversation({ cache: '1h', prefix: 40_000 })
        .prompt('Read.')
        .call({ tools: [{ name: 'Read', target: '/a.ts', result: output(tokens) }] })
        .call({ text: 'Read.' })
        .prompt('Go on.');
    const found = [0.55, 0.45].map((share) => {
      const facts = at(100_000)
        .call({ ...SONNET, text: 'Done.' })
        .call({ text: 'Back.' })
        .facts();
      const { calls } = facts.threads[0]!;
      const [before, call] = [calls[1]!, calls[2]!];
      call.cacheRead = Math.round(before.input * share);
      call.cacheWrite = call.input - call.cacheRead;
      call.cacheWrite1h = call.cacheWrite;
      return findingOf(switchBust, [{ facts: () => facts } as ReturnType<typeof works>])?.occurrences.length;
    });
    assert.deepEqual(found, [undefined, 1]);
  });

  test('below half a dollar it is none', () => {
    assert.equal(
      findingOf(switchBust, twice(30_000, [SONNET, OPUS], { ...OPUS, prefix: 2_000 }))?.hiddenBecause,
      'below-threshold',
    );
  });

  test('says where it was the assistant’s own change after a plan', () => {
    const script = works(120_000, [{ tools: [{ name: 'ExitPlanMode' }] }, SONNET, OPUS], OPUS);
    assert.match(findingOf(switchBust, [script])?.occurrences[0]?.why.text ?? '', /opusplan/);
  });

  test('the boundary of less effort that stays is what half the cost per step leaves', () => {
    const lost = (effort: string) => {
      const { calls } = works(120_000, [{ effort }], { effort: 'high' }).facts().threads[0]!;
      return (calls[1]!.input - calls[2]!.cacheRead) * 9500;
    };
    for (const [effort, saved] of [
      ['medium', 25_000],
      ['low', 75_000],
    ] as const) {
      const out = Math.ceil(lost(effort) / saved);
      const found = [out - 1, out].map((tokens) => {
        const script = works(120_000, [{ effort, out: tokens }], { effort: 'high' });
        return findingOf(switchBust, [script])?.occurrences.length;
      });
      assert.deepEqual(found, [1, undefined], effort);
    }
  });

  test('a change of effort loses the messages, and says from what to what', () => {
    const script = works(120_000, [{ effort: 'high' }, {}], { effort: 'low' });
    const found = findingOf(switchBust, [script])?.occurrences[0];
    const { calls } = script.facts().threads[0]!;
    assert.match(found?.why.text ?? '', /^From \{before\} to \{effort\} effort of \{model\}/);
    assert.deepEqual([found?.why.figures['before'], found?.why.figures['effort']], ['low', 'high']);
    // 20,000 tokens of system prompt and tools are found both times.
    assert.equal(found?.claim.tokens, calls[1]!.input - 20_000 + calls[2]!.input - 20_000);
  });

  test('the way back from a small model counts, whatever the effort is then', () => {
    const [same, other] = ['high', 'low'].map((effort) => {
      const script = works(120_000, [{ ...HAIKU, effort: '' }, { effort }], { effort: 'high' });
      return findingOf(switchBust, [script])?.occurrences.map(({ claim }) => claim.tokens);
    });
    assert.deepEqual(other, same);
  });

  test('is about the model, the effort or both', () => {
    const setup = { effort: 'low' };
    const [effort, model] = [twice(120_000, [{ effort: 'high' }, {}], setup), twice(120_000, [HAIKU, {}], setup)];
    const said = [model, effort, [...model, ...effort]].map((scripts) => {
      const { title = '', action } = findingOf(switchBust, scripts)!.result;
      return [/the (.*) in the middle/.exec(title)?.[1], action?.kind === 'guide' ? action.steps.length : 0];
    });
    assert.deepEqual(said, [
      [undefined, 0],
      ['effort', 2],
      ['model or the effort', 5],
    ]);
  });

  test('saves what was written beyond reading, less what the cheaper call saved', () => {
    const found = findingOf(switchBust, [works(100_000, [SONNET, OPUS], OPUS)]);
    const script = works(100_000, [SONNET, OPUS], OPUS).facts().threads[0]!.calls;
    const [before, sonnet, opus] = [script[1]!, script[2]!, script[3]!];
    // An hour's cache costs twice the input's price to write and a tenth to read: $5 and $3 per million.
    const out = before.input * 1.9 * 3000;
    const back = sonnet.input * 1.9 * 5000;
    // On Opus the call would have cost a tenth of $5 for what was there, and twice for what was new.
    const rest = sonnet.input - before.input;
    const gain = (5000 - 3000) * (before.input * 0.1 + rest * 2) + sonnet.output * (25_000 - 15_000);
    assert.equal(found?.occurrences[0]?.claim.tokens, before.input + sonnet.input);
    assert.ok(Math.abs(found.highNano - (out + back - gain)) <= 2, `${found.highNano} ${out + back - gain}`);
    assert.equal(found.lowNano, Math.floor(0.9 * (found.occurrences[0]!.saving?.highNano ?? 0)));
    assert.ok(opus.cacheRead === 0);
  });
});

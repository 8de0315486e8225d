import assert from 'node:assert/strict';
import { effortDown } from '../../../src/core/coach/rules/effortDown';
import { conversation, findingOf, prose, type ScenarioCall, type ScenarioSession } from '../../support/scenario';

const CODEX = { model: 'gpt-5.5', source: 'codex' } as const;
const SMALL = { name: 'Edit', target: '/a.ts', edit: { added: 2, removed: 1 } };
const FEATURE = { name: 'Edit', target: '/a.ts', edit: { added: 90, removed: 1 } };

/** So many conversations over three days that begin with one call. */
function many(n: number, call: ScenarioCall, setup: ScenarioSession = CODEX, prompt = 'Do it.') {
  return Array.from({ length: n }, (_, i) =>
    conversation({ ...setup, day: i % 3 })
      .prompt(prompt)
      .call(call),
  );
}
const thinks = (reasoning: number, out = reasoning + 100): ScenarioCall => ({ text: 'So.', reasoning, out });

suite('effort-down', () => {
  const fires: [string, ReturnType<typeof many>][] = [
    ['questions', many(24, thinks(3_000))],
    ['commit texts', many(24, { ...thinks(2_000), tools: [{ name: 'shell', target: 'git' }] })],
    ['where the log does not split it off', many(24, { text: 'So.', out: 3_000 }, { model: 'claude-opus-4-8' })],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(effortDown, scripts);
      assert.deepEqual([found?.occurrences.length, found?.hiddenBecause], [24, undefined]);
    });
  }

  const silent: [string, ReturnType<typeof many>][] = [
    ['features may think', many(24, { ...thinks(9_000), tools: [FEATURE] })],
    ['little reasoning', many(24, thinks(400))],
    ['an error to be found', many(24, thinks(3_000), CODEX, 'cargo says error[E0382]: use of moved value. Why?')],
    [
      'a small edit whose test fails',
      many(24, {
        ...thinks(3_000),
        tools: [SMALL, { name: 'shell', target: 'npm', result: '1 failing', isError: true }],
      }),
    ],
    ['long answers', many(24, thinks(3_000, 9_000))],
    ['a long answer that can be seen', many(24, { text: prose(3_000), out: 3_000 }, { model: 'claude-opus-4-8' })],
  ];
  for (const [name, scripts] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(effortDown, scripts), undefined));
  }

  test('the boundary is twenty turns', () => {
    const found = [19, 20].map((n) => findingOf(effortDown, many(n, thinks(3_000)))?.hiddenBecause);
    assert.deepEqual(found, ['below-threshold', undefined]);
  });

  test('and half of all output', () => {
    const writing = many(24, { text: 'Long.', out: 40_000, tools: [FEATURE] });
    assert.equal(findingOf(effortDown, [...many(24, thinks(3_000)), ...writing])?.hiddenBecause, 'below-threshold');
  });

  test('does not know the effort that is set, and says so', () => {
    assert.match(effortDown.words.title, /If effort is set above medium/);
  });

  test('says a direction and no amount, and never low effort', () => {
    const found = findingOf(effortDown, many(24, thinks(3_000)));
    assert.deepEqual([found?.lowNano, found?.highNano, found?.tokens], [0, 0, 0]);
    assert.deepEqual(found?.result.figures['tokens'], { unit: 'tokens', value: 72_000 });
    assert.deepEqual(effortDown.action('codex'), {
      kind: 'assistant-setting',
      source: 'codex',
      path: ['model_reasoning_effort'],
      value: 'medium',
    });
  });
});

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
    ['a few hundred tokens, at high effort', many(24, thinks(900), { ...CODEX, effort: 'high' })],
    ['at high effort', many(24, thinks(3_000), { ...CODEX, effort: 'high' })],
    [
      'at most effort, not split off',
      many(24, { text: 'So.', out: 3_000 }, { model: 'claude-opus-4-8', effort: 'max' }),
    ],
    ['at an effort of the model’s own', many(24, thinks(3_000), { ...CODEX, effort: 'deep-think' })],
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
    ['medium effort', many(24, thinks(3_000), { ...CODEX, effort: 'medium' })],
    ['low effort', many(24, thinks(3_000), { ...CODEX, effort: 'low' })],
    ['minimal effort', many(24, thinks(3_000), { ...CODEX, effort: 'minimal' })],
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

  test('does not know the effort where the log names none, and says so', () => {
    assert.match(effortDown.words.title, /If effort is set above medium/);
    assert.equal(findingOf(effortDown, many(24, thinks(3_000)))?.result.title, undefined);
  });

  test('names the effort where the log does', () => {
    const found = findingOf(effortDown, many(24, thinks(3_000), { ...CODEX, effort: 'xhigh' }));
    assert.match(found?.result.title ?? '', /small turns at \{effort\} effort .* Start small tasks at medium/);
    assert.equal(found?.result.figures['effort'], 'xhigh');
    assert.match(found.occurrences[0]?.why.text ?? '', /at \{effort\} effort$/);
    assert.equal(found.occurrences[0]?.why.figures['effort'], 'xhigh');
  });

  test('names every one of them, the least first', () => {
    const scripts = ['xhigh', 'high'].flatMap((effort) => many(12, thinks(3_000), { ...CODEX, effort }));
    assert.equal(findingOf(effortDown, scripts)?.result.figures['effort'], 'high, xhigh');
  });

  test('the boundary is an effort above medium', () => {
    const found = ['medium', 'high'].map((effort) => {
      return findingOf(effortDown, many(24, thinks(3_000), { ...CODEX, effort }))?.occurrences.length;
    });
    assert.deepEqual(found, [undefined, 24]);
  });

  test('where the log began to name it, the boundary is twenty turns that are known: only these count then', () => {
    const found = [19, 20].map((n) => {
      const scripts = [...many(5, thinks(3_000)), ...many(n, thinks(3_000), { ...CODEX, effort: 'high' })];
      const { result, occurrences } = findingOf(effortDown, scripts)!;
      return [result.title === undefined, occurrences.length, result.figures['n'], result.figures['tokens']];
    });
    assert.deepEqual(found, [
      [true, 24, { unit: 'count', value: 24 }, { unit: 'tokens', value: 72_000 }],
      [false, 20, { unit: 'count', value: 20 }, { unit: 'tokens', value: 60_000 }],
    ]);
  });

  test('what was thought at medium effort within a turn is left out', () => {
    const turns = (high: number) =>
      Array.from({ length: 24 }, (_, i) =>
        conversation({ ...CODEX, day: i % 3 })
          .prompt('Do it.')
          .call({ ...thinks(high), effort: 'high' })
          .call({ ...thinks(900), effort: 'medium' }),
      );
    assert.equal(findingOf(effortDown, turns(900)), undefined);
    assert.deepEqual(findingOf(effortDown, turns(3_000))?.result.figures['tokens'], { unit: 'tokens', value: 72_000 });
  });

  test('says that a change within a session costs', () => {
    assert.match(effortDown.words.risk, /Changed within a session, it writes the context again/);
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

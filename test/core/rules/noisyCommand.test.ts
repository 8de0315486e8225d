import assert from 'node:assert/strict';
import { noisyCommand } from '../../../src/core/coach/rules/noisyCommand';
import { conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

interface Runs extends ScenarioSession {
  command?: string;
  target?: string;
  runs?: number;
  /** Lines of one run. */
  lines?: number;
  result?: string;
  isError?: boolean;
}

const passing = (lines: number) =>
  [
    ...Array.from({ length: lines }, (_, i) => `  ✓ routing › depot › dispatches item ${i} (${i % 30} ms)`),
    '',
    `${lines} passing (4 s)`,
  ].join('\n');

/** The same command again and again, an answer after each. */
function runs(setup: Runs) {
  const { command = 'npm test', target = 'npm', runs: times = 10, lines = 200, isError } = setup;
  const result = setup.result ?? passing(lines);
  const input = JSON.stringify({ command });
  const script = conversation(setup).prompt('Make the depot dispatch vehicles.');
  for (let i = 0; i < times; i++) {
    script.call({ tools: [{ name: 'Bash', target, input, result, isError }] }).call({ text: 'One more.' });
  }
  return script;
}

suite('noisy-command', () => {
  const fires: [string, Runs][] = [
    ['tests that print a line each', {}],
    ['behind a change of folder', { command: 'cd app && npm test 2>&1', target: 'cd' }],
    [
      'in Codex, as a list of words',
      { source: 'codex', model: 'gpt-5.5', command: 'pytest -v tests', target: 'pytest' },
    ],
    ['of one package of several', { command: 'pnpm --filter api test', target: 'pnpm' }],
    ['in a container', { command: 'docker compose exec api npm test', target: 'docker' }],
    ['an installer', { command: 'npm install', result: passing(250).replaceAll('✓', 'fetch') }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => {
      const advice = findingOf(noisyCommand, [runs(setup)]);
      assert.equal(advice?.occurrences.length, 10);
      assert.notEqual(advice.hiddenBecause, 'below-threshold');
    });
  }

  const silent: [string, Runs][] = [
    ['a program whose output nobody knows', { command: './deploy.sh', target: 'deploy.sh' }],
    ['a quiet reporter', { lines: 20 }],
    [
      'output that is all errors',
      { result: Array.from({ length: 200 }, (_, i) => `src/a.ts(${i},1): error TS2304: name${i}`).join('\n') },
    ],
    ['failing from the first line on', { result: `FAIL src/a.test.ts\n${passing(200)}`, isError: true }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(noisyCommand, [runs(setup)]), undefined));
  }

  test('the boundary is ten runs of one command, over all sessions', () => {
    const [nine, ten] = [9, 10].map((n) => findingOf(noisyCommand, [runs({ runs: 5 }), runs({ runs: n - 5, day: 1 })]));
    assert.equal(nine?.hiddenBecause, 'below-threshold');
    assert.notEqual(ten?.hiddenBecause, 'below-threshold');
    const two = findingOf(noisyCommand, [runs({ runs: 9 }), runs({ runs: 9, command: 'npm run build' })]);
    assert.equal(two?.hiddenBecause, 'below-threshold');
  });

  test('only commands that pass are kept, and runs of 2,000 tokens in the middle', () => {
    const both = findingOf(noisyCommand, [runs({}), runs({ runs: 4, command: 'npm run build' })]);
    assert.equal(both?.occurrences.length, 10);
    assert.equal(findingOf(noisyCommand, [runs({ lines: 110 })])?.hiddenBecause, 'below-threshold');
  });

  test('claims what the filter leaves out, from the end of the block', () => {
    const result = `${'  ✓ routing › depot › dispatches an item\n'.repeat(200)}\n200 passing (4 s)`;
    const ten = Array.from({ length: 10 }, (_, day) => runs({ result, runs: 1, day, cache: '1h' }));
    const { why, claim, lowNano, highNano } = findingOf(noisyCommand, ten)!.occurrences[0]!;
    const { tokens, left } = why.figures as Record<string, { value: number }>;
    // Of 200 lines the last four of them and the summary stay.
    assert.ok(left!.value > 20 && left!.value < 120, `${left!.value}`);
    assert.equal(claim.tokens, tokens!.value - left!.value);
    assert.equal(highNano, Math.floor(claim.tokens * 10_000 * 0.9));
    assert.equal(lowNano, claim.tokens * 10_000 * 0.5);
  });

  test('names the flag where the program has one', () => {
    const action = findingOf(noisyCommand, [runs({ command: 'cargo test --all', target: 'cargo' })])?.result.action;
    assert.ok(action?.kind === 'copy' && action.text.startsWith('Run `cargo test --quiet`'));
  });

  test('reads nothing of small outputs', () => {
    const facts = conversation()
      .prompt('Go.')
      .call({ tools: [{ name: 'Bash', target: 'npm', result: output(900) }] });
    assert.equal(findingOf(noisyCommand, [facts]), undefined);
  });

  test('the boundary of what is read is 1,000 tokens', () => {
    assert.equal(findingOf(noisyCommand, [runs({ lines: 65 })]), undefined);
    assert.equal(findingOf(noisyCommand, [runs({ lines: 67 })])?.occurrences.length, 10);
  });

  test('of very many runs some are read from the first day to the last', () => {
    const sessions = Array.from({ length: 60 }, (_, i) =>
      runs({ runs: 12, lines: 140, day: i >> 1, hour: 9 + (i % 2) * 5 }),
    );
    const found = findingOf(noisyCommand, sessions)!.occurrences;
    assert.ok(found.length > 280 && found.length <= 300, `${found.length}`);
    const perDay = new Map<number, number>();
    for (const { at } of found)
      perDay.set(Math.floor(at / 86_400_000), (perDay.get(Math.floor(at / 86_400_000)) ?? 0) + 1);
    assert.equal(perDay.size, 30);
    const early = findingOf(
      noisyCommand,
      Array.from({ length: 10 }, () => runs({ runs: 12, lines: 140 })),
    );
    assert.ok(early!.occurrences.length >= 60 && early!.occurrences.length <= 72, `${early!.occurrences.length}`);
  });

  test('the boundary of a noisy run is half of it', () => {
    const mixed = (noise: number) =>
      [
        ...Array.from({ length: noise }, (_, i) => `  ✓ routing dispatches the item ${i} now`),
        ...Array.from({ length: 200 - noise }, (_, i) => `src/a.ts(${i},1): error TS2304: n${i}`),
      ].join('\n');
    const finds = (noise: number) =>
      findingOf(noisyCommand, [runs({ result: mixed(noise), command: 'npx tsc --noEmit' })]) !== undefined;
    assert.deepEqual([finds(80), finds(120)], [false, true]);
  });

  test('the boundary of the middle run is 2,000 tokens', () => {
    const hidden = (lines: number) => findingOf(noisyCommand, [runs({ lines })])?.hiddenBecause;
    assert.equal(hidden(130), 'below-threshold');
    assert.notEqual(hidden(134), 'below-threshold');
  });
});

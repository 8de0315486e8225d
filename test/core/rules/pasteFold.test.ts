import assert from 'node:assert/strict';
import { pasteFold } from '../../../src/core/coach/rules/pasteFold';
import { conversation, findingOf, type ScenarioSession } from '../../support/scenario';

const time = (i: number): string =>
  `2026-06-01T09:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}Z`;

/** A worker that says the same all morning, and fails once. */
const workerLog = (lines: number): string =>
  Array.from({ length: lines }, (_, i) =>
    i === lines - 20
      ? `${time(i)} ERROR queue: connection reset`
      : `${time(i)} INFO worker done job=${i} in ${i % 90} ms`,
  ).join('\n');

/** A log in which no two lines are alike. */
const story = (lines: number): string =>
  Array.from({ length: lines }, (_, i) => {
    const words = Array.from({ length: 9 }, (__, k) =>
      String.fromCharCode(97 + ((i * 7 + k * 11) % 26)).repeat(3 + ((i + k) % 5)),
    );
    return `${time(i)} INFO ${words.join(' ')}`;
  }).join('\n');

const testRun = (tests: number): string =>
  `${Array.from({ length: tests }, (_, i) => `PASS test/cart/price.${i}.test.ts (${i % 7}.${i % 10} s)`).join('\n')}\nTests: ${tests} passed, ${tests} total`;

function pasted(log: string, ask = 'The worker stops. Why?', setup: ScenarioSession = {}) {
  return conversation(setup)
    .prompt(ask, { pasted: log })
    .call({ text: 'It runs out of connections.' })
    .call({ text: 'Fixed.' });
}

const found = (script: ReturnType<typeof pasted>) => findingOf(pasteFold, [script])?.occurrences.length ?? 0;

suite('paste-fold', () => {
  const fires: [string, ReturnType<typeof pasted>][] = [
    ['the log of a worker', pasted(workerLog(200))],
    ['the log of a worker in a fence', pasted(`\`\`\`\n${workerLog(200)}\n\`\`\`\n`)],
    ['a run of tests', pasted(testRun(200), 'Is that all right?')],
    ['a Codex prompt', pasted(workerLog(200), 'Why?', { source: 'codex', model: 'gpt-5.5' })],
  ];
  for (const [name, script] of fires) test(`fires: ${name}`, () => assert.equal(found(script), 1));

  const silent: [string, ReturnType<typeof pasted>][] = [
    ['a log that does not fold', pasted(story(200))],
    ['every line is asked for', pasted(workerLog(200), 'Explain every line of this.')],
    ['the lines are to be counted', pasted(workerLog(200), 'Count the jobs that were done.')],
    ['their order is the question', pasted(workerLog(200), 'Is the order of the jobs right?')],
    ['each line has its own time, and the times are the question', pasted(testRun(200), 'Why is this so slow?')],
    ['code, however long', pasted('const total = price * count;\n'.repeat(200))],
    [
      'what a harness put in',
      conversation()
        .prompt('Go on.', { injected: workerLog(200) })
        .call(),
    ],
    [
      'a log that was never sent',
      conversation()
        .prompt('Go on.')
        .call()
        .prompt('Why?', { pasted: workerLog(200) }),
    ],
  ];
  for (const [name, script] of silent) test(`stays silent: ${name}`, () => assert.equal(found(script), 0));

  test('the boundary is a thousand tokens', () => {
    // 3.5 bytes to a token; a line that is cut in the middle does not count.
    const exactly = (bytes: number): string => `${workerLog(200).slice(0, bytes - 1)}\n`;
    assert.equal(found(pasted(exactly(3_490))), 0);
    assert.equal(found(pasted(exactly(3_560))), 1);
  });

  test('claims what went, over the calls that carried it', () => {
    const advice = findingOf(pasteFold, [pasted(workerLog(200))]);
    const { block } = advice!.occurrences[0]!;
    assert.equal(block!.tokens, 3_102);
    // Of 3,102 tokens 237 stay. Two calls: written at $6.25 a million, then read at $0.50.
    assert.equal(advice!.tokens, 2 * 2_865);
    assert.equal(advice!.highNano, 2_865 * 6_250 + 2_865 * 500);
    assert.equal(advice!.lowNano, Math.floor(advice!.highNano * 0.6));
  });

  test('a log whose text is gone is not guessed at', () => {
    const script = pasted(workerLog(200));
    const { facts } = script;
    script.facts = () => ({ ...facts(), textOf: () => undefined });
    assert.equal(found(script), 0);
  });

  test('measures pasted logs, folded ones too, and nothing else', () => {
    const folded = `${workerLog(30)}\n… ×170 INFO worker done job=<n> in <n> ms`;
    const units = (text: string) => pasteFold.verification.units(pasted(text).facts()).map(({ value }) => value);
    assert.deepEqual([units(workerLog(200)), units(folded), units('let a = 1;\n'.repeat(99))], [[3_102], [469], []]);
  });
});

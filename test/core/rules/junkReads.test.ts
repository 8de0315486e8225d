import assert from 'node:assert/strict';
import { junkReads } from '../../../src/core/coach/rules/junkReads';
import { conversation, findingOf, output, type ScenarioSession, type ScenarioTool } from '../../support/scenario';

interface Reads extends ScenarioSession {
  asks?: string;
  tools?: readonly ScenarioTool[];
  /** Before the readings. */
  failure?: string;
}

const read = (file: string, tokens = 1500): ScenarioTool => ({
  name: 'Read',
  target: `/home/me/shop/${file}`,
  result: output(tokens, file),
});
const JUNK = ['dist/main.js', 'node_modules/left/index.js', 'package-lock.json', 'src/a.min.js', 'coverage/x.html'];

function looksInto({
  asks = 'Make the button green.',
  tools = JUNK.map((file) => read(file)),
  failure,
  ...setup
}: Reads) {
  const script = conversation(setup).prompt(asks);
  if (failure) script.call({ tools: [{ name: 'Bash', target: 'npm', result: failure, isError: true }] });
  for (const tool of tools) script.call({ tools: [tool] });
  return script.call({ text: 'It is green.' });
}

const hits = (folder: string) =>
  Array.from({ length: 150 }, (_, i) => `${folder}/file${i}.js:${i}: const button = theme.button${i} || "red";`).join(
    '\n',
  );
const grep = (result: string): ScenarioTool => ({ name: 'Grep', result });

suite('junk-reads', () => {
  const fires: [string, Reads, number][] = [
    ['five such files', {}, 5],
    ['searches that end in dependencies', { tools: [1, 2, 3, 4, 5].map(() => grep(hits('node_modules/left'))) }, 5],
    ['in Copilot', { source: 'copilot-chat', tools: JUNK.map((file) => ({ ...read(file), name: 'read_file' })) }, 5],
    ['among others', { tools: [...JUNK.map((file) => read(file)), read('src/button.ts')] }, 5],
  ];
  for (const [name, setup, times] of fires) {
    test(`fires: ${name}`, () => {
      const advice = findingOf({ ...junkReads, needs: [] }, [looksInto(setup)]);
      assert.equal(advice?.occurrences.length, times);
      assert.notEqual(advice.hiddenBecause, 'below-threshold');
    });
  }

  const dist = [1, 2, 3, 4, 5].map((i) => read(`dist/part${i}.js`));
  const silent: [string, Reads][] = [
    ['sources', { tools: ['src/a.ts', 'build/make.ts', 'public/index.html'].map((file) => read(file)) }],
    ['the user asks for it', { asks: 'Why is dist/part1.js so large?', tools: dist }],
    ['a stack trace leads there', { failure: 'TypeError: x\n    at f (dist/part1.js:3:1)', tools: dist }],
    [
      'the whole workspace lies in such a folder',
      { workspace: '/srv/dist', tools: [{ ...read(''), target: '/srv/dist/a.ts' }] },
    ],
    ['a search that found mostly sources', { tools: [grep(`${hits('src')}\n${hits('dist').slice(0, 3000)}`)] }],
    ['a few lines', { tools: JUNK.map((file) => read(file, 100)) }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(junkReads, [looksInto(setup)]), undefined));
  }

  test('the boundaries are five readings and 5,000 tokens', () => {
    const of = (files: number, tokens: number) =>
      findingOf(junkReads, [looksInto({ tools: JUNK.slice(0, files).map((file) => read(file, tokens)) })])
        ?.hiddenBecause;
    assert.equal(of(4, 1500), 'below-threshold');
    assert.notEqual(of(5, 1500), 'below-threshold');
    assert.equal(of(5, 990), 'below-threshold');
    assert.notEqual(of(5, 1010), 'below-threshold');
  });

  test('claims a file whole, and of a search the lines that are junk', () => {
    const file = findingOf(junkReads, [looksInto({ tools: [read('dist/main.js', 4000)], cache: '1h' })]);
    assert.equal(file?.tokens, 4000);
    assert.equal(file.highNano, 4000 * 10_000);
    assert.equal(file.lowNano, 4000 * 10_000 * 0.7);
    const half = findingOf(junkReads, [
      looksInto({ tools: [grep(`${hits('dist')}\n${hits('srcs').slice(0, -300)}`)] }),
    ]);
    const result = half!.occurrences[0]!.block!;
    assert.ok(Math.abs(half!.tokens / result.tokens - 0.51) < 0.01, `${half!.tokens} of ${result.tokens}`);
  });

  test('says which kind of file, and how this assistant is kept out', () => {
    const advice = findingOf(junkReads, [looksInto({})]);
    const action = advice?.result.action;
    assert.ok(action?.kind === 'guide' && action.steps[1]?.includes('"Read(**/dist/**)"'));
  });

  test('the boundaries of what counts: 200 tokens of a file, 2,000 of a search, half of its lines', () => {
    const finds = (tool: ScenarioTool) => findingOf(junkReads, [looksInto({ tools: [tool] })]) !== undefined;
    assert.deepEqual([finds(read('dist/a.js', 190)), finds(read('dist/a.js', 210))], [false, true]);
    const lines = (n: number) => grep(hits('dist').slice(0, n));
    assert.deepEqual([finds(lines(7000)), finds(lines(7400))], [false, true]);
    const mixed = (junk: number) => grep(`${hits('dist').slice(0, junk)}\n${hits('srcs').slice(0, 8000 - junk)}`);
    assert.deepEqual([finds(mixed(3800)), finds(mixed(4200))], [false, true]);
  });
});

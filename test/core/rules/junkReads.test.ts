import assert from 'node:assert/strict';
import { junkReads } from '../../../src/core/coach/rules/junkReads';
import { conversation, findingOf, output, type ScenarioSession, type ScenarioTool } from '../../support/scenario';

interface Reads extends ScenarioSession {
  asks?: string;
  tools?: readonly ScenarioTool[];
  /** Before the readings. */
  failure?: string;
  /** A turn before. */
  before?: { asks: string; tools: readonly ScenarioTool[] };
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
  before,
  ...setup
}: Reads) {
  const script = conversation(setup);
  if (before) script.prompt(before.asks).call({ tools: before.tools }).call({ text: 'I see.' });
  script.prompt(asks);
  if (failure) script.call({ tools: [{ name: 'Bash', target: 'npm', result: failure, isError: true }] });
  for (const tool of tools) script.call({ tools: [tool] });
  return script.call({ text: 'It is green.' });
}

const shell = (command: string, tokens = 1500): ScenarioTool => ({
  name: 'Bash',
  target: command.split(' ')[0],
  input: JSON.stringify({ command }),
  result: output(tokens, command),
});
const PRINTED = ['cat package-lock.json', 'head -200 dist/a.js', 'sed -n 1,90p dist/b.js', 'cd dist && cat c.js'].map(
  (command) => shell(command),
);
const edited = (file: string): ScenarioTool => ({ ...read(file, 20), name: 'Edit', edit: { added: 1, removed: 1 } });
const ran = (result: string): ScenarioTool => ({ ...shell('node app.js 2>&1 | head'), result });

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
    ['printed by commands', { tools: [...PRINTED, shell('cat coverage/x.html')] }, 5],
    [
      'printed by commands in Codex',
      {
        source: 'codex',
        model: 'gpt-5.5',
        tools: [1, 2, 3, 4, 5].map((i) => ({
          ...shell('cat'),
          name: 'shell',
          input: JSON.stringify({ command: ['bash', '-lc', `cat dist/part${i}.js`] }),
        })),
      },
      5,
    ],
    [
      'another task was about it',
      {
        before: {
          asks: 'Why is dist/main.js so large? See coverage, node_modules, the lock file and a.min.js, and commit.',
          tools: [{ name: 'Bash', target: 'git', input: '{"command":"git commit -m x"}' }],
        },
      },
      5,
    ],
    [
      'a stack trace leads elsewhere',
      { tools: [ran('    at f (src/a.js:3:1)'), ...JUNK.map((file) => read(file))] },
      5,
    ],
    [
      'a search found it before',
      { tools: [{ ...shell('grep -rn x .'), result: '    at dist/part1.js:3' }, ...JUNK.map((file) => read(file))] },
      5,
    ],
    ['another file was edited', { tools: [edited('src/b.min.js'), ...JUNK.map((file) => read(file))] }, 5],
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
    ['a task that began with it', { before: { asks: 'Is dist/part1.js too large?', tools: [] }, tools: dist }],
    [
      'a stack trace of a command that did not fail leads there',
      { tools: [ran('TypeError: x\n    at f (/home/me/shop/dist/part1.js:3:1)'), ...dist] },
    ],
    ['what is edited there', { tools: [...dist, edited('dist/part9.js')] }],
    ['a generated file that is edited', { tools: [read('src/a.min.js'), edited('src/a.min.js')] }],
    ['scripts in bin and public', { tools: ['bin/cli.js', 'public/app.js', 'static/js/main.js'].map((f) => read(f)) }],
    ['sources printed with it', { tools: [shell('cat src/a.ts dist/a.js'), shell('npm test; cat dist/a.js')] }],
    ['commands that print sources', { tools: [shell('cat src/a.ts'), shell("sed -i 's/a/b/' dist/a.js")] }],
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
    const habit = (setup: Parameters<typeof looksInto>[0]) =>
      findingOf(
        junkReads,
        Array.from({ length: 5 }, (_, day) => looksInto({ ...setup, day })),
      )!.occurrences[0]!;
    const file = habit({ tools: [read('dist/main.js', 4000)], cache: '1h' });
    assert.equal(file.claim.tokens, 4000);
    assert.equal(file.highNano, 4000 * 10_000);
    assert.equal(file.lowNano, 4000 * 10_000 * 0.7);
    const { block, claim } = habit({ tools: [grep(`${hits('dist')}\n${hits('srcs').slice(0, -300)}`)] });
    assert.ok(Math.abs(claim.tokens / block!.tokens - 0.51) < 0.01, `${claim.tokens} of ${block!.tokens}`);
  });

  test('a session is measured by all that is found in it', () => {
    const values = (tools: ScenarioTool[]) =>
      junkReads.verification.units(looksInto({ tools }).facts()).map(({ value }) => value);
    assert.deepEqual(values([read('src/a.ts')]), [0]);
    assert.deepEqual(values([read('dist/a.js', 1000), shell('cat dist/b.js', 2000)]), [3000]);
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

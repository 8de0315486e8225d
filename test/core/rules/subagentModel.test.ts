import assert from 'node:assert/strict';
import { subagentModel } from '../../../src/core/coach/rules/subagentModel';
import { conversation, findingOf, output, prose, type ScenarioTool } from '../../support/scenario';

const READ: ScenarioTool = { name: 'Read', target: '/a.ts', result: output(4_000) };
const GREP: ScenarioTool = { name: 'Grep', target: '/src', result: output(1_000) };
const runs = (command: string): ScenarioTool => ({
  name: 'Bash',
  target: /^\w+/.exec(command)?.[0],
  input: JSON.stringify({ command }),
  result: output(500),
});
const EDIT: ScenarioTool = { name: 'Edit', target: '/a.ts', edit: { added: 2, removed: 1 } };

interface Work {
  model?: string;
  tools?: ScenarioTool[];
  report?: number;
  runs?: number;
}

/** A conversation on two days in which helpers do some work; six helpers each day. */
function helpers({ model = 'claude-opus-4-8', tools = [GREP, READ], report = 200, runs = 12 }: Work = {}) {
  return [0, 1].map((day) => {
    const script = conversation({ model, day, workspace: `/w${day}` })
      .prompt('Add the field everywhere.')
      .call({});
    for (let i = 0; i < runs / 2; i++) {
      script.helper(`agent-${day}-${i}`.padEnd(10 + i));
      for (const tool of tools) script.call({ tools: [tool] });
      script.call({ text: prose(report) });
    }
    return script.main().call({ text: 'Done.' });
  });
}

suite('subagent-model', () => {
  const fires: [string, Work][] = [
    ['search and read on Opus', {}],
    ['with programs that only look', { tools: [READ, { name: 'Bash', target: 'rg' }, { name: 'Bash', target: 'ls' }] }],
    ['behind a change of folder', { tools: [READ, runs('cd /home/me/shop && grep -rn retry src | head -20')] }],
    ['a part of a file', { tools: [READ, runs("sed -n '1,80p' src/a.ts")] }],
    ['a loop over files', { tools: [READ, runs('for f in src/*.ts; do wc -l $f; done')] }],
    ['what git knows', { tools: [READ, runs('git log --oneline -20')] }],
    ['on the dearest model of OpenAI', { model: 'gpt-5.5' }],
  ];
  for (const [name, work] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(subagentModel, helpers(work));
      assert.deepEqual([found?.occurrences.length, found?.hiddenBecause], [12, undefined]);
    });
  }

  const silent: [string, Work][] = [
    ['a helper that edits', { tools: [READ, EDIT] }],
    ['a helper that writes a file by the shell', { tools: [READ, runs('cat > src/b.ts <<EOF\nexport {};\nEOF')] }],
    ['a helper that removes files', { tools: [READ, runs('find . -name "*.bak" -delete')] }],
    ['a helper that commits', { tools: [READ, runs('git commit -am x')] }],
    ['a helper that runs tests', { tools: [READ, { name: 'Bash', target: 'npm' }] }],
    ['a plan or a review: a long report', { report: 2_500 }],
    ['helpers without tools', { tools: [] }],
    ['a model in the middle', { model: 'claude-sonnet-4-6' }],
    ['a model without a smaller one', { model: 'own-model' }],
  ];
  for (const [name, work] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(subagentModel, helpers(work)), undefined));
  }

  test('the boundary is ten runs', () => {
    const found = [8, 10].map((runs) => findingOf(subagentModel, helpers({ runs }))?.hiddenBecause);
    assert.deepEqual(found, ['below-threshold', undefined]);
  });

  test('less than a twentieth of the spend is not worth a word', () => {
    const large = conversation({ prefix: 900_000 }).prompt('Think.');
    for (let i = 0; i < 12; i++) large.call({ cacheMiss: true });
    assert.equal(findingOf(subagentModel, [...helpers(), large])?.hiddenBecause, 'below-threshold');
  });

  test('saves what is taken, less what the small model costs', () => {
    const scripts = helpers();
    const thread = scripts[0]!.facts().threads[1]!;
    const cost = thread.calls.reduce((sum, { costNano }) => sum + costNano!, 0);
    const found = findingOf(subagentModel, scripts)?.occurrences.find(({ call }) => call?.id === thread.calls[0]!.id);
    // Haiku has a fifth of Opus's prices, and needs 0.74 to 1 times its tokens.
    assert.ok(Math.abs(found!.highNano - cost * (0.95 - 0.2 / 1.35)) < 1e-3 * cost, `${found!.highNano} of ${cost}`);
    assert.ok(Math.abs(found!.lowNano - cost * (0.7 - 0.2)) < 1e-3 * cost, `${found!.lowNano} of ${cost}`);
  });
});

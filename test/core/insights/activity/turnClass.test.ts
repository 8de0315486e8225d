import assert from 'node:assert/strict';
import { turnFacts, type TurnClass } from '../../../../src/core/insights/activity/turnClass';
import { program } from '../../../../src/core/sources/program';
import { conversation, type ScenarioTool } from '../../../support/scenario';

const read = (target: string): ScenarioTool => ({ name: 'Read', target, result: 'content' });
const edit = (target: string, added: number, removed = added): ScenarioTool => ({
  name: 'Edit',
  target,
  edit: { added, removed },
});
const bash = (target: string, isError = false): ScenarioTool => ({ name: 'Bash', target, isError });

/** A command line, whose first program the log names. */
const line = (command: string): ScenarioTool => ({
  name: 'Bash',
  target: program(command),
  input: JSON.stringify({ command }),
  result: 'ok',
});

function classOf(...tools: ScenarioTool[]): TurnClass | undefined {
  return turnFacts(conversation().prompt('Do it.').call({ tools }).call({ text: 'Done.' }).facts())[0]?.taskClass;
}

suite('class of a turn', () => {
  const classes: [name: string, is: TurnClass, tools: ScenarioTool[]][] = [
    ['only an answer', 'question', []],
    ['an answer after a look into three files', 'question', [read('/a.ts'), read('/b.ts'), read('/c.ts')]],
    ['four files read', 'explore', [read('/a.ts'), read('/b.ts'), read('/c.ts'), read('/d.ts')]],
    ['one file read four times', 'question', [read('/a.ts'), read('/a.ts'), read('/a.ts'), read('/a.ts')]],
    ['git and nothing else', 'git-text', [bash('git'), bash('git'), bash('gh')]],
    ['git and a search', 'question', [bash('git'), bash('rg')]],
    ['a commit behind a change of folder', 'git-text', [line('cd app && git add -A && git commit -m "Fix it"')]],
    ['a push behind an echo', 'git-text', [line('echo done; git push origin main')]],
    ['a look into the history behind a change of folder', 'git-text', [line('cd app && git log --oneline | head -5')]],
    ['a file and a commit', 'git-text', [read('/a.ts'), line('git commit -am "Fix it"')]],
    ['a commit that is only tried', 'question', [read('/a.ts'), line('git commit --dry-run')]],
    ['a file that the shell writes', 'feature', [line("cat > a.ts <<'EOF'\nlet a = 1;\nEOF")]],
    ['a file that the shell changes', 'feature', [line('cd app && sed -i s/a/b/ a.ts')]],
    ['a file that the shell writes, and its commit', 'feature', [line('sed -i s/a/b/ a.ts'), line('git commit -am b')]],
    ['a release', 'feature', [line('cd app && npm publish')]],
    ['a file for scratch', 'question', [line('rg TODO > /tmp/found; wc -l /tmp/found')]],
    ['looks through the shell', 'question', [line('cd app && ls'), line('sed -n 1,20p a.ts'), line('npm test')]],
    ['a folder changed and nothing run', 'question', [line('cd app')]],
    ['the README and the change log', 'docs', [edit('/README.md', 40), edit('/CHANGELOG.md', 30)]],
    ['the README and code', 'feature', [edit('/README.md', 40), edit('/a.ts', 2)]],
    ['20 lines in one file', 'mechanical', [edit('/a.ts', 20, 3)]],
    ['21 lines in one file', 'feature', [edit('/a.ts', 21, 3)]],
    ['21 lines in two steps', 'feature', [edit('/a.ts', 11), edit('/a.ts', 10)]],
    ['a name changed in three files', 'mechanical', [edit('/a.ts', 1), edit('/b.ts', 3), edit('/c.ts', 2)]],
    ['two files with new lines', 'feature', [edit('/a.ts', 2, 1), edit('/b.ts', 1)]],
    ['a test that fails', 'debug', [bash('npm', true), edit('/a.ts', 2)]],
    [
      'a test that fails unseen',
      'debug',
      [
        { name: 'Bash', target: 'npm', input: '{"command":"npm test | tail"}', result: 'FAIL a.test.ts' },
        edit('/a.ts', 2),
      ],
    ],
    ['a test that fails after the edit', 'mechanical', [edit('/a.ts', 2), bash('npm', true), edit('/a.ts', 2)]],
    ['a search that finds nothing', 'question', [bash('grep', true)]],
  ];
  for (const [name, is, tools] of classes) test(name, () => assert.equal(classOf(...tools), is));

  test('each turn by its own tools', () => {
    const script = conversation()
      .prompt('Fix it.')
      .call({ tools: [edit('/a.ts', 30)] })
      .call({ text: 'Done.' });
    const facts = turnFacts(script.prompt('Why?').call({ text: 'Because.' }).facts());
    assert.deepEqual(
      facts.map(({ taskClass, calls }) => [taskClass, calls.length]),
      [
        ['feature', 2],
        ['question', 1],
      ],
    );
  });

  test('what a sub-agent changes, the turn has changed', () => {
    const script = conversation()
      .prompt('Build it.')
      .call({ tools: [{ name: 'Task' }] })
      .helper('a1');
    script
      .call({ tools: [edit('/a.ts', 90)] })
      .main()
      .call({ text: 'Done.' });
    const [facts] = turnFacts(script.facts());
    assert.deepEqual([facts?.taskClass, facts?.calls.length, facts?.helperCalls.length], ['feature', 2, 1]);
  });
});

import assert from 'node:assert/strict';
import { handOffNote } from '../../../src/core/coach/handOffNote';
import { conversation } from '../../support/scenario';

const edit = (file: string, added: number, removed = 0) => ({
  tools: [{ name: 'Edit', target: `/home/me/shop/${file}`, edit: { added, removed } }],
});
const run = (command: string, result: string, isError = false) => ({
  tools: [{ name: 'Bash', target: 'npm', input: JSON.stringify({ command }), result, isError }],
});
const plan = (name: string, input: object) => ({ tools: [{ name, input: JSON.stringify(input) }] });

suite('hand-off note', () => {
  test('branch, changed files, the last failure and what is open', () => {
    const script = conversation()
      .prompt('Go.')
      .call(
        plan('TodoWrite', {
          todos: [
            { content: 'Add the field', status: 'completed' },
            { content: 'Migrate old rows', status: 'in_progress' },
          ],
        }),
      )
      .call(edit('src/a.ts', 10, 2))
      .call(edit('src/b.ts', 1))
      .call(edit('src/a.ts', 5, 1))
      .call(run('npm test', 'a.test.ts\n\n  1 failing\n  expected 3, got 4', true))
      .call({ text: 'One test fails.\n- [ ] Tell the team\nTODO: look at b' });
    assert.equal(
      handOffNote(script.facts(), { branch: 'fields' }),
      [
        'Continue this work.\nBranch: fields',
        'Changed files:\n- src/a.ts (+15 −3)\n- src/b.ts (+1 −0)',
        'Last failure:\n- npm test\n    a.test.ts\n    1 failing\n    expected 3, got 4',
        'Still open:\n- Migrate old rows\n- Tell the team\n- look at b',
      ].join('\n\n'),
    );
  });

  test('a failure that was seen to work since is none', () => {
    const script = conversation()
      .prompt('Go.')
      .call(run('npm run lint', 'bad style', true))
      .call(run('npm test', '1 failing', true))
      .call(run('npm test', '9 passing'));
    assert.equal(handOffNote(script.facts()), 'Continue this work.\n\nLast failure:\n- npm run lint\n    bad style');
  });

  for (const [name, input] of [
    ['update_plan', { plan: [{ step: 'Second', status: 'pending' }] }],
    ['manage_todo_list', { todoList: [{ id: 1, title: 'Second', status: 'not-started' }] }],
  ] as const) {
    test(`what is open in ${name}`, () => {
      const note = handOffNote(conversation().prompt('Go.').call(plan(name, input)).facts());
      assert.equal(note, 'Continue this work.\n\nStill open:\n- Second');
    });
  }

  test('only what happened before', () => {
    const script = conversation().prompt('Go.').call(edit('src/a.ts', 1)).wait(10);
    const until = script.facts().threads[0]!.blocks.at(-1)!.at + 60_000;
    assert.equal(
      handOffNote(script.call(edit('src/b.ts', 1)).facts(), { until }),
      'Continue this work.\n\nChanged files:\n- src/a.ts (+1 −0)',
    );
  });

  test('nothing to hand on, and plans that are none', () => {
    assert.equal(handOffNote(conversation().prompt('Go.').call({ text: 'Hello.' }).facts()), '');
    for (const todos of [[null], [{ content: 7 }], 'x', { a: 1 }]) {
      assert.equal(handOffNote(conversation().prompt('Go.').call(plan('TodoWrite', { todos })).facts()), '');
    }
  });

  test('a file of which the log does not tell the lines', () => {
    const note = handOffNote(conversation().prompt('Go.').call(edit('src/a.ts', 0)).facts());
    assert.equal(note, 'Continue this work.\n\nChanged files:\n- src/a.ts');
  });
});

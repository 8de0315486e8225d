import assert from 'node:assert/strict';
import { editOutcomes } from '../../../../src/core/insights/activity/editOutcome';
import { conversation, type ScenarioTool, type SessionScript } from '../../../support/scenario';

const edit = (target: string): ScenarioTool => ({ name: 'Edit', target, edit: { added: 4, removed: 1 } });
const check = (isError: boolean, target = 'npm'): ScenarioTool => ({ name: 'Bash', target, isError });

/** Prompts with the tools that each led to, one tool per call. */
function outcomesOf(...turns: [prompt: string, ...tools: ScenarioTool[]][]) {
  const script: SessionScript = conversation();
  for (const [prompt, ...tools] of turns) {
    script.prompt(prompt);
    for (const tool of tools) script.call({ tools: [tool] });
    script.call({ text: 'Done.' });
  }
  return editOutcomes(script.facts()).map(({ retries, corrected, oneShot }) => ({ retries, corrected, oneShot }));
}
const RIGHT = { retries: 0, corrected: false, oneShot: true };

suite('outcome of edits', () => {
  test('an edit whose check passes is right at once', () => {
    assert.deepEqual(outcomesOf(['Add it.', edit('/a.ts'), check(false)]), [RIGHT]);
  });

  test('turns without an edit have no outcome', () => {
    assert.deepEqual(outcomesOf(['Why?'], ['Run the tests.', check(true)]), []);
  });

  test('edit, failed check, same file again: a retry each time', () => {
    const tools = [edit('/a.ts'), check(true), edit('/a.ts'), check(true), edit('/a.ts'), check(false)];
    assert.deepEqual(outcomesOf(['Add it.', ...tools]), [{ retries: 2, corrected: false, oneShot: false }]);
  });

  test('another file after a failed check is no retry', () => {
    assert.deepEqual(outcomesOf(['Add it.', edit('/a.ts'), check(true), edit('/b.ts')]), [RIGHT]);
  });

  test('the same file twice without a failed check is no retry', () => {
    assert.deepEqual(outcomesOf(['Add it.', edit('/a.ts'), check(true, 'grep'), edit('/a.ts')]), [RIGHT]);
  });

  test('a check that failed before the edit is no retry', () => {
    assert.deepEqual(outcomesOf(['Add it.', check(true), edit('/a.ts'), check(false), edit('/a.ts')]), [RIGHT]);
  });

  test('a retry in the next turn counts for the turn that was wrong', () => {
    const turns = outcomesOf(['Add it.', edit('/a.ts')], ['Run the tests and fix.', check(true), edit('/a.ts')]);
    assert.deepEqual(turns, [{ retries: 1, corrected: false, oneShot: false }, RIGHT]);
  });

  test('a correction: said, and the same file edited again', () => {
    const turns = outcomesOf(['Add it.', edit('/a.ts')], ['No, that is wrong.', edit('/a.ts')]);
    assert.deepEqual(turns, [{ retries: 0, corrected: true, oneShot: false }, RIGHT]);
  });

  test('a correction about another file is none of this edit', () => {
    assert.deepEqual(outcomesOf(['Add it.', edit('/a.ts')], ['No, that is wrong.', edit('/b.ts')]), [RIGHT, RIGHT]);
  });

  test('a further wish for the same file is no correction', () => {
    assert.deepEqual(outcomesOf(['Add it.', edit('/a.ts')], ['Now the tests.', edit('/a.ts')]), [RIGHT, RIGHT]);
  });

  test('three turns later is a correction, four is not', () => {
    const later = (n: number) => Array.from({ length: n - 1 }, (): [string] => ['Why?']);
    const third = outcomesOf(['Add it.', edit('/a.ts')], ...later(3), ['아니, 틀렸어', edit('/a.ts')]);
    const fourth = outcomesOf(['Add it.', edit('/a.ts')], ...later(4), ['아니, 틀렸어', edit('/a.ts')]);
    assert.deepEqual([third[0]?.corrected, fourth[0]?.corrected], [true, false]);
  });

  test('a check behind a change of folder is one, a search there is none', () => {
    const behind = (command: string) => ({ ...check(true, 'cd'), input: JSON.stringify({ command }) });
    const retries = ['cd app && npx tsc --noEmit', 'cd app && rg total', 'cd app'].map(
      (command) => outcomesOf(['Add it.', edit('/a.ts'), behind(command), edit('/a.ts')])[0]?.retries,
    );
    assert.deepEqual(retries, [1, 0, 0]);
  });

  const shell = (command: string, result: string, isError = false): ScenarioTool => ({
    name: 'Bash',
    target: /^\w+/.exec(command)?.[0],
    input: JSON.stringify({ command }),
    result,
    isError,
  });
  const retriesAfter = (command: string, result: string, isError = false): number | undefined =>
    outcomesOf(['Add it.', edit('/a.ts'), shell(command, result, isError), edit('/a.ts')])[0]?.retries;
  const FAILED = 'FAIL a.test.ts\nTests: 1 failed, 11 passed, 12 total';

  for (const command of [
    'source .venv/bin/activate && pytest -q',
    'timeout 120 npm test',
    '(cd app && npm test)',
    './scripts/test.sh',
    'docker compose exec web pytest -q',
    'cd app; cd web; npm test',
  ]) {
    test(`a check that failed: ${command}`, () => assert.equal(retriesAfter(command, 'Exit code 1', true), 1));
  }

  test('where the status is hidden, the output tells', () => {
    assert.equal(retriesAfter('npm test 2>&1 | tail -20', FAILED), 1);
    assert.equal(retriesAfter('cd app && npm test; echo done', FAILED), 1);
    assert.equal(retriesAfter('npm test 2>&1 | tail -20', 'Tests: 12 passed, 12 total'), 0);
    assert.equal(retriesAfter('cat old.log | tail -20', FAILED), 0);
  });

  test('where it is not, the output does not', () => {
    assert.equal(retriesAfter('npm test', FAILED), 0);
  });

  test('a search in the output of a check that finds nothing is no failure', () => {
    assert.equal(retriesAfter('npm test 2>&1 | grep -i fail', 'Exit code 1', true), 0);
    assert.equal(retriesAfter('npm test 2>&1 | grep -i fail', 'Exit code 1\nFAIL a.test.ts', true), 1);
  });

  test('what the user would not have run did not fail', () => {
    const refusal = "The user doesn't want to proceed with this tool use. The tool use was rejected.";
    assert.equal(retriesAfter('npm test', refusal, true), 0);
    assert.equal(retriesAfter('npm test', '[Request interrupted by user for tool use]', true), 0);
  });

  test('a sub-agent’s second try is the turn’s', () => {
    const script = conversation()
      .prompt('Add it.')
      .call({ tools: [{ name: 'Task' }] })
      .helper('a1');
    for (const tool of [edit('/a.ts'), check(true), edit('/a.ts')]) script.call({ tools: [tool] });
    const [outcome] = editOutcomes(script.main().call({ text: 'Done.' }).facts());
    assert.deepEqual([outcome?.retries, outcome?.oneShot], [1, false]);
  });

  test('whose money it was', () => {
    const [one] = editOutcomes(
      conversation({ model: 'gpt-5.5' })
        .prompt('Add.')
        .call({ tools: [edit('/a.ts')] })
        .facts(),
    );
    assert.deepEqual([one?.model, one?.lines, (one?.costNano ?? 0) > 0], ['gpt-5.5', 5, true]);
    const mixed = conversation()
      .prompt('Add.')
      .call({ tools: [edit('/a.ts')] })
      .call({ model: 'gpt-5.5', text: 'Done.' });
    assert.equal(editOutcomes(mixed.facts())[0]?.model, '');
    const unpriced = conversation({ model: 'own-model' })
      .prompt('Add.')
      .call({ tools: [edit('/a.ts')] });
    assert.equal(editOutcomes(unpriced.facts())[0]?.costNano, undefined);
  });
});

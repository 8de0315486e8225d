import assert from 'node:assert/strict';
import { callOfResult, commandOf, pathOf, readsFile } from '../../../../src/core/insights/activity/toolUse';
import { conversation } from '../../../support/scenario';

suite('uses of tools', () => {
  test('a result belongs to the call of its rank with the same name and target', () => {
    const bash = (command: string) => ({
      name: 'Bash',
      target: 'npm',
      input: JSON.stringify({ command }),
      result: command,
    });
    const facts = conversation()
      .prompt('Go.')
      .call({ tools: [bash('npm test'), { name: 'Read', target: 'a.ts' }, bash('npm run lint')] })
      .call({ tools: [bash('npm run build')] })
      .call()
      .facts();
    const { blocks } = facts.threads[0]!;
    const pairs = blocks.flatMap((block, i) => {
      const call = block.kind === 7 && block.name === 'Bash' ? callOfResult(blocks, i) : undefined;
      return call ? [[facts.textOf(block), commandOf(facts.textOf(call) ?? '')]] : [];
    });
    assert.deepEqual(pairs, [
      ['npm test', 'npm test'],
      ['npm run lint', 'npm run lint'],
      ['npm run build', 'npm run build'],
    ]);
  });

  const commands: [args: string, command: string][] = [
    ['{"command":"npm test"}', 'npm test'],
    ['{"cmd":"pytest -q"}', 'pytest -q'],
    ['{"command":["bash","-lc","cargo test"]}', 'cargo test'],
    ['{"command":["rg","-n","a b","src"]}', "rg -n 'a b' src"],
    ['{"file_path":"a.ts"}', ''],
    ['{"command":[]}', ''],
    ['{"command":{"a":1}}', ''],
    ['null', ''],
    ['not json', ''],
  ];
  for (const [args, command] of commands) test(`command in ${args}`, () => assert.equal(commandOf(args), command));

  test('files and programs are told apart', () => {
    assert.deepEqual(
      ['src/a.ts', 'a.ts', 'C:\\a', 'npm', 'Explore', ''].map((target) => pathOf({ target })),
      ['src/a.ts', 'a.ts', 'C:/a', '', '', ''],
    );
    assert.deepEqual(
      ['Read', 'read_file', 'copilot_readFile', 'mcp__fs__read_file', 'Bash', 'ReadMe'].map((name) =>
        readsFile({ name }),
      ),
      [true, true, true, true, false, false],
    );
  });
});

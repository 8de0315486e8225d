import assert from 'node:assert/strict';
import { loop } from '../../../src/core/coach/rules/loop';
import { conversation, findingOf, type ScenarioCall, type SessionScript } from '../../support/scenario';

const bash = (command: string, result: string, isError = false): ScenarioCall => ({
  text: 'Trying.',
  tools: [{ name: 'Bash', target: command.split(' ')[0], input: `{"command":"${command}"}`, result, isError }],
});
const edit = (file: string, lines: number): ScenarioCall => ({
  tools: [{ name: 'Edit', target: file, input: `{"new":"${'x'.repeat(lines)}"}`, edit: { added: lines, removed: 0 } }],
});

function says(...calls: ScenarioCall[]): SessionScript {
  const script = conversation().prompt('Make the migration run.');
  for (const call of calls) script.call(call);
  return script.call({ text: 'Done.' });
}
function asks(n: number): SessionScript {
  const script = conversation();
  for (let i = 0; i < n; i++) script.prompt('And now?').call(bash('npm test', '1 failing', true));
  return script;
}
const times = <T>(n: number, call: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => call(i));

const refused = 'Error: connect ECONNREFUSED 127.0.0.1:5432';
const failing = (line: number, seconds: number): string =>
  `FAIL test/db.test.ts\n  TypeError: rows is undefined\n    at open (src/db.ts:${line}:5)\n 1 failing (${seconds + 2}.31s)`;
const migrate = bash('npm run migrate', refused, true);

suite('loop', () => {
  const fires: [string, SessionScript][] = [
    ['the same failure three times', says(...times(3, () => migrate))],
    ['the same result four times', says(...times(4, () => bash('ls src', 'cart.ts')))],
    [
      'two commands taking turns',
      says(...times(3, () => [bash('npm test', '1 failing'), bash('git stash', 'No local changes')]).flat()),
    ],
    [
      'the same error though the file is edited every time',
      says(...times(4, (i) => [edit('src/db.ts', i + 1), bash('npm test', refused, true)]).flat()),
    ],
    ['the same failure, each time taking longer', says(...times(3, (i) => bash('npm test', failing(12, i), true)))],
    [
      'the same error though edits move its line',
      says(...times(4, (i) => [edit('src/db.ts', i + 1), bash('npm test', failing(12 + i, i), true)]).flat()),
    ],
  ];
  for (const [name, script] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(loop, [script])?.occurrences.length, 1));
  }

  const silent: [string, SessionScript][] = [
    [
      'tests after different edits, with different output',
      says(...times(4, (i) => [edit('a.ts', i + 1), bash('npm test', `${9 - i} failing`, true)]).flat()),
    ],
    [
      'another error at the same place each time',
      says(
        ...['a', 'b', 'c', 'd'].flatMap((name) => [
          edit('src/db.ts', 1),
          bash('npm test', `TypeError: ${name} is undefined at src/db.ts:12:5`, true),
        ]),
      ),
    ],
    ['asking whether a job is done', says(...times(6, () => ({ tools: [{ name: 'BashOutput', result: 'running' }] })))],
    [
      'the same error, each time after another file was edited',
      says(...times(4, (i) => [edit(`src/${i}.ts`, 2), bash('npm test', refused, true)]).flat()),
    ],
    [
      'waiting for a build elsewhere',
      says(...times(5, () => bash('sleep 60 && gh run list --limit 1', 'in_progress'))),
    ],
    ['waiting for a container', says(...times(5, () => bash('kubectl get pods', 'ContainerCreating')))],
    [
      'waiting for a server that refuses',
      says(...times(4, () => bash('curl -sf localhost:3000', 'Exit code 7', true))),
    ],
    ['the user asks for it each time', asks(5)],
    ['reads of different files', says(...times(5, (i) => bash(`cat ${i}.ts`, 'export {}')))],
  ];
  for (const [name, script] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(loop, [script]), undefined));
  }

  test('what passes again and again is not called a failure', () => {
    const told = (...scripts: SessionScript[]) => {
      const { title, action } = findingOf(loop, scripts)!.result;
      return [
        title?.match(/the same \w+/)?.[0],
        action?.kind === 'guide' && action.steps[0]?.match(/read the error/)?.[0],
      ];
    };
    const passes = says(...times(8, () => bash('npm test', '41 passing')));
    const fails = says(migrate, migrate, migrate);
    const inVain = says(...times(4, (i) => [edit('src/db.ts', i + 1), bash('npm test', refused, true)]).flat());
    assert.deepEqual(told(passes), [undefined, false]);
    assert.deepEqual(told(passes, fails), [undefined, false]);
    assert.deepEqual(told(fails, inVain), ['the same failure', 'read the error']);
    assert.match(loop.words.title, /the same result again/);
  });

  test('the boundary: twice failing is a try, three times a loop', () => {
    assert.equal(findingOf(loop, [says(migrate, migrate)]), undefined);
    assert.equal(findingOf(loop, [says(migrate, migrate, migrate)])?.occurrences.length, 1);
  });

  test('the boundary: three failures of which one came after another prompt', () => {
    const script = conversation().prompt('Make the migration run.').call(migrate).call(migrate);
    script.prompt('Go on.').call(migrate).call({ text: 'Done.' });
    assert.equal(findingOf(loop, [script]), undefined);
  });

  test('the boundary: what was done in between breaks a row, however often it was something else', () => {
    const others = ['a.ts', 'b.ts'].map((file) => bash(`cat ${file}`, `in ${file}`));
    const look = bash('ls src', 'cart.ts');
    assert.equal(findingOf(loop, [says(look, look, ...others, look, look)]), undefined);
    assert.equal(findingOf(loop, [says(...others, look, look, look, look, ...others)])?.occurrences.length, 1);
  });

  test('the boundary: three equal results are none, four are', () => {
    const look = bash('ls src', 'cart.ts');
    assert.equal(findingOf(loop, [says(look, look, look)]), undefined);
    assert.equal(findingOf(loop, [says(look, look, look, look)])?.occurrences.length, 1);
  });

  test('costs what the calls after the third equal result cost', () => {
    const script = says(...times(5, () => bash('ls src', 'cart.ts')));
    const { calls } = script.facts().threads[0]!;
    assert.equal(findingOf(loop, [script])?.highNano, calls[3]!.costNano! + calls[4]!.costNano!);
  });

  test('costs what the calls after the second failure cost', () => {
    const script = says(migrate, migrate, migrate, migrate);
    const { calls } = script.facts().threads[0]!;
    const cost = calls[2]!.costNano! + calls[3]!.costNano!;
    const advice = findingOf(loop, [script]);
    assert.equal(advice?.highNano, cost);
    assert.equal(advice.lowNano, Math.floor(cost / 2));
  });
});

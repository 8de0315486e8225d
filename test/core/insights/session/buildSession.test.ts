import assert from 'node:assert/strict';
import { conversation, type ScenarioCall, type SessionScript } from '../../../support/scenario';

const command = (name: string) => ({
  injected: `<command-message>${name}</command-message>\n<command-name>/${name}</command-name>`,
  name: '',
});

suite('turns of a session', () => {
  const turnsOf = (script: SessionScript) => script.facts().turns.map(({ first, end }) => [first, end]);

  test('a command without arguments begins one', () => {
    const script = conversation().prompt(command('commit')).call().call();
    assert.deepEqual(turnsOf(script.prompt('And now?').call()), [
      [0, 2],
      [2, 3],
    ]);
  });

  test('a command of a plugin, and one of the program that is a prompt', () => {
    for (const name of ['shop:review', 'init', 'mcp__github__triage']) {
      assert.equal(turnsOf(conversation().prompt(command(name)).call()).length, 1, name);
    }
  });

  test('a command that the program answers begins none', () => {
    for (const name of ['clear', 'compact', 'model', 'cost', 'mcp']) {
      const script = conversation().prompt('Go.').call().prompt(command(name)).call();
      assert.deepEqual(turnsOf(script), [[0, 2]], name);
    }
  });

  test('a command that no call was made for begins none', () => {
    const script = conversation().prompt('Go.').call().prompt(command('later')).prompt('Go on.').call();
    assert.deepEqual(turnsOf(script), [
      [0, 1],
      [1, 2],
    ]);
  });

  test('what a harness says begins none', () => {
    for (const injected of ['<system-reminder>x</system-reminder>', '<local-command-stdout>x</local-command-stdout>']) {
      assert.deepEqual(turnsOf(conversation().prompt({ injected, name: '' }).call()), []);
    }
    assert.deepEqual(
      turnsOf(
        conversation()
          .prompt({ ...command('commit'), name: 'meta' })
          .call(),
      ),
      [],
    );
    assert.deepEqual(turnsOf(conversation({ source: 'codex' }).prompt(command('commit')).call()), []);
  });
});

suite('what a session tells', () => {
  const sessions: [string, ScenarioCall[], boolean][] = [
    ['every call names it', [{ effort: 'high' }, { effort: 'low' }], true],
    ['the log began to name it in the middle', [{}, { effort: 'high' }], false],
    ['no call names it', [{}, {}], false],
    ['only a title made beside it does not', [{ effort: 'high' }, { operation: 'title' }], true],
    ['there is no call', [], false],
  ];
  for (const [what, calls, tells] of sessions) {
    test(`${tells ? 'the effort' : 'no effort'}: ${what}`, () => {
      const script = conversation().prompt('Go on.');
      for (const call of calls) script.call(call);
      assert.equal(script.facts().capabilities.has('effort'), tells);
    });
  }

  const calls: [string, ScenarioCall[], boolean][] = [
    ['each is a call', [{}, { operation: 'compaction' }], true],
    ['one is the sum of a turn', [{}, { operation: 'turn' }], false],
    ['one is estimated', [{}, { estimated: true }], false],
  ];
  for (const [what, records, tells] of calls) {
    test(`${tells ? 'what each call used' : 'no usage of single calls'}: ${what}`, () => {
      const script = conversation().prompt('Go on.');
      for (const call of records) script.call(call);
      const { capabilities } = script.facts();
      for (const usage of ['per-call-usage', 'cache-split', 'cache-ttl'] as const) {
        assert.equal(capabilities.has(usage), tells, usage);
      }
    });
  }
});

suite('threads of a session', () => {
  test('what an advisor was asked is none of the conversation’s contexts', () => {
    const script = conversation().prompt('Go.').call().call({ operation: 'advisor' }).call();
    assert.deepEqual(
      script.facts().threads.map(({ agent, calls, epochs }) => [agent, calls.length, epochs.length]),
      [
        ['', 2, 1],
        ['advisor', 1, 1],
      ],
    );
  });
});

import assert from 'node:assert/strict';
import { conversation, type ScenarioCall } from '../../../support/scenario';

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

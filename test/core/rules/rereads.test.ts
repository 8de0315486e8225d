import assert from 'node:assert/strict';
import { rereads } from '../../../src/core/coach/rules/rereads';
import { conversation, findingOf, output, type ScenarioSession, type SessionScript } from '../../support/scenario';

interface Reads extends ScenarioSession {
  times?: number;
  tokens?: number;
  name?: string;
  target?: string;
  /** Between two readings. */
  between?: (script: SessionScript, i: number) => void;
  /** Makes the content of each reading its own. */
  changing?: boolean;
}

const FILE = '/home/me/shop/src/schema.ts';
const edit = (target: string) => ({ tools: [{ name: 'Edit', target, edit: { added: 1, removed: 1 } }] });

function readsAgain(setup: Reads) {
  const { times = 4, tokens = 3000, name = 'Read', target = FILE, between, changing } = setup;
  const script = conversation(setup).prompt('Add a column.');
  for (let i = 0; i < times; i++) {
    script.call({ tools: [{ name, target, result: output(tokens, changing ? `v${i}` : 'schema') }] });
    script.call({ text: 'One moment.' }).call({ text: 'One more.' });
    between?.(script, i);
  }
  return script;
}

suite('rereads', () => {
  const fires: [string, Reads][] = [
    ['a file read four times', {}],
    ['printed by a program', { source: 'codex', model: 'gpt-5.5', name: 'exec_command', target: 'cat' }],
    ['another file edited in between', { between: (s) => s.call(edit('/home/me/shop/src/other.ts')) }],
    ['by a helper', { between: (s) => s.helper('a1') }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => assert.ok(findingOf(rereads, [readsAgain(setup)])!.occurrences.length >= 2));
  }

  const silent: [string, Reads][] = [
    ['the content changed', { changing: true }],
    ['edited in between', { between: (s) => s.call(edit(FILE)) }],
    ['compacted in between', { between: (s) => s.compact('In short.') }],
    ['small readings', { tokens: 500 }],
    ['the same failure', { name: 'Bash', target: 'npm' }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(rereads, [readsAgain(setup)]), undefined));
  }

  test('stays silent: each reading was for an edit that followed at once', () => {
    const script = conversation().prompt('Add three columns.');
    for (let i = 0; i < 4; i++) {
      script
        .call({ tools: [{ name: 'Read', target: FILE, result: output(3000, 'schema') }] })
        .call(edit(FILE))
        .call();
    }
    assert.equal(findingOf(rereads, [script]), undefined);
  });

  test('the boundary is the third reading', () => {
    assert.equal(findingOf(rereads, [readsAgain({ times: 2 })]), undefined);
    assert.equal(findingOf(rereads, [readsAgain({ times: 3 })])?.occurrences.length, 2);
  });

  test('claims every reading but the first, as often as it was sent', () => {
    const advice = findingOf(rereads, [readsAgain({ times: 3, cache: '1h' })]);
    // The second was sent 5 times, the third twice: each written once at $10 per million, then read at $0.50.
    assert.equal(advice?.tokens, 3000 * 7);
    assert.equal(advice.highNano, 3000 * (2 * 10_000 + 5 * 500));
    assert.equal(advice.lowNano, 3000 * (2 * 10_000 + 5 * 500) * 0.7);
  });

  test('the boundary is 2,000 tokens more than one reading', () => {
    assert.equal(findingOf(rereads, [readsAgain({ times: 3, tokens: 990 })]), undefined);
    assert.equal(findingOf(rereads, [readsAgain({ times: 3, tokens: 1010 })])?.occurrences.length, 2);
  });

  test('the boundary of a reading for an edit is five calls', () => {
    const finds = (calls: number) => {
      const script = conversation().prompt('Add columns.');
      for (let i = 0; i < 3; i++)
        script.call({ tools: [{ name: 'Read', target: FILE, result: output(3000, 'schema') }] });
      for (let i = 0; i < calls; i++) script.call({ text: 'A step.' });
      return findingOf(rereads, [script.call(edit(FILE)).call()])?.occurrences.length ?? 0;
    };
    assert.deepEqual([finds(4), finds(5)], [0, 2]);
  });
});

import assert from 'node:assert/strict';
import { falseEconomy } from '../../../src/core/coach/rules/falseEconomy';
import { conversation, findingOf, type ScenarioSession } from '../../support/scenario';
import { editTurns } from '../../support/editTurns';

const OPUS = 'claude-opus-4-8';
const SONNET = 'claude-sonnet-4-6';
const TEST = { name: 'Bash', target: 'npm', isError: true };

/** Changes that need so many tries each; the last of every ten is right at once. */
function struggles(model: string, n: number, tries: number, setup: ScenarioSession = {}) {
  return Array.from({ length: n }, (_, i) => {
    const edit = { name: 'Edit', target: '/a.ts', edit: { added: 1 + (i % 9), removed: 1 } };
    const script = conversation({ model, day: i % 10, hour: 8 + (i % 9), ...setup })
      .prompt('Fix it.')
      .call({ tools: [edit] });
    for (let k = 1; k < tries && i % 3 > 0; k++) script.call({ tools: [TEST] }).call({ tools: [edit] });
    return script.call({ text: 'Done.' });
  });
}

suite('false-economy', () => {
  const fires: [string, ReturnType<typeof editTurns>][] = [
    ['three tries on Sonnet', [...editTurns(OPUS, 30, 30), ...struggles(SONNET, 30, 3)]],
    ['five tries on Sonnet', [...editTurns(OPUS, 20, 19), ...struggles(SONNET, 30, 5)]],
    ['many tries on Haiku', [...editTurns(OPUS, 30, 30), ...struggles('claude-haiku-4-5', 30, 30)]],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(falseEconomy, scripts);
      assert.equal(found?.hiddenBecause, undefined);
      assert.ok(found && found.lowNano > 0 && found.occurrences.every(({ call }) => call?.model !== OPUS));
    });
  }

  const silent: [string, ReturnType<typeof editTurns>][] = [
    ['the smaller model is as often right', [...editTurns(OPUS, 30, 28), ...editTurns(SONNET, 30, 28)]],
    ['its failures cost less than the price', [...editTurns(OPUS, 30, 30), ...editTurns('claude-haiku-4-5', 30, 20)]],
    ['in different projects', [...editTurns(OPUS, 30, 30), ...struggles(SONNET, 30, 3, { workspace: '/home/me/x' })]],
    ['the large model is the one that struggles', [...struggles(OPUS, 30, 3), ...editTurns(SONNET, 30, 30)]],
  ];
  for (const [name, scripts] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(falseEconomy, scripts), undefined));
  }

  test('fires: the smaller model was never right at once', () => {
    const found = findingOf(falseEconomy, [...editTurns(OPUS, 20, 20), ...editTurns('claude-haiku-4-5', 20, 0)]);
    assert.equal(found?.occurrences.length, 20);
    assert.match(found.result.title ?? '', /never right at once/);
    assert.ok(found.lowNano > 0);
  });

  test('stays silent: neither was ever right at once', () => {
    const found = findingOf(falseEconomy, [...editTurns(OPUS, 20, 0), ...editTurns('claude-haiku-4-5', 20, 0)]);
    assert.equal(found, undefined);
  });

  test('the boundary is fifteen edits each', () => {
    const found = [14, 15].map(
      (n) => findingOf(falseEconomy, [...editTurns(OPUS, n, n), ...struggles(SONNET, 30, 3)]) !== undefined,
    );
    assert.deepEqual(found, [false, true]);
  });

  test('saves what a change costs more than on the large model', () => {
    const small = struggles(SONNET, 30, 3);
    const found = findingOf(falseEconomy, [...editTurns(OPUS, 30, 30), ...small]);
    const cost = small.flatMap((s) => s.facts().threads[0]!.calls).reduce((sum, { costNano }) => sum + costNano!, 0);
    const times = found!.result.figures['times'] as { value: number };
    assert.ok(times.value > 1.1);
    assert.ok(found!.highNano > cost * (1 - 1 / times.value) && found!.lowNano < cost * (1 - 1 / times.value));
    assert.ok(found!.highNano < cost);
  });
});

import assert from 'node:assert/strict';
import { Outcomes } from '../../../../src/core/insights/money/outcomes';
import { conversation, type SessionScript } from '../../../support/scenario';

const EDIT = { name: 'Edit', target: '/a.ts', edit: { added: 30, removed: 0 } };

function right(): SessionScript {
  return conversation()
    .prompt('Do it.')
    .call({ tools: [EDIT] })
    .call({ text: 'Done.' });
}

/** A change in many calls that was wrong, and what put it right. */
function corrected(): SessionScript {
  const script = conversation().prompt('Do it.');
  for (let i = 0; i < 20; i++) script.call({ tools: [EDIT] });
  return script
    .call({ text: 'Done.' })
    .prompt("No, that's wrong.")
    .call({ tools: [EDIT] })
    .call({ text: 'Done.' });
}

function metric(key: string, scripts: readonly SessionScript[]) {
  const outcomes = new Outcomes();
  for (const script of scripts) outcomes.add(script.facts());
  return outcomes.metrics(undefined, undefined, []).find((one) => one.key === key)!;
}
const costOf = (scripts: readonly SessionScript[]): number =>
  scripts.flatMap((script) => script.facts().threads[0]!.calls).reduce((sum, { costNano }) => sum + costNano!, 0);
const times = (n: number, of: () => SessionScript): SessionScript[] => Array.from({ length: n }, of);

suite('outcomes', () => {
  test('a change costs what all changes cost, by those that were accepted', () => {
    const scripts = [...times(10, right), ...times(10, corrected)];
    const found = metric('cost-per-change', scripts);
    // Of the corrected ones, what put them right.
    assert.equal(found.n, 20);
    assert.ok(Math.abs(found.value! - costOf(scripts) / 20) < 1);
    assert.ok(found.low! < found.value! && found.high! > found.value!);
  });

  test('corrections make a change dearer, in money and in tokens', () => {
    for (const key of ['cost-per-change', 'tokens-per-change']) {
      const without = metric(key, times(10, right)).value!;
      assert.ok(metric(key, [...times(10, right), ...times(10, corrected)]).value! > without, key);
    }
  });

  test('the boundary is five accepted changes', () => {
    assert.equal(metric('cost-per-change', times(4, right)).missing, 'too-few');
    assert.equal(metric('cost-per-change', times(5, right)).missing, undefined);
  });
});

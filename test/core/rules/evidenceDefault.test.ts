import assert from 'node:assert/strict';
import { evidenceDefault } from '../../../src/core/coach/rules/evidenceDefault';
import { editTurns } from '../../support/editTurns';
import { findingOf } from '../../support/scenario';

const OPUS = 'claude-opus-4-8';
const SONNET = 'claude-sonnet-4-6';
const HAIKU = 'claude-haiku-4-5';

suite('evidence-default', () => {
  const fires: [string, ReturnType<typeof editTurns>][] = [
    ['Haiku as often right as Opus', [...editTurns(OPUS, 40, 36), ...editTurns(HAIKU, 40, 36)]],
    ['Sonnet at 0.6 times the cost', [...editTurns(OPUS, 60, 60), ...editTurns(SONNET, 60, 60)]],
    ['many edits', [...editTurns(OPUS, 120, 104), ...editTurns(HAIKU, 120, 102)]],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(evidenceDefault, scripts);
      assert.equal(found?.hiddenBecause, undefined);
      assert.ok(found && found.lowNano > 0 && found.occurrences.every(({ call }) => call?.model === OPUS));
    });
  }

  const silent: [string, ReturnType<typeof editTurns>][] = [
    ['the small model is less often right', [...editTurns(OPUS, 40, 38), ...editTurns(HAIKU, 40, 30)]],
    ['with twice the context', [...editTurns(OPUS, 40, 40), ...editTurns(SONNET, 40, 40, { prefix: 40_000 })]],
    [
      'in different projects',
      [...editTurns(OPUS, 40, 36), ...editTurns(HAIKU, 40, 36, { workspace: '/home/me/other' })],
    ],
    ['one model only', editTurns(OPUS, 80, 70)],
  ];
  for (const [name, scripts] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(evidenceDefault, scripts), undefined));
  }

  test('the boundary is thirty edits each', () => {
    const found = [29, 30].map(
      (n) => findingOf(evidenceDefault, [...editTurns(OPUS, 30, 30), ...editTurns(HAIKU, n, n)]) !== undefined,
    );
    assert.deepEqual(found, [false, true]);
  });

  test('edits of more than sixty days ago do not count', () => {
    const now = Date.UTC(2026, 8, 1);
    const scripts = [...editTurns(OPUS, 40, 36), ...editTurns(HAIKU, 40, 36)];
    assert.equal(findingOf(evidenceDefault, scripts, { now }), undefined);
  });

  test('says both counts and what they allow', () => {
    const { figures } = findingOf(evidenceDefault, [...editTurns(OPUS, 40, 36), ...editTurns(HAIKU, 40, 36)])!.result;
    assert.deepEqual(
      [figures['a'], figures['an'], figures['b'], figures['bn']],
      [36, 40, 36, 40].map((value) => ({ unit: 'count', value })),
    );
    assert.deepEqual(
      [figures['worse'], figures['better']],
      [9, 9].map((value) => ({ unit: 'count', value })),
    );
    assert.equal(figures['project'], 'shop');
  });

  test('saves the difference in cost per change', () => {
    const opus = editTurns(OPUS, 60, 60);
    const found = findingOf(evidenceDefault, [...opus, ...editTurns(HAIKU, 60, 60)]);
    const cost = opus.flatMap((s) => s.facts().threads[0]!.calls).reduce((sum, { costNano }) => sum + costNano!, 0);
    // A fifth of the price for the same tokens.
    assert.ok(Math.abs(found!.highNano - 0.8 * cost) < 1e-3 * cost, `${found!.highNano / cost}`);
    assert.ok(Math.abs(found!.lowNano - 0.8 * cost) < 1e-3 * cost, `${found!.lowNano / cost}`);
  });
});

import assert from 'node:assert/strict';
import { coldResume } from '../../../src/core/coach/rules/coldResume';
import { conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

/** A large context, a pause, and `after` more calls on it. */
function comesBack(minutes: number, tokens: number, setup: ScenarioSession = {}, after = 3) {
  const script = conversation({ cache: '1h', ...setup })
    .prompt('Read all of it first.')
    .call({ tools: [{ name: 'Read', target: 'a.ts', result: output(tokens - 20_000) }] })
    .call({ text: 'Read.' })
    .wait(minutes)
    .prompt('Go on with the next one.');
  for (let i = 0; i < after; i++) script.call({ text: 'Done.' });
  return script;
}

suite('cold-resume', () => {
  const fires: [string, ReturnType<typeof comesBack>][] = [
    ['74 minutes with an hour of cache', comesBack(74, 150_000)],
    ['6 minutes with five of cache', comesBack(6, 150_000, { cache: '5m' })],
    ['overnight', comesBack(14 * 60, 300_000)],
  ];
  for (const [name, script] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(coldResume, [script])?.occurrences.length, 1));
  }

  const silent: [string, ReturnType<typeof comesBack>][] = [
    ['back within the hour', comesBack(50, 150_000)],
    ['a small context', comesBack(74, 60_000)],
    ['a model of which nobody knows how long its cache lives', comesBack(74, 150_000, { model: 'own-model' })],
  ];
  for (const [name, script] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(coldResume, [script]), undefined));
  }

  test('the boundary is what the cache lives', () => {
    assert.equal(findingOf(coldResume, [comesBack(59, 150_000)]), undefined);
    assert.equal(findingOf(coldResume, [comesBack(61, 150_000)])?.occurrences.length, 1);
  });

  test('claims what the old context cost from then on, a note less', () => {
    const advice = findingOf(coldResume, [comesBack(74, 120_000, {}, 1)]);
    // One call: the old context but for 20,000 of prefix and 2,000 of note, at $10 per million for writing it.
    assert.equal(advice?.tokens, 98_008);
    assert.equal(advice.highNano, 98_008 * 10_000 * 0.9);
    assert.equal(advice.lowNano, 98_008 * 10_000 * 0.5);
  });
});

import assert from 'node:assert/strict';
import type { CoachRule } from '../../../src/core/coach/coachRule';
import { speedUnused } from '../../../src/core/coach/rules/speedUnused';
import { adviseOn, conversation, findingOf, type ScenarioCall, type ScenarioSession } from '../../support/scenario';

const FAST: ScenarioCall = { speed: 'fast' };
const PRIORITY: ScenarioCall = { tier: 'priority' };

/** Three prompts with two calls each, after each of them so many minutes without a word. */
function leaves(minutes: number, mode: ScenarioCall, setup: ScenarioSession = {}) {
  const script = conversation({ cache: '1h', ...setup });
  for (let i = 0; i < 3; i++) {
    script.prompt('Do the next part.').call({ ...mode, tools: [{ name: 'Read', target: '/a.ts' }] });
    script.call({ ...mode, text: 'Done.', out: 100 }).wait(minutes);
  }
  return script;
}
const onTwoDays = (minutes: number, mode: ScenarioCall, setup: ScenarioSession = {}) => [
  leaves(minutes, mode, setup),
  leaves(minutes, mode, { ...setup, day: 1 }),
];

suite('speed-unused', () => {
  const fires: [string, ReturnType<typeof onTwoDays>][] = [
    ['twelve minutes away in fast mode', onTwoDays(12, FAST)],
    ['over lunch', onTwoDays(55, FAST)],
    ['priority of OpenAI', onTwoDays(12, PRIORITY, { model: 'gpt-5.5', source: 'codex' })],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => {
      const found = findingOf(speedUnused, scripts);
      // Nobody knows when the last of three answers was read.
      assert.deepEqual([found?.occurrences.length, found?.hiddenBecause], [8, undefined]);
    });
  }

  const silent: [string, ReturnType<typeof onTwoDays>][] = [
    ['somebody waits', onTwoDays(1, FAST)],
    ['standard speed', onTwoDays(12, {})],
    ['a model that has no such price', onTwoDays(12, FAST, { model: 'own-model' })],
  ];
  for (const [name, scripts] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(speedUnused, scripts), undefined));
  }

  test('stays silent: a long run that the user waited for', () => {
    const script = conversation().prompt('Do all of it.');
    for (let i = 0; i < 30; i++) script.call({ ...FAST, tools: [{ name: 'Read', target: '/a.ts' }] }).wait(1);
    assert.equal(findingOf(speedUnused, [script.call(FAST).prompt('Thanks.').call(FAST)]), undefined);
  });

  test('the boundary is two minutes after the answer', () => {
    // 100 tokens take two seconds; a prompt is a second later.
    const found = [121 / 60, 122 / 60].map((m) => findingOf(speedUnused, onTwoDays(m, FAST))?.occurrences.length);
    assert.deepEqual(found, [undefined, 8]);
  });

  test('tells what speed cost, whoever has claimed a part of it', () => {
    const claimsHalf: CoachRule = {
      ...speedUnused,
      id: 'claims-half',
      start: () => ({
        session: (session, { claims }) => session.threads[0]!.calls.forEach((call) => void claims.share(call, 0.5)),
        finish: () => ({ figures: {} }),
      }),
    };
    const scripts = onTwoDays(12, FAST);
    const alone = findingOf(speedUnused, scripts)!;
    const beside = adviseOn(scripts, [claimsHalf, speedUnused]).advice[0]!;
    assert.deepEqual(beside.result.figures['cost'], alone.result.figures['cost']);
    assert.ok(beside.highNano < alone.highNano);
  });

  test('fewer than five requests are no habit', () => {
    const short = [0, 1].map((day) => conversation({ day }).prompt('Go.').call(FAST).wait(9).prompt('Go.').call(FAST));
    assert.equal(findingOf(speedUnused, short)?.hiddenBecause, 'too-few');
  });

  test('saves half, where fast costs twice', () => {
    const [script] = onTwoDays(12, FAST);
    const calls = script!.facts().threads[0]!.calls.slice(0, 4);
    const half = calls.reduce((sum, { costNano }) => sum + costNano! / 2, 0);
    const found = findingOf(speedUnused, [script!]);
    assert.ok(Math.abs(found!.highNano - half) <= 4);
    assert.ok(Math.abs(found!.lowNano - 0.9 * half) <= 4);
  });
});

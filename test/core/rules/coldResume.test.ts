import assert from 'node:assert/strict';
import { coldResume } from '../../../src/core/coach/rules/coldResume';
import { Coach } from '../../../src/core/coach/coach';
import { SCENARIO_SETUP, conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

interface Return extends ScenarioSession {
  minutes: number;
  tokens: number;
  /** Said after the return. */
  answer?: string;
}

/** A large context, a pause, and three more calls on it. */
function comesBack({ minutes, tokens, answer = 'Done.', ...setup }: Return) {
  const script = conversation({ cache: '1h', ...setup })
    .prompt('Read all of it first.')
    .call({ tools: [{ name: 'Read', target: 'a.ts', result: output(tokens - 20_000, 'old') }] })
    .call({ text: 'Read.' })
    .wait(minutes)
    .prompt('Go on with the next one.');
  for (let i = 0; i < 3; i++) script.call({ text: answer });
  return script;
}

/** Made-up names, `count` of them. */
function words(seed: string, from: number, count: number): string {
  return Array.from({ length: count }, (_, i) => `${seed}_${from + i}`).join(' ');
}

suite('cold-resume', () => {
  const fires: [string, Return][] = [
    ['74 minutes with an hour of cache', { minutes: 74, tokens: 150_000 }],
    ['6 minutes with five of cache', { minutes: 6, tokens: 150_000, cache: '5m' }],
    ['overnight', { minutes: 14 * 60, tokens: 300_000 }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(coldResume, [comesBack(setup)])?.occurrences.length, 1));
  }

  const silent: [string, Return][] = [
    ['back within the hour', { minutes: 50, tokens: 150_000 }],
    ['a small context', { minutes: 74, tokens: 60_000 }],
    ['a model of which nobody knows how long its cache lives', { minutes: 74, tokens: 150_000, model: 'own-model' }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(coldResume, [comesBack(setup)]), undefined));
  }

  test('stays silent: the context was compacted before the pause', () => {
    const script = conversation({ cache: '1h' })
      .prompt('Read all of it first.')
      .call({ tools: [{ name: 'Read', target: 'a.ts', result: output(130_000) }] })
      .call({ text: 'Read.' })
      .compact('What was read, in short.')
      .wait(90)
      .prompt('Go on.')
      .call({ text: 'Done.' });
    assert.equal(findingOf(coldResume, [script]), undefined);
  });

  const waits = (said: 'nothing' | 'before' | 'after') => {
    const script = conversation({ cache: '5m' })
      .prompt('Read all of it first, then run the tests.')
      .call({ tools: [{ name: 'Read', target: 'a.ts', result: output(130_000) }] })
      .call({ tools: [{ name: 'Bash', target: 'npm', result: '412 passed (14.2m)' }] });
    if (said === 'before') script.prompt('And lint, once they have passed.');
    script.wait(14);
    if (said === 'after') script.prompt('And lint.');
    return findingOf(coldResume, [script.call({ text: 'They pass.' })])?.occurrences.length;
  };

  test('stays silent: tests ran for longer than the cache lives, and nobody had gone', () => {
    assert.deepEqual([waits('nothing'), waits('before'), waits('after')], [undefined, undefined, 1]);
  });

  test('the boundary is what the cache lives', () => {
    assert.equal(findingOf(coldResume, [comesBack({ minutes: 59, tokens: 150_000 })]), undefined);
    assert.equal(findingOf(coldResume, [comesBack({ minutes: 61, tokens: 150_000 })])?.occurrences.length, 1);
  });

  test('claims what writing the old context cost beyond reading it, prefix and note left out', () => {
    const advice = findingOf(coldResume, [comesBack({ minutes: 74, tokens: 120_000 })]);
    // Once 120,008 tokens but for 20,000 of prefix and 2,000 of note, at $10 instead of $0.50 per million.
    assert.equal(advice?.tokens, 98_008);
    assert.equal(advice.highNano, Math.floor(98_008 * 9_500 * 0.9));
    assert.equal(advice.lowNano, 98_008 * 9_500 * 0.5);
  });

  test('where the old context was needed, it says to compact before the pause', () => {
    const needed = { minutes: 74, tokens: 150_000, answer: output(400, 'old') };
    assert.equal(findingOf(coldResume, [comesBack(needed)])?.result.action?.kind, 'guide');
    assert.equal(
      findingOf(coldResume, [comesBack({ ...needed, answer: output(400, 'new') })])?.result.action,
      undefined,
    );
  });

  test('the boundary is 100,000 tokens', () => {
    assert.equal(findingOf(coldResume, [comesBack({ minutes: 74, tokens: 99_900 })]), undefined);
    assert.equal(findingOf(coldResume, [comesBack({ minutes: 74, tokens: 100_000 })])?.occurrences.length, 1);
  });

  test('the boundary is four fifths of the context written again', () => {
    const finds = (share: number) => {
      const facts = comesBack({ minutes: 74, tokens: 150_000 }).facts();
      const call = facts.threads[0]!.calls[2]!;
      Object.assign(call, {
        cacheRead: Math.round(call.input * share),
        cacheWrite: Math.round(call.input * (1 - share)),
      });
      const coach = new Coach([coldResume], SCENARIO_SETUP);
      coach.add(facts);
      return coach.finish().advice.length;
    };
    assert.deepEqual([finds(0.21), finds(0.19)], [0, 1]);
  });

  test('the boundary of being needed is 30 % of the words', () => {
    const action = (old: number) => {
      const answer = `${words('known', 0, old)} ${words('fresh', 0, 100 - old)}`;
      const script = conversation({ cache: '1h' })
        .prompt('Read all of it first.')
        .call({ tools: [{ name: 'Read', target: 'a.ts', result: words('known', 0, 60_000) }] })
        .call({ text: 'Read.' })
        .wait(74)
        .prompt('Go on with the next one.')
        .call({ text: answer });
      return findingOf(coldResume, [script])?.result.action?.kind;
    };
    assert.deepEqual([action(29), action(31)], [undefined, 'guide']);
  });
});

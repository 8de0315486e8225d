import assert from 'node:assert/strict';
import { compactWarm } from '../../../src/core/coach/rules/compactWarm';
import { englishPhrase } from '../../../src/core/coach/englishPhrase';
import { conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

interface Long extends ScenarioSession {
  tokens?: number;
  /** Calls on the large context. */
  calls?: number;
}

/** A context that grows at once, and then carries through many calls. */
function goesOn({ tokens = 200_000, calls = 60, ...setup }: Long) {
  const script = conversation({ cache: '1h', ...setup })
    .prompt('Read it all.')
    .call({ tools: [{ name: 'Grep', result: output(tokens - 20_000) }] })
    .call({ text: 'Read.' })
    .prompt('Now change it step by step.');
  for (let i = 1; i < calls; i++) script.call({ text: 'A step.' });
  return script;
}

suite('compact-warm', () => {
  const fires: [string, Long][] = [
    ['60 calls on 200,000 tokens', {}],
    ['35 calls on 500,000', { tokens: 500_000, calls: 35 }],
    ['in Codex', { source: 'codex', model: 'gpt-5.5', calls: 80 }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(compactWarm, [goesOn(setup)])?.occurrences.length, 1));
  }

  const silent: [string, Long][] = [
    ['a smaller context', { tokens: 140_000 }],
    ['few calls', { calls: 20 }],
    ['a cheap model, where it saves next to nothing', { model: 'claude-haiku-4-5', tokens: 152_000, calls: 31 }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(compactWarm, [goesOn(setup)]), undefined));
  }

  test('stays silent: compacted twice in a few calls', () => {
    const script = goesOn({}).compact('In short.');
    for (let i = 0; i < 5; i++) script.call({ text: 'A step.' });
    script.compact('In short again.').call({ text: 'A step.' });
    assert.equal(findingOf(compactWarm, [script]), undefined);
    assert.equal(
      findingOf(compactWarm, [goesOn({}).compact('In short.').call({ text: 'A step.' })])?.occurrences.length,
      1,
    );
  });

  test('the boundary is 30 calls', () => {
    assert.equal(findingOf(compactWarm, [goesOn({ tokens: 300_000, calls: 29 })]), undefined);
    assert.equal(findingOf(compactWarm, [goesOn({ tokens: 300_000, calls: 30 })])?.occurrences.length, 1);
  });

  test('saves the old context from the next turn on, less what compacting costs', () => {
    const advice = findingOf(compactWarm, [goesOn({})]);
    // 59 calls from the second prompt on read 200,006 tokens less 26,000 at $0.50.
    const call = advice!.occurrences[0]!.call!;
    const old = advice!.tokens / 59 + 26_000;
    assert.ok(Math.abs(old - 200_006) < 1, `${old}`);
    // One more reading and a summary of 6,000 at $25; 26,000 written for $10, and 14,000 read again and carried on.
    const cost = old * 500 + 6000 * 25_000 + 26_000 * 9500 + 14_000 * (10_000 + 58 * 500);
    const net = advice!.tokens * 500 - cost;
    assert.ok(call.cacheRead > 190_000);
    assert.ok(Math.abs(advice!.highNano - 0.9 * net) < 100_000, `${advice!.highNano} ${0.9 * net}`);
    assert.ok(Math.abs(advice!.lowNano - 0.5 * net) < 100_000);
  });

  test('says how many calls there were, and how many of them compacting would have served', () => {
    const told = (hasTurn: boolean) => {
      const script = conversation({ cache: '1h' })
        .prompt('Read it all.')
        .call({ tools: [{ name: 'Grep', result: output(180_000) }] });
      for (let i = 0; i < 9; i++) script.call({ text: 'Read.' });
      if (hasTurn) script.prompt('Now change it step by step.');
      for (let i = 0; i < 40; i++) script.call({ text: 'A step.' });
      return englishPhrase(findingOf(compactWarm, [script])!.occurrences[0]!.why);
    };
    const all = '49 calls above 150,000 tokens without compacting';
    assert.match(told(true), new RegExp(`^${all}, 40 of them since a turn began at 200,0\\d\\d$`));
    assert.equal(told(false), `${all}, 48 of them after the first`);
  });

  test('the boundary is $0.25', () => {
    const finds = (calls: number) =>
      findingOf(compactWarm, [goesOn({ model: 'claude-haiku-4-5', tokens: 152_000, calls })]) !== undefined;
    assert.deepEqual([finds(34), finds(38)], [false, true]);
  });

  test('the milestone is a turn with 20 calls left', () => {
    const at = (left: number) => {
      const script = conversation({ cache: '1h' })
        .prompt('Read it all.')
        .call({ tools: [{ name: 'Grep', result: output(280_000) }] });
      for (let i = 0; i < 30; i++) script.call({ text: 'A step.' });
      script.prompt('Now the second half.');
      for (let i = 0; i < left; i++) script.call({ text: 'A step.' });
      const call = findingOf(compactWarm, [script])!.occurrences[0]!.call!;
      return script.facts().threads[0]!.calls.findIndex(({ id }) => id === call.id);
    };
    assert.deepEqual([at(19), at(20)], [2, 31]);
  });

  test('the boundary of too many compactions is 15 calls', () => {
    const finds = (between: number) => {
      const script = goesOn({}).compact('In short.');
      for (let i = 0; i < between; i++) script.call({ text: 'A step.' });
      return findingOf(compactWarm, [script.compact('In short again.').call({ text: 'A step.' })]) !== undefined;
    };
    assert.deepEqual([finds(15), finds(16)], [false, true]);
  });
});

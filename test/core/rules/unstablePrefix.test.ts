import assert from 'node:assert/strict';
import { unstablePrefix } from '../../../src/core/coach/rules/unstablePrefix';
import type { SessionFacts } from '../../../src/core/insights/session/sessionFacts';
import { Coach } from '../../../src/core/coach/coach';
import {
  SCENARIO_SETUP,
  conversation,
  findingOf,
  output,
  type ScenarioCall,
  type ScenarioSession,
} from '../../support/scenario';

interface Breaks extends ScenarioSession {
  minutes?: number;
  tokens?: number;
  last?: ScenarioCall;
  thinking?: boolean;
}

/** A context in the cache, and one call that does not find it. */
function breaks({ minutes = 0, tokens = 80_000, last = {}, ...setup }: Breaks) {
  return conversation({ cache: '1h', ...setup })
    .prompt('Read it all.')
    .call({ tools: [{ name: 'Grep', result: output(tokens - 20_000) }] })
    .call({ tools: [{ name: 'Read', target: 'a.ts', result: output(300) }] })
    .wait(minutes)
    .call({ text: 'Done.', cacheMiss: true, ...last })
    .call({ text: 'Done.' });
}

/** The same with something found of the prefix. */
function findsPart(found: number): SessionFacts {
  const facts = breaks({}).facts();
  const call = facts.threads[0]!.calls[2]!;
  Object.assign(call, { cacheRead: found, cacheWrite: call.input - found, cacheWrite1h: call.input - found });
  return facts;
}

function adviseOnFacts(facts: SessionFacts) {
  const coach = new Coach([unstablePrefix], SCENARIO_SETUP);
  coach.add(facts);
  return coach.finish().advice[0];
}

suite('unstable-prefix', () => {
  const manyTools = { last: {}, tokens: 80_000 };
  const fires: [string, Breaks][] = [
    ['nothing found right after the last call', manyTools],
    ['after a short pause', { minutes: 20 }],
    ['at the same effort', { effort: 'high' }],
    ['at an effort that only newer rows name', { last: { effort: 'high' } }],
    ['with a cache of five minutes', { cache: '5m', minutes: 3 }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(unstablePrefix, [breaks(setup)])?.occurrences.length, 1));
  }

  const silent: [string, Breaks][] = [
    ['the cache had expired', { minutes: 70 }],
    ['another model', { last: { model: 'claude-sonnet-4-6' } }],
    ['fast mode switched on', { last: { speed: 'fast' } }],
    ['another effort', { effort: 'high', last: { effort: 'low' } }],
    ['a small loss', { tokens: 9000, prefix: 4000 }],
    ['another maker, whose cache comes and goes', { source: 'codex', model: 'gpt-5.5' }],
    ['found in the cache', { last: { cacheMiss: false } }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => {
      assert.equal(findingOf({ ...unstablePrefix, needs: [] }, [breaks(setup)]), undefined);
    });
  }

  test('stays silent: compacted in between', () => {
    const script = conversation({ cache: '1h' })
      .prompt('Read it all.')
      .call({ tools: [{ name: 'Grep', result: output(60_000) }] })
      .call({ text: 'Read.' })
      .compact('In short.')
      .call({ text: 'Done.' });
    assert.equal(findingOf(unstablePrefix, [script]), undefined);
  });

  test('the boundary is half of the context before', () => {
    const before = breaks({}).facts().threads[0]!.calls[1]!.input;
    assert.equal(adviseOnFacts(findsPart(Math.ceil(before / 2))), undefined);
    assert.equal(adviseOnFacts(findsPart(Math.ceil(before / 2) - 1))?.occurrences.length, 1);
  });

  test('a part of the prefix found: it changed, and the amount is sure', () => {
    const advice = adviseOnFacts(findsPart(12_000));
    const before = breaks({}).facts().threads[0]!.calls[1]!.input;
    assert.equal(advice?.tokens, before - 12_000);
    assert.equal(advice.highNano, (before - 12_000) * 9500);
    assert.equal(advice.lowNano, Math.floor((before - 12_000) * 9500 * 0.9));
  });

  test('nothing found: it may be the provider, and nothing is promised', () => {
    assert.equal(findingOf(unstablePrefix, [breaks({})])?.lowNano, 0);
  });

  const UPDATES: [what: string, before: string, after: string, cause: string][] = [
    ['the assistant was updated', '2.1.200', '2.1.201', 'update'],
    ['the same version', '2.1.200', '2.1.200', 'unknown'],
    ['a version that only newer rows name', '', '2.1.201', 'unknown'],
    ['a version that only older rows name', '2.1.200', '', 'unknown'],
  ];
  for (const [what, before, after, cause] of UPDATES) {
    test(`${what}: ${cause}`, () => {
      const facts = breaks({}).facts();
      facts.threads[0]!.calls.forEach((call, i) => (call.clientVersion = i < 2 ? before : after));
      const advice = adviseOnFacts(facts);
      assert.equal(advice?.occurrences[0]?.group, cause);
      assert.equal(advice.lowNano > 0, cause === 'update');
    });
  }

  test('an update is what the advice is about', () => {
    const script = conversation({ cache: '1h' })
      .prompt('Read it all.')
      .call({ tools: [{ name: 'Grep', result: output(60_000) }], clientVersion: '2.1.200' })
      .call({ text: 'Done.', cacheMiss: true, clientVersion: '2.1.201' });
    const { action } = findingOf(unstablePrefix, [script])!.result;
    assert.deepEqual(action, {
      kind: 'guide',
      steps: ['Finish a session before updating, and before resuming it elsewhere.'],
    });
  });

  test('more than 20 results at once hide what was before', () => {
    const tools = Array.from({ length: 22 }, (_, i) => ({ name: 'Read', target: `${i}.ts`, result: output(100) }));
    const script = conversation({ cache: '1h' })
      .prompt('Read it all.')
      .call({ tools: [{ name: 'Grep', result: output(60_000) }] })
      .call({ tools })
      .call({ text: 'Done.', cacheMiss: true });
    assert.equal(findingOf(unstablePrefix, [script])?.occurrences[0]?.group, 'blocks');
  });

  test('the boundary is 10,000 tokens lost', () => {
    const finds = (tokens: number) => findingOf(unstablePrefix, [breaks({ prefix: 4000, tokens })]) !== undefined;
    assert.deepEqual([finds(25_800), finds(26_200)], [false, true]);
  });

  test('the boundary of a changed prefix is nine tenths of it', () => {
    const cause = (found: number) => adviseOnFacts(findsPart(found))?.occurrences[0]?.group;
    assert.deepEqual([cause(17_500), cause(18_500)], ['prefix', 'unknown']);
  });

  test('the boundary is 20 blocks: calls and results', () => {
    const cause = (count: number) => {
      const tools = Array.from({ length: count }, (_, i) => ({ name: 'Read', target: `${i}.ts`, result: output(100) }));
      const script = conversation({ cache: '1h' })
        .prompt('Read it all.')
        .call({ tools: [{ name: 'Grep', result: output(60_000) }] })
        .call({ tools })
        .call({ text: 'Done.', cacheMiss: true });
      return findingOf(unstablePrefix, [script])?.occurrences[0]?.group;
    };
    assert.deepEqual([cause(10), cause(11)], ['unknown', 'blocks']);
  });
});

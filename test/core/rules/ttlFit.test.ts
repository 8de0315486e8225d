import assert from 'node:assert/strict';
import { ttlFit } from '../../../src/core/coach/rules/ttlFit';
import { conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

interface Pauses extends ScenarioSession {
  /** Minutes, one before each further turn. */
  pauses?: readonly number[];
  tokens?: number;
  /** Tokens of the last answer. */
  out?: number;
}

/** A context of some size, and turns with pauses between them. */
function pausing({ pauses = [12, 20], tokens = 100_000, out, ...setup }: Pauses) {
  const script = conversation({ cache: '5m', ...setup })
    .prompt('Read it all.')
    .call({ tools: [{ name: 'Grep', result: output(tokens - 20_000) }] })
    .call({ text: 'Read.' });
  for (const minutes of pauses) script.wait(minutes).prompt('Next.').call({ text: 'Done.' });
  return out ? script.call({ out }) : script;
}

const month = (setup: Pauses, sessions = 8) =>
  Array.from({ length: sessions }, (_, i) => pausing({ ...setup, day: i * 3 }));

suite('ttl-fit', () => {
  const fires: [string, Pauses][] = [
    ['two pauses in each session', {}],
    ['one long pause with a large context', { pauses: [50], tokens: 200_000 }],
    ['many short ones', { pauses: [6, 7, 8, 9] }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => {
      const advice = findingOf(ttlFit, month(setup));
      assert.equal(advice?.occurrences.length, 8);
      assert.equal(advice.hiddenBecause, undefined);
    });
  }

  const silent: [string, Pauses][] = [
    ['no pauses', { pauses: [1, 2, 1] }],
    ['pauses over an hour', { pauses: [90, 120] }],
    ['an hour of cache already', { cache: '1h' }],
    ['another maker’s model', { model: 'gpt-5.5' }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(ttlFit, month(setup)), undefined));
  }

  test('stays silent on a subscription, whose main thread has the hour', () => {
    assert.equal(findingOf(ttlFit, month({}), { billing: 'subscription' }), undefined);
  });

  test('the boundary is a pause of five minutes', () => {
    assert.equal(findingOf(ttlFit, month({ pauses: [4.8, 4.8] })), undefined);
    assert.equal(findingOf(ttlFit, month({ pauses: [5, 5] }))?.occurrences.length, 8);
  });

  test('three weeks have to say the same', () => {
    const weeks = (days: readonly number[]) =>
      findingOf(
        ttlFit,
        days.map((day) => pausing({ day })),
      )?.hiddenBecause;
    assert.equal(weeks([0, 1, 2, 3, 4, 5, 6, 7]), 'below-threshold');
    assert.equal(weeks([0, 1, 2, 3, 4, 5, 10, 11]), undefined);
  });

  test('sessions that would lose count against it', () => {
    const losing = Array.from({ length: 24 }, (_, i) => pausing({ pauses: [], day: i }));
    assert.equal(findingOf(ttlFit, [...month({}), ...losing])?.hiddenBecause, 'below-threshold');
  });

  test('saves what expired, less what writing for an hour costs more', () => {
    const { call, claim, lowNano, highNano } = findingOf(ttlFit, month({ pauses: [12] }, 11))!.occurrences[0]!;
    const first = 100_016;
    assert.equal(call!.cacheRead, 0);
    // Read at $0.50 instead of written at $6.25; what was written before and what is new at $10 instead.
    assert.ok(Math.abs(claim.tokens - first) < 50);
    const saved = claim.tokens * 5750 - (call!.input + 30) * 3750;
    assert.ok(Math.abs(highNano - saved) < 500_000, `${highNano} ${saved}`);
    assert.ok(Math.abs(lowNano - highNano / 2) < 2);
  });

  test('the boundary is $2 a month', () => {
    const [nine, eleven] = [9, 11].map((sessions) => findingOf(ttlFit, month({ pauses: [12] }, sessions)));
    assert.equal(nine?.hiddenBecause, 'below-threshold');
    assert.equal(eleven?.hiddenBecause, undefined);
  });

  test('the boundary of a session is a tenth of its cost', () => {
    const finds = (out: number) => findingOf(ttlFit, [pausing({ pauses: [12], out })]) !== undefined;
    assert.deepEqual([finds(18_000), finds(42_000)], [true, false]);
  });

  test('the boundary of what may be lost is half of what is saved', () => {
    const hidden = (losing: number) =>
      findingOf(ttlFit, [...month({}), ...month({ pauses: [] }, losing)])?.hiddenBecause;
    assert.deepEqual([hidden(7), hidden(10)], [undefined, 'below-threshold']);
  });

  test('three weeks of four, not of five', () => {
    const gaining = [0, 1, 3, 4, 10, 11].map((day) => pausing({ day }));
    const hidden = (days: readonly number[]) =>
      findingOf(ttlFit, [...gaining, ...days.map((day) => pausing({ pauses: [], day }))])?.hiddenBecause;
    assert.deepEqual([hidden([17]), hidden([17, 24])], [undefined, 'below-threshold']);
  });
});

import assert from 'node:assert/strict';
import { fanOut } from '../../../src/core/coach/rules/fanOut';
import { conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

interface Helpers extends ScenarioSession {
  /** What each helper reads. */
  reads: readonly (readonly string[])[];
  task?: string;
  /** Tokens of a file, and calls of a helper beside its readings. */
  tokens?: number;
  calls?: number;
}

/** Helpers at the same time, each with its files. */
function delegates({ reads, task = 'Find where the depot is decided.', tokens = 8000, calls = 6, ...setup }: Helpers) {
  const script = conversation(setup)
    .prompt('Move the depot.')
    .call({ tools: reads.map((_, i) => ({ name: 'Task', target: 'Explore', input: `{"prompt":"${task} ${i}"}` })) });
  for (let step = 0; step < 20; step++) {
    for (const [i, files] of reads.entries()) {
      script.helper(`helper${i}`);
      if (step === 0) script.prompt({ injected: task, name: 'agent-prompt' });
      const file = files[step];
      if (file) script.call({ tools: [{ name: 'Read', target: file, result: output(tokens, file) }] });
      else if (step < files.length + calls) script.call({ text: 'Looking on.' });
    }
  }
  return script.main().call({ text: 'It is decided in one place.' });
}

const SAME = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
const OWN = [1, 2, 3].map((i) => SAME.map((file) => `${i}/${file}`));

suite('fan-out', () => {
  const fires: [string, Helpers][] = [
    ['three helpers read the same four files', { reads: [SAME, SAME, SAME] }],
    ['half of the files are the same', { reads: [SAME, SAME, ['e.ts', 'f.ts', 'g.ts']] }],
    ['helpers that do little but start', { reads: [['a.ts'], ['b.ts'], ['c.ts']], tokens: 1000, calls: 1 }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(fanOut, [delegates(setup)])?.occurrences.length, 1));
  }

  const silent: [string, Helpers][] = [
    ['each has files of its own', { reads: OWN }],
    ['asked to review independently', { reads: [SAME, SAME, SAME], task: 'Review the change on your own.' }],
    ['only two of them', { reads: [SAME, SAME] }],
    ['two common files', { reads: [SAME.slice(0, 2), SAME.slice(0, 2), SAME.slice(0, 2)], calls: 12 }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(fanOut, [delegates(setup)]), undefined));
  }

  test('the boundary is half of the files', () => {
    const of = (own: number) => {
      const more = Array.from({ length: own }, (_, i) => `own${i}.ts`);
      return findingOf(fanOut, [delegates({ reads: [SAME, SAME, more], tokens: 9000 })])?.occurrences.length;
    };
    assert.equal(of(8), 1);
    assert.equal(of(9), undefined);
  });

  test('claims the files that an earlier helper had read, and the prefixes but one', () => {
    const advice = findingOf(fanOut, [delegates({ reads: [SAME, SAME, SAME], cache: '1h' })]);
    // Two helpers: 20,000 of prefix once, four files sent in 9, 8, 7 and 6 calls.
    const carried = 8000 * (9 + 8 + 7 + 6);
    assert.ok(Math.abs(advice!.tokens - 2 * (20_000 + carried)) < 200, `${advice!.tokens}`);
    const nano = 2 * (20_000 * 9500 + 8000 * (4 * 10_000 + (8 + 7 + 6 + 5) * 500));
    assert.ok(Math.abs(advice!.highNano / 0.8 - nano) < 0.01 * nano, `${advice!.highNano / 0.8} ${nano}`);
  });

  const searches = (answer: string, tokens = 30_000) => {
    const script = conversation({ cache: '1h' }).prompt('Where is the depot decided?');
    for (const seed of ['x', 'y']) script.call({ tools: [{ name: 'Grep', result: output(tokens, seed) }] });
    script.call({ text: answer }).prompt('Then change it.');
    for (let i = 0; i < 10; i++) script.call({ text: 'A step.' });
    return script;
  };

  test('fires: what was looked through stays in the main thread', () => {
    const advice = findingOf(fanOut, [searches('In the depot file.')]);
    assert.equal(advice?.occurrences.length, 1);
    // Sent in 12 and 11 further calls, but for a report of 2,000 tokens.
    assert.ok(Math.abs(advice.tokens - (28_000 * 12 + 30_000 * 11)) < 100, `${advice.tokens}`);
  });

  test('stays silent: it was used, or it was less', () => {
    assert.equal(findingOf(fanOut, [searches(output(300, 'x'))]), undefined);
    assert.equal(findingOf(fanOut, [searches('In the depot file.', 20_000)]), undefined);
  });

  test('the boundary of common files is three', () => {
    const finds = (files: number) => {
      const common = SAME.slice(0, files);
      return findingOf(fanOut, [delegates({ reads: [common, common, common], tokens: 20_000 })]) !== undefined;
    };
    assert.deepEqual([finds(2), finds(3)], [false, true]);
  });

  test('the boundary of starting up is 60 % of the cost', () => {
    const finds = (tokens: number) =>
      findingOf(fanOut, [delegates({ reads: [['a.ts'], ['b.ts'], ['c.ts']], tokens, calls: 1 })])?.occurrences[0];
    const startup = (tokens: number) => (finds(tokens)!.why.figures['startup'] as { value: number }).value;
    assert.ok(startup(11_500) >= 0.6 && startup(11_500) < 0.7, `${startup(11_500)}`);
    assert.equal(finds(16_000), undefined);
  });

  test('the boundary of what is used is ten names', () => {
    const finds = (count: number) => {
      const found = Array.from({ length: 20_000 }, (_, i) => `name_${i}`).join(' ');
      const script = conversation({ cache: '1h' }).prompt('Where is the depot decided?');
      script.call({ tools: [{ name: 'Grep', result: found }] });
      script.call({ text: Array.from({ length: count }, (_, i) => `name_${i}`).join(' ') });
      return findingOf(fanOut, [script.prompt('Then change it.').call({ text: 'A step.' })]) !== undefined;
    };
    assert.deepEqual([finds(9), finds(10)], [true, false]);
  });
});

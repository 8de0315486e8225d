import assert from 'node:assert/strict';
import { wholeFileOut } from '../../../src/core/coach/rules/wholeFileOut';
import { conversation, findingOf, type ScenarioCall, type SessionScript } from '../../support/scenario';

const file = (lines: number, changed = 0): string =>
  Array.from(
    { length: lines },
    (_, i) => `  const price${i} = basePrice(${i}) * ${i < changed ? 'newRate' : 'rate'};`,
  ).join('\n');
const numbered = (text: string): string =>
  text
    .split('\n')
    .map((line, i) => `${i + 1}→${line}`)
    .join('\n');

interface Written {
  path?: string;
  lines?: number;
  changed?: number;
  isNew?: boolean;
}

/** The file is read, and written again with so many lines changed. */
function write({ path = '/home/me/shop/src/price.ts', lines = 160, changed = 4, isNew }: Written = {}): ScenarioCall {
  const input = JSON.stringify({ file_path: path, content: file(lines, changed) });
  const edit = isNew ? { added: lines, removed: 0 } : { added: changed, removed: changed };
  return { tools: [{ name: 'Write', target: path, input, result: 'Updated.', edit }] };
}

const failedEdit: ScenarioCall = {
  tools: [
    { name: 'Edit', target: '/home/me/shop/src/price.ts', result: 'String to replace not found.', isError: true },
  ],
};
const answer = (lines: number, changed: number): ScenarioCall => ({
  text: `Here it is:\n\n\`\`\`ts\n${file(lines, changed)}\n\`\`\`\n`,
});
const task = (...calls: ScenarioCall[]): SessionScript =>
  calls.reduce((script, call) => script.call(call), conversation().prompt('Use the new rate.')).call({ text: 'Done.' });
const reading: ScenarioCall = {
  tools: [{ name: 'Read', target: '/home/me/shop/src/price.ts', result: numbered(file(160)) }],
};

const found = (script: SessionScript): number => findingOf(wholeFileOut, [script])?.occurrences.length ?? 0;

suite('whole-file-out', () => {
  const fires: [string, SessionScript][] = [
    ['160 lines written for 4', task(write())],
    [
      'in a sub-agent',
      conversation().prompt('Go.').helper('a1').prompt({ injected: 'Do it.' }).call(write()).call({ text: 'Done.' }),
    ],
    ['three tenths of the lines', task(write({ changed: 48 }))],
    ['an answer that shows the whole file again', task(reading, answer(160, 4))],
  ];
  for (const [name, script] of fires) test(`fires: ${name}`, () => assert.equal(found(script), 1));

  const silent: [string, SessionScript][] = [
    ['a new file', task(write({ isNew: true }))],
    ['a file of which half the lines change', task(write({ changed: 80 }))],
    ['a generated file', task(write({ path: '/home/me/shop/dist/price.js' }))],
    ['the way out after an edit that failed', task(failedEdit, write())],
    [
      'edits in place',
      task({ tools: [{ name: 'Edit', target: '/a.ts', input: file(160), edit: { added: 4, removed: 4 } }] }),
    ],
    ['an answer with code of its own', task(reading, answer(160, 120))],
    [
      'an answer to whoever asked for the whole file',
      conversation()
        .prompt('Show me the whole file with the new rate.')
        .call(reading)
        .call(answer(160, 4))
        .call({ text: 'Done.' }),
    ],
  ];
  for (const [name, script] of silent) test(`stays silent: ${name}`, () => assert.equal(found(script), 0));

  test('the boundary is a hundred lines', () => {
    assert.equal(found(task(write({ lines: 99 }))), 0);
    assert.equal(found(task(write({ lines: 100 }))), 1);
  });

  test('a habit has three thousand tokens of output', () => {
    const hidden = (times: number) =>
      findingOf(
        wholeFileOut,
        Array.from({ length: times }, (_, i) =>
          conversation({ day: i }).prompt('Go.').call(write()).call({ text: 'Done.' }),
        ),
      )?.hiddenBecause;
    // 1,470 tokens a time.
    assert.equal(hidden(2), 'below-threshold');
    assert.notEqual(hidden(3), 'below-threshold');
  });

  test('conversations without a rewrite use up nothing that is kept for those with one', () => {
    const many = Array.from({ length: 30 }, (_, i) => conversation({ day: i }).prompt('Go.').call({ text: 'Done.' }));
    assert.equal(findingOf(wholeFileOut, [...many, task(write())])?.occurrences.length, 1);
  });

  test('claims what was written beyond the changed lines, and carried afterwards', () => {
    const habit = [0, 1, 2].map((day) => conversation({ day }).prompt('Go.').call(write()).call({ text: 'Done.' }));
    const { block, call, claim, lowNano, highNano } = findingOf(wholeFileOut, habit)!.occurrences[0]!;
    assert.deepEqual([block!.tokens, call!.output], [1_564, 1_564]);
    // 1,564 − 1.2 × 1,564 × 8 / 160 = 1,470: written at $25 a million, and read back once at $6.25.
    assert.equal(claim.tokens, 2 * 1_470);
    assert.equal(highNano, 1_470 * 31_250);
    assert.equal(lowNano, Math.floor(1_470 * 31_250 * 0.7));
  });

  test('measures every changed file, whether rewritten or edited', () => {
    const edited: ScenarioCall = { tools: [{ name: 'Edit', target: '/a.ts', edit: { added: 1, removed: 1 } }] };
    const units = wholeFileOut.verification.units(task(write(), edited).facts());
    assert.deepEqual(
      units.map(({ value }) => value),
      [1_470, 0],
    );
  });
});

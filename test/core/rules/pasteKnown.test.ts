import assert from 'node:assert/strict';
import { knownPastes } from '../../../src/core/insights/activity/knownPastes';
import { pasteKnown } from '../../../src/core/coach/rules/pasteKnown';
import { conversation, findingOf, type ScenarioSession, type SessionScript } from '../../support/scenario';

const line = (i: number): string =>
  `  const total${i} = priceOf(cart.items[${i}], rates.${'abcdef'[i % 6]}) + ${i * 7};`;
const code = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => line(from + i)).join('\n');
const tax = Array.from({ length: 40 }, (_, i) => `  rates.set('${i}', taxOf(country[${i}], 0.${i + 10}));`).join('\n');
const FENCE = '```';
const TWO_FILES = `${FENCE}ts\n${code(1, 49)}\n${FENCE}\n${FENCE}ts\n${tax}\n${FENCE}\n`;
/** As a tool shows a file. */
const numbered = (file: string): string =>
  file
    .split('\n')
    .map((text, i) => `${String(i + 1).padStart(6)}→${text}`)
    .join('\n');

const reading = (result: string, target = '/home/me/shop/src/cart.ts') => ({
  tools: [{ name: 'Read', target, result }],
});

function afterReading(excerpt: string, setup: ScenarioSession = {}, result = numbered(code(1, 120))): SessionScript {
  return conversation(setup)
    .prompt('How are totals made?')
    .call(reading(result))
    .call({ text: 'One by one.' })
    .prompt('I mean this part:', { pasted: excerpt })
    .call({ text: 'Shorter now.' })
    .call({ text: 'Done.' });
}

const whys = (script: SessionScript): unknown[] =>
  (findingOf(pasteKnown, [script])?.occurrences ?? []).map(({ why }) => why.figures['reference'] ?? 'said before');

suite('paste-known', () => {
  const fires: [string, SessionScript, unknown][] = [
    ['a part of a file that was read', afterReading(code(20, 69)), '@src/cart.ts:20-69'],
    [
      'in a fence, with another indentation',
      afterReading(`\`\`\`ts\n${code(20, 69).replaceAll('  const', 'const')}\n\`\`\`\n`),
      '@src/cart.ts:20-69',
    ],
    ['a file that was shown without numbers', afterReading(code(20, 69), {}, code(1, 120)), '@src/cart.ts'],
    [
      'a file that is read in answer',
      conversation()
        .prompt('This:', { pasted: code(20, 69) })
        .call(reading(numbered(code(1, 120))))
        .call({ text: 'Ah.' }),
      '@src/cart.ts:20-69',
    ],
    [
      'two files in adjacent fences, of which one after the other was read',
      conversation()
        .prompt('How are totals made?')
        .call(reading(numbered(code(1, 49))))
        .call(reading(numbered(tax), '/home/me/shop/src/tax.ts'))
        .call({ text: 'One by one.' })
        .prompt('I mean these:', { pasted: TWO_FILES })
        .call({ text: 'Shorter now.' })
        .call(),
      '@src/cart.ts:1-49 @src/tax.ts:1-40',
    ],
    [
      'the same pasted twice',
      conversation()
        .prompt('This:', { pasted: code(20, 69) })
        .call({ text: 'Yes?' })
        .prompt('I said:', { pasted: code(20, 69) })
        .call(),
      'said before',
    ],
  ];
  for (const [name, script, reference] of fires)
    test(`fires: ${name}`, () => assert.deepEqual(whys(script), [reference]));

  const variant = code(20, 69)
    .split('\n')
    .map((text, i) => (i % 10 === 0 ? `${text} // why?` : text))
    .join('\n');
  const silent: [string, SessionScript][] = [
    ['a variant, which is there on purpose', afterReading(variant)],
    ['another part of the same file', afterReading(code(200, 249))],
    [
      'a file of which nothing was read',
      conversation()
        .prompt('This:', { pasted: code(20, 69) })
        .call({ text: 'Ah.' })
        .call(),
    ],
    [
      'the context that held it was compacted away',
      conversation()
        .prompt('Totals?')
        .call(reading(numbered(code(1, 120))))
        .call()
        .compact('Totals.')
        .prompt('This:', { pasted: code(20, 69) })
        .call()
        .call(),
    ],
    [
      'a file that is read for the next question only',
      conversation()
        .prompt('This:', { pasted: code(20, 69) })
        .call({ text: 'Ah.' })
        .prompt('Now read all of it.')
        .call(reading(numbered(code(1, 120))))
        .call(),
    ],
    [
      'a reading that failed',
      conversation()
        .prompt('Totals?')
        .call({ tools: [{ name: 'Read', target: '/a/b.ts', result: numbered(code(1, 120)), isError: true }] })
        .prompt('This:', { pasted: code(20, 69) })
        .call()
        .call(),
    ],
  ];
  for (const [name, script] of silent) test(`stays silent: ${name}`, () => assert.deepEqual(whys(script), []));

  test('of two files only the one that was read is replaced', () => {
    const [known] = knownPastes(afterReading(TWO_FILES).facts());
    assert.equal(known!.reference, '@src/cart.ts:1-49');
    assert.equal(known!.shortened, `@src/cart.ts:1-49\n${FENCE}ts\n${tax}\n${FENCE}`);
  });

  test('finds both of two files in what one command has shown', () => {
    const [known] = knownPastes(afterReading(TWO_FILES, {}, numbered(`${code(1, 49)}\n${tax}`)).facts());
    assert.equal(known!.shortened, '@src/cart.ts:1-49\n@src/cart.ts:50-89');
  });

  test('the boundary is thirty lines', () => {
    const wide = (n: number): string => code(20, 19 + n).replaceAll('priceOf', 'priceOfTheItemInTheCartOfThisCustomer');
    const script = (n: number): SessionScript =>
      afterReading(wide(n), {}, numbered(code(1, 120)).replaceAll('priceOf', 'priceOfTheItemInTheCartOfThisCustomer'));
    assert.equal(whys(script(29)).length, 0);
    assert.equal(whys(script(30)).length, 1);
  });

  test('claims the excerpt, but for the path in its place', () => {
    const advice = findingOf(pasteKnown, [afterReading(code(20, 69))]);
    assert.equal(advice!.occurrences[0]!.block!.tokens, 828);
    // 813 tokens, twice: written at $6.25 a million, then read at $0.50.
    assert.equal(advice!.tokens, 2 * 813);
    assert.equal(advice!.highNano, 813 * 6_750);
    assert.equal(advice!.lowNano, Math.floor(813 * 6_750 * 0.8));
  });

  test('measures what was pasted twice, prompt by prompt', () => {
    const units = pasteKnown.verification.units(afterReading(code(20, 69)).facts());
    assert.deepEqual(
      units.map(({ value }) => value),
      [0, 813],
    );
  });
});

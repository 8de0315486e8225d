import assert from 'node:assert/strict';
import { dataFormat } from '../../../src/core/coach/rules/dataFormat';
import { conversation, findingOf, type ScenarioSession } from '../../support/scenario';

const order = (i: number) => ({ id: 1000 + i, name: `Pot ${i}`, price: i * 3, shipped: i % 2 === 0 });
const orders = (n: number): string =>
  JSON.stringify(
    Array.from({ length: n }, (_, i) => order(i)),
    null,
    2,
  );
/** Rows that are not alike. */
const settings = (n: number): string =>
  JSON.stringify(
    Object.fromEntries(
      Array.from({ length: n }, (_, i) => [`shop${i}`, { open: [i, i + 9], at: { town: `Town ${i}` } }]),
    ),
    null,
    2,
  );
const table = (n: number): string =>
  ['| Name           | Price          | Shipped        |', '| -------------- | -------------- | -------------- |']
    .concat(
      Array.from(
        { length: n },
        (_, i) => `| ${`Pot ${i}`.padEnd(14)} | ${String(i * 3).padEnd(14)} | ${'yes'.padEnd(14)} |`,
      ),
    )
    .join('\n');
const fenced = (data: string): string => `\`\`\`json\n${data}\n\`\`\`\n`;

function pasted(data: string, ask = 'These rows come out wrong. Find the cause.', setup: ScenarioSession = {}) {
  return conversation(setup).prompt(ask, { pasted: data }).call({ text: 'The price is.' }).call({ text: 'Fixed.' });
}

const found = (script: ReturnType<typeof pasted>) => findingOf(dataFormat, [script])?.occurrences.length ?? 0;

suite('data-format', () => {
  const fires: [string, ReturnType<typeof pasted>][] = [
    ['uniform rows as pretty JSON', pasted(fenced(orders(40)))],
    ['the same without a fence', pasted(orders(40))],
    ['nested JSON, which only loses its padding', pasted(fenced(settings(60)))],
    ['a padded Markdown table', pasted(table(60))],
    ['in Codex', pasted(fenced(orders(40)), 'Why?', { source: 'codex', model: 'gpt-5.5' })],
  ];
  for (const [name, script] of fires) test(`fires: ${name}`, () => assert.equal(found(script), 1));

  const silent: [string, ReturnType<typeof pasted>][] = [
    [
      'JSON that is as short as can be',
      pasted(fenced(JSON.stringify(Array.from({ length: 99 }, (_, i) => [i, order(i)])))),
    ],
    ['the indentation is the question', pasted(fenced(orders(40)), 'Fix the indentation of this.')],
    ['the schema is the question', pasted(fenced(orders(40)), 'Write a JSON schema for this.')],
    ['what does not parse', pasted(fenced(orders(40).slice(0, -9)))],
    ['code', pasted('const a = { b: 1, c: 2 };\n'.repeat(100))],
    [
      'what a tool gave',
      conversation()
        .prompt('Go.')
        .call({ tools: [{ name: 'Read', result: orders(40) }] })
        .call(),
    ],
  ];
  for (const [name, script] of silent) test(`stays silent: ${name}`, () => assert.equal(found(script), 0));

  test('the boundary is five hundred tokens', () => {
    // 3.5 bytes to a token: 1,750 of data and 12 of fence.
    const sized = (bytes: number): string => orders(20).replace('Pot 0', 'x'.repeat(bytes - orders(20).length + 5));
    assert.equal(found(pasted(fenced(sized(1_735)))), 0);
    assert.equal(found(pasted(fenced(sized(1_751)))), 1);
  });

  test('claims what goes, over the calls that carried it', () => {
    const advice = findingOf(dataFormat, [pasted(fenced(orders(40)))]);
    const [before, after] = [
      fenced(orders(40)).length,
      `\`\`\`json\nid,name,price,shipped\n${Array.from({ length: 40 }, (_, i) => Object.values(order(i)).join(',')).join('\n')}\n\`\`\`\n`
        .length,
    ];
    assert.deepEqual([before, after], [3_387, 846]);
    // 967 tokens of which 243 stay; two calls: written at $6.25 a million, then read at $0.50.
    assert.equal(advice!.tokens, 2 * 724);
    assert.equal(advice!.highNano, 724 * 6_750);
    assert.equal(advice!.lowNano, Math.floor(724 * 6_750 * 0.8));
  });

  test('less padding is surer than another notation', () => {
    const advice = findingOf(dataFormat, [pasted(fenced(settings(60)))])!;
    assert.equal(advice.lowNano, Math.floor(advice.highNano * 0.9));
  });

  test('measures tokens per row, which padding and notation change, and the data does not', () => {
    const unit = (data: string): number => dataFormat.verification.units(pasted(data).facts())[0]!.value;
    const csv = `id,name,price,shipped\n${Array.from({ length: 40 }, (_, i) => Object.values(order(i)).join(',')).join('\n')}`;
    const rounded = [fenced(orders(40)), fenced(JSON.stringify(JSON.parse(orders(40)))), fenced(csv)].map((d) =>
      Math.round(unit(d)),
    );
    assert.deepEqual(rounded, [24, 16, 6]);
    assert.deepEqual(dataFormat.verification.units(pasted('let a = 1;\n'.repeat(99)).facts()), []);
  });
});

import assert from 'node:assert/strict';
import { missingAnchor } from '../../../src/core/coach/rules/missingAnchor';
import { lacksAnchor } from '../../../src/core/prompts/requestCues';
import { conversation, findingOf, output, type ScenarioCall, type SessionScript } from '../../support/scenario';

const read = (i: number): ScenarioCall => ({
  tools: [{ name: 'Read', target: `src/page${i}.ts`, result: output(2_000, `${i}`) }],
});
const edit = (added = 30): ScenarioCall => ({
  tools: [{ name: 'Edit', target: 'src/cart.ts', edit: { added, removed: 2 } }],
});

/** So many files are read before one is changed. */
function task(day: number, prompt: string, reads: number, added = 30): SessionScript {
  const script = conversation({ day }).prompt(prompt);
  for (let i = 0; i < reads; i++) script.call(read(i));
  return script.call(edit(added)).call({ text: 'Done.' });
}
function reworked(day: number, prompt: string): SessionScript {
  return task(day, prompt, 0).prompt("No, that's wrong.").call(edit()).call({ text: 'Now it is right.' });
}
const quick = (n: number): SessionScript[] =>
  Array.from({ length: n }, (_, i) => task(i, 'Round the sum in src/cart.ts.', 0));
const times = (n: number, make: (day: number) => SessionScript): SessionScript[] =>
  Array.from({ length: n }, (_, i) => make(i));

const VAGUE = 'Improve the checkout page a bit.';
const advise = (scripts: SessionScript[]) => findingOf(missingAnchor, scripts);
const isShown = (scripts: SessionScript[]): boolean => {
  const advice = advise(scripts);
  return advice !== undefined && advice.hiddenBecause === undefined;
};

suite('missing-anchor', () => {
  const fires: [string, SessionScript[]][] = [
    ['tasks that had to be looked for', [...quick(15), ...times(5, (day) => task(day, VAGUE, 8))]],
    ['tasks that were done twice', [...quick(15), ...times(5, (day) => reworked(day, VAGUE))]],
    [
      'with what a hook adds',
      [
        ...quick(15),
        ...times(5, (day) => {
          const script = conversation({ day }).prompt(VAGUE).attach('hook_success', 'It is Monday.');
          for (let i = 0; i < 8; i++) script.call(read(i));
          return script.call(edit()).call({ text: 'Done.' });
        }),
      ],
    ],
    ['in Korean', [...quick(15), ...times(5, (day) => task(day, '결제 화면 좀 예쁘게 바꿔줘', 8))]],
  ];
  for (const [name, scripts] of fires) test(`fires: ${name}`, () => assert.ok(isShown(scripts)));

  const silent: [string, SessionScript[]][] = [
    [
      'the same search, with a file named',
      [...quick(15), ...times(5, (day) => task(day, 'Improve the checkout in src/checkout.', 8))],
    ],
    [
      'the same search, with a sign of when it is done',
      [...quick(15), ...times(5, (day) => task(day, 'Improve the checkout page until the sum is shown.', 8))],
    ],
    [
      'vague, and found at once',
      [...times(15, (day) => task(day, 'Round the sum in src/cart.ts.', 8)), ...times(5, (day) => task(day, VAGUE, 0))],
    ],
    ['a change of a line', [...quick(15), ...times(5, (day) => task(day, VAGUE, 8, 1))]],
    [
      'with something pasted',
      [
        ...quick(15),
        ...times(5, (day) => {
          const script = conversation({ day }).prompt(VAGUE, { pasted: 'total\n'.repeat(20) });
          for (let i = 0; i < 8; i++) script.call(read(i));
          return script.call(edit()).call({ text: 'Done.' });
        }),
      ],
    ],
    ...[
      ['what Claude Code adds as file', 'file', 'let sum = 0;'],
      ['what Claude Code adds as selected_lines_in_ide', 'selected_lines_in_ide', 'let sum = 0;'],
      ['a chip of Copilot, whose text is not kept', 'file', ''],
    ].map(([what, name, text]): [string, SessionScript[]] => [
      `with ${what}`,
      [
        ...quick(15),
        ...times(5, (day) => {
          const script = conversation({ day }).prompt(VAGUE).attach(name!, text!);
          for (let i = 0; i < 8; i++) script.call(read(i));
          return script.call(edit()).call({ text: 'Done.' });
        }),
      ],
    ]),
    [
      'with a file that the editor attached',
      [
        ...quick(15),
        ...times(5, (day) => {
          const script = conversation({ day }).prompt(VAGUE, {
            injected: '<ide_selection>src/cart.ts</ide_selection>',
          });
          for (let i = 0; i < 8; i++) script.call(read(i));
          return script.call(edit()).call({ text: 'Done.' });
        }),
      ],
    ],
    [
      'a later task of a conversation, which has a plan before it',
      [
        ...quick(15),
        ...times(5, (day) => {
          const script = task(day, 'Round the sum in src/cart.ts.', 0).prompt(VAGUE);
          for (let i = 0; i < 8; i++) script.call(read(i));
          return script.call(edit()).call({ text: 'Done.' });
        }),
      ],
    ],
  ];
  for (const [name, scripts] of silent) test(`stays silent: ${name}`, () => assert.ok(!isShown(scripts)));

  test('the boundary is five tasks, and a fifth of them all', () => {
    assert.ok(!isShown([...quick(12), ...times(4, (day) => task(day, VAGUE, 8))]));
    assert.ok(isShown([...quick(20), ...times(5, (day) => task(day, VAGUE, 8))]));
    assert.ok(!isShown([...quick(21), ...times(5, (day) => task(day, VAGUE, 8))]));
  });

  test('a direction, no amount', () => {
    const advice = advise([...quick(15), ...times(5, (day) => task(day, VAGUE, 8))])!;
    assert.deepEqual([advice.lowNano, advice.highNano, advice.tokens, advice.occurrences.length], [0, 0, 0, 5]);
  });

  test('measures what is sent before the first edit', () => {
    const [unit] = missingAnchor.verification.units(task(0, VAGUE, 1).facts());
    // Two calls: 20,000 of prefix and 7 of prompt; the same with the file that was read.
    assert.equal(unit!.value, 20_007 + 22_012);
  });

  const orders: [string, boolean][] = [
    ['Make the app faster', true],
    ['Die Seite schöner machen', true],
    ['画面をきれいにして', true],
    ['优化一下首页', true],
    ['Fix the bug in CartTotal', false],
    ['Fix `total`', false],
    ['Fix TypeError on load', false],
    ['See https://example.org/42', false],
    ['Why is it slow?', false],
    ['explain the cart', false],
    ['yes', false],
    ['run the linter', false],
    ['Sort the list so that new ones come first', false],
    ['JIRA-42 please', false],
    ['fix the gitignore', false],
    ["no wait, that's wrong", false],
    ['Help me understand the login first.', false],
    ['/compact', false],
    ['', false],
    ['Look into /home/ana/shop/src/checkout3 and simplify the flow', false],
    ['The route /checkout/step2 shows a blank page, fix it', false],
    ['GET /api/orders is slow, speed it up', false],
    ['refactor src\\cart\\part1 into smaller pieces', false],
    ["Cannot read properties of undefined (reading 'price')", false],
    ['Tidy up ~/shop', false],
    ['fix TS2345', false],
    ["'total' is not defined", false],
    ['panic: assignment to entry in nil map', false],
    ['HTTP 500 on checkout', false],
    ['fix issue 123', false],
    ['カート.ts を直して', false],
    ['improve #sym:Total', false],
    ['lgtm, now the rest', false],
    ['implement the plan', false],
    ['Make the list nicer and/or faster / better', false],
    ['Make the list nicer', true],
  ];
  for (const [order, vague] of orders)
    test(`${vague ? 'vague' : 'not vague'}: ${order}`, () => assert.equal(lacksAnchor(order), vague));
});

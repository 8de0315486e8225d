import assert from 'node:assert/strict';
import { askShape } from '../../../src/core/coach/rules/askShape';
import { conversation, findingOf, type ScenarioCall, type SessionScript } from '../../support/scenario';

const words = (n: number): string =>
  Array.from({ length: n }, (_, i) => ['cart', 'order', 'price', 'sum', 'tax'][i % 5]).join(' ');
const LONG = words(1_200);

/** A question, an answer, and so many seconds later the next question. */
function asks(
  seconds: number,
  answer: ScenarioCall | string = LONG,
  question = 'How does the cart work?',
  day = 0,
): SessionScript {
  const call = typeof answer === 'string' ? { text: answer } : answer;
  return conversation({ day })
    .prompt(question)
    .call(call)
    .wait((seconds - 1) / 60)
    .prompt('And the order?')
    .call({ text: 'So.' });
}
const found = (script: SessionScript): number => findingOf(askShape, [script])?.occurrences.length ?? 0;

suite('ask-shape', () => {
  const fires: [string, SessionScript][] = [
    ['1,200 words left after six seconds', asks(6)],
    ['with a little code in it', asks(6, `${LONG}\n\`\`\`ts\nlet a = 1;\n\`\`\`\n`)],
    ['in Chinese', asks(6, { text: '购物车的价格由订单决定'.repeat(200), out: 1_535 })],
    [
      'after something was looked up',
      conversation()
        .prompt('How?')
        .call({ tools: [{ name: 'Grep', target: 'rg' }] })
        .call({ text: LONG })
        .prompt('Ah.')
        .call(),
    ],
  ];
  for (const [name, script] of fires) test(`fires: ${name}`, () => assert.equal(found(script), 1));

  const silent: [string, SessionScript][] = [
    ['an answer that could be read', asks(90)],
    ['a short answer', asks(6, words(200))],
    ['an error to be found', asks(6, LONG, 'Why? It says "TypeError: total is undefined".')],
    [
      'a pasted error to be found',
      conversation()
        .prompt('Why?', { pasted: 'Traceback (most recent call last):\n  File "a.py", line 3\nValueError: no' })
        .call({ text: LONG })
        .prompt('And the order?')
        .call({ text: 'So.' }),
    ],
    [
      'what was said between two tools, while the user added something',
      conversation()
        .prompt('How does the cart work?')
        .call({ text: LONG, tools: [{ name: 'Grep', target: 'rg' }] })
        .prompt('And the order?')
        .call({ text: 'So.' }),
    ],
    ['an answer made of code', asks(6, `${words(700)}\n\`\`\`ts\n${'const total = price;\n'.repeat(200)}\`\`\`\n`)],
    [
      'a report on work that was done',
      asks(6, { text: LONG, tools: [{ name: 'Edit', target: 'a.ts', edit: { added: 9, removed: 1 } }] }),
    ],
    ['a proof', asks(6, LONG, 'Prove that the sum is right.')],
    ['the last answer of a conversation', conversation().prompt('How?').call({ text: LONG })],
  ];
  for (const [name, script] of silent) test(`stays silent: ${name}`, () => assert.equal(found(script), 0));

  test('the boundary is nine hundred words a minute', () => {
    assert.equal(found(asks(79)), 1);
    assert.equal(found(asks(81)), 0);
  });

  test('a habit is ten times', () => {
    const hidden = (n: number) =>
      findingOf(
        askShape,
        Array.from({ length: n }, (_, i) => asks(6, LONG, 'How?', i)),
      )!.hiddenBecause;
    assert.deepEqual([hidden(9), hidden(10)], ['below-threshold', undefined]);
  });

  test('claims two fifths of the answer, less the line that asks for it', () => {
    const habit = Array.from({ length: 10 }, (_, i) => asks(6, LONG, 'How?', i));
    const { block, call, claim, lowNano, highNano } = findingOf(askShape, habit)!.occurrences[0]!;
    assert.deepEqual([block!.tokens, call!.output], [1_395, 1_395]);
    // 558 tokens written at $25 a million, and carried into the next call as written at $6.25.
    assert.equal(claim.tokens, 2 * 558);
    // The line: 12 tokens written, then read.
    const line = 12 * 6_250 + 12 * 500;
    assert.equal(highNano, 558 * 31_250 - line);
    assert.equal(lowNano, (558 * 31_250) / 2 - line);
  });

  test('measures what each question is answered with', () => {
    assert.deepEqual(
      askShape.verification.units(asks(6).facts()).map(({ value }) => value),
      [1_395, 1],
    );
  });
});

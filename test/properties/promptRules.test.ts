import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coachRules } from '../../src/core/coach/index';
import { standingParts } from '../../src/core/prompts/standingParts';
import { adviseOn, conversation, type SessionScript } from '../support/scenario';

const RULES = new Set(
  'paste-fold paste-known recurring-block data-format lexical-trim missing-anchor drip-feed ask-shape whole-file-out'.split(
    ' ',
  ),
);
const rules = coachRules.filter(({ id }) => RULES.has(id));

const line = fc.constantFrom(
  '```json',
  '```',
  '~~~',
  '[{"id": 1, "name": "Pot", "price": 3},',
  ' {"id": 12345678901234567890, "name": "Pot\\u0000", "price": 3}]',
  '| a   | b   |',
  '| --- | --- |',
  '2026-06-01T09:00:00Z INFO worker done job=17 in 3 ms',
  '2026-06-01T09:00:01Z ERROR queue reset',
  '    at run (/home/me/shop/src/cart.ts:10:3)',
  'Could you please keep the change small and follow the style of the files around it, as ever? Thanks!',
  '추가로 버튼을 파랗게 해줘',
  '   \t ',
  '\ud83d',
  '\u200d\u202e',
  '<a><b>1</b></a>',
  '1→const a = 1;',
);
const text = fc
  .tuple(
    fc.array(fc.oneof(line, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 12 }),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, times, feed]) => Array.from({ length: times }, () => lines.join(feed)).join(feed));

const turn = fc.record({
  typed: text,
  pasted: fc.option(text, { nil: undefined }),
  read: text,
  written: text,
  answer: text,
  edit: fc.record({ added: fc.nat(200), removed: fc.nat(200) }),
});

const script = fc.array(turn, { minLength: 1, maxLength: 4 }).map((turns) => {
  const told: SessionScript = conversation();
  for (const { typed, pasted, read, written, answer, edit } of turns) {
    told.prompt(typed, ...(pasted === undefined ? [] : [{ pasted }]));
    const input = JSON.stringify({ file_path: 'src/cart.ts', content: written });
    told.call({ tools: [{ name: 'Read', target: 'src/cart.ts', result: read }] });
    told.call({ tools: [{ name: 'Write', target: 'src/cart.ts', input, result: 'ok', edit }] });
    told.call({ text: answer });
  }
  return told;
});

suite('rules on prompts, on any texts', () => {
  test('all nine are there', () => assert.equal(rules.length, 9));

  test('none throws, and together they claim at most the bill', () => {
    fc.assert(
      fc.property(fc.array(script, { minLength: 1, maxLength: 3 }), (scripts) => {
        const { advice, failures, summary } = adviseOn(scripts, rules);
        assert.deepEqual(failures, []);
        assert.ok(advice.reduce((sum, { highNano }) => sum + highNano, 0) <= summary.billNano);
      }),
      { numRuns: 80 },
    );
  });

  test('parts that may stand by themselves follow each other within the text', () => {
    fc.assert(
      fc.property(text, (typed) => {
        let done = 0;
        for (const { start, end } of standingParts(typed)) {
          assert.ok(start >= done && end > start && end <= typed.length);
          done = end;
        }
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { attachmentMentions } from '../../../src/core/prompts/attachmentMentions';

const cases: [what: string, text: string, paths: string[]][] = [
  ['a path after an at sign', 'Look at @src/cart.ts please', ['src/cart.ts']],
  ["Copilot's way to write it", 'Explain #file:src/cart.ts', ['src/cart.ts']],
  ['a path with blanks, in quotes', `@"my notes.md" and #file:'our plan.md'`, ['my notes.md', 'our plan.md']],
  ['no full stop that ends the sentence', 'Read @docs/plan.md. Then stop.', ['docs/plan.md']],
  ['no bracket around it', '(see @a.ts, @b.ts)', ['a.ts', 'b.ts']],
  ['each once', '@a.ts and again @a.ts', ['a.ts']],
  ['no e-mail address', 'write to ada@example.org', []],
  ['no number of an issue', 'fix #12 and #file', []],
  ['nothing after the sign', 'meet @ noon @', []],
  ['paths in other scripts', '@문서/계획.md 를 읽어 줘', ['문서/계획.md']],
];

suite('attachmentMentions', () => {
  for (const [what, text, paths] of cases) {
    test(what, () =>
      assert.deepEqual(
        attachmentMentions(text).map(({ path }) => path),
        paths,
      ),
    );
  }

  test('the lines that are meant', () =>
    assert.deepEqual(attachmentMentions('@a.ts#L10-20 @b.ts:7 #file:c.ts:3-9 @d.ts#L9-2'), [
      { path: 'a.ts', lines: { first: 10, last: 20 } },
      { path: 'b.ts', lines: { first: 7, last: 7 } },
      { path: 'c.ts', lines: { first: 3, last: 9 } },
      { path: 'd.ts' },
    ]));

  test('at most a hundred, and a long line takes no longer than it has to', () => {
    assert.equal(attachmentMentions(Array.from({ length: 500 }, (_, i) => `@f${i}`).join(' ')).length, 100);
    assert.equal(attachmentMentions('@'.repeat(2_000_000)).length, 1);
  });
});

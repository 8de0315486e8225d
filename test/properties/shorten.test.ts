import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../src/core/prompts/shorten/edit';
import { compilePack } from '../../src/core/prompts/shorten/compilePack';
import { composeEdits } from '../../src/core/prompts/shorten/composeEdits';
import type { Edit } from '../../src/core/prompts/shorten/edit';
import { LANGUAGE_PACKS } from '../../src/core/prompts/shorten/languages/packs';
import { protect } from '../../src/core/prompts/shorten/protect';
import { parsePrompt } from '../../src/core/prompts/shorten/parsePrompt';
import { proposeEdits } from '../../src/core/prompts/shorten/proposeEdits';
import { shorten } from '../../src/core/prompts/shorten/shorten';
import type { Shortened } from '../../src/core/prompts/shorten/shorten';
import { countO200k } from '../../src/node/tokenizer';
import { violations } from '../support/shortenChecker';

const examples = LANGUAGE_PACKS.flatMap((pack) =>
  pack.entries.flatMap((entry) => [...entry.yes.map(([before]) => before), ...entry.no]),
);
const MARKUP = [
  '\n',
  '\n\n',
  '\r\n',
  '  ',
  '   \n',
  '\n\n\n\n',
  '\t',
  '"',
  "'",
  '“',
  '”',
  '„',
  '「',
  '」',
  '`',
  '```\n',
  '\n```js\n',
  '\n~~~\n',
  '<example>',
  '</example>',
  '<!--',
  '-->',
  '{{',
  '}}',
  '\n- ',
  '\n1. ',
  '\n# ',
  '\n> ',
  '\n| a | b |\n',
  '\n---\n',
  '?',
  '. ',
  ', ',
  ':',
  ' not ',
  ' never ',
  ' only ',
  ' 3 ',
  ' --no-verify ',
  ' src/a.ts ',
  '\u200d',
  '\u202e',
  '👩‍💻',
  ' لا تغير ',
  '\u00a0',
  'verbatim ',
  'Translate this: ',
  'Input: ',
  '{"a": [1,  2], "b": "c  d"}\n',
  '2026-01-01 10:00:00 INFO x\n'.repeat(9),
];
const piece = fc.oneof(
  { arbitrary: fc.constantFrom(...examples), weight: 5 },
  { arbitrary: fc.constantFrom(...MARKUP), weight: 4 },
  { arbitrary: fc.constantFrom(' ', ' and ', 'Please ', 'just ', 'in order to ', '。', 'Thanks! '), weight: 3 },
  { arbitrary: fc.string(), weight: 1 },
  { arbitrary: fc.string({ unit: 'grapheme' }), weight: 1 },
);
const prompt = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const tiers = fc.constantFrom(['safe'] as const, ['safe', 'ask'] as const);
/** Every character has a price, so that every edit that shortens is worth it. */
const countCharacters = (text: string): number => text.length;
const counter = fc.constantFrom(countO200k, countCharacters);

function forAll(check: (text: string, shortened: Shortened, again: () => Shortened) => void, numRuns = 1500): void {
  fc.assert(
    fc.property(prompt, tiers, counter, (text, wanted, countTokens) => {
      const shortened = shorten(text, { countTokens, tiers: wanted });
      check(text, shortened, () => shorten(shortened.text, { countTokens, tiers: wanted }));
    }),
    { numRuns },
  );
}

suite('shorten, properties', () => {
  test('shortening a second time changes nothing', () => {
    forAll((_, { text }, again) => assert.equal(again().text, text));
  });

  test('is never longer, in characters or tokens', () => {
    forAll((before, { text, tokensBefore, tokensAfter }) => {
      assert.ok(text.length <= before.length);
      assert.ok(tokensAfter <= tokensBefore);
    });
  });

  test('keeps all that another implementation of the invariants looks for', () => {
    forAll((before, { text, edits }) => {
      const applied = edits.filter((edit) => edit.applied);
      assert.deepEqual(violations(before, text, applied), []);
    }, 4000);
  });

  test('the edits are in order, do not overlap and make the text', () => {
    forAll((before, { text, edits }) => {
      edits.reduce((at, { start, end }) => {
        assert.ok(at <= start && start <= end && end <= before.length);
        return end;
      }, 0);
      assert.equal(
        applyEdits(
          before,
          edits.filter((edit) => edit.applied),
        ),
        text,
      );
    });
  });

  test('any choice of the edits keeps it too', () => {
    fc.assert(
      fc.property(prompt, tiers, counter, fc.infiniteStream(fc.boolean()), (text, wanted, countTokens, ticks) => {
        const { edits } = shorten(text, { countTokens, tiers: wanted });
        const ticked = edits.filter(() => ticks.next().value);
        const result = applyEdits(text, ticked);
        if (result.trim() !== '') assert.deepEqual(violations(text, result, ticked), []);
      }),
      { numRuns: 3000 },
    );
  });

  test('whatever is protected stands in the replacement as it was', () => {
    const packs = new Map(LANGUAGE_PACKS.map((pack) => [pack.language, compilePack(pack)]));
    const wholeBlocks = new Set(['duplicate', 'log-fold', 'data-minify', 'data-convert']);
    fc.assert(
      fc.property(prompt, (text) => {
        const marks = protect(text, parsePrompt(text));
        for (const edit of proposeEdits(text, { packs, isWanted: () => true })) {
          if (wholeBlocks.has(edit.class)) continue;
          let kept = '';
          for (let i = edit.start; i < edit.end; i++) {
            if (marks[i]) kept += text[i];
            if (marks[i] && !(marks[i + 1] && i + 1 < edit.end)) {
              assert.ok(edit.replacement.includes(kept), `${JSON.stringify(kept)} in ${JSON.stringify(edit)}`);
              kept = '';
            }
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('composed edits do what the two lists do one after the other', () => {
    const cuts = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), fc.string({ maxLength: 4 })), {
      maxLength: 6,
    });
    const edits = (text: string, parts: readonly (readonly [number, number, string])[]): Edit[] => {
      const made: Edit[] = [];
      let at = 0;
      for (const [gap, length, replacement] of parts) {
        const start = at + gap;
        const end = Math.min(start + length, text.length);
        if (start >= end) break;
        made.push({ class: 'filler', tier: 'ask', start, end, replacement });
        at = end;
      }
      return made;
    };
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), cuts, cuts, (text, a, b) => {
        const first = edits(text, a);
        const between = applyEdits(text, first);
        const second = edits(between, b);
        assert.equal(applyEdits(text, composeEdits(between, first, second)), applyEdits(between, second));
      }),
      { numRuns: 3000 },
    );
  });

  test('hostile texts of 400,000 characters come to an end', () => {
    const units = [
      '"',
      "'a ",
      '`',
      '<a>',
      '<a ',
      '{{',
      '[',
      '- [ ] please add ',
      'Please ',
      'just , ',
      '能不能请',
      '… ',
      '?',
    ];
    const more = [
      'x'.repeat(50),
      ' \n',
      '\t',
      '```\n',
      '> ',
      '“',
      '„',
      '한번 ',
      '「',
      ':',
      'say:',
      '\r',
      '*',
      'a@',
      '\n\n# a',
    ];
    for (const unit of [...units, ...more]) {
      const text = unit.repeat(400_000 / unit.length);
      const shortened = shorten(text, { countTokens: countCharacters, tiers: ['safe', 'ask'] });
      assert.ok(shortened.text.length <= text.length);
    }
  }).timeout(120_000);
}).timeout(120_000);

import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/prompts/shorten/edit';
import { composeEdits } from '../../../src/core/prompts/shorten/composeEdits';
import { keepInvariants, rememberingChecks } from '../../../src/core/prompts/shorten/keepInvariants';
import { LONGEST_PROMPT } from '../../../src/core/prompts/shorten/shorten';
import { brokenInvariant } from '../../../src/core/prompts/shorten/invariants';
import type { Edit, EditClass } from '../../../src/core/prompts/shorten/edit';
import { shortenAll, shortenSafely } from '../../support/shortenForTests';

const changes = (text: string, edits: readonly Edit[]): [EditClass, string, string][] =>
  edits.map((edit) => [edit.class, text.slice(edit.start, edit.end), edit.replacement]);
const count = (text: string): number => text.length;

suite('shorten', () => {
  const PROMPT = 'Hi! Could you please add a test in order to cover it? I really need it. Thanks!';

  test('applies safe edits and only lists those to ask for', () => {
    const { text, edits } = shortenSafely(PROMPT);
    assert.equal(text, 'Add a test to cover it. I really need it.');
    assert.deepEqual(
      edits.filter(({ applied }) => !applied).map((edit) => [edit.class, PROMPT.slice(edit.start, edit.end)]),
      [['filler', 'really ']],
    );
  });

  test('applies what is asked for when told to', () => {
    assert.equal(shortenAll(PROMPT).text, 'Add a test to cover it. I need it.');
  });

  test('the edits that were applied make the text', () => {
    const { text, edits } = shortenAll(PROMPT);
    assert.equal(applyEdits(PROMPT, edits), text);
  });

  test('counts tokens before and after', () => {
    const { tokensBefore, tokensAfter } = shortenSafely('Could you please add a test?');
    assert.deepEqual([tokensBefore, tokensAfter], [7, 4]);
  });

  test('looks for the wanted classes only', () => {
    assert.equal(
      shortenSafely(PROMPT, { classes: ['verbose-phrase'] }).text,
      'Hi! Could you please add a test to cover it? I really need it. Thanks!',
    );
  });

  test('an edit that saves no token is not proposed', () => {
    const text = 'Add a test \nRun it.';
    assert.deepEqual(shortenSafely(text).edits, []);
  });

  test('a phrase within a request that became a statement is shortened with it', () => {
    const { edits } = shortenSafely('Could you please add a test in order to cover it?');
    assert.deepEqual(changes('Could you please add a test in order to cover it?', edits), [
      ['request-frame', 'Could you please add a test in order to cover it?', 'Add a test to cover it.'],
    ]);
  });

  test('a dotted name is one with any Latin letters', () => {
    for (const text of ['Run it on a daily basis.Ꜣ', 'Run it on a daily basis.ḩ'])
      assert.equal(shortenAll(text).text, text);
  });

  test('the locale decides for words that tell no language', () => {
    assert.equal(shortenSafely('Bitte teste das Modul.', { locale: 'de-AT' }).text, 'Teste das Modul.');
  });

  test('each paragraph is shortened in its own language', () => {
    assert.equal(
      shortenSafely('Please fix the build.\n\n로그를 확인해 주시면 감사하겠습니다.\n\nログを確認していただけますか？')
        .text,
      'Fix the build.\n\n로그를 확인해 주세요.\n\nログを確認してください。',
    );
  });

  test('a prompt of courtesy alone stays, and says why', () => {
    const { text, refused } = shortenSafely('Thank you so much!');
    assert.equal(text, 'Thank you so much!');
    assert.deepEqual(
      refused.map(({ broken }) => broken),
      ['emptied'],
    );
  });

  test('a copied paragraph is offered, not taken', () => {
    const rule = 'Run all tests of the changed modules before every commit.';
    const prompt = `${rule}\n\nFix the parser.\n\n${rule}\n`;
    assert.equal(shortenSafely(prompt).text, prompt);
    assert.equal(shortenAll(prompt).text, `${rule}\n\nFix the parser.\n`);
  });

  test('a pasted file that is known becomes a reference', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `  const value${i} = compute(${i});`);
    const block = lines.slice(9, 49).join('\n');
    const prompt = `Why is this slow?\n\n\`\`\`ts\n${block}\n\`\`\`\n`;
    const known = [{ path: 'src/cart.ts', text: lines.join('\n') }];
    assert.equal(shortenSafely(prompt, { known }).text, prompt);
    assert.equal(shortenAll(prompt, { known }).text, 'Why is this slow?\n\n@src/cart.ts:10-49\n');
  });

  test('a variant of a known file stays', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `  const value${i} = compute(${i});`);
    const variant = lines.with(30, '  const value30 = other(30);').join('\n');
    const prompt = `Why is this slow?\n\n\`\`\`ts\n${variant}\n\`\`\`\n`;
    assert.equal(shortenAll(prompt, { known: [{ path: 'a.ts', text: lines.join('\n') }] }).text, prompt);
  });

  test('pretty JSON in a fence loses its indentation, its numbers stay as written', () => {
    const rows = Array.from({ length: 80 }, (_, i) => ({ id: i, tags: ['a', `b ${i}`], big: 1.5 }));
    const json = JSON.stringify(rows, undefined, 4).replaceAll('1.5', '1.50');
    const { text, tokensBefore, tokensAfter } = shortenSafely(`What is odd here?\n\n\`\`\`json\n${json}\n\`\`\``);
    assert.ok(tokensAfter < 0.7 * tokensBefore);
    assert.ok(text.includes('{"id":7,"tags":["a","b 7"],"big":1.50}'));
  });

  test('a log in a fence is offered folded', () => {
    const log = Array.from(
      { length: 200 },
      (_, i) => `2026-01-01 10:00:${String(i % 60).padStart(2, '0')} INFO GET /health ${200 + (i % 7)}ms`,
    ).join('\n');
    const prompt = `What is wrong?\n\n\`\`\`\n${log}\n\`\`\`\n`;
    const { text, edits } = shortenSafely(prompt);
    assert.equal(text, prompt);
    assert.deepEqual(
      edits.map(({ class: editClass, applied }) => [editClass, applied]),
      [['log-fold', false]],
    );
  });

  const UNTOUCHED: readonly [what: string, text: string, untouched: string | undefined][] = [
    ['binary', 'Please add\u0000 it.', 'binary'],
    ['longer than a million characters', 'Please add it. '.repeat(80_000), 'too-long'],
    ['empty', '', undefined],
    ['blank', ' \n \n ', undefined],
  ];
  for (const [what, text, untouched] of UNTOUCHED) {
    test(`a text that is ${what} comes back as it is`, () => {
      const shortened = shortenSafely(text, { countTokens: count });
      assert.equal(shortened.text, text);
      assert.equal(shortened.untouched, untouched);
    });
  }

  test('a line of five million characters does no harm', () => {
    const line = 'x'.repeat(5_000_000);
    assert.equal(shortenAll(line, { countTokens: count }).text, line);
    assert.ok(line.length > LONGEST_PROMPT);
  });

  test('is asked again and again whether to go on, also where places are alike', () => {
    let asked = 0;
    const { edits } = shortenSafely('Just do it, just like that, in order to go on.\n'.repeat(100), {
      countTokens: count,
      goOn: () => void asked++,
    });
    assert.ok(edits.length >= 100 && asked > edits.length, `${asked} for ${edits.length}`);
  });

  test('ends where it is told not to go on', () => {
    const goOn = (): void => {
      throw new Error('enough');
    };
    assert.throws(() => shortenSafely(PROMPT, { countTokens: count, goOn }), /enough/);
  });

  test('a counter that takes shorter texts for longer gets the text back', () => {
    const { text, tokensBefore, tokensAfter } = shortenSafely(PROMPT, { countTokens: (part) => 1000 - part.length });
    assert.equal(text, PROMPT);
    assert.equal(tokensAfter, tokensBefore);
  });
});

suite('keepInvariants', () => {
  const checks = rememberingChecks(count);
  const TEXT = 'Do not push 3 times to `main` only if "all is well". Why?';
  const REFUSED: readonly [part: string, replacement: string, broken: string][] = [
    ['not ', '', 'negation'],
    ['3 ', '', 'exact-word'],
    [' only', '', 'scope'],
    ['all is well', 'well', 'quotation'],
    [' Why?', '', 'question'],
    ['`main`', 'main', 'quotation'],
  ];
  for (const [part, replacement, broken] of REFUSED) {
    test(`refuses ${JSON.stringify(part)} → ${JSON.stringify(replacement)}: ${broken}`, () => {
      const start = TEXT.indexOf(part);
      const edit: Edit = { class: 'filler', tier: 'ask', start, end: start + part.length, replacement };
      assert.deepEqual(keepInvariants(TEXT, [edit], checks), { edits: [], refused: [{ edit, broken }] });
    });
  }

  test('keeps the good edits when it refuses a bad one', () => {
    const text = 'Do not just do it.';
    const good: Edit = { class: 'filler', tier: 'ask', start: 7, end: 12, replacement: '' };
    const bad: Edit = { class: 'filler', tier: 'ask', start: 3, end: 7, replacement: '' };
    assert.deepEqual(keepInvariants(text, [bad, good], checks), {
      edits: [good],
      refused: [{ edit: bad, broken: 'negation' }],
    });
  });

  test('refuses what only together breaks a line', () => {
    const text = 'ab- c';
    const edits: Edit[] = [{ class: 'whitespace', tier: 'safe', start: 0, end: 2, replacement: '' }];
    assert.equal(keepInvariants(text, edits, checks).refused[0]?.broken, 'structure');
  });
});

suite('brokenInvariant', () => {
  const BROKEN: readonly [before: string, after: string, broken: string | undefined][] = [
    ['Run it 3 times.', 'Run it 4 times.', 'exact-word'],
    ['Set --force.', 'Set force.', 'exact-word'],
    ['Keep < 5.', 'Keep 5.', 'exact-word'],
    ['Do not run.', 'Run.', 'negation'],
    ['실행하지 않는다.', '실행한다.', 'negation'],
    ['変更しない。', '変更する。', 'negation'],
    ['不要改。', '改。', 'negation'],
    ['Nicht ändern.', 'Ändern.', 'negation'],
    ['It must run.', 'It runs.', 'scope'],
    ['이것만 고쳐.', '이것을 고쳐.', 'scope'],
    ['これだけ直す。', 'これを直す。', 'scope'],
    ['只改它。', '改它。', 'scope'],
    ['Nur das hier.', 'Das hier.', 'scope'],
    ['Is it slow?', 'It is slow.', 'question'],
    ['Could you add it?Why ?', 'Add it. Why.', 'question'],
    ['- a\n- b', '- a', 'structure'],
    ['# A\nb', 'b', 'structure'],
    ['```js\nx\n```', '```\nx\n```', 'fence'],
    ['Answer in a table.', 'Answer.', 'output-format'],
    ['Say "a  b".', 'Say "a b".', 'quotation'],
    ['Could you add it?', 'Add it.', undefined],
    ['Run it prior to the merge.', 'Run it before the merge.', undefined],
    ['能不能请你写？', '请写。', undefined],
  ];
  for (const [before, after, broken] of BROKEN) {
    test(`${JSON.stringify(before)} → ${JSON.stringify(after)}: ${broken ?? 'nothing'}`, () => {
      assert.equal(brokenInvariant(before, after), broken);
    });
  }
});

suite('composeEdits', () => {
  const edit = (start: number, end: number, replacement: string): Edit => ({
    class: 'filler',
    tier: 'safe',
    start,
    end,
    replacement,
  });

  test('edits apart stay apart', () => {
    // abcdef → acdef → acdf
    assert.deepEqual(composeEdits('acdef', [edit(1, 2, '')], [edit(3, 4, '')]), [edit(1, 2, ''), edit(4, 5, '')]);
  });

  test('an edit around an earlier one takes it in', () => {
    // abcdef → abXef → f
    assert.deepEqual(composeEdits('abXef', [edit(2, 4, 'X')], [edit(0, 4, '')]), [edit(0, 5, '')]);
  });

  test('what overlaps is as unsafe as its least safe part', () => {
    const ask: Edit = { ...edit(0, 2, 'y'), tier: 'ask' };
    assert.equal(composeEdits('xx', [edit(0, 3, 'xx')], [ask])[0]?.tier, 'ask');
  });
});

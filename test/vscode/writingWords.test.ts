import assert from 'node:assert/strict';
import type { PromptEdit } from '../../src/protocol/promptViews';
import type { CountView, SendCostView } from '../../src/protocol/writingViews';
import { Figures } from '../../src/vscode/figures';
import { plainText } from '../../src/vscode/plainText';
import { AfterPause } from '../../src/vscode/writing/afterPause';
import { editItem } from '../../src/vscode/writing/editItem';
import { sendCostBasis, sendCostLines, sendCostTitles } from '../../src/vscode/writing/sendCostWords';
import { tokenCountFace } from '../../src/vscode/writing/tokenCountFace';
import { englishL10n } from '../support/englishL10n';

const figures = new Figures('en', 'api', englishL10n);
const CENT = 10_000_000;

suite('words while writing', () => {
  suite('token count', () => {
    const view: CountView = { model: 'claude-opus-4-8', modelFrom: 'workspace', low: 1150, middle: 1500, high: 1700 };
    const face = (rest: object = {}) =>
      tokenCountFace({ view, selected: false, cut: false, ...rest }, figures, englishL10n);

    test('an estimate, with its range and its model in the tooltip', () => {
      assert.equal(face().text, '≈ 1,500 tokens');
      assert.match(face().tooltip, /Between 1,150 and 1,700 tokens for claude&#45;opus&#45;4&#45;8/);
    });

    test('no range where there is none', () => {
      const exact = { ...view, model: 'gpt-5.1', low: 1500, high: 1500 };
      assert.match(face({ view: exact }).tooltip, /\*\*: 1,500 tokens for gpt&#45;5&#46;1/);
    });

    test('a model name is no Markdown', () => {
      const { tooltip } = face({ view: { ...view, model: '[x](command:evil) $(alert)' } });
      assert.doesNotMatch(tooltip, /\]\(|\$\(/);
    });

    test('says when only a part is counted', () => {
      assert.equal(face({ selected: true }).text, '≈ 1,500 tokens selected');
      assert.equal(face({ cut: true }).text, '> 1,500 tokens');
    });
  });

  suite('cost of sending', () => {
    const tokens = (middle: number) => ({ low: middle, middle, high: middle });
    const nano = (cents: number) => ({ low: cents * CENT, middle: cents * CENT, high: 2 * cents * CENT });
    const view: SendCostView = {
      model: 'claude-opus-4-8',
      modelFrom: 'workspace',
      sessions: 14,
      elsewhere: false,
      calls: tokens(38),
      parts: [
        { kind: 'prompt', tokens: tokens(1240), basis: 'estimated', firstNano: nano(1), sessionNano: nano(4) },
        { kind: 'attachment', path: 'a.ts', tokens: tokens(4100), basis: 'estimated', firstNano: nano(3) },
        { kind: 'prefix', tokens: tokens(21_400), basis: 'recorded', firstNano: nano(13), sessionNano: nano(55) },
      ],
      uncounted: [{ path: 'src', why: 'folder' }],
      firstNano: nano(17),
      sessionNano: nano(70),
    };

    test('in few words: what is added, and what all costs', () =>
      assert.deepEqual(sendCostTitles(view, figures, englishL10n), [
        '≈ 1,240 tokens',
        '+ a.ts ≈ 4,100',
        '+ prefix 21.4K, recorded',
        '≈ $0.17 now',
        '≈ $0.70 a session (38 calls)',
      ]));

    test('part by part, with ranges', () =>
      assert.deepEqual(
        sendCostLines(view, figures, englishL10n).map(({ label, description, detail }) => [label, description, detail]),
        [
          ['This prompt', '≈ 1,240 tokens', '$0.01 to $0.02 to send now · $0.04 to $0.08 over a usual session'],
          ['a.ts', '≈ 4,100 tokens', '$0.03 to $0.06 to send now'],
          [
            'Fixed prefix: system prompt, tools, instructions',
            '21,400 tokens, recorded',
            '$0.13 to $0.26 to send now · $0.55 to $1.10 over a usual session',
          ],
          ['src', 'not counted', 'a folder: what is sent of it is up to the assistant'],
          ['All together', '', '$0.17 to $0.34 to send now · $0.70 to $1.40 over a usual session'],
        ],
      ));

    for (const [changes, expected] of [
      [{}, 'Estimated for claude-opus-4-8 from your last 14 sessions here'],
      [{ elsewhere: true }, 'Estimated for claude-opus-4-8 from your last 14 sessions in other folders'],
      [{ sessions: 0 }, 'List price of claude-opus-4-8; there is no session to learn from yet'],
      [{ model: '' }, 'No log names a model yet, and no setting does'],
    ] as const) {
      test(expected, () => assert.equal(sendCostBasis({ ...view, ...changes }, figures, englishL10n), expected));
    }

    test('less than a cent is not nothing', () => {
      const [, , , , all] = sendCostLines({ ...view, firstNano: { low: 1, middle: 2, high: 3 } }, figures, englishL10n);
      assert.match(all?.detail ?? '', /^<\$0\.01 to send now/);
    });

    test('no amount without a price', () => {
      const unpriced = { ...view, firstNano: undefined, sessionNano: undefined, parts: [] };
      assert.deepEqual(sendCostTitles(unpriced, figures, englishL10n), [
        'Write a prompt: its size and cost stand here',
        'claude-opus-4-8 has no known price',
      ]);
    });
  });

  suite('edits', () => {
    const item = (text: string, edit: Partial<PromptEdit>) =>
      editItem(
        text,
        {
          class: 'verbose-phrase',
          tier: 'safe',
          start: 0,
          end: text.length,
          replacement: '',
          tokens: 2,
          applied: true,
          ...edit,
        },
        figures,
        englishL10n,
      );
    /** Without the marks that keep both sides apart. */
    const detail = (text: string, edit: Partial<PromptEdit>) =>
      item(text, edit).detail.replaceAll(/[\u2068\u2069]/g, '');

    test('what becomes of what, and what it saves', () => {
      assert.equal(detail('in order to', { replacement: 'to' }), 'in order to → to');
      assert.equal(item('in order to', { replacement: 'to' }).description, '2 tokens fewer');
      assert.equal(item('in order to', { tokens: 1 }).description, '1 token fewer');
      assert.equal(item('\n\n', { tokens: 0 }).description, '');
    });

    test('white space can be seen', () =>
      assert.equal(detail('\r\n\n\n  \t', { class: 'whitespace', replacement: '\n' }), '↵↵↵··⇥ → ↵'));

    test('what is taken away leaves nothing', () => assert.equal(detail('Thanks!', {}), 'Thanks! → (nothing)'));

    test('only what is safe is ticked; the rest says what may change', () => {
      assert.equal(item('a', {}).picked, true);
      assert.equal(item('just', { tier: 'ask', class: 'filler' }).picked, false);
      assert.equal(detail('just', { tier: 'ask', class: 'filler' }), 'just → (nothing) · may carry a nuance');
    });

    test('a long block shows its beginning, and both directions keep apart', () => {
      assert.ok(detail('x'.repeat(5_000_000), {}).length < 100);
      assert.match(item('שלום', { replacement: 'x' }).detail, /^\u2068שלום\u2069 → \u2068x\u2069$/);
    });
  });

  test('no icons and no turned directions in a label', () =>
    assert.equal(plainText('a\u202eb $(trash) c\nd'), 'a b \\$(trash) c d'));

  test('an action runs once after a pause, and once more for calls meanwhile', async () => {
    let runs = 0;
    let end = () => {};
    const counting = new AfterPause(() => {
      runs += 1;
      return new Promise((resolve) => (end = resolve));
    }, 5);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 40));
    counting.call();
    counting.call();
    await pause();
    assert.equal(runs, 1);
    counting.call();
    await pause();
    assert.equal(runs, 1);
    end();
    await pause();
    assert.equal(runs, 2);
    end();
    await pause();
    assert.equal(runs, 2);
  });
});

import assert from 'node:assert/strict';
import type { PromptPlace, PromptText } from '../../src/protocol/promptViews';
import { prompts, promptText } from '../support/promptData';
import type { Page } from '../support/vscode/browser.mjs';
import { openDashboard } from './dashboardPage';

const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const state = { page: 'prompts' } as const;

function rows(page: Page, caption: string): Promise<string[][]> {
  return page
    .getByRole('table', { name: caption, exact: true })
    .evaluate((table) =>
      [...(table as HTMLTableElement).rows].slice(1).map((row) => [...row.cells].map((cell) => cell.innerText)),
    );
}

async function showText(page: Page): Promise<void> {
  await page.getByText('Text, before and after').first().click();
  await page.locator('.before-after').waitFor();
}

suite('dashboard: prompts', function () {
  this.timeout(30_000);

  test('shows what typed, pasted and injected text cost', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByText('212 prompts: $2.61 of $62.00 in all.').waitFor();
    assert.deepEqual(await rows(page, 'Typed, pasted, injected'), [
      ['Typed prompt', '212', '8,400', '310K', '$0.21', '0.3%'],
      ['Pasted text', '19', '61K', '2.9M', '$2.40', '3.9%'],
      ['Injected text', '140', '72K', '4.1M', 'unpriced', '–'],
    ]);
    await close();
  });

  test('shows the dearest prompts with what they hold and what they cost over their life', async () => {
    const { page, close } = await openDashboard({ state });
    const [first, , unpriced] = await page.locator('article').allInnerTexts();
    assert.match(first ?? '', /^harbour May 27, 2026/);
    assert.match(first ?? '', /\$0\.71 over its life/);
    assert.match(first ?? '', /≈ 34 tokens typed · ≈ 9,200 pasted · ≈ 410 injected · images: 1/);
    assert.match(first ?? '', /61 calls/);
    assert.match(unpriced ?? '', /^No project[^]*unpriced/);
    await close();
  });

  test('says when a log has been deleted, and offers no text of it', async () => {
    const { page, close } = await openDashboard({ state });
    const deleted = page.locator('article').nth(1);
    await deleted.getByText('Its log has been deleted. The figures stay; the text is gone.').waitFor();
    assert.equal(await deleted.locator('details').count(), 0);
    await close();
  });

  test('asks for a text only when it is to be seen', async () => {
    const { page, sent, close } = await openDashboard({ state });
    await page.getByText('Text, before and after').first().waitFor();
    const asked = () => sent.filter((message) => (message as { method?: string }).method === 'prompt');
    assert.deepEqual(asked(), []);
    await showText(page);
    assert.deepEqual(
      asked().map((message) => (message as { params: PromptPlace }).params),
      [
        {
          sessionId: 1,
          file: '/home/ada/.claude/projects/harbour/c0ffee00.jsonl',
          offset: 4096,
          timestamp: Date.UTC(2026, 4, 27, 9, 30),
        },
      ],
    );
    await close();
  });

  test('shows before and after, the difference, and each edit with its reason', async () => {
    const { page, close } = await openDashboard({ state });
    await showText(page);
    await page.getByText('≈ 34 → 22 tokens: 12 fewer.').waitFor();
    await page.getByText('Sent like this it would have cost about $0.03 less.').waitFor();
    assert.deepEqual(await page.locator('.before-after pre').allTextContents(), [
      'Hi!\n\nCould you please find out why the pump stops in order to fix it?\nJust look at the log.\n',
      'Find out why the pump stops to fix it.\nJust look at the log.\n',
    ]);
    assert.deepEqual(await page.locator('.before-after del').allTextContents(), [
      'Hi!\n\n',
      'Could you please f',
      'in order to',
      '?',
    ]);
    assert.deepEqual(await rows(page, 'What could go'), [
      ['Frame of a request', 'Could you please f F', '4', 'asks for the same without the words around it'],
      ['Courtesy', 'Hi!↵↵', '3', 'the assistant works as well without it'],
      ['Long phrase', 'in order to to', '2', 'says the same in fewer words'],
      ['Filler', 'Just l L', '1', 'may carry a nuance'],
      ['Frame of a request', '? .', '–', 'asks for the same without the words around it'],
    ]);
    await close();
  });

  test('what is safe is ticked; what the user ticks or unticks counts at once', async () => {
    const { page, sent, close } = await openDashboard({ state });
    await showText(page);
    assert.deepEqual(
      await page.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked)),
      [true, true, true, false, true],
    );
    await page.getByRole('checkbox', { name: 'Filler' }).press('Space');
    await page.getByRole('checkbox', { name: 'Courtesy' }).press('Space');
    await page.getByText('≈ 34 → 27 tokens: about 7 fewer, with what you ticked.').first().waitFor();
    const expected = 'Hi!\n\nFind out why the pump stops to fix it.\nLook at the log.\n';
    assert.equal(await page.locator('.before-after pre').nth(1).textContent(), expected);
    await page.getByRole('button', { name: 'Copy Shortened' }).click();
    assert.deepEqual(sent.at(-1), { type: 'copy', text: expected });
    await close();
  });

  test('an edit that begins with a line break is marked as a whole', async () => {
    const edits = [
      {
        class: 'whitespace' as const,
        tier: 'safe' as const,
        start: 1,
        end: 4,
        replacement: ' ',
        tokens: 1,
        applied: true,
      },
    ];
    const answers = { prompt: (place: PromptPlace) => promptText(place, { text: 'a\n\n\nb', edits }) };
    const { page, close } = await openDashboard({ state, answers });
    await showText(page);
    assert.deepEqual(await page.locator('.before-after del').allTextContents(), ['\n\n\n']);
    assert.equal(await page.locator('.before-after pre').nth(1).textContent(), 'a b');
    await close();
  });

  test('of a folded log only the lines that differ are marked', async () => {
    const text = 'Why?\n\nstart\na 1\na 2\na 3\nstop\n';
    const fold = { class: 'log-fold' as const, tier: 'ask' as const, tokens: 5, applied: true };
    const edits = [{ ...fold, start: 6, end: text.length - 1, replacement: 'start\n… ×3 a 1–3\nstop' }];
    const answers = { prompt: (place: PromptPlace) => promptText(place, { text, edits }) };
    const { page, close } = await openDashboard({ state, answers });
    await showText(page);
    assert.deepEqual(await page.locator('.before-after del').allTextContents(), ['a 1\na 2\na 3']);
    assert.deepEqual(await page.locator('.before-after ins').allTextContents(), ['… ×3 a 1–3']);
    assert.equal(await page.locator('.before-after pre').nth(1).textContent(), 'Why?\n\nstart\n… ×3 a 1–3\nstop\n');
    await close();
  });

  test('without anything ticked there is nothing to copy', async () => {
    const [edit] = (promptText({ sessionId: 1 } as PromptPlace) as PromptText).edits.slice(-1);
    const answers = { prompt: (place: PromptPlace) => promptText(place, { edits: [edit!] }) };
    const { page, close } = await openDashboard({ state, answers });
    await showText(page);
    await page.getByText('Nothing goes without your decision: tick below what may.').waitFor();
    assert.equal(await page.locator('.before-after pre').count(), 1);
    assert.equal(await page.getByRole('button', { name: 'Copy Shortened' }).isVisible(), false);
    await close();
  });

  test('copies the shortened prompt by keyboard, and says so', async () => {
    const { page, sent, close } = await openDashboard({ state });
    await showText(page);
    await page.getByRole('button', { name: 'Copy Shortened' }).press('Enter');
    assert.deepEqual(sent.at(-1), {
      type: 'copy',
      text: 'Find out why the pump stops to fix it.\nJust look at the log.\n',
    });
    await page.getByText('The shortened prompt is on the clipboard.').first().waitFor();
    await close();
  });

  test('says so when there is nothing to shorten, and why a text was left alone', async () => {
    const changes = { edits: [], shortened: 'Fix it.', text: 'Fix it.', tokensAfter: 34 };
    const answers = {
      prompt: (place: PromptPlace) =>
        promptText(place, { ...changes, ...(place.sessionId === 1 ? {} : { untouched: 'binary' as const }) }),
      prompts: () => ({ ...prompts(), dearest: prompts().dearest.map((row) => ({ ...row, logGone: false })) }),
    };
    const { page, close } = await openDashboard({ state, answers });
    for (const summary of await page.getByText('Text, before and after').all()) await summary.click();
    await page.getByText('Nothing to shorten: every word of it counts.').waitFor();
    await page.getByText('Left as it is: this is not text.').waitFor();
    await page.getByText('The text is not to be had.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Copy Shortened' }).count(), 0);
    await close();
  });

  test('a very long prompt is cut, and copied whole', async () => {
    const text = `Hi! ${'x'.repeat(900_000)}`;
    const edits = [
      {
        class: 'courtesy' as const,
        tier: 'safe' as const,
        start: 0,
        end: 4,
        replacement: '',
        tokens: 2,
        applied: true,
      },
    ];
    const answers = { prompt: (place: PromptPlace) => promptText(place, { text, shortened: text.slice(4), edits }) };
    const { page, sent, close } = await openDashboard({ state, answers });
    await showText(page);
    const shown = await page.locator('.before-after pre').allTextContents();
    assert.deepEqual(
      shown.map(({ length }) => length),
      [20_000, 20_000],
    );
    await page.getByText('… and 880,004 more characters').waitFor();
    await page.getByText('… and 880,000 more characters').waitFor();
    await page.getByRole('button', { name: 'Copy Shortened' }).click();
    assert.equal((sent.at(-1) as { text: string }).text.length, 900_000);
    await close();
  });

  test('by keyboard alone: unfold, scroll the text, tick, copy', async () => {
    const { page, sent, close } = await openDashboard({ state });
    await page.getByText('Text, before and after').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.before-after').waitFor();
    const walk: (string | null)[] = [];
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Tab');
      walk.push(await page.evaluate(() => document.activeElement!.tagName.toLowerCase()));
    }
    assert.deepEqual(walk, ['pre', 'pre', 'vscode-button', 'input']);
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    assert.match((sent.at(-1) as { text: string }).text, /^Could you please find out why the pump stops to fix it\./);
    await close();
  });

  test('what a log says is text, never markup', async () => {
    const answers = {
      prompt: (place: PromptPlace) => promptText(place, { text: HOSTILE, shortened: HOSTILE, edits: [] }),
    };
    const { page, problems, close } = await openDashboard({ state, answers, data: { name: HOSTILE }, width: 300 });
    await showText(page);
    assert.equal(await page.locator('.before-after pre').textContent(), HOSTILE);
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    assert.deepEqual(problems, []);
    await close();
  });

  test('leads to the session', async () => {
    const { page, state: kept, close } = await openDashboard({ state });
    await page
      .getByRole('button', { name: /Show Session: harbour/ })
      .first()
      .click();
    await page.getByText('Context and cost, call by call').waitFor();
    assert.equal(((await kept()) as { session?: number }).session, 1);
    await close();
  });

  for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const) {
    test(`breaks no rule of its frame in ${theme}`, async () => {
      for (const width of [1000, 300]) {
        const { page, problems, close } = await openDashboard({ state, theme, width, height: 1400 });
        await showText(page);
        assert.deepEqual(problems, []);
        await page.screenshot({ path: `out/screenshots/prompts-${theme}-${width}.png` });
        await close();
      }
    });
  }
});

import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { claudeLine } from '../support/claudeLines';
import { themeNames } from '../support/themes';
import { startWorkbench, type Workbench } from '../support/workbench';

const PROMPT = [
  'Hi!',
  '',
  'Could you please add a test to @src/cart.ts in order to cover the empty cart? Basically, it is important that the total is 0.',
  '',
  '',
  '',
  'Due to the fact that prices are in cents, please do not round. Thanks in advance!',
].join('\n');
const ROWS = JSON.stringify(
  Array.from({ length: 150 }, (_, id) => ({ id, name: `part ${id}`, price: id * 3, stock: id % 7 })),
  undefined,
  2,
);

suite('writing in the workbench', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  suiteSetup(async () => {
    const calls = Array.from({ length: 12 }, (_, call) =>
      claudeLine({ call, inputTokens: 24_000 + 400 * call, at: new Date(Date.now() - (20 - call) * 60_000) }),
    );
    workbench = await startWorkbench({
      home: { '.claude/projects/-tower/5f0e.jsonl': calls.join('') },
      workspace: {
        'src/cart.ts': 'export const total = (cart: number[]) => cart.reduce((a, b) => a + b, 0);\n'.repeat(40),
      },
      settings: { 'workbench.startupEditor': 'none' },
    });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.statusItem('gauge').waitFor();
  });
  suiteTeardown(() => workbench?.close());

  const lens = (text: string | RegExp) =>
    workbench.page.locator('.codelens-decoration a, .codelens-decoration span', { hasText: text }).first();

  /** When nothing fades in any more. */
  async function screenshot(name: string): Promise<void> {
    await wait(400);
    await workbench.screenshot(name);
  }

  async function paste(text: string): Promise<void> {
    await workbench.page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await workbench.page.locator('.monaco-editor').first().click();
    await workbench.page.keyboard.press('ControlOrMeta+V');
  }

  test('a scratchpad says what sending it would cost, and the status bar its tokens', async () => {
    await workbench.command('Tokenmin: Open Prompt Scratchpad');
    await lens('Write a prompt').waitFor();
    await paste(PROMPT);
    await lens('now').waitFor();
    await lens('+ src/cart.ts').waitFor();
    await workbench
      .statusItem('tokenCount')
      .getByText(/≈ \d+ tokens/)
      .waitFor();
    for (const theme of themeNames) {
      await workbench.changeTheme(theme);
      await screenshot(`scratchpad-${theme}`);
    }
  });

  test('a lens leads to the parts with their ranges', async () => {
    await lens('now').click();
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Fixed prefix' }).waitFor();
    assert.equal(await rows.count(), 4);
    await screenshot('scratchpad-details');
    await workbench.page.keyboard.press('Escape');
  });

  test('shorten: edits to tick, then a diff, applied by a click', async () => {
    await lens('Shorten…').click();
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Due to the fact that' }).waitFor();
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      // The list stays open while the theme changes under it only when it is asked for anew.
      await workbench.page.keyboard.press('Escape');
      await workbench.changeTheme(theme);
      await lens('Shorten…').click();
      await rows.filter({ hasText: 'Due to the fact that' }).waitFor();
      await screenshot(`shorten-edits-${theme}`);
    }
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.monaco-diff-editor').waitFor();
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      await workbench.changeTheme(theme);
      await screenshot(`shorten-diff-${theme}`);
    }
    await workbench.page.getByRole('button', { name: 'Use the Shortened Text' }).first().click();
    await workbench.page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    await workbench.page.locator('.view-lines', { hasText: 'do not round' }).waitFor();
    await workbench.page.locator('.view-lines', { hasText: 'Thanks in advance' }).waitFor({ state: 'detached' });
  });

  test('a paste offers what is shorter, and pastes the text as it is by itself', async () => {
    await workbench.command('File: New Untitled Text File');
    await paste(ROWS);
    await workbench.page.locator('.view-lines', { hasText: '"stock"' }).waitFor();
    await workbench.page.locator('.post-edit-widget').waitFor();
    await workbench.page.locator('.post-edit-widget a, .post-edit-widget .monaco-button').first().click();
    await workbench.page.getByText(/Paste as CSV \(≈ .* → .* tokens\)/).waitFor();
    await screenshot('paste-offers');
  });
});

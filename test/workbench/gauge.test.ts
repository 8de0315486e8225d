import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { claudeLine } from '../support/claudeLines';
import { themeNames } from '../support/themes';
import { startWorkbench, type Workbench } from '../support/workbench';

const log = '.claude/projects/-tower/5f0e.jsonl';
const hostile = '[click](command:workbench.action.quit) | <b>$(bug)</b>';

suite('gauge in the workbench', function () {
  this.timeout(60_000);
  let workbench: Workbench;

  suiteSetup(async () => {
    workbench = await startWorkbench({
      home: { [log]: claudeLine({ call: 1, inputTokens: 400_000 }) + claudeLine({ call: 2, model: hostile }) },
    });
    // First it counts.
    await workbench.statusItem('gauge').filter({ hasText: '$' }).waitFor();
  });
  suiteTeardown(() => workbench?.close());

  /** Shows the tooltip; the pointer has to leave first, or it does not come again. */
  async function tooltip() {
    await workbench.page.mouse.move(600, 300);
    await workbench.statusItem('gauge').hover();
    const hover = workbench.page.locator('.monaco-hover', { hasText: 'Assistant' });
    await hover.waitFor();
    return hover;
  }

  test('stands on the right, with a figure for the eye and words for the ear', async () => {
    const item = workbench.statusItem('gauge');
    assert.match((await item.textContent()) ?? '', /^\s*\$\d+\.\d\d\+$/);
    assert.match((await item.getAttribute('aria-label')) ?? '', /^Tokenmin: \d+\.\d\d US dollars today/);
    assert.equal(await workbench.page.locator('.statusbar .right-items').locator(item).count(), 1);
  });

  test('counts an appended line without being asked', async () => {
    const before = await workbench.statusItem('gauge').textContent();
    fs.appendFileSync(path.join(workbench.home, log), claudeLine({ call: 3, outputTokens: 100_000 }));
    await workbench.page.waitForFunction(
      ([id, text]) => document.getElementById(id ?? '')?.textContent !== text,
      ['tokenmin.tokenmin.gauge', before],
    );
  });

  test('explains itself in a tooltip whose links are its own', async () => {
    const hover = await tooltip();
    assert.match(await hover.innerText(), /Claude\sCode\s+claude-sonnet-4-5\s+2/);
    assert.deepEqual(await hover.locator('a').allInnerTexts(), [
      'Open Dashboard',
      'Advice',
      'Sources',
      'Refresh',
      'Settings',
    ]);
  });

  test('shows a hostile model name as the text it is', async () => {
    const hover = await tooltip();
    assert.equal(await hover.locator('td', { hasText: 'click' }).innerText(), hostile);
    assert.equal(await hover.locator('td .codicon, td a, td b').count(), 0);
  });

  for (const theme of themeNames) {
    test(`can be read in ${theme}`, async () => {
      await workbench.changeTheme(theme);
      const hover = await tooltip();
      await workbench.screenshot(`gauge-${theme}`);
      const box = await hover.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 1280 && box.y >= 0, JSON.stringify(box));
    });
  }

  test('a link of the tooltip opens the sources', async () => {
    await (await tooltip()).getByText('Sources', { exact: true }).click();
    await workbench.webview().locator('body', { hasText: '.claude/projects' }).waitFor();
  });

  test('a click on it opens the dashboard, once', async () => {
    await workbench.statusItem('gauge').click();
    await workbench.webview().locator('body').waitFor();
    assert.equal(await workbench.page.locator('.tab', { hasText: 'Tokenmin' }).count(), 1);
    await workbench.page.waitForFunction('document.activeElement?.matches("iframe.webview.ready")');
  });

  test('warns in colour only past a budget of the user', async () => {
    const item = workbench.statusItem('gauge');
    assert.doesNotMatch((await item.getAttribute('class')) ?? '', /warning/);
    await workbench.command('Tokenmin: Set a Budget');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Day' }).click();
    const input = workbench.page.locator('.quick-input-widget input');
    await input.fill('none at all');
    await workbench.page.locator('.quick-input-message', { hasText: 'A number above 0' }).waitFor();
    await input.fill('0.50');
    await input.press('Enter');
    await workbench.page.locator('.statusbar-item.warning-kind[id="tokenmin.tokenmin.gauge"]').waitFor();
    await workbench.page.locator('.notification-toast', { hasText: 'is used up' }).waitFor();
    await workbench.screenshot('budget-notice');
  });

  test('the dashboard comes back with the window', async () => {
    await workbench.command('Developer: Reload Window');
    await workbench.webview().locator('body', { hasText: '.claude/projects' }).waitFor();
    await workbench.statusItem('gauge').waitFor();
  });
});

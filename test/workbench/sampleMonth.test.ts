import assert from 'node:assert/strict';
import { themeNames } from '../support/themes';
import { startWorkbench, type Workbench } from '../support/workbench';

/** Where it is neither night nor morning: in a day's first hour the sample month has no calls of that day yet. */
const ZONE = new Date().getUTCHours() < 12 ? 'Asia/Tokyo' : 'Africa/Abidjan';

/** The whole way, in a window: generated logs, worker, ledger, gauge, dashboard. The README's pictures are taken here. */
suite('the sample month in the workbench', function () {
  this.timeout(90_000);
  let workbench: Workbench;

  suiteSetup(async () => {
    workbench = await startWorkbench({ env: { TOKENMIN_SAMPLE: '1', TZ: ZONE }, width: 1180, height: 900 });
    await workbench.statusItem('gauge').waitFor();
    await workbench.command('View: Toggle Primary Side Bar Visibility');
  });
  suiteTeardown(() => workbench?.close());

  const heading = (name: string | RegExp) => workbench.webview().getByRole('heading', { name }).first();

  for (const theme of themeNames) {
    test(`every page is filled and can be read in ${theme}`, async () => {
      await workbench.changeTheme(theme);
      await workbench.command('Tokenmin: Open Dashboard');
      await workbench.webview().getByRole('tab', { name: 'Overview' }).click();
      await heading('By model').waitFor();
      await workbench.screenshot(`sample-overview-${theme}`);

      for (const [page, shows] of [
        ['Advice', 'All tips together'],
        ['Context', 'In all, as measured'],
        ['Outcomes', 'Figures in pairs'],
        ['What-if', 'All work'],
      ] as const) {
        await workbench.webview().getByRole('tab', { name: page }).click();
        await workbench.webview().getByRole('tabpanel', { name: page }).getByText(shows).first().waitFor();
        await workbench.screenshot(`sample-${page.toLowerCase()}-${theme}`);
      }

      await workbench.webview().getByRole('tab', { name: 'Sources' }).click();
      await heading('Codex').waitFor();
      await workbench.screenshot(`sample-sources-${theme}`);

      await workbench.webview().getByRole('tab', { name: 'Sessions' }).click();
      const rows = workbench.webview().getByRole('row');
      await rows.nth(3).waitFor();
      await workbench.screenshot(`sample-sessions-${theme}`);
      // The dearest session has enough calls to look at; the header sorts by cost, dearest first.
      const cost = workbench.webview().getByRole('columnheader', { name: 'Cost' });
      if ((await cost.getAttribute('aria-sort')) !== 'descending') await cost.getByRole('button').click();
      await cost.and(workbench.webview().locator('[aria-sort="descending"]')).waitFor();
      await rows.nth(1).click();
      await heading(/Context and cost/).waitFor();
      await workbench.screenshot(`sample-session-${theme}`);

      const calls = workbench.webview().getByRole('row');
      await calls.nth(3).click();
      await heading('Why this number?').waitFor();
      await workbench.webview().getByText('counted', { exact: true }).first().waitFor();
      await workbench.screenshot(`sample-explain-${theme}`);
      await workbench.page.keyboard.press('Escape');
      await workbench
        .webview()
        .getByRole('button', { name: /All Sessions/ })
        .click();

      await workbench.page.mouse.move(600, 300);
      await workbench.statusItem('gauge').hover();
      await workbench.page.locator('.monaco-hover', { hasText: 'Assistant' }).waitFor();
      await workbench.screenshot(`sample-gauge-${theme}`);
      await workbench.page.mouse.move(600, 300);
    });
  }

  test('a tip that is silenced is gone, says why, and can be had back', async () => {
    const page = workbench.webview();
    await workbench.command('Tokenmin: Show Advice');
    const tip = page.getByRole('article').first();
    const title = await tip.getByRole('heading').innerText();
    await tip.getByText('Not now').click();
    await tip.getByRole('button', { name: '30 Days' }).click();
    await page.getByText('This tip is silent for 30 days.').first().waitFor();
    await page.getByRole('article', { name: title }).waitFor({ state: 'hidden' });
    await page.getByText(/Small things, and what you set aside/).click();
    const silent = page.getByRole('listitem').filter({ hasText: title });
    await silent.getByText(/you asked it to be silent/).waitFor();
    await silent.getByRole('button', { name: /Show It Again/ }).click();
    await page.getByRole('article', { name: title }).waitFor();
  });

  test('says that it is a sample, and has all three assistants', async () => {
    await workbench.webview().getByRole('tab', { name: 'Overview' }).click();
    const text = await workbench.webview().locator('body').innerText();
    assert.match(text, /sample/i);
    for (const assistant of ['Claude Code', 'Codex', 'Copilot Chat']) assert.ok(text.includes(assistant), assistant);
  });
});

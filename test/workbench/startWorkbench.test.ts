import assert from 'node:assert/strict';
import { startWorkbench, type Workbench } from '../support/workbench';
import { themeNames } from '../support/themes';

suite('workbench', function () {
  this.timeout(60_000);
  let workbench: Workbench;

  suiteSetup(async () => {
    workbench = await startWorkbench({ theme: 'light' });
  });
  suiteTeardown(() => workbench?.close());

  test('a command of the palette opens the dashboard', async () => {
    await workbench.command('Tokenmin: Open Dashboard');
    await workbench.webview().locator('body.vscode-light').waitFor({ state: 'attached' });
  });

  for (const theme of themeNames) {
    test(`the dashboard follows the theme to ${theme}`, async () => {
      await workbench.changeTheme(theme);
      await workbench
        .webview()
        .locator(`body[data-vscode-theme-kind="vscode-${theme}"]`)
        .waitFor({ state: 'attached' });
      await workbench.screenshot(`dashboard-empty-${theme}`);
    });
  }

  test('another window has a dashboard of its own', async () => {
    const other = await workbench.openWindow();
    assert.equal(await other.page.locator('iframe.webview').count(), 0);
    await other.command('Tokenmin: Open Dashboard');
    await other.webview().locator('body').waitFor({ state: 'attached' });
    await other.page.close();
  });
});

import assert from 'node:assert/strict';
import { startWorkbench, type Workbench } from '../support/workbench';

suite('prompts page in the workbench', function () {
  this.timeout(90_000);
  let workbench: Workbench;

  suiteSetup(async () => {
    workbench = await startWorkbench({ width: 1280, height: 1000, settings: { 'workbench.startupEditor': 'none' } });
    await workbench.command('Tokenmin: Try with Sample Data');
    await workbench.webview().getByText('This is the sample month').waitFor();
  });
  suiteTeardown(() => workbench?.close());

  test('reads the dearest prompt from its log, and shortens it as the user ticks', async () => {
    const page = workbench.webview();
    await page.getByRole('tab', { name: 'Prompts' }).click();
    await page.getByText('Text, before and after').first().click();
    const before = page.locator('.before-after pre').first();
    await before.waitFor();
    assert.ok(((await before.textContent()) ?? '').length > 10_000);
    await workbench.screenshot('prompts-sample');
    await page.getByRole('checkbox', { name: 'Log lines of one pattern' }).check();
    await page
      .getByText(/tokens: about [\d,]+ fewer, with what you ticked\. Sent like this/)
      .first()
      .waitFor();
    await page.getByText('Text, before and after').first().scrollIntoViewIfNeeded();
    await workbench.screenshot('prompts-sample-folded');
    await page.getByRole('button', { name: 'Copy Shortened' }).click();
    await page.getByText('The shortened prompt is on the clipboard.').first().waitFor();
  });
});

import { claudeLine } from '../support/claudeLines';
import { startWorkbench, type Workbench } from '../support/workbench';

suite('dashboard in the workbench', function () {
  this.timeout(60_000);
  let workbench: Workbench;

  suiteSetup(async () => {
    const log = claudeLine({ call: 1, inputTokens: 400_000 });
    workbench = await startWorkbench({ home: { '.claude/projects/-tower/5f0e.jsonl': log } });
    await workbench.statusItem('gauge').waitFor();
  });
  suiteTeardown(() => workbench?.close());

  function page(name: string) {
    return workbench.webview().getByRole('tab', { name, selected: true });
  }

  test('shows what the gauge shows', async () => {
    await workbench.command('Tokenmin: Open Dashboard');
    await workbench.webview().locator('body', { hasText: '$2.42' }).waitFor();
  });

  for (const [command, name] of [
    ['Show Sources', 'Sources'],
    ['Open Sessions', 'Sessions'],
  ] as const) {
    test(`goes to the page of "${command}"`, async () => {
      await workbench.command(`Tokenmin: ${command}`);
      await page(name).waitFor();
    });
  }

  test('goes there also when it was hidden meanwhile', async () => {
    await workbench.command('File: New Untitled Text File');
    await workbench.page.locator('.monaco-editor').waitFor();
    await workbench.command('Tokenmin: Show Sources');
    await page('Sources').waitFor();
  });

  test('shows the sample month when asked, says so, and leads back', async () => {
    await workbench.command('Tokenmin: Try with Sample Data');
    await workbench.webview().getByText('This is the sample month').waitFor();
    await workbench.page.locator('.statusbar-item', { hasText: 'Sample data' }).waitFor();
    await workbench.command('Tokenmin: Back to My Own Logs');
    await workbench.webview().getByText('This is the sample month').waitFor({ state: 'hidden' });
    await workbench.page.locator('.statusbar-item', { hasText: '$2.42' }).waitFor();
  });
});

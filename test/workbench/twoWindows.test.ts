import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { claudeLine } from '../support/claudeLines';
import { startWorkbench, type Workbench, type WorkbenchWindow } from '../support/workbench';

const log = '.claude/projects/-tower/5f0e.jsonl';

/** Each window has an extension host and a worker of its own; the ledger is one. */
suite('two windows on one ledger', function () {
  this.timeout(60_000);
  let workbench: Workbench;
  let second: WorkbenchWindow;

  suiteSetup(async () => {
    workbench = await startWorkbench({ home: { [log]: claudeLine({ call: 1, inputTokens: 400_000 }) } });
    await workbench.statusItem('gauge').waitFor();
    second = await workbench.openWindow();
    await second.statusItem('gauge').waitFor();
  });
  suiteTeardown(() => workbench?.close());

  /** Waits until a window's gauge shows this text. */
  const shows = (window: WorkbenchWindow, text: string) =>
    window.statusItem('gauge').getByText(text, { exact: true }).waitFor();

  test('both show the same figure', async () => {
    await shows(workbench, '$2.42');
    await shows(second, '$2.42');
  });

  test('a line that both see appended is counted once, in both', async () => {
    for (let call = 2; call <= 5; call++) {
      fs.appendFileSync(path.join(workbench.home, log), claudeLine({ call, inputTokens: 400_000 }));
    }
    await shows(workbench, '$12.11');
    await shows(second, '$12.11');
  });

  test('what one window is told to read again stays as it is', async () => {
    await Promise.all([workbench.command('Tokenmin: Refresh Now'), second.command('Tokenmin: Refresh Now')]);
    await workbench.page.waitForTimeout(1500);
    assert.match((await workbench.statusItem('gauge').textContent()) ?? '', /\$12\.11/);
    assert.match((await second.statusItem('gauge').textContent()) ?? '', /\$12\.11/);
  });

  test('closing the one that read leaves the other counting', async () => {
    await workbench.page.close();
    fs.appendFileSync(path.join(workbench.home, log), claudeLine({ call: 6, inputTokens: 400_000 }));
    await shows(second, '$14.54');
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { activeParts, answerMessages, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

suite('sampleData', () => {
  let parts: TokenminParts;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
  });
  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const everything = { span: {}, groupBy: 'source' } as const;

  test('shows an invented month of all three assistants, and says so', async () => {
    await vscode.commands.executeCommand('tokenmin.trySampleData');
    await until('the sample shows', () => parts.gauge.item.text.startsWith('$(beaker) Sample data $'));
    const { bySource } = await parts.client.query('overview', everything);
    assert.deepEqual(bySource.map(({ source }) => source).toSorted(), ['claude-code', 'codex', 'copilot-chat']);
    assert.match(parts.dashboard.panel?.webview.html ?? '', /"sample":true/);
  });

  test('shows no budget notice for invented money', async () => {
    const messages = answerMessages('showWarningMessage', undefined);
    const configuration = vscode.workspace.getConfiguration('tokenmin');
    await configuration.update('budget.month', 0.01, vscode.ConfigurationTarget.Global);
    await until('the budget colours the gauge', () => parts.gauge.item.backgroundColor !== undefined);
    await configuration.update('budget.month', undefined, vscode.ConfigurationTarget.Global);
    messages.restore();
    assert.deepEqual(messages.said, []);
  });

  test('leads back to the own logs, which know nothing of it', async () => {
    await parts.dashboard.receive({ type: 'stopSampleData' });
    await until('the own logs show', () => parts.gauge.item.text === '$(graph) $0.02');
    const { totals } = await parts.client.query('overview', everything);
    assert.equal(totals.requests, 1);
    assert.match(parts.dashboard.panel?.webview.html ?? '', /"sample":false/);
  });

  test('is deleted with all data', async () => {
    await vscode.commands.executeCommand('tokenmin.trySampleData');
    await until('the sample shows', () => parts.gauge.item.text.startsWith('$(beaker)'));
    const { ledger } = await parts.client.query('sources', {});
    const folder = path.dirname(ledger.file);
    assert.equal(path.basename(folder), 'sample');
    const messages = answerMessages('showWarningMessage', 'Delete All Data');
    await vscode.commands.executeCommand('tokenmin.deleteAllData');
    messages.restore();
    assert.equal(fs.existsSync(folder), false);
    assert.equal(parts.sample.on, false);
  });
});

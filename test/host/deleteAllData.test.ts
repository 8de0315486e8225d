import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { claudeLine } from '../support/claudeLines';
import { activeParts, answerMessages, appendLog, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

suite('deleteAllData', () => {
  let parts: TokenminParts;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
  });

  async function records(): Promise<number> {
    return (await parts.client.query('sources', {})).ledger.records;
  }

  test('asks first, and does nothing when the answer is no', async () => {
    const messages = answerMessages('showWarningMessage', undefined);
    await vscode.commands.executeCommand('tokenmin.deleteAllData');
    messages.restore();
    assert.deepEqual(messages.said, ['Delete everything that Tokenmin has stored?']);
    assert.ok((await records()) > 0);
  });

  test('empties the ledger, and reads nothing again by itself', async () => {
    const messages = answerMessages('showWarningMessage', 'Delete All Data');
    await vscode.commands.executeCommand('tokenmin.deleteAllData');
    messages.restore();
    assert.equal(await records(), 0);
    await until('the gauge is gone', () => !parts.gauge.visible);
    appendLog(claudeLine({ call: 3 }));
    await wait(1000);
    assert.equal(await records(), 0);
  });

  test('counts again when the user asks for it', async () => {
    await vscode.commands.executeCommand('tokenmin.refresh');
    await until('the gauge is back', () => parts.gauge.visible && parts.live.view?.hasData === true);
    assert.ok((await records()) > 0);
  });
});

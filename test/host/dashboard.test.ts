import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { activeParts, answerMessages, claudeLog, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

suite('dashboard', () => {
  let parts: TokenminParts;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
  });
  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  function tabs(): vscode.Tab[] {
    return vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(
        (tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('tokenmin.dashboard'),
      );
  }

  test('opens once, and is shown again by each command that leads to it', async () => {
    for (const command of ['openDashboard', 'openSessions', 'showSources', 'openDashboard']) {
      await vscode.commands.executeCommand(`tokenmin.${command}`);
    }
    await until('the tab', () => tabs().length > 0);
    assert.equal(tabs().length, 1);
  });

  test('may load its own files only, and run no command links', async () => {
    await vscode.commands.executeCommand('tokenmin.openDashboard');
    const webview = parts.dashboard.panel?.webview;
    const extension = vscode.extensions.getExtension('tokenmin.tokenmin');
    assert.deepEqual(
      webview?.options.localResourceRoots?.map((root) => root.fsPath),
      [path.join(extension?.extensionPath ?? '', 'dist', 'media')],
    );
    assert.ok(!webview?.options.enableCommandUris);
    assert.match(webview?.html ?? '', /default-src 'none'; script-src 'nonce-/);
    assert.doesNotMatch(webview?.html ?? '', /unsafe-|connect-src|https?:\/\/(?!\S*vscode)/);
  });

  test('uses another nonce each time', async () => {
    const nonce = () => /nonce-([^']+)'/.exec(parts.dashboard.panel?.webview.html ?? '')?.[1];
    await vscode.commands.executeCommand('tokenmin.openDashboard');
    const first = nonce();
    parts.dashboard.panel?.dispose();
    await vscode.commands.executeCommand('tokenmin.openDashboard');
    assert.ok(first);
    assert.notEqual(nonce(), first);
  });

  test('takes a panel that VS Code restores in the place of its own', async () => {
    const restored = vscode.window.createWebviewPanel('tokenmin.dashboard', 'Tokenmin', vscode.ViewColumn.One);
    await parts.dashboard.deserializeWebviewPanel(restored);
    assert.equal(parts.dashboard.panel, restored);
    assert.match(restored.webview.html, /Content-Security-Policy/);
    assert.equal(restored.webview.options.enableScripts, true);
    await until('the other tab is gone', () => tabs().length === 1);
  });

  test('is rid of its panel when the user closes it', async () => {
    await vscode.commands.executeCommand('tokenmin.openDashboard');
    parts.dashboard.panel?.dispose();
    await until('the tab is gone', () => tabs().length === 0);
    assert.equal(parts.dashboard.panel, undefined);
  });

  suite('messages from its page', () => {
    let posted: unknown[];
    setup(async () => {
      await vscode.commands.executeCommand('tokenmin.openDashboard');
      posted = [];
      const webview = parts.dashboard.panel?.webview;
      assert.ok(webview);
      webview.postMessage = (message) => Promise.resolve(posted.push(message) > 0);
    });
    teardown(() => parts.dashboard.panel?.dispose());

    test('a query is answered under its number', async () => {
      await parts.dashboard.receive({ type: 'query', id: 901, method: 'sources', params: {} });
      const reply = posted.find((message) => (message as { id?: number }).id === 901);
      assert.equal((reply as { type?: string } | undefined)?.type, 'reply');
    });

    test('what is no message of ours is ignored', async () => {
      for (const message of [undefined, 'x', { type: 'deleteAll', id: 902 }, { type: 'query', id: '902' }]) {
        await parts.dashboard.receive(message);
      }
      assert.deepEqual(
        posted.filter((message) => (message as { id?: unknown }).id),
        [],
      );
    });

    for (const [what, message] of [
      ['an unknown query', { type: 'query', id: 903, method: 'run', params: {} }],
      ['a query with parameters that make no sense', { type: 'query', id: 903, method: 'session', params: { id: -1 } }],
    ] as const) {
      test(`${what} fails under its number`, async () => {
        await parts.dashboard.receive(message);
        assert.deepEqual(
          posted.filter((one) => (one as { id?: number }).id),
          [{ type: 'failure', id: 903, message: 'No answer. The log says more.' }],
        );
      });
    }

    test('text is copied to the clipboard', async () => {
      await parts.dashboard.receive({ type: 'copy', text: 'copied by the dashboard' });
      assert.equal(await vscode.env.clipboard.readText(), 'copied by the dashboard');
    });

    test('a log opens at its line', async () => {
      const secondLine = fs.readFileSync(claudeLog).indexOf('\n') + 1;
      await parts.dashboard.receive({ type: 'openLog', file: claudeLog, offset: secondLine });
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.fsPath, claudeLog);
      assert.equal(editor?.selection.active.line, 1);
    });

    test('nothing but logs is opened', async () => {
      const secret = path.join(os.homedir(), 'secret.txt');
      fs.writeFileSync(secret, 'secret');
      const inside = path.join(path.dirname(claudeLog), 'link.jsonl');
      fs.rmSync(inside, { force: true });
      fs.symlinkSync(secret, inside);
      const errors = answerMessages('showErrorMessage', undefined);
      for (const file of [secret, inside, `${path.dirname(claudeLog)}/../../../secret.txt`, '/nowhere/at/all.jsonl']) {
        await parts.dashboard.receive({ type: 'openLog', file, offset: 0 });
      }
      errors.restore();
      fs.rmSync(inside);
      assert.equal(errors.said.length, 4);
      assert.equal(
        vscode.workspace.textDocuments.some((document) => document.uri.fsPath === secret),
        false,
      );
    });
  });
});

import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { activeParts, answerMessages, changeSetting, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

suite('budgets', () => {
  let parts: TokenminParts;
  let messages: ReturnType<typeof answerMessages>;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
  });
  teardown(async () => {
    messages.restore();
    await changeSetting('budget.day', undefined);
    await changeSetting('notifications.budget', undefined);
  });

  /** Long enough for a notice that should not come. */
  const aMoment = () => wait(500);

  test('a passed budget colours the gauge and is told once', async () => {
    messages = answerMessages('showWarningMessage', undefined);
    await changeSetting('budget.day', 0.011);
    await until('the notice', () => messages.said.length > 0);
    assert.match(messages.said[0] ?? '', /^Today's calls come to \$0\.0\d: your budget of \$0\.01 is used up\.$/);
    assert.deepEqual(parts.gauge.item.backgroundColor, new vscode.ThemeColor('statusBarItem.warningBackground'));
    await vscode.commands.executeCommand('tokenmin.refresh');
    await aMoment();
    assert.equal(messages.said.length, 1);
  });

  test('without a budget nothing is coloured', async () => {
    messages = answerMessages('showWarningMessage', undefined);
    await until('the colour goes', () => parts.gauge.item.backgroundColor === undefined);
    assert.deepEqual(messages.said, []);
  });

  test('"Don\'t Show Again" switches the setting off, and with it all notices', async () => {
    messages = answerMessages('showWarningMessage', "Don't Show Again");
    await changeSetting('budget.day', 0.012);
    await until('the setting is off', () => !parts.settings.value.budgetNotices);
    await changeSetting('budget.day', 0.013);
    await aMoment();
    assert.equal(messages.said.length, 1);
  });

  test('no notice comes while snoozed', async () => {
    messages = answerMessages('showWarningMessage', undefined);
    await vscode.commands.executeCommand('tokenmin.snoozeBudget');
    await changeSetting('budget.day', 0.014);
    await aMoment();
    assert.deepEqual(messages.said, []);
  });
});

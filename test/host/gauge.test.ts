import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { TOOLTIP_COMMANDS } from '../../src/vscode/gauge/gaugeTooltip';
import { claudeLine } from '../support/claudeLines';
import { activeParts, appendLog, changeSetting, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

suite('gauge', () => {
  let parts: TokenminParts;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
  });
  teardown(async () => {
    await changeSetting('gauge.show', undefined);
    await changeSetting('billing', undefined);
  });

  test('shows what today has cost', async () => {
    await until('the cost shows', () => parts.gauge.item.text === '$(graph) $0.02');
    assert.equal(parts.gauge.visible, true);
    assert.equal(parts.gauge.item.accessibilityInformation?.label, 'Tokenmin: 0.02 US dollars today');
    assert.equal(parts.gauge.item.name, 'Token cost');
    assert.equal(parts.gauge.item.backgroundColor, undefined);
  });

  test('opens the dashboard when it is clicked', () =>
    assert.equal(parts.gauge.item.command, 'tokenmin.openDashboard'));

  test('has a tooltip that may run its own commands and no HTML', () => {
    const tooltip = parts.gauge.item.tooltip as vscode.MarkdownString;
    assert.deepEqual(tooltip.isTrusted, { enabledCommands: TOOLTIP_COMMANDS });
    assert.ok(!tooltip.supportHtml);
    assert.match(tooltip.value, /\| Claude\u00a0Code \| claude&#45;sonnet&#45;4&#45;5 \| 1 \| 2&#44;000 \|/);
  });

  test('links only commands that exist', async () => {
    const known = new Set(await vscode.commands.getCommands());
    assert.deepEqual(
      TOOLTIP_COMMANDS.filter((command) => !known.has(command)),
      [],
    );
  });

  test('counts a line that is appended to a log, without being asked', async () => {
    appendLog(claudeLine({ call: 2 }));
    await until('the second call shows', () => parts.gauge.item.text === '$(graph) $0.04');
  });

  test('follows its settings at once', async () => {
    await changeSetting('gauge.show', 'tokens');
    await until('tokens show', () => parts.gauge.item.text === '$(graph) 4,000 tokens');
    await changeSetting('gauge.show', 'icon');
    await until('the icon shows', () => parts.gauge.item.text === '$(graph)');
    await changeSetting('gauge.show', 'hidden');
    await until('nothing shows', () => !parts.gauge.visible);
    await changeSetting('gauge.show', undefined);
    await until('the cost shows again', () => parts.gauge.visible && parts.gauge.item.text === '$(graph) $0.04');
  });

  test('calls money what it is', async () => {
    await changeSetting('billing', 'subscription');
    await until('the kind of money shows', () => parts.gauge.item.text === '$(graph) $0.04 API');
  });

  test('prices by the settings, also what was counted before', async () => {
    await changeSetting('prices.overrides', { 'claude-sonnet-4-5': { input: 1000, output: 0 } });
    await until('the new price shows', () => parts.gauge.item.text === '$(graph) $2.00');
    await changeSetting('prices.overrides', undefined);
    await until('the bundled price shows', () => parts.gauge.item.text === '$(graph) $0.04');
  });

  test('leaves out an assistant that is switched off', async () => {
    await changeSetting('sources.disabled', ['claude-code']);
    const { sources } = await parts.client.query('sources', {});
    assert.equal(sources.find(({ source }) => source === 'claude-code')?.enabled, false);
    await changeSetting('sources.disabled', undefined);
  });
});

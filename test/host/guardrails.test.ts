import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { activeParts, answerMessages, appendLog, changeSetting, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

/** A command that fails the same way three times, just now. */
function loop(times: number, session = 'loop'): string {
  const base = { sessionId: session, cwd: '/tower' };
  const rows: object[] = [
    {
      ...base,
      type: 'user',
      timestamp: moment(60),
      uuid: `${session}-p`,
      message: { role: 'user', content: 'Run the migration.' },
    },
  ];
  for (let i = 0; i < times; i++) {
    const usage = { input_tokens: 1000, output_tokens: 1000 };
    const tool = { type: 'tool_use', id: `t${i}`, name: 'Bash', input: { command: 'npm run migrate' } };
    const message = {
      id: `${session}_${i}`,
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [tool],
      usage,
    };
    const result = {
      type: 'tool_result',
      tool_use_id: `t${i}`,
      is_error: true,
      content: 'Error: connect ECONNREFUSED',
    };
    rows.push(
      {
        ...base,
        type: 'assistant',
        requestId: `${session}-r${i}`,
        timestamp: moment(50 - i * 4),
        uuid: `${session}-a${i}`,
        message,
      },
      {
        ...base,
        type: 'user',
        timestamp: moment(48 - i * 4),
        uuid: `${session}-u${i}`,
        message: { role: 'user', content: [result] },
      },
    );
  }
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
const moment = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString();

suite('guardrails', () => {
  let parts: TokenminParts;
  let messages: ReturnType<typeof answerMessages>;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
    await changeSetting('notifications.guardrails', []);
    appendLog(loop(4));
    await vscode.commands.executeCommand('tokenmin.refresh');
    await until('the loop is counted', () => parts.live.view?.today.requests === 5);
  });
  teardown(() => messages.restore());
  suiteTeardown(() => changeSetting('notifications.guardrails', undefined));

  test('are silent when they are switched off', async () => {
    messages = answerMessages('showWarningMessage', undefined);
    await parts.guardrails.look();
    assert.deepEqual(messages.said, []);
  });

  test('tell of a loop, once, with what it costs so far', async () => {
    messages = answerMessages('showWarningMessage', undefined);
    await changeSetting('notifications.guardrails', ['loop']);
    await parts.guardrails.look();
    await parts.guardrails.look();
    assert.deepEqual(messages.said, [
      'Tokenmin (Claude Code, tower): Bash npm failed the same way 4 times in a row; $0.04 so far.',
    ]);
  });

  test('who looks while somebody looks already waits for what is told', async () => {
    messages = answerMessages('showWarningMessage', undefined);
    await changeSetting('notifications.guardrails', ['loop']);
    appendLog(loop(4, 'again'));
    await vscode.commands.executeCommand('tokenmin.refresh');
    await until('the second loop is counted', () => parts.live.view?.today.requests === 9);
    const first = parts.guardrails.look();
    await parts.guardrails.look();
    assert.equal(messages.said.length, 1);
    await first;
  });

  test('on a subscription an amount is not called what it is not', async () => {
    messages = answerMessages('showWarningMessage', undefined);
    await changeSetting('billing', 'subscription');
    appendLog(loop(4, 'flat'));
    await vscode.commands.executeCommand('tokenmin.refresh');
    await until('the third loop is counted', () => parts.live.view?.today.requests === 13);
    await parts.guardrails.look();
    await changeSetting('billing', undefined);
    assert.match(messages.said[0] ?? '', /; \$0\.\d\d API-equivalent so far\.$/);
  });

  test('"Don\'t Show Again" switches off this one, and no other', async () => {
    messages = answerMessages('showWarningMessage', "Don't Show Again");
    await changeSetting('notifications.guardrails', ['loop', 'spike']);
    appendLog(loop(4, 'never'));
    await vscode.commands.executeCommand('tokenmin.refresh');
    await until('the fourth loop is counted', () => parts.live.view?.today.requests === 17);
    await parts.guardrails.look();
    assert.equal(messages.said.length, 1);
    assert.deepEqual(parts.settings.value.guardrails, ['spike']);
  });
});

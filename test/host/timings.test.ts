import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { claudeLine } from '../support/claudeLines';
import { activeParts, appendLog, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

const LINES = 20_000;

/**
 * What the benchmark quotes from inside an extension host. The figures are written down for it and never judged here:
 * on a busy machine they say more of the machine.
 */
suite('timings in the extension host', function () {
  this.timeout(60_000);
  let parts: TokenminParts;
  const timings: { activateMs?: number; longestHostTaskMs?: number; appendToGaugeMs: number[] } = {
    appendToGaugeMs: [],
  };

  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
  });
  suiteTeardown(() => {
    const file = path.resolve(__dirname, '../../host-timings.json');
    fs.writeFileSync(file, JSON.stringify(timings));
  });

  test('activation is measured', () => {
    timings.activateMs = parts.activationMs;
    assert.ok(parts.activationMs > 0);
  });

  test('lines appended one by one reach the gauge unasked', async () => {
    for (let call = 2; call <= 6; call++) {
      await wait(700); // one burst of changes must not hide the next
      const appendedAt = performance.now();
      appendLog(claudeLine({ call }));
      await until(`call ${call} is in the gauge`, () => parts.live.view?.today.requests === call);
      timings.appendToGaugeMs.push(performance.now() - appendedAt);
    }
    assert.equal(timings.appendToGaugeMs.length, 5);
  });

  test('the host stays free while a long log is read', async () => {
    const lines = Array.from({ length: LINES }, (_, i) => claudeLine({ call: 100 + i })).join('');
    const lag = monitorEventLoopDelay({ resolution: 2 });
    appendLog(lines);
    await wait(50); // writing the log was our own long task
    lag.enable();
    await vscode.commands.executeCommand('tokenmin.refresh');
    await until('all is counted', () => parts.live.view?.today.requests === LINES + 6);
    lag.disable();
    timings.longestHostTaskMs = lag.max / 1e6;
    assert.ok(lag.max > 0);
  });
});

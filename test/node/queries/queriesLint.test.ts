import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { workspaceUsage } from '../../../src/node/lint/workspaceUsage';
import { TestLedger } from './queriesLedger';

const NOW = '2026-05-10T12:00:00Z';

suite('the lint query', () => {
  let root = '';

  setup(() => (root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'tokenmin-lint-'))));

  teardown(() => fs.rmSync(root, { recursive: true, force: true }));

  test('knows what one token costs in each request of a workspace', () => {
    const ledger = new TestLedger(NOW);
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-05-09T10:00:00Z', { workspace: '/home/dev/shop' }),
      ledger.call('2026-05-09T11:00:00Z', { workspace: '/home/dev/shop/web' }),
      ledger.call('2026-05-09T12:00:00Z', { workspace: '/home/dev/shopping' }),
      ledger.call('2026-03-09T12:00:00Z', { workspace: '/home/dev/shop' }),
      ledger.call('2026-05-09T13:00:00Z', {
        workspace: '/home/dev/shop',
        requestModel: 'unknown',
        responseModel: 'unknown',
      }),
    ]);
    assert.deepEqual(workspaceUsage(ledger.context(), '/home/dev/shop'), {
      'Claude Code': { requestsPerMonth: 2, nanoPerToken: 1000 },
    });
  });

  test('says the same of a text whichever model its tokens are counted for', () => {
    const ledger = new TestLedger(NOW);
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-09T10:00:00Z', { workspace: '/shop' })]);
    // 1,200 tokens of Claude's are 1,000 of what the call's model counts.
    assert.deepEqual(workspaceUsage(ledger.context(), '/shop', 'claude-sonnet-4-5'), {
      'Claude Code': { requestsPerMonth: 1, nanoPerToken: 1000 / 1.2 },
    });
  });

  test('knows nothing of a workspace without calls', () =>
    assert.equal(workspaceUsage(new TestLedger(NOW).context(), '/home/dev/shop'), undefined));
});

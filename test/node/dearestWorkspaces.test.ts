import assert from 'node:assert/strict';
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dearestWorkspaces } from '../../src/node/coach/dearestWorkspaces';
import { LogHome } from '../support/logHome';

const DAY = 86_400_000;

suite('the dearest workspaces', () => {
  let home: LogHome;
  setup(() => (home = new LogHome()));
  teardown(async () => home.remove());

  function called(cwd: string, tokens: number, { model = 'claude-opus-4-6', at = Date.now() - 3_600_000 } = {}): void {
    const id = cwd.replaceAll('/', '-');
    const usage = { input_tokens: tokens, output_tokens: 20 };
    const message = { id: `m${id}`, model, content: [{ type: 'text', text: 'Yes.' }], usage };
    const timestamp = new Date(at).toISOString();
    const row = { type: 'assistant', sessionId: id, cwd, timestamp, requestId: `r${id}`, message };
    home.write(`${id}.jsonl`, `${JSON.stringify(row)}\n`);
  }

  test('come first, those without a price last', async () => {
    called('/cheap', 1000);
    called('/dear', 9000);
    called('/free', 90_000, { model: 'nobodys-model' });
    called('/old', 90_000, { at: Date.now() - 9 * DAY });
    await home.open().run('refresh', {});
    const db = new DatabaseSync(home.ledgerFile);
    try {
      assert.deepEqual(dearestWorkspaces(db, Date.now() - 7 * DAY), ['/dear', '/cheap', '/free']);
      assert.deepEqual(dearestWorkspaces(db, 0), ['/old', '/dear', '/cheap', '/free']);
    } finally {
      db.close();
    }
  });

  test('have their instructions looked at, however many were there before', async () => {
    const long = `# Shop\n\n${'The till counts what was sold, and the shop counts what is left of it.\n'.repeat(400)}`;
    for (let i = 0; i < 21; i++) {
      fs.mkdirSync(`${home.home}/tree${i}`);
      called(`${home.home}/tree${i}`, 1000, { at: Date.now() - 2 * DAY + i * 1000 });
    }
    fs.mkdirSync(`${home.home}/shop`);
    fs.writeFileSync(`${home.home}/shop/CLAUDE.md`, long);
    called(`${home.home}/shop`, 50_000);
    const service = home.open();
    await service.run('refresh', {});
    const { advice } = await service.query('advice', { days: 30, billing: 'api' });
    assert.ok(advice.some(({ ruleId }) => ruleId === 'always-on-budget'));
  });
});

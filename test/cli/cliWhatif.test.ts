import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROW = {
  type: 'assistant',
  sessionId: 'one',
  requestId: 'req_1',
  cwd: '/home/dev/shop',
  message: {
    id: 'msg_1',
    role: 'assistant',
    model: 'claude-opus-4-8',
    content: [],
    usage: { input_tokens: 100_000, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 10_000 },
  },
};

suite('tokenmin whatif', function () {
  // Each test starts a process; on a busy machine that takes its time.
  this.timeout(30_000);
  let home = '';

  suiteSetup(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-cli-whatif-'));
    const folder = path.join(home, '.claude/projects/shop');
    fs.mkdirSync(folder, { recursive: true });
    const timestamp = new Date(Date.now() - 60_000).toISOString();
    fs.writeFileSync(path.join(folder, 'one.jsonl'), `${JSON.stringify({ ...ROW, timestamp })}\n`);
  });
  suiteTeardown(() => fs.rmSync(home, { recursive: true, force: true }));

  function run(...args: string[]): { code: number | null; out: string; err: string } {
    const env = { ...process.env, NODE_OPTIONS: '' };
    const cli = path.resolve('dist/cli.js');
    const done = spawnSync(process.execPath, [cli, 'whatif', '--home', home, ...args], { encoding: 'utf8', env });
    return { code: done.status, out: done.stdout, err: done.stderr };
  }

  test('--json: what it cost, and what it would have', () => {
    const { code, out, err } = run('--json', '--days', '14');
    assert.deepEqual([code, err], [0, '']);
    const report = JSON.parse(out) as {
      schema: number;
      days: number;
      classes: {
        taskClass: string;
        costUsd: number;
        rows: { change: { to: string }; costLowUsd?: number; costHighUsd?: number }[];
      }[];
    };
    assert.deepEqual([report.schema, report.days], [1, 14]);
    const [all] = report.classes;
    assert.deepEqual([all?.taskClass, all?.costUsd], ['all', 0.75]);
    const own = all!.rows.find(({ change }) => change.to === 'claude-opus-4-8');
    assert.deepEqual([own?.costLowUsd, own?.costHighUsd], [0.75, 0.75]);
    const smaller = all!.rows.find(({ change }) => change.to === 'claude-haiku-4-5');
    assert.ok(smaller!.costLowUsd! < 0.75 && smaller!.costHighUsd! > smaller!.costLowUsd!);
  });

  test('for people it says that it is no promise', () => {
    const { code, out } = run();
    assert.equal(code, 0);
    assert.match(out, /the last 30 days under other conditions/);
    assert.match(out, /never a promise/);
    assert.match(out, /claude-haiku-4-5 +\$0\.19 – \$0\.47/);
    assert.match(out, /Assumed: 60 % to 90 % of its answers are taken/);
  });

  for (const days of ['7', '0', 'x', '14.5']) {
    test(`wrong usage: --days ${days}`, () => {
      assert.deepEqual(run('--days', days), {
        code: 2,
        out: '',
        err: 'tokenmin: --days: 14, 30 or 90; see tokenmin whatif --help\n',
      });
    });
  }

  test('help', () => assert.match(run('--help').out, /Usage: tokenmin whatif \[--days 14\|30\|90\]/));
});

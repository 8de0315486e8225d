import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PLANTED } from '../../src/core/sample/planted';
import { writeSampleMonth } from '../../src/node/sampleMonth';
import type { AdviceReport } from '../../src/protocol/coachViews';

const CLI = path.resolve('dist/cli.js');
const TODAY = new Date().toISOString().slice(0, 10);

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const done = spawnSync(process.execPath, [CLI, 'advise', '--timezone', 'UTC', ...args], { encoding: 'utf8', env });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

suite('tokenmin advise', function () {
  // Each test starts a process; on a busy machine that takes its time.
  this.timeout(60_000);
  let folder: string;
  const home = (name: string): string => path.join(folder, name);
  const report = (name: string, ...more: string[]): AdviceReport => {
    const { code, out, err } = run('--home', home(name), '--json', ...more);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as AdviceReport;
  };

  suiteSetup(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-advise-'));
    await writeSampleMonth(home('wasteful'), { seed: 1, endDay: TODAY, utcOffsetMinutes: 0 });
    await writeSampleMonth(home('healthy'), { seed: 1, endDay: TODAY, utcOffsetMinutes: 0, healthy: true });
    fs.mkdirSync(home('empty'));
  });
  suiteTeardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('finds what was planted in the sample month, and shows nothing else', () => {
    const { advice } = report('wasteful');
    const planted = new Set(PLANTED.map(({ ruleId }) => ruleId));
    const found = new Set(advice.map(({ ruleId }) => ruleId));
    assert.deepEqual(
      [...planted].filter((ruleId) => !found.has(ruleId)),
      [],
    );
    assert.deepEqual(
      advice.filter((a) => a.shown && !planted.has(a.ruleId)).map((a) => a.ruleId),
      [],
    );
  });

  test('the evidence is the planted sessions', () => {
    const sessions = new Map<string, Set<string>>();
    for (const { ruleId, sessionId } of PLANTED)
      sessions.set(ruleId, (sessions.get(ruleId) ?? new Set()).add(sessionId));
    for (const { ruleId, evidence, shown } of report('wasteful').advice) {
      if (!shown) continue;
      const elsewhere = evidence.filter(({ sessionId }) => !sessions.get(ruleId)?.has(sessionId));
      assert.deepEqual(elsewhere, [], ruleId);
    }
  });

  test('has the shape that it promises, and claims no more than the bill', () => {
    const { advice, ...rest } = report('wasteful');
    assert.deepEqual(Object.keys(rest), [
      'schema',
      'days',
      'billUsd',
      'claimedLowUsd',
      'claimedHighUsd',
      'unavailable',
      'notes',
    ]);
    assert.deepEqual([rest.schema, rest.days, rest.notes], [1, 30, []]);
    assert.ok(
      rest.claimedLowUsd > 0 && rest.claimedLowUsd <= rest.claimedHighUsd && rest.claimedHighUsd <= rest.billUsd,
    );
    assert.ok(advice.reduce((sum, a) => sum + a.savingHighUsd, 0) <= rest.billUsd);
    for (const a of advice) {
      assert.match(a.family, /^(?:prompt|model|context|guardrail)$/);
      assert.match(a.tier, /^[ABC]$/);
      assert.equal(a.shown, a.hiddenBecause === undefined);
      if (a.shown) assert.doesNotMatch(a.title, /[{}]/);
      assert.ok(a.savingLowUsd <= a.savingHighUsd && a.occurrences >= a.distinctDays && a.evidence.length > 0);
      assert.ok('kind' in a.action);
      for (const { file, offset, requestId, why } of a.evidence) {
        assert.ok(fs.existsSync(file) && offset >= 0 && why.length > 0, `${a.ruleId} ${requestId}`);
      }
    }
  });

  test('an evidence’s request can be explained', () => {
    const { evidence } = report('wasteful').advice.find((a) => a.ruleId === 'cold-resume')!;
    const env = { ...process.env, NODE_OPTIONS: '' };
    const explained = spawnSync(
      process.execPath,
      [CLI, 'explain', evidence[0]!.requestId, '--home', home('wasteful')],
      {
        encoding: 'utf8',
        env,
      },
    );
    assert.equal(explained.status, 0);
    assert.ok(explained.stdout.includes(evidence[0]!.requestId));
  });

  test('of a healthy month nothing is shown, and that is said kindly', () => {
    assert.deepEqual(
      report('healthy').advice.filter((a) => a.shown),
      [],
    );
    assert.match(run('--home', home('healthy')).out, /Nothing worth changing\. That is a good result\./);
  });

  test('praises nobody where the logs do not tell the tokens, and names the rules that are silent', () => {
    const folder = path.join(home('estimated'), '.config', 'Code', 'User', 'workspaceStorage', 'w', 'chatSessions');
    fs.mkdirSync(folder, { recursive: true });
    const timestamp = Date.now() - 60_000;
    const request = {
      requestId: 'r1',
      timestamp,
      message: { text: 'What does the flag do?', parts: [] },
      modelId: 'copilot/gpt-5.5',
      response: [{ value: 'It hides the rest.' }],
      result: { metadata: {} },
    };
    const session = { version: 3, sessionId: 'c1', creationDate: timestamp, requests: [request] };
    fs.writeFileSync(path.join(folder, 'c1.json'), JSON.stringify(session));
    const { out } = run('--home', home('estimated'));
    assert.match(out, /Nothing worth changing, as far as these logs tell\./);
    assert.match(out, /copilot-chat does not always log the tokens of each call, .*: silent there are .*cold-resume/);
  });

  for (const [name, models, head, rest] of [
    [
      'none',
      ['novel-1', 'novel-1'],
      '2 calls, unpriced',
      /Nothing worth changing, as far as can be told without prices\./,
    ],
    ['some', ['claude-sonnet-4-5', 'novel-1'], '2 calls, $15.00 + unpriced at list prices', /That is a good result/],
    ['all', ['claude-sonnet-4-5'], '1 call, $15.00 at list prices', /That is a good result/],
  ] as const) {
    test(`its head says what has no price where ${name} of the calls has one`, () => {
      const folder = path.join(home(`priced-${name}`), '.claude', 'projects', 'p');
      fs.mkdirSync(folder, { recursive: true });
      const lines = models.map((model, i) => {
        const usage = { input_tokens: 0, output_tokens: 1_000_000 };
        const message = { id: `m${i}`, model, role: 'assistant', content: [], usage };
        const timestamp = new Date(Date.now() - 60_000).toISOString();
        return JSON.stringify({ type: 'assistant', sessionId: 's', requestId: `r${i}`, timestamp, message });
      });
      fs.writeFileSync(path.join(folder, 's.jsonl'), `${lines.join('\n')}\n`);
      const { out } = run('--home', home(`priced-${name}`));
      assert.equal(out.split('\n')[0], `Tokenmin, advice on the last 30 days: ${head}`);
      assert.match(out, rest);
      assert.doesNotMatch(out, /\$0/);
    });
  }

  test('without a call in these days it says so', () => {
    assert.match(run('--home', home('empty')).out, /No calls in these days: tokenmin doctor says where was looked\./);
    assert.deepEqual(report('empty').advice, []);
  });

  test('the text names amounts, evidence, risk and check', () => {
    const { out } = run('--home', home('wasteful'));
    assert.match(out, /\[cold-resume\]\n {2}\$[\d.]+ to \$[\d.]+, estimated; 4 times on 3 days\n {2}· /);
    assert.match(out, /\n {2}Risk: .+\n {2}Check: .+\n/);
    assert.match(out, /Together \$[\d.]+ to \$[\d.]+ of \$[\d.]+ \+ unpriced; no token is counted twice\./);
  });

  for (const args of [['--days', '0'], ['--days', 'many'], ['--days', '1.5'], ['--since', '7d'], ['now']]) {
    test(`refuses ${args.join(' ')}`, () => {
      const { code, out, err } = run('--home', home('empty'), ...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /^tokenmin: .+; see tokenmin advise --help\n$/);
    });
  }

  test('takes its days', () => {
    const [week, month] = [report('wasteful', '--days', '7'), report('wasteful')];
    assert.equal(week.days, 7);
    assert.ok(week.billUsd < month.billUsd);
  });
});

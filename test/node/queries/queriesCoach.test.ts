import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeSampleMonth } from '../../../src/node/sampleMonth';
import { openService } from '../../../src/node/localService';
import type { Service } from '../../../src/node/service';
import { workerConfig } from '../../support/workerConfig';

const DAY = 86_400_000;

suite('queries of the coach, on the sample month', () => {
  let home: string;
  let service: Service;
  suiteSetup(async function () {
    this.timeout(60_000);
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-coach-'));
    await writeSampleMonth(home, { seed: 1, endDay: new Date().toISOString().slice(0, 10), utcOffsetMinutes: 0 });
    service = openService(
      { ...workerConfig({ home }), ledgerFile: ':memory:', timezone: 'UTC' },
      () => undefined,
      path.resolve('dist'),
    );
    await service.run('refresh', {});
  });
  suiteTeardown(async () => {
    await service.close();
    fs.rmSync(home, { recursive: true, force: true });
  });
  const advice = () => service.query('advice', { days: 30, billing: 'api' });
  const tip = async (ruleId: string) => (await advice()).advice.find((a) => a.ruleId === ruleId);

  test('the bill of the advice is that of the report', async () => {
    const { totals } = await service.query('report', {
      since: new Date(Date.now() - 29 * DAY).toISOString().slice(0, 10),
    });
    const { billNano, calls } = await advice();
    assert.equal(calls, totals.requests);
    assert.ok(Math.abs(billNano / 1e9 - totals.costUsd) < 1e-9);
  });

  test('what is shown is claimed, at most the bill', async () => {
    const view = await advice();
    const shown = view.advice.filter((a) => a.shown);
    assert.ok(shown.length > 0);
    assert.equal(
      view.claimed.highNano,
      shown.reduce((sum, a) => sum + a.highNano, 0),
    );
    assert.ok(view.advice.reduce((sum, a) => sum + a.highNano, 0) <= view.billNano);
    assert.deepEqual(view.failures, []);
  });

  test('evidence leads to the call', async () => {
    const [evidence] = (await tip('cold-resume'))!.evidence;
    const found = await service.query('explain', { request: `#${evidence!.requestId}` });
    assert.equal(found?.request.responseId, evidence!.responseId);
    assert.deepEqual(found?.request.at, evidence!.at);
  });

  test('snoozed, a tip sleeps; awake again it is back', async () => {
    await service.run('snooze', { ruleId: 'cold-resume', workspace: '', until: Date.now() + DAY });
    const asleep = await tip('cold-resume');
    assert.equal(asleep?.hiddenBecause, 'snoozed');
    assert.ok(asleep.snoozedUntil! > Date.now());
    await service.run('snooze', { ruleId: 'cold-resume', workspace: '', until: 0 });
    assert.equal((await tip('cold-resume'))?.hiddenBecause, undefined);
  });

  test('snoozed in another workspace, it speaks on', async () => {
    await service.run('snooze', { ruleId: 'cold-resume', workspace: '/nowhere', until: Date.now() + DAY });
    assert.equal((await tip('cold-resume'))?.shown, true);
  });

  test('a snooze ends', async () => {
    await service.run('snooze', { ruleId: 'cold-resume', workspace: '', until: Date.now() - 1 });
    assert.equal((await tip('cold-resume'))?.shown, true);
  });

  test('dismissed, a tip has to be worth twice as much; the dismissal can be taken back', async () => {
    const { lowNano } = (await tip('cold-resume'))!;
    await service.run('dismiss', { ruleId: 'cold-resume', workspace: '', reason: 'not-worth-it', lowNano });
    assert.equal((await tip('cold-resume'))?.hiddenBecause, 'dismissed');
    await service.run('dismiss', { ruleId: 'cold-resume', workspace: '', lowNano: 0 });
    assert.equal((await tip('cold-resume'))?.shown, true);
  });

  test('a reason that is none is refused', async () => {
    const wrong = { ruleId: 'loop', workspace: '', reason: 'because' as never, lowNano: 1 };
    await assert.rejects(service.run('dismiss', wrong), /not a reason: because/);
  });

  test('what was followed is measured, and pending at first; undone it is gone', async () => {
    const id = await service.run('follow', { ruleId: 'cold-resume', workspace: '', monthlyNano: 1e9 });
    const { verdicts } = await service.query('outcomes', { days: 30, billing: 'api' });
    assert.deepEqual(
      verdicts.map((v) => [v.id, v.ruleId, v.verdict, v.after]),
      [[id, 'cold-resume', 'pending', 0]],
    );
    assert.ok(verdicts[0]!.before > 0);
    assert.deepEqual((await tip('cold-resume'))?.followed, { id: verdicts[0]!.id, at: verdicts[0]!.followedAt });
    await service.run('unfollow', { id });
    assert.deepEqual((await service.query('outcomes', { days: 30, billing: 'api' })).verdicts, []);
    await service.run('unfollow', { id, back: true });
    assert.deepEqual((await service.query('outcomes', { days: 30, billing: 'api' })).verdicts, verdicts);
    await service.run('unfollow', { id });
  });

  test('a rule that does not exist cannot be followed', async () => {
    await assert.rejects(service.run('follow', { ruleId: 'nonsense', workspace: '', monthlyNano: 1 }), /no such rule/);
  });

  test('outcomes have a number of observations, a partner, or a reason why not', async () => {
    const { metrics } = await service.query('outcomes', { days: 30, billing: 'api' });
    for (const { key, value, missing, n } of metrics) {
      assert.ok((value === undefined) !== (missing === undefined), key);
      if (value !== undefined) assert.ok(Number.isFinite(value) && n >= 5, key);
    }
    assert.equal(metrics.find(({ key }) => key === 'cost-per-commit')?.missing, 'no-git');
  });

  test('a tag stays with its session, and can be taken off', async () => {
    const { rows } = await service.query('sessions', {
      text: '',
      sort: 'costNano',
      descending: true,
      offset: 0,
      limit: 1,
    });
    const { id } = rows[0]!;
    await service.run('tagSession', { session: id, tag: 'worth-it' });
    const tagged = async () => (await service.query('outcomes', { days: 30, billing: 'api' })).sessions;
    assert.equal((await tagged()).find((s) => s.id === id)?.tag, 'worth-it');
    await service.run('tagSession', { session: id });
    assert.equal((await tagged()).find((s) => s.id === id)?.tag, undefined);
  });

  test('the prefix is measured, and costs part of the bill', async () => {
    const { workspaces } = await service.query('contextCost', { days: 30 });
    assert.ok(workspaces.length > 0);
    for (const { prefixTokens, calls, sessions, costNano, files } of workspaces) {
      assert.ok(prefixTokens.low <= prefixTokens.middle && prefixTokens.middle <= prefixTokens.high);
      assert.ok(sessions > 0 && calls >= sessions && (costNano ?? 0) >= 0);
      assert.deepEqual(files, []);
    }
    const { billNano } = await advice();
    assert.ok(workspaces.reduce((sum, w) => sum + (w.costNano ?? 0), 0) < billNano);
  });

  test('days that are none are refused', async () => {
    for (const days of [0, -1, 1.5, 4000, NaN]) {
      await assert.rejects(service.query('advice', { days, billing: 'api' }), /not a number of days/);
      await assert.rejects(service.query('contextCost', { days }), /not a number of days/);
    }
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { stop, stopFlag } from '../../src/node/stopFlag';
import type { FromWorker, WorkerEvent } from '../../src/protocol/messages';
import { ServiceClient } from '../../src/vscode/serviceClient';
import { WorkerClient } from '../../src/vscode/workerClient';
import { LogHome, tallyOf, totalsOf } from '../support/logHome';
import { callRow, lines } from '../support/transcript';

const SCRIPT = path.resolve('dist/worker.js');

suite('worker', function () {
  this.timeout(30_000);
  let home: LogHome;
  let config: ReturnType<LogHome['config']>;
  let client: WorkerClient;
  let events: WorkerEvent[];

  setup(() => {
    home = new LogHome();
    config = home.config();
    home.write('a.jsonl', lines(callRow({ id: 'm1' }), callRow({ id: 'm2' })));
    client = new WorkerClient({ script: SCRIPT, config: () => config });
    events = [];
    client.on('event', (event) => events.push(event));
    client.start();
  });
  teardown(async () => {
    await client.close();
    await home.remove();
  });

  const changes = (): number => events.filter(({ type }) => type === 'changed').length;

  test('reads logs and answers from them', async () => {
    assert.deepEqual(await client.run('refresh', {}), {
      recordsAdded: 2,
      bytesRead: fs.statSync(home.path('a.jsonl')).size,
      elsewhere: false,
    });
    assert.deepEqual(await tallyOf(client), { requests: 2, input: 2000, output: 200 });
    assert.equal(changes(), 1);
    assert.deepEqual(
      events.filter(({ type }) => type === 'log'),
      [],
    );
  });

  test('answers each request by its number, also those it cannot answer', async () => {
    const worker = new Worker(SCRIPT, {
      workerData: { config: home.config({ ledgerFile: ':memory:' }) },
    });
    const replies = new Map<number, FromWorker>();
    worker.on('message', (message: FromWorker) => 'id' in message && replies.set(message.id, message));
    for (const [id, method] of [
      [7, 'unheardOf'],
      [8, 'constructor'],
      [9, '__proto__'],
      [10, 'report'],
    ] as const) {
      worker.postMessage({ id, method, params: {} });
    }
    for (let i = 0; i < 500 && replies.size < 4; i++) await sleep(10);
    await worker.terminate();
    assert.deepEqual(
      [7, 8, 9, 10].map((id) => replies.get(id)?.type),
      ['failure', 'failure', 'failure', 'reply'],
    );
  });

  test('a failure says why, and the worker lives on', async () => {
    const folder = `${home.folder}/file`;
    fs.writeFileSync(folder, '');
    await assert.rejects(
      client.run('writeSample', { folder: `${folder}/sample`, endDay: '2025-01-31' }),
      /ENOTDIR|EEXIST/,
    );
    assert.equal((await totalsOf(client)).requests, 0);
    assert.equal(client.state, 'running');
  });

  test('a changed configuration takes effect in the same thread', async () => {
    await client.run('refresh', {});
    const overrides = { 'claude-sonnet-4-5': { input: 7, output: 7 } };
    config = home.config({ prices: { overrides, aliases: {} } });
    await client.configure();
    assert.equal((await totalsOf(client)).costUsd, (2200 * 7) / 1e6);
  });

  test('the sample month is written and read', async () => {
    const folder = `${home.folder}/sample`;
    await client.run('writeSample', { folder, endDay: '2025-01-31' });
    config = home.config({ home: folder, ledgerFile: `${home.folder}/sample.sqlite` });
    await client.configure();
    await client.run('refresh', {});
    assert.ok((await totalsOf(client)).requests > 500);
    assert.deepEqual((await client.query('report', {})).bySource.map(({ source }) => source).toSorted(), [
      'claude-code',
      'codex',
      'copilot-chat',
    ]);
  });

  test('a ledger that is only in memory is the coach’s, too', async () => {
    const client = new ServiceClient({ script: SCRIPT, config: () => config });
    try {
      fs.writeFileSync(path.dirname(home.ledgerFile), 'a file in place of the folder');
      client.start();
      await client.run('refresh', {});
      assert.equal((await totalsOf(client)).requests, 2);
      assert.equal((await client.query('advice', { days: 3650, billing: 'api' })).calls, 2);
    } finally {
      await client.close();
    }
  });

  test('an answer that nobody waits for any longer is given up in the middle', async () => {
    const text = 'Please just do it in order to basically see whether 3 of 4 are really there. '.repeat(12_000);
    const flag = stopFlag();
    const isAsked = totalsOf(client);
    const shortened = client.query('shorten', { text, workspace: '', model: '', locale: 'en' }, flag);
    const isStopped = assert.rejects(shortened, /stopped/);
    await isAsked;
    await sleep(50);
    stop(flag);
    await isStopped;
    assert.equal((await totalsOf(client)).requests, 0);
  });

  test('the coach’s thread reads the same ledger, sees what comes to it, and lets go of it', async () => {
    const both = new ServiceClient({ script: SCRIPT, config: () => config });
    try {
      both.start();
      await both.run('refresh', {});
      const calls = async (): Promise<number> => (await both.query('advice', { days: 3650, billing: 'api' })).calls;
      const before = await calls();
      home.append('a.jsonl', lines(callRow({ id: 'm3' })));
      await both.run('refresh', {});
      assert.deepEqual([before, await calls()], [2, 3]);
      await both.run('deleteAll', {});
      assert.equal(await calls(), 0);
      assert.equal((await totalsOf(both)).requests, 0);
    } finally {
      await both.close();
    }
  });

  test('while much is indexed it answers from what is committed', async () => {
    await client.run('refresh', {});
    // Enough for threads, and for many turns of the event loop.
    for (let i = 0; i < 40; i++) {
      const rows = Array.from({ length: 300 }, (_, n) => callRow({ id: `x${i}-${n}`, session: `s${i}`, text: 1200 }));
      home.write(`${i}.jsonl`, lines(...rows));
    }
    let isDone = false;
    const refresh = client.run('refresh', {}).then(() => (isDone = true));
    const seen = new Set<number>();
    while (!isDone) seen.add((await totalsOf(client)).requests);
    await refresh;
    assert.ok(seen.has(2), [...seen].join());
    assert.deepEqual(
      [...seen].filter((requests) => requests !== 2 && requests !== 12_002),
      [],
    );
    assert.equal((await totalsOf(client)).requests, 12_002);
    const progress = events.filter((event) => event.type === 'progress');
    assert.ok(progress.length > 0);
    assert.equal(progress.at(-1)?.indexing, false);
  });

  test('a thread that is ended in the middle of indexing loses nothing', async () => {
    for (let i = 0; i < 40; i++) {
      home.write(
        `${i}.jsonl`,
        lines(...Array.from({ length: 200 }, (_, n) => callRow({ id: `x${i}-${n}`, text: 2000 }))),
      );
    }
    client.run('refresh', {}).catch(() => undefined);
    for (let i = 0; i < 500 && events.length === 0; i++) await sleep(5);
    await client.close();
    const service = home.open();
    assert.ok([0, 2, 8002].includes((await totalsOf(service)).requests));
    // As if the time of its lease were over.
    const db = new DatabaseSync(home.ledgerFile);
    db.exec('DELETE FROM lease');
    db.close();
    await service.run('refresh', {});
    assert.equal((await totalsOf(service)).requests, 8002);
  });
});

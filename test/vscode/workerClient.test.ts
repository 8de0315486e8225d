import assert from 'node:assert/strict';
import path from 'node:path';
import type { SessionFilter, WorkerConfig, WorkerEvent } from '../../src/protocol/messages';
import type { ClientState } from '../../src/vscode/workerClient';
import { WorkerClient } from '../../src/vscode/workerClient';

interface Echo {
  method: string;
  threadId: number;
  ledgerFile: string;
}

suite('workerClient', () => {
  let config: WorkerConfig;
  let client: WorkerClient;

  setup(() => {
    config = { ledgerFile: 'own.sqlite', timezone: 'UTC' } as WorkerConfig;
    const script = path.resolve('test/support/fakeWorker.mjs');
    client = new WorkerClient({ script, config: () => config, backOff: 1 });
  });
  teardown(() => client.close());

  function ask(text: string): Promise<Echo> {
    return client.query('sessions', { text } as SessionFilter) as unknown as Promise<Echo>;
  }

  function reaches(state: ClientState): Promise<void> {
    return new Promise((resolve) => {
      const check = (now: ClientState) => {
        if (now !== state) return;
        client.off('state', check);
        resolve();
      };
      client.on('state', check);
    });
  }

  test('hands a query over to a worker that knows the ledger and brings its answer back', async () => {
    client.start();
    const { method, ledgerFile } = await ask('');
    assert.deepEqual({ method, ledgerFile }, { method: 'sessions', ledgerFile: 'own.sqlite' });
  });

  test('answers what was asked before the thread was started', async () => {
    const answer = ask('');
    client.start();
    assert.equal((await answer).method, 'sessions');
  });

  test('rejects with the message of a failure', async () => {
    client.start();
    await assert.rejects(ask('fail'), /asked to fail/);
  });

  test('passes on what the thread tells unasked', async () => {
    const events: WorkerEvent[] = [];
    client.on('event', (event) => events.push(event));
    client.start();
    await ask('event');
    assert.deepEqual(events, [{ type: 'changed' }]);
  });

  for (const way of ['crash', 'exit']) {
    test(`rejects what is pending at a ${way}, and answers again from a new thread`, async () => {
      client.start();
      const pending = ask('silence');
      await assert.rejects(ask(way), /fake crash|exit 3/);
      await assert.rejects(pending);
      assert.equal(client.state, 'restarting');
      assert.equal((await ask('')).method, 'sessions');
    });
  }

  test('gives up after the fourth crash in a row, says why, and starts again when asked to', async () => {
    client.start();
    for (let crash = 0; crash < 4; crash++) await assert.rejects(ask('crash'), /fake crash/);
    assert.equal(client.state, 'failed');
    assert.match(client.reason, /fake crash/);
    await assert.rejects(ask(''), /fake crash/);
    client.start();
    assert.equal((await ask('')).method, 'sessions');
    assert.equal(client.reason, '');
  });

  test('rejects what is pending when it is closed', async () => {
    client.start();
    const pending = ask('silence');
    const rejected = assert.rejects(pending, /stopped/);
    await client.close();
    await rejected;
  });

  test('tells the same thread of a changed setting', async () => {
    client.start();
    const before = await ask('');
    config = { ...config, timezone: 'Asia/Tokyo' };
    await client.configure();
    assert.equal((await ask('')).threadId, before.threadId);
  });

  test('changes the thread with the ledger', async () => {
    client.start();
    const before = await ask('');
    config = { ...config, ledgerFile: 'sample.sqlite' };
    const running = reaches('running');
    await client.configure();
    await running;
    const after = await ask('');
    assert.equal(after.ledgerFile, 'sample.sqlite');
    assert.notEqual(after.threadId, before.threadId);
  });

  test('leaves the thread alone when nothing has changed', async () => {
    client.start();
    await ask('');
    let states = 0;
    client.on('state', () => states++);
    await client.configure();
    assert.equal(states, 0);
  });
});

import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queries, QueryName, WorkerConfig, WorkerEvent } from '../../src/protocol/messages';
import { ServiceClient } from '../../src/vscode/serviceClient';
import { until } from '../support/until';

interface Echo {
  method: string;
  threadId: number;
  timezone: string;
  ledgerFile: string;
}

suite('serviceClient', () => {
  let config: WorkerConfig;
  let client: ServiceClient;

  setup(() => {
    config = { ledgerFile: 'own.sqlite', timezone: 'UTC' } as WorkerConfig;
    client = open(60_000);
  });
  teardown(() => client.close());

  function open(idle: number): ServiceClient {
    const script = path.resolve('test/support/fakeWorker.mjs');
    return new ServiceClient({ script, config: () => config, backOff: 1, idle });
  }

  function ask(name: QueryName, text = ''): Promise<Echo> {
    return client.query(name, { text } as unknown as Parameters<Queries[QueryName]>[0]) as unknown as Promise<Echo>;
  }
  async function threadOf(name: QueryName): Promise<number> {
    return (await ask(name)).threadId;
  }

  test('the coach has a thread of its own; what is asked of the tally and what is done goes to the other', async () => {
    client.start();
    const tally = await threadOf('gauge');
    const coach = await threadOf('advice');
    assert.notEqual(coach, tally);
    const rows: [QueryName, number][] = [
      ['report', tally],
      ['sessions', tally],
      ['shorten', coach],
      ['guardrails', coach],
      ['lint', coach],
    ];
    for (const [name, thread] of rows) assert.equal(await threadOf(name), thread, name);
    const done = (await client.run('unfollow', { id: 1 })) as unknown as Echo;
    assert.equal(done.threadId, tally);
  });

  test('advice that takes for ever keeps no gauge waiting', async () => {
    client.start();
    let isAnswered = false;
    ask('advice', 'silence').then(
      () => (isAnswered = true),
      () => undefined,
    );
    assert.equal((await ask('gauge')).method, 'gauge');
    assert.equal(isAnswered, false);
  });

  test('what is asked of the coach before the start waits for it', async () => {
    const answer = threadOf('advice');
    client.start();
    assert.notEqual(await answer, await threadOf('gauge'));
  });

  test('when nobody asks any longer the thread ends, and the next question starts another', async () => {
    client = open(0);
    client.start();
    const first = await threadOf('advice');
    let second = first;
    await until('another thread', async () => (second = await threadOf('advice')) !== first);
    assert.notEqual(second, await threadOf('gauge'));
  });

  test('the thread does not end while somebody waits', async () => {
    client = open(0);
    client.start();
    const waiting = assert.rejects(ask('advice', 'silence'), /stopped/);
    const first = await threadOf('advice');
    await sleep(20);
    assert.equal(await threadOf('advice'), first);
    await client.close();
    await waiting;
  });

  test('both threads learn of a changed setting, and of another ledger', async () => {
    client.start();
    const [tally, coach] = [await threadOf('gauge'), await threadOf('advice')];
    config = { ...config, timezone: 'Asia/Tokyo' };
    await client.configure();
    for (const [name, thread] of [['gauge', tally] as const, ['advice', coach] as const]) {
      const { threadId, timezone } = await ask(name);
      assert.deepEqual({ threadId, timezone }, { threadId: thread, timezone: 'Asia/Tokyo' });
    }
    config = { ...config, ledgerFile: 'sample.sqlite' };
    await client.configure();
    for (const name of ['gauge', 'advice'] as const) assert.equal((await ask(name)).ledgerFile, 'sample.sqlite');
  });

  test('before all data is deleted the coach lets go of the ledger, and takes it up again only afterwards', async () => {
    client.start();
    const before = await threadOf('advice');
    const told: string[] = [];
    const deleted = client.run('deleteAll', {}).then(() => told.push('deleted'));
    const after = threadOf('advice').then((thread) => {
      told.push('advice');
      return thread;
    });
    await deleted;
    assert.notEqual(await after, before);
    assert.deepEqual(told, ['deleted', 'advice']);
  });

  test('a deletion that fails leaves the coach at work', async () => {
    client.start();
    await assert.rejects(client.run('deleteAll', { text: 'fail' } as never), /asked to fail/);
    assert.equal((await ask('advice')).method, 'advice');
  });

  test('a coach that crashes takes nothing else with it, is logged, and says why until it is started again', async () => {
    const events: WorkerEvent[] = [];
    client.on('event', (event) => events.push(event));
    client.start();
    const tally = await threadOf('gauge');
    for (let crash = 0; crash < 4; crash++) await assert.rejects(ask('advice', 'crash'), /fake crash/);
    await assert.rejects(ask('advice'), /fake crash/);
    assert.equal(await threadOf('gauge'), tally);
    assert.equal(client.state, 'running');
    assert.equal(events.filter(({ type }) => type === 'log').length, 4);
    client.start();
    assert.equal((await ask('advice')).method, 'advice');
  });

  test('tells of a change once: what the coach sees of it the tally tells', async () => {
    const events: WorkerEvent[] = [];
    client.on('event', (event) => events.push(event));
    client.start();
    await ask('advice', 'event');
    await ask('gauge', 'event');
    assert.deepEqual(events, [{ type: 'changed' }]);
  });
});

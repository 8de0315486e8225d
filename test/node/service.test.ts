import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Note } from '../../src/protocol/views';
import { openService } from '../../src/node/localService';
import type { Service } from '../../src/node/service';
import { leaseOwner } from '../../src/node/ledger/lease';
import { ledgerSumsIn } from '../support/ledgerSums';
import { LogHome, tallyOf, totalsOf } from '../support/logHome';
import { callRow, lines } from '../support/transcript';
import { until } from '../support/until';

const TWO = lines(callRow({ id: 'm1' }), callRow({ id: 'm2', minute: 1 }));
const TWO_CALLS = { requests: 2, input: 2000, output: 200 };

suite('service', () => {
  let home: LogHome;

  setup(() => {
    home = new LogHome();
    home.write('a.jsonl', TWO);
  });
  teardown(() => home.remove());

  const notes = async (service: Service): Promise<Note[]> => (await service.query('sources', {})).notes;
  const kinds = async (service: Service): Promise<string[]> =>
    (await notes(service)).map(({ kind }) => kind).filter((kind) => kind !== 'prices-old');
  const filesBeside = (): string[] => fs.readdirSync(`${home.folder}/data`).toSorted();
  const changes = (): number => home.events.filter(({ type }) => type === 'changed').length;

  suite('refresh', () => {
    test('the first one reads all, the next one nothing, each says how much', async () => {
      const service = home.open();
      assert.deepEqual(await service.run('refresh', {}), { recordsAdded: 2, bytesRead: TWO.length, elsewhere: false });
      assert.deepEqual(await service.run('refresh', {}), { recordsAdded: 0, bytesRead: 0, elsewhere: false });
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
    });

    test('a line that a watcher saw is in the gauge at once', async () => {
      const service = home.open();
      await service.run('refresh', {});
      const now = new Date(Date.now() - 60_000).toISOString();
      const row = callRow({ id: 'm3' }).replace(/"timestamp":"[^"]+"/, `"timestamp":"${now}"`);
      const before = await service.query('gauge', { weekStart: 1 });
      assert.equal(before.month.requests, 0);
      const start = performance.now();
      await service.run('refresh', { paths: [home.append('a.jsonl', `${row}\n`)] });
      const { lastCallAt } = await service.query('gauge', { weekStart: 1 });
      assert.equal(lastCallAt, Date.parse(now));
      assert.ok(performance.now() - start < 1000);
    });

    test('files named before anything was read do not stand for all', async () => {
      const service = home.open();
      const other = home.write('b.jsonl', lines(callRow({ id: 'm9' })));
      await service.run('refresh', { paths: [other] });
      assert.deepEqual(await tallyOf(service), { requests: 3, input: 3000, output: 300 });
    });

    test('a new process goes on where the last one was', async () => {
      const first = home.open();
      await first.run('refresh', {});
      await first.close();
      const second = home.open();
      assert.deepEqual(await second.run('refresh', {}), { recordsAdded: 0, bytesRead: 0, elsewhere: false });
      const more = lines(callRow({ id: 'm3' }));
      home.append('a.jsonl', more);
      assert.deepEqual(await second.run('refresh', {}), { recordsAdded: 1, bytesRead: more.length, elsewhere: false });
    });

    test('a source that is switched off is not read', async () => {
      const service = home.open({ disabledSources: ['claude-code'] });
      await service.run('refresh', {});
      assert.equal((await totalsOf(service)).requests, 0);
    });

    test('several at once run one after the other', async () => {
      const service = home.open();
      const done = await Promise.all([1, 2, 3].map(() => service.run('refresh', {})));
      assert.deepEqual(
        done.map(({ recordsAdded }) => recordsAdded),
        [2, 0, 0],
      );
    });

    test('a ledger in memory does as well', async () => {
      const service = home.open({ ledgerFile: ':memory:' });
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
    });
  });

  suite('prices', () => {
    const prices = { overrides: { 'claude-sonnet-4-5': { input: 7, output: 7 } }, aliases: {} };

    test('an override takes effect at once and is taken back at once', async () => {
      const service = home.open();
      await service.run('refresh', {});
      const listed = (await totalsOf(service)).costUsd;
      await service.run('configure', home.config({ prices }));
      assert.equal((await totalsOf(service)).costUsd, (2200 * 7) / 1e6);
      await service.run('configure', home.config());
      assert.equal((await totalsOf(service)).costUsd, listed);
    });

    test('an override given at the start reprices what is there', async () => {
      const first = home.open();
      await first.run('refresh', {});
      await first.close();
      assert.equal((await totalsOf(home.open({ prices }))).costUsd, (2200 * 7) / 1e6);
    });

    test('a model without a price is counted in tokens, not in money', async () => {
      home.write('b.jsonl', lines(callRow({ id: 'm5', model: 'nobody-knows-1' })));
      const service = home.open();
      await service.run('refresh', {});
      const { requests, unpricedRequests, inputTokens } = await totalsOf(service);
      assert.deepEqual([requests, unpricedRequests, inputTokens], [3, 1, 3000]);
    });
  });

  suite('configure and delete', () => {
    test('another ledger holds its own calls', async () => {
      const service = home.open();
      await service.run('refresh', {});
      await service.run('configure', home.config({ ledgerFile: `${home.folder}/data/other.sqlite` }));
      assert.equal((await totalsOf(service)).requests, 0);
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      assert.deepEqual(ledgerSumsIn(home.ledgerFile).requests, 2);
    });

    test('deleteAll removes every file, and the next refresh counts again', async () => {
      const service = home.open();
      await service.run('refresh', {});
      assert.ok(filesBeside().includes('ledger.sqlite'));
      await service.run('deleteAll', {});
      assert.deepEqual(filesBeside(), []);
      assert.equal((await totalsOf(service)).requests, 0);
      assert.equal((await service.run('refresh', {})).recordsAdded, 2);
    });

    test('deleteAll removes a ledger of a newer version, too', async () => {
      fs.mkdirSync(`${home.folder}/data`);
      const db = new DatabaseSync(home.ledgerFile);
      db.exec('PRAGMA user_version = 999');
      db.close();
      const service = home.open();
      await service.run('refresh', {});
      await service.run('deleteAll', {});
      assert.deepEqual(filesBeside(), []);
    });

    test('deleteAll without a ledger does nothing', async () => {
      fs.mkdirSync(`${home.folder}/data`);
      await home.open().run('deleteAll', {});
      assert.deepEqual(filesBeside(), []);
    });

    for (const [what, pages, is] of [
      ['a new ledger has pages of 8 KB', 0, 8192],
      ['a ledger keeps the pages that it was made with', 4096, 4096],
    ] as const) {
      test(what, async () => {
        fs.mkdirSync(`${home.folder}/data`);
        const old = new DatabaseSync(home.ledgerFile);
        if (pages > 0) old.exec(`PRAGMA page_size = ${pages}; VACUUM`);
        old.close();
        await home.open().run('refresh', {});
        const db = new DatabaseSync(home.ledgerFile, { readOnly: true });
        const { page_size: bytes } = db.prepare('PRAGMA page_size').get()!;
        db.close();
        assert.equal(bytes, is);
        assert.equal((await totalsOf(home.open())).requests, 2);
      });
    }

    test('close in the middle of a run keeps what was read', async () => {
      for (let i = 0; i < 300; i++) home.write(`${i}.jsonl`, lines(callRow({ id: `x${i}` })));
      const service = home.open();
      const running = service.run('refresh', {});
      await until('progress', () => home.events.some(({ type }) => type === 'progress'));
      await service.close();
      await running;
      const { requests } = ledgerSumsIn(home.ledgerFile);
      assert.ok(requests > 0 && requests <= 302);
      const next = home.open();
      await next.run('refresh', {});
      assert.equal((await totalsOf(next)).requests, 302);
    });
  });

  suite('damage', () => {
    test('a ledger deleted while it is open is noticed, and the logs are read again', async () => {
      const service = home.open();
      await service.run('refresh', {});
      for (const name of filesBeside()) fs.rmSync(`${home.folder}/data/${name}`);
      await service.run('refresh', { paths: [] });
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      assert.equal(ledgerSumsIn(home.ledgerFile).requests, 2);
    });

    test('a ledger deleted while it is open is told about without being asked', async () => {
      const service = home.open();
      await service.run('refresh', {});
      const before = changes();
      fs.rmSync(home.ledgerFile);
      await until('it is noticed', () => changes() > before);
    });

    test('a ledger that is replaced just when it is used is left for the one that is there now', async () => {
      let opened = 0;
      const service = openService(
        home.config(),
        ({ type }) => {
          if (type === 'opened' && ++opened === 1) fs.renameSync(home.ledgerFile, `${home.ledgerFile}.moved`);
        },
        path.resolve('dist'),
      );
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      assert.deepEqual(await kinds(service), []);
      await service.close();
      assert.equal(ledgerSumsIn(home.ledgerFile).requests, 2);
    });

    test('the folder deleted while it is open comes back', async () => {
      const service = home.open();
      await service.run('refresh', {});
      fs.rmSync(`${home.folder}/data`, { recursive: true });
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
    });

    test('a ledger that is none any more is set aside, with a note, and rebuilt', async () => {
      const first = home.open();
      await first.run('refresh', {});
      await first.close();
      const garbage = Buffer.from('garbage'.repeat(2000));
      fs.writeFileSync(home.ledgerFile, garbage);
      const service = home.open();
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      assert.deepEqual(await notes(service), [
        { kind: 'ledger-rebuilt', detail: 'ledger.sqlite.damaged' },
        ...(await notes(service)).slice(1),
      ]);
      assert.deepEqual(fs.readFileSync(`${home.ledgerFile}.damaged`), garbage);
    });

    test('each damaged ledger is kept', async () => {
      for (const aside of ['ledger.sqlite.damaged', 'ledger.sqlite.damaged-2', 'ledger.sqlite.damaged-3']) {
        fs.mkdirSync(`${home.folder}/data`, { recursive: true });
        fs.writeFileSync(home.ledgerFile, `not a database ${aside}`.repeat(100));
        const service = home.open();
        await service.run('refresh', {});
        assert.deepEqual(await tallyOf(service), TWO_CALLS);
        await service.close();
        assert.ok(filesBeside().includes(aside));
      }
    });

    test('pages that turn to garbage while it is open: set aside and rebuilt', async () => {
      for (let i = 0; i < 50; i++) home.write(`${i}.jsonl`, lines(callRow({ id: `x${i}`, session: `s${i}` })));
      const first = home.open();
      await first.run('refresh', {});
      await first.close();
      const service = home.open();
      await totalsOf(service);
      const size = fs.statSync(home.ledgerFile).size;
      const fd = fs.openSync(home.ledgerFile, 'r+');
      fs.writeSync(fd, Buffer.alloc(size - 4096, 0xab), 0, size - 4096, 4096);
      fs.closeSync(fd);
      home.append('a.jsonl', lines(callRow({ id: 'm3' })));
      await service.run('refresh', {});
      await until('it is rebuilt', async () => (await totalsOf(service)).requests === 53);
      assert.ok((await kinds(service)).includes('ledger-rebuilt'));
      assert.equal(ledgerSumsIn(home.ledgerFile).requests, 53);
    });

    test('calls that cannot be read any more: set aside and rebuilt', async () => {
      const first = home.open();
      await first.run('refresh', {});
      await first.close();
      const db = new DatabaseSync(home.ledgerFile);
      db.exec("UPDATE call_chunk SET data = x'00'");
      db.close();
      const service = home.open();
      const list = { text: 'a', sort: 'lastAt', descending: true } as const;
      const { total } = await service.query('sessions', { ...list, offset: 0, limit: 10 });
      assert.equal(total, 1);
      assert.equal((await totalsOf(service)).requests, 2);
      assert.ok((await kinds(service)).includes('ledger-rebuilt'));
      assert.equal(ledgerSumsIn(home.ledgerFile).requests, 2);
    });

    for (const [what, damage] of [
      ['what a parser left', `UPDATE file SET state = '{"cwd'`],
      ['a table that is gone', 'DROP TABLE call_chunk'],
      ['a column that is gone', 'ALTER TABLE session RENAME COLUMN peak_context_tokens TO peak'],
      ['a version that is older than the tables', 'PRAGMA user_version = 0'],
      ['a version that there never was', 'PRAGMA user_version = -3'],
    ] as const) {
      test(`${what}: set aside and rebuilt`, async () => {
        const first = home.open();
        await first.run('refresh', {});
        await first.close();
        const db = new DatabaseSync(home.ledgerFile);
        db.exec(damage);
        db.close();
        home.append('a.jsonl', lines(callRow({ id: 'm3' })));
        const service = home.open();
        await service.run('refresh', {});
        assert.deepEqual(await tallyOf(service), { requests: 3, input: 3000, output: 300 });
        assert.ok((await kinds(service)).includes('ledger-rebuilt'));
        assert.equal(ledgerSumsIn(home.ledgerFile).requests, 3);
      });
    }

    test('what the user says of advice is kept where the ledger turns out to be damaged, and the logs are read first', async () => {
      const first = home.open();
      await first.run('refresh', {});
      await first.close();
      const db = new DatabaseSync(home.ledgerFile);
      const page = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'snoozed'").get()!['rootpage']);
      db.close();
      const fd = fs.openSync(home.ledgerFile, 'r+');
      fs.writeSync(fd, Buffer.alloc(8192, 0xab), 0, 8192, (page - 1) * 8192);
      fs.closeSync(fd);
      const service = home.open();
      await service.run('snooze', { ruleId: 'paste-known', workspace: '', until: 1 });
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      assert.ok((await kinds(service)).includes('ledger-rebuilt'));
    });

    test('a newer ledger is left as it is, and this run counts in memory', async () => {
      fs.mkdirSync(`${home.folder}/data`);
      const db = new DatabaseSync(home.ledgerFile);
      db.exec('CREATE TABLE future (a); PRAGMA user_version = 999');
      db.close();
      const before = fs.readFileSync(home.ledgerFile);
      const service = home.open();
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      assert.ok((await kinds(service)).includes('ledger-newer'));
      await service.close();
      assert.deepEqual(fs.readFileSync(home.ledgerFile), before);
      assert.deepEqual(filesBeside(), ['ledger.sqlite']);
    });

    test('where nothing can be written, this run counts in memory and says so', async () => {
      fs.writeFileSync(`${home.folder}/data`, 'a file in place of the folder');
      const service = home.open();
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      await service.run('refresh', {});
      assert.ok((await kinds(service)).includes('disk-full'));
    });

    test('where no folder can be made, this run counts in memory and says so', async function () {
      if (process.platform !== 'linux') this.skip();
      const service = home.open({ ledgerFile: '/proc/tokenmin/ledger.sqlite' });
      await service.run('refresh', {});
      assert.deepEqual(await tallyOf(service), TWO_CALLS);
      assert.deepEqual((await kinds(service)).slice(0, 1), ['disk-full']);
    });
  });

  suite('another window', () => {
    test('while it indexes, nothing is read here, and the answers say so', async () => {
      const service = home.open();
      await service.run('refresh', {});
      const db = new DatabaseSync(home.ledgerFile);
      const holder = db.prepare('INSERT INTO lease (id, owner, until) VALUES (1, ?, ?)');
      holder.run(leaseOwner(process.ppid), Date.now() + 5000);
      home.append('a.jsonl', lines(callRow({ id: 'm3' })));
      assert.deepEqual(await service.run('refresh', {}), { recordsAdded: 0, bytesRead: 0, elsewhere: true });
      assert.ok((await kinds(service)).includes('indexed-elsewhere'));
      db.exec('DELETE FROM lease');
      db.close();
      await service.run('refresh', {});
      assert.equal((await totalsOf(service)).requests, 3);
      assert.ok(!(await kinds(service)).includes('indexed-elsewhere'));
    });

    test('what it adds is told here and answered here', async () => {
      const [here, there] = [home.open(), home.open()];
      await here.run('refresh', {});
      await there.run('refresh', {});
      home.append('a.jsonl', lines(callRow({ id: 'm3' })));
      await there.run('refresh', {});
      const before = changes();
      await until('it is told', () => changes() > before);
      assert.equal((await totalsOf(here)).requests, 3);
      await here.run('refresh', {});
      assert.deepEqual(await tallyOf(here), { requests: 3, input: 3000, output: 300 });
    });

    test('that it looked and found nothing is not told', async () => {
      const [here, there] = [home.open(), home.open()];
      await here.run('refresh', {});
      await there.run('refresh', {});
      await sleep(1200);
      const before = changes();
      await there.run('refresh', {});
      await sleep(1200);
      assert.equal(changes(), before);
    });

    test('it deletes everything: this one does not answer from what is no more', async () => {
      const [here, there] = [home.open(), home.open()];
      await here.run('refresh', {});
      await there.run('deleteAll', {});
      assert.equal((await totalsOf(here)).requests, 0);
      await there.run('refresh', {});
      assert.deepEqual(await tallyOf(here), TWO_CALLS);
    });
  });
});

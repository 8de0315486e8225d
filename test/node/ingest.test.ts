import assert from 'node:assert/strict';
import fs from 'node:fs';
import { codex } from '../../src/core/sources/codex';
import { claudeCode } from '../../src/core/sources/claudeCode';
import type { IngestFacts, IngestOptions } from '../../src/node/ingest/ingest';
import { readLog } from '../../src/node/ingest/readLog';
import { callsIn } from '../support/callsIn';
import { LedgerFile, look as lookAt, taskOf } from '../support/ledgerFile';
import { ledgerSums } from '../support/ledgerSums';
import { LogHome } from '../support/logHome';
import { callRow, lines, promptRow } from '../support/transcript';

const NOW = Date.UTC(2025, 0, 16);

suite('ingest', () => {
  let home: LogHome;
  let ledger: LedgerFile;

  setup(() => {
    home = new LogHome();
    ledger = new LedgerFile();
  });
  teardown(async () => {
    ledger.close();
    await home.remove();
  });

  const look = (changes: Partial<IngestOptions> = {}): Promise<IngestFacts> =>
    lookAt(ledger.ledger, home, { sources: [claudeCode], now: NOW, ...changes });

  const tally = (): [requests: number, input: number] => {
    const { requests, input } = ledgerSums(ledger.db);
    return [requests, input];
  };
  const count = (table: string): number => Number(ledger.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
  const isGone = (file: string): boolean => ledger.ledger.files().get(file)!.gone;
  /** An older time of change, as a copy made by a tool has it. */
  const touch = (file: string): void => fs.utimesSync(file, NOW / 1000 - 5000, NOW / 1000 - 5000);

  const two = lines(promptRow('Go on.'), callRow({ id: 'm1' }), callRow({ id: 'm2', minute: 1 }));

  suite('again', () => {
    test('nothing changed: nothing is read', async () => {
      home.write('a.jsonl', two);
      const first = await look();
      assert.deepEqual([first.filesSeen, first.filesRead, first.bytesRead, first.recordsAdded], [1, 1, two.length, 2]);
      const { filesSeen, filesRead, bytesRead, recordsAdded } = await look();
      assert.deepEqual([filesSeen, filesRead, bytesRead, recordsAdded], [1, 0, 0, 0]);
      assert.deepEqual(tally(), [2, 2000]);
    });

    test('appended lines: only these bytes are read', async () => {
      home.write('a.jsonl', two);
      await look();
      const more = lines(callRow({ id: 'm3', minute: 2 }));
      home.append('a.jsonl', more);
      const { bytesRead, recordsAdded } = await look();
      assert.deepEqual([bytesRead, recordsAdded], [more.length, 1]);
      assert.deepEqual(tally(), [3, 3000]);
    });

    test('a long log of which a part was read before the end of the process: the rest is read', async () => {
      const rows = Array.from({ length: 5 }, (_, i) => callRow({ id: `m${i}`, minute: i, text: 300_000 }));
      const file = home.write('a.jsonl', lines(...rows));
      const { size, mtimeMs } = fs.statSync(file);
      const task = taskOf(file, { size, modifiedAt: mtimeMs, readAt: NOW });
      const part = readLog(task, 1);
      assert.ok(part.more && part.readTo < size);
      ledger.ledger.begin();
      ledger.ledger.apply(task, part, undefined);
      ledger.ledger.commit();
      const { filesRead, bytesRead } = await look();
      assert.deepEqual([filesRead, bytesRead], [1, size - part.readTo]);
      assert.deepEqual(tally(), [5, 5000]);
    });

    test('a torn last line waits for its end', async () => {
      const row = callRow({ id: 'm3' });
      home.write('a.jsonl', two + row.slice(0, 100));
      await look();
      assert.deepEqual(tally(), [2, 2000]);
      home.append('a.jsonl', row.slice(100, 150));
      assert.equal((await look()).bytesRead, 0);
      home.append('a.jsonl', `${row.slice(150)}\n`);
      assert.equal((await look()).bytesRead, row.length + 1);
      assert.deepEqual(tally(), [3, 3000]);
      assert.equal(count('problem'), 0);
    });

    test('a whole last line without line feed counts once', async () => {
      home.write('a.jsonl', two + callRow({ id: 'm3' }));
      await look();
      assert.deepEqual(tally(), [3, 3000]);
      home.append('a.jsonl', `\n${lines(callRow({ id: 'm4' }))}`);
      await look();
      assert.deepEqual(tally(), [4, 4000]);
    });

    test("the parser's state is handed over: what comes later still knows its folder", async () => {
      home.write('a.jsonl', two);
      await look();
      const row = callRow({ id: 'm3' }).replace('"cwd":"/home/dev/shop",', '');
      assert.ok(!row.includes('cwd'));
      home.append('a.jsonl', `${row}\n`);
      await look();
      assert.equal(callsIn(ledger.db).find((call) => call.dedupKey === 'm3')?.workspace, '/home/dev/shop');
    });

    test('only the time changed: looked at, nothing read', async () => {
      touch(home.write('a.jsonl', two));
      await look();
      fs.utimesSync(home.path('a.jsonl'), NOW / 1000, NOW / 1000);
      assert.equal((await look()).bytesRead, 0);
      assert.deepEqual(tally(), [2, 2000]);
      assert.equal(count('block_chunk'), 1);
    });

    for (const [what, time, expected] of [
      ['before 1970', -1e12, 0],
      ['ahead', NOW + 2 * 86_400_000, NOW],
      ['of today', NOW - 60_000, NOW - 60_000],
    ] as const) {
      test(`a call without a time in a file whose time is ${what} has one that can be asked for`, async () => {
        const row = callRow({ id: 'm1' }).replace(/"timestamp":"[^"]+"/, '"timestamp":"soon"');
        fs.utimesSync(home.write('a.jsonl', `${row}\n`), new Date(time), new Date(time));
        await look();
        assert.deepEqual(
          callsIn(ledger.db).map(({ timestamp }) => timestamp),
          [expected],
        );
      });
    }

    test('lines end in CR LF, are blank or NUL: all calls are counted', async () => {
      const rows = [callRow({ id: 'm1' }), '', '\0\0\0\0', callRow({ id: 'm2' })];
      home.write('a.jsonl', rows.map((row) => `${row}\r\n`).join(''));
      await look();
      assert.deepEqual(tally(), [2, 2000]);
      assert.equal(count('problem'), 0);
    });
  });

  suite('rewritten', () => {
    const other = lines(promptRow('Go on.'), callRow({ id: 'm8' }), callRow({ id: 'm9', minute: 1 }));

    test('with the same size: read anew, the history stays', async () => {
      assert.equal(other.length, two.length);
      touch(home.write('a.jsonl', two));
      await look();
      home.write('a.jsonl', other);
      const { bytesRead, recordsAdded } = await look();
      assert.deepEqual([bytesRead, recordsAdded], [other.length, 2]);
      assert.deepEqual(tally(), [4, 4000]);
    });

    test('shorter: read anew', async () => {
      home.write('a.jsonl', two);
      await look();
      home.write('a.jsonl', lines(callRow({ id: 'm1' })));
      await look();
      assert.deepEqual(tally(), [2, 2000]);
      home.append('a.jsonl', lines(callRow({ id: 'm3' })));
      await look();
      assert.deepEqual(tally(), [3, 3000]);
    });

    test('to nothing, then written again', async () => {
      home.write('a.jsonl', two);
      await look();
      home.write('a.jsonl', '');
      await look();
      home.write('a.jsonl', two + lines(callRow({ id: 'm3' })));
      await look();
      assert.deepEqual(tally(), [3, 3000]);
    });

    test('longer, with another beginning: read anew, nothing counted twice', async () => {
      home.write('a.jsonl', two);
      await look();
      const longer = lines(promptRow('Compacted.')) + two + lines(callRow({ id: 'm3' }));
      home.write('a.jsonl', longer);
      const { bytesRead, recordsAdded } = await look();
      assert.deepEqual([bytesRead, recordsAdded], [longer.length, 1]);
      assert.deepEqual(tally(), [3, 3000]);
    });

    test('longer, with another beginning of the same length: read anew', async () => {
      home.write('a.jsonl', lines(callRow({ id: 'm1' }), promptRow('x'.repeat(3000))));
      await look();
      const longer = lines(callRow({ id: 'm2' }), promptRow('x'.repeat(3000)), callRow({ id: 'm3' }));
      home.write('a.jsonl', longer);
      assert.equal((await look()).bytesRead, longer.length);
      assert.deepEqual(tally(), [3, 3000]);
    });

    test('longer, with another end of what was read: read anew, nothing counted twice', async () => {
      // The beginning is the same far beyond what is compared of it.
      const begin = lines(promptRow('x'.repeat(3000)), callRow({ id: 'm1' }));
      home.write('a.jsonl', begin + lines(callRow({ id: 'm2' })));
      await look();
      const longer = begin + lines(callRow({ id: 'm3' }), callRow({ id: 'm4' }), callRow({ id: 'm5' }));
      home.write('a.jsonl', longer);
      assert.equal((await look()).bytesRead, longer.length);
      assert.deepEqual(tally(), [5, 5000]);
    });

    test('the text side of a file that is read anew is not kept twice', async () => {
      home.write('a.jsonl', two);
      await look();
      const before = [count('block_chunk'), count('turn')];
      home.write('a.jsonl', lines(promptRow('Go on.')) + two);
      await look();
      assert.deepEqual([count('block_chunk'), count('turn')], before);
    });

    test('problems of a file that is read anew are those of the new reading', async () => {
      home.write('a.jsonl', `{"type":\n{"type":\n${two}`);
      await look();
      assert.equal(ledger.db.prepare('SELECT count FROM problem').get()?.['count'], 2);
      home.write('a.jsonl', two);
      await look();
      assert.equal(count('problem'), 0);
    });
  });

  suite('moved and deleted', () => {
    test('a renamed file: nothing is counted twice, the old name is gone', async () => {
      const from = home.write('a.jsonl', two);
      await look();
      fs.renameSync(from, home.path('b.jsonl'));
      const { recordsAdded } = await look();
      assert.equal(recordsAdded, 0);
      assert.deepEqual(tally(), [2, 2000]);
      assert.deepEqual([isGone(from), isGone(home.path('b.jsonl'))], [true, false]);
    });

    test('a deleted file: its history stays', async () => {
      const file = home.write('a.jsonl', two);
      await look();
      fs.rmSync(file);
      await look();
      assert.deepEqual(tally(), [2, 2000]);
      assert.equal(isGone(file), true);
    });

    test('a file that comes back goes on where it was', async () => {
      const file = home.write('a.jsonl', two);
      await look();
      fs.rmSync(file);
      await look();
      const more = lines(callRow({ id: 'm3' }));
      home.write('a.jsonl', two + more);
      assert.equal((await look()).bytesRead, more.length);
      assert.deepEqual(tally(), [3, 3000]);
      assert.equal(isGone(file), false);
    });

    test('the whole folder goes and comes back', async () => {
      home.write('a.jsonl', two);
      await look();
      fs.renameSync(home.projects, `${home.home}/away`);
      const { roots } = await look();
      assert.equal(roots[0]!.state, 'missing');
      assert.deepEqual(tally(), [2, 2000]);
      fs.renameSync(`${home.home}/away`, home.projects);
      assert.equal((await look()).bytesRead, 0);
      assert.deepEqual(tally(), [2, 2000]);
    });

    test('files of a source that is not looked for are not taken for deleted', async () => {
      const file = home.write('a.jsonl', two);
      await look();
      await look({ sources: [] });
      assert.equal(isGone(file), false);
    });
  });

  suite('named by a watcher', () => {
    test('only these files are looked at', async () => {
      const [a, b] = [home.write('a.jsonl', two), home.write('b.jsonl', lines(callRow({ id: 'm5' })))];
      const facts = await look({ paths: [b] });
      assert.deepEqual([facts.filesSeen, facts.filesRead], [1, 1]);
      assert.deepEqual(tally(), [1, 1000]);
      await look({ paths: [a.replaceAll('/', '\\')] });
      assert.deepEqual(tally(), [3, 3000]);
    });

    test('a deleted one is gone, the others are not', async () => {
      const [a, b] = [home.write('a.jsonl', two), home.write('b.jsonl', two)];
      await look();
      fs.rmSync(a);
      await look({ paths: [a] });
      assert.deepEqual([isGone(a), isGone(b)], [true, false]);
    });

    test('what the full look does not enter is passed over', async () => {
      const paths = [
        home.write('tool-results/a.jsonl', two),
        home.write('journal.jsonl', two),
        `${home.home}/elsewhere.jsonl`,
        home.write('1/2/3/4/5/6/7/8/9/deep.jsonl', two),
      ];
      fs.writeFileSync(`${home.home}/elsewhere.jsonl`, two);
      assert.equal((await look({ paths })).filesSeen, 0);
      assert.equal((await look()).filesSeen, 0);
    });
  });

  suite('unreadable', () => {
    // Even for root there is one file that cannot be read at its beginning.
    const unreadable = '/proc/self/mem';
    const hasOne = fs.existsSync(unreadable);

    test('a file that cannot be read is listed with the reason; the others are counted', async function () {
      if (!hasOne) this.skip();
      home.write('a.jsonl', two);
      fs.symlinkSync(unreadable, home.path('b.jsonl'));
      const { unreadable: listed, filesRead } = await look();
      assert.deepEqual(listed, [{ path: home.path('b.jsonl'), reason: 'EIO' }]);
      assert.equal(filesRead, 1);
      assert.deepEqual(tally(), [2, 2000]);
      assert.equal(ledger.db.prepare('SELECT code FROM problem').get()?.['code'], 'unreadable');
    });

    test('it is counted once it can be read', async function () {
      if (!hasOne) this.skip();
      fs.symlinkSync(unreadable, home.path('b.jsonl'));
      await look();
      fs.rmSync(home.path('b.jsonl'));
      home.write('b.jsonl', two);
      await look();
      assert.deepEqual(tally(), [2, 2000]);
      assert.equal(count('problem'), 0);
    });

    test('a log that leads nowhere is as if it were not there', async () => {
      home.write('a.jsonl', two);
      fs.symlinkSync(home.path('none.jsonl'), home.path('b.jsonl'));
      const { unreadable: listed, filesSeen } = await look();
      assert.deepEqual([listed, filesSeen], [[], 1]);
    });

    test('a log whose name is no UTF-8 is listed; the others are counted', async function () {
      if (process.platform !== 'linux') this.skip();
      home.write('a.jsonl', two);
      const folder = Buffer.from(`${home.projects}/shop/`);
      fs.writeFileSync(Buffer.concat([folder, Buffer.from([0xff]), Buffer.from('.jsonl')]), two);
      assert.deepEqual((await look()).unreadable, [{ path: home.path('\ufffd.jsonl'), reason: 'ENOENT' }]);
      assert.deepEqual(tally(), [2, 2000]);
    });

    test('a log that leads to itself is listed', async () => {
      fs.symlinkSync(home.path('b.jsonl'), home.path('b.jsonl'));
      assert.deepEqual((await look()).unreadable, [{ path: home.path('b.jsonl'), reason: 'ELOOP' }]);
    });

    test('a folder that is called like a log is a folder', async () => {
      home.write('a.jsonl/b.jsonl', two);
      await look();
      assert.deepEqual(tally(), [2, 2000]);
    });
  });

  suite('links and roots', () => {
    test('folders that lead in circles end', async () => {
      home.write('a.jsonl', two);
      fs.symlinkSync(home.projects, home.path('loop'));
      fs.symlinkSync(home.path('.'), home.path('here'));
      assert.equal((await look()).filesSeen, 1);
    });

    test('a folder that is a link elsewhere is followed', async () => {
      fs.mkdirSync(`${home.folder}/elsewhere`);
      fs.writeFileSync(`${home.folder}/elsewhere/a.jsonl`, two);
      fs.symlinkSync(`${home.folder}/elsewhere`, home.path('linked'));
      await look();
      assert.deepEqual(tally(), [2, 2000]);
    });

    test('roots that overlap list a file once', async () => {
      home.write('a.jsonl', two);
      const extraFolders = { 'claude-code': [`${home.home}/.claude`, home.projects, home.path('.')] };
      const facts = await look({ environment: { ...home.environment(), extraFolders } });
      assert.deepEqual([facts.filesSeen, facts.filesRead], [1, 1]);
      assert.equal(count('file'), 1);
    });
  });

  suite('while it runs', () => {
    /** Asked whether to stop, all files have been looked at, and none was read. */
    const beforeReading = (act: () => void): Partial<IngestOptions> => ({
      stopped() {
        act();
        return false;
      },
    });

    test('it stops between files, and what was read is kept', async () => {
      for (let i = 0; i < 100; i++) home.write(`${i}.jsonl`, lines(callRow({ id: `m-${i}` })));
      let done = 0;
      await look({ progress: () => done++, stopped: () => done > 0 });
      const [requests] = tally();
      assert.ok(requests > 0 && requests < 100, `${requests}`);
      const { filesRead } = await look();
      assert.equal(filesRead, 100 - requests);
      assert.deepEqual(tally(), [100, 100_000]);
    });

    test('it tells how far it is', async () => {
      home.write('a.jsonl', two);
      home.write('b.jsonl', two);
      const told: [number, number, number, number][] = [];
      await look({ progress: (p) => told.push([p.filesDone, p.filesTotal, p.bytesDone, p.bytesTotal]) });
      assert.deepEqual(told, [
        [1, 2, two.length, 2 * two.length],
        [2, 2, 2 * two.length, 2 * two.length],
      ]);
    });

    test('a file that shrinks between look and reading is read as it is', async () => {
      home.write('a.jsonl', lines(callRow({ id: 'm1' })));
      const b = home.write('b.jsonl', two);
      await look(beforeReading(() => fs.truncateSync(b, 10)));
      assert.deepEqual(tally(), [1, 1000]);
      fs.writeFileSync(b, two);
      await look();
      assert.deepEqual(tally(), [2, 2000]);
    });

    test('a file that vanishes between look and reading is listed, then gone', async () => {
      home.write('a.jsonl', two);
      const b = home.write('b.jsonl', two);
      const facts = await look(beforeReading(() => fs.rmSync(b, { force: true })));
      assert.deepEqual(facts.unreadable, [{ path: b, reason: 'ENOENT' }]);
      await look();
      assert.equal(isGone(b), true);
      assert.deepEqual(tally(), [2, 2000]);
    });

    test('a file that grows between look and reading is counted once', async () => {
      home.write('a.jsonl', lines(callRow({ id: 'm0' })));
      const b = home.write('b.jsonl', two);
      const more = lines(callRow({ id: 'm3' }));
      await look(beforeReading(() => fs.writeFileSync(b, two + more)));
      await look();
      assert.deepEqual(tally(), [4, 4000]);
      assert.equal((await look()).bytesRead, 0);
    });
  });

  test('an archived helper of Codex is read after the thread that it helps: its calls are its own', async () => {
    const write = (folder: string, id: string, minute: number, meta: object): void => {
      const stamp = (seconds: number): string =>
        new Date(NOW - 3_600_000 + minute * 60_000 + seconds * 1000).toISOString();
      const usage = { input_tokens: 1000 + minute, output_tokens: 10 };
      const info = { total_token_usage: usage, last_token_usage: usage };
      const rows = [
        { timestamp: stamp(0), type: 'session_meta', payload: { id, cwd: '/w', ...meta } },
        { timestamp: stamp(3), type: 'event_msg', payload: { type: 'token_count', info } },
      ];
      const file = `${home.home}/.codex/${folder}/rollout-2025-01-15T09-0${minute}-00-${id}.jsonl`;
      fs.mkdirSync(`${home.home}/.codex/${folder}`, { recursive: true });
      fs.writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    };
    const [thread, helper] = ['01980000-0000-7000-8000-00000000000a', '01980000-0000-7000-8000-00000000000b'];
    write('sessions/2025/01/15', thread, 1, {});
    write('archived_sessions', helper, 2, { parent_thread_id: thread, thread_source: 'subagent' });
    await look({ sources: [codex] });
    assert.deepEqual(tally(), [2, 2003]);
  });
});

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReportTotals } from '../../src/protocol/views';
import { generateLogs, type Expected } from '../bench/claudeLogs.mjs';
import { ledgerSumsIn } from '../support/ledgerSums';
import { LogHome, tallyOf, totalsOf } from '../support/logHome';
import { callRow, lines } from '../support/transcript';

const LOOP = path.resolve('test/support/refreshLoop.mjs');

interface Ended {
  code: number | null;
  totals: ReportTotals | undefined;
  notes: string[];
  megabytes: number;
  errors: string;
}

suite('several processes', function () {
  this.timeout(60_000);
  let home: LogHome;
  let children: ChildProcess[];

  setup(() => {
    home = new LogHome();
    children = [];
  });
  teardown(async () => {
    for (const child of children) child.kill('SIGKILL');
    await home.remove();
  });

  /** Another window on the same ledger. `shell` is run before it in the same process. */
  function start(times: number, shell = ''): ChildProcess {
    const args = [LOOP, JSON.stringify(home.config()), String(times)];
    const child = shell
      ? spawn('sh', ['-c', `${shell}; exec "$@"`, 'sh', process.execPath, ...args])
      : spawn(process.execPath, args);
    children.push(child);
    return child;
  }

  async function end(child: ChildProcess): Promise<Ended> {
    let [output, errors] = ['', ''];
    child.stdout!.on('data', (data) => (output += data));
    child.stderr!.on('data', (data) => (errors += data));
    const [code] = (await once(child, 'close')) as [number | null];
    const last = output.trim().split('\n').at(-1) ?? '';
    const { totals, notes = [], megabytes = 0 } = (last ? JSON.parse(last) : {}) as Partial<Ended>;
    return { code, totals, notes, megabytes, errors };
  }

  /** Killed early enough, a process leaves an empty file or none. */
  function hasTables(): boolean {
    if (!fs.existsSync(home.ledgerFile)) return false;
    const db = new DatabaseSync(home.ledgerFile);
    try {
      return db.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined;
    } finally {
      db.close();
    }
  }

  function generate(megabytes: number): Expected {
    return generateLogs({ out: home.home, bytes: megabytes * 1e6, seed: 11 });
  }

  function agrees(totals: ReportTotals, { totals: expected }: Expected): void {
    const { requests, inputTokens, cacheReadInputTokens, cacheCreationInputTokens, outputTokens } = totals;
    assert.deepEqual(
      { requests, inputTokens, cacheReadInputTokens, cacheCreationInputTokens, outputTokens },
      {
        requests: expected.requests,
        inputTokens: expected.inputTokens,
        cacheReadInputTokens: expected.cacheReadInputTokens,
        cacheCreationInputTokens: expected.cacheCreationInputTokens,
        outputTokens: expected.outputTokens,
      },
    );
  }

  test('many that begin at once make one ledger', async () => {
    home.write('a.jsonl', lines(callRow({ id: 'm1' })));
    const ended = await Promise.all([1, 2, 3, 4].map(() => end(start(2))));
    for (const { code, errors } of ended) assert.deepEqual([code, errors], [0, '']);
    const service = home.open();
    await service.run('refresh', {});
    assert.deepEqual(await tallyOf(service), { requests: 1, input: 1000, output: 100 });
  });

  test('many that find the ledger damaged at once make one new ledger', async () => {
    for (let i = 0; i < 200; i++) home.write(`${i}.jsonl`, lines(callRow({ id: `m${i}`, session: `s${i}` })));
    const service = home.open();
    await service.run('refresh', {});
    await service.close();
    const whole = fs.readFileSync(home.ledgerFile);
    const damaged = [Buffer.from('no database'.repeat(2000)), whole.subarray(0, whole.length / 2)];
    for (let round = 0; round < 6; round++) {
      fs.writeFileSync(home.ledgerFile, damaged[round % 2]!);
      const ended = await Promise.all([1, 2, 3, 4].map(() => end(start(2))));
      for (const { code, errors } of ended) assert.deepEqual([code, errors], [0, '']);
      assert.equal(ledgerSumsIn(home.ledgerFile).requests, 200);
    }
  });

  test('two refresh while a third appends: each call is counted once', async () => {
    const windows = [start(150), start(150)];
    await Promise.all(windows.map(({ stdout }) => once(stdout!, 'data')));
    const refreshing = windows.map(end);
    const calls = 300;
    for (let i = 0; i < calls; i++) {
      // Torn in the middle, as a writer is caught at it.
      const row = lines(callRow({ id: `m${i}`, session: `s${i % 5}` }));
      home.append(`${i % 5}.jsonl`, row.slice(0, 150));
      if (i % 3 === 0) await sleep(4);
      home.append(`${i % 5}.jsonl`, row.slice(150));
    }
    for (const { code, errors } of await Promise.all(refreshing)) assert.deepEqual([code, errors], [0, '']);
    const service = home.open();
    await service.run('refresh', {});
    assert.deepEqual(await tallyOf(service), { requests: calls, input: calls * 1000, output: calls * 100 });
    assert.equal(ledgerSumsIn(home.ledgerFile).requests, calls);
    const db = new DatabaseSync(home.ledgerFile, { readOnly: true });
    const twice = 'SELECT 1 FROM block_chunk GROUP BY file_id, data HAVING count(*) > 1';
    assert.deepEqual(db.prepare(twice).all(), []);
    db.close();
  });

  test('killed in the middle of indexing, at any moment: nothing is lost, nothing counted twice', async () => {
    const expected = generate(20);
    for (const after of [0, 30, 90, 150, 250, 400]) {
      const child = start(1);
      // On a fast machine it may be done before it is killed.
      const closed = once(child, 'close');
      await once(child.stdout!, 'data');
      await sleep(after);
      child.kill('SIGKILL');
      await closed;
      if (hasTables()) ledgerSumsIn(home.ledgerFile);
    }
    const { totals, code, errors } = await end(start(1));
    assert.deepEqual([code, errors], [0, '']);
    agrees(totals!, expected);
    ledgerSumsIn(home.ledgerFile);
  });

  test('a full disk is said, and when there is space again the totals are right', async function () {
    if (process.platform === 'win32') this.skip();
    const expected = generate(20);
    // No file may grow beyond some hundred kilobytes: as good as a full disk.
    const full = await end(start(2, 'ulimit -f 800'));
    assert.deepEqual([full.code, full.errors], [0, '']);
    assert.ok(full.notes.includes('disk-full'), full.notes.join());
    assert.ok(full.totals!.requests < expected.totals.requests);
    const roomy = await end(start(1));
    assert.deepEqual([roomy.code, roomy.errors], [0, '']);
    assert.ok(!roomy.notes.includes('disk-full'));
    agrees(roomy.totals!, expected);
  });

  test('a line of 100 MB is counted, in bounded memory', async () => {
    const file = home.write('a.jsonl', `${callRow({ id: 'm1' })}\n`);
    const [before, after] = callRow({ id: 'm2' }).split('"xx"');
    const fd = fs.openSync(file, 'a');
    fs.writeSync(fd, `${before}"`);
    const megabyte = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 100; i++) fs.writeSync(fd, megabyte);
    fs.writeSync(fd, `"${after}\n${callRow({ id: 'm3' })}\n`);
    fs.closeSync(fd);
    const { totals, megabytes, code, errors } = await end(start(1));
    assert.deepEqual([code, errors], [0, '']);
    assert.deepEqual([totals!.requests, totals!.inputTokens], [3, 3000]);
    assert.ok(megabytes < 450, `${megabytes} MB`);
  });

  test('a log of very many calls is counted, in bounded memory', async () => {
    const fd = fs.openSync(home.write('a.jsonl', ''), 'a');
    for (let n = 0; n < 300; n++) {
      const rows = Array.from({ length: 1000 }, (_, i) => callRow({ id: `m${n}-${i}`, minute: n }));
      fs.writeSync(fd, lines(...rows));
    }
    fs.closeSync(fd);
    const { totals, megabytes, code, errors } = await end(start(1));
    assert.deepEqual([code, errors], [0, '']);
    assert.deepEqual([totals!.requests, totals!.inputTokens], [300_000, 300_000_000]);
    assert.ok(megabytes < 300, `${megabytes} MB`);
  });

  test('many long logs are counted, in bounded memory', async () => {
    const expected = generate(60);
    const { totals, megabytes } = await end(start(1));
    agrees(totals!, expected);
    assert.ok(megabytes < 450, `${megabytes} MB`);
  });

  test('the service in this process sees what another one read', async () => {
    home.write('a.jsonl', lines(callRow({ id: 'm1' })));
    const service = home.open();
    await end(start(1));
    assert.equal((await totalsOf(service)).requests, 1);
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { ReadTask, Reading } from '../../src/node/ingest/reading';
import { unpackRecords } from '../../src/core/usage/recordReader';
import { readLog } from '../../src/node/ingest/readLog';
import { readAll } from '../../src/node/ingest/scanPool';
import { ScanThreads } from '../../src/node/ingest/scanThreads';
import { taskOf } from '../support/ledgerFile';
import { LogHome } from '../support/logHome';
import { callRow, lines, promptRow } from '../support/transcript';

const SCRIPT = path.resolve('dist/scan.js');

suite('scan pool', () => {
  let home: LogHome;
  let tasks: ReadTask[];

  /** Files of very different sizes, enough for threads, with one in the middle that is not there. */
  suiteSetup(() => {
    home = new LogHome();
    tasks = Array.from({ length: 120 }, (_, i) => {
      const row = callRow({ id: `m${i}`, session: `s${i}`, text: i % 9 === 0 ? 1_500_000 : 150_000 });
      const file = home.write(`${i}.jsonl`, lines(promptRow(`Task ${i}.`, `s${i}`), row));
      return taskOf(file, { size: fs.statSync(file).size, readAt: Date.UTC(2025, 0, 16) });
    });
    fs.rmSync(tasks[30]!.path);
  });
  suiteTeardown(() => home.remove());

  async function readWith(
    script: string,
    onReading: (task: ReadTask, reading: Reading) => void,
    stopped = () => false,
  ): Promise<void> {
    const threads = new ScanThreads(script);
    try {
      await threads.prepare();
      threads.expect(tasks.reduce((sum, { size }) => sum + size, 0));
      assert.ok(threads.count > 0, 'too little for threads');
      await readAll(tasks, threads, readLog, onReading, stopped);
    } finally {
      await threads.end();
    }
  }

  async function read(stopped = () => false): Promise<[ReadTask, Reading][]> {
    const done: [ReadTask, Reading][] = [];
    await readWith(SCRIPT, (task, reading) => done.push([task, reading]), stopped);
    return done;
  }

  test('hands over every reading in order, the same as read one by one', async () => {
    const done = await read();
    assert.deepEqual(
      done.map(([task]) => task.path),
      tasks.map((task) => task.path),
    );
    const facts = ({ records, blocks, readTo, state, failed }: Reading): unknown => ({
      calls: unpackRecords(records, '').map(({ dedupKey, inputTokens, timestamp, at }) => ({
        dedupKey,
        inputTokens,
        timestamp,
        at,
      })),
      blocks,
      readTo,
      state,
      failed,
    });
    done.forEach(([task, reading]) => assert.deepEqual(facts(reading), facts(readLog(task))));
    assert.equal(done[30]![1].failed?.detail, 'ENOENT');
  });

  suite('a log that is read part by part', () => {
    let task: ReadTask;
    const inParts = (from: ReadTask): Reading => readLog(from, 1);

    setup(() => {
      const rows = Array.from({ length: 12 }, (_, i) => callRow({ id: `p${i}`, minute: i, text: 200_000 }));
      const file = home.write('parts.jsonl', lines(promptRow('Go on.'), ...rows));
      task = taskOf(file, { size: fs.statSync(file).size, readAt: Date.UTC(2025, 0, 16) });
    });

    async function parts(stopped = () => false): Promise<[ReadTask, Reading][]> {
      const done: [ReadTask, Reading][] = [];
      const onReading = (of: ReadTask, reading: Reading): void => void done.push([of, reading]);
      await readAll([task, tasks[1]!], new ScanThreads(SCRIPT), inParts, onReading, stopped);
      return done;
    }

    test('is handed over as if it had grown, before what comes after it', async () => {
      const done = await parts();
      const own = done.filter(([{ path }]) => path === task.path);
      assert.ok(own.length > 3, `${own.length} parts`);
      assert.deepEqual(done.slice(0, own.length), own);
      const keys = (reading: Reading): string[] => unpackRecords(reading.records, '').map((r) => r.dedupKey);
      assert.deepEqual(
        own.flatMap(([, reading]) => keys(reading)),
        keys(readLog(task)),
      );
      own.forEach(([{ from }], i) => assert.equal(from, i === 0 ? 0 : own[i - 1]![1].readTo));
      assert.deepEqual(
        own.map(([, { more }]) => more),
        own.map((_, i) => i < own.length - 1),
      );
    });

    test('stops when it is told to', async () => {
      let asked = 0;
      const done = await parts(() => ++asked > 3);
      assert.ok(done.length < 4 && done.at(-1)![1].more, `${done.length}`);
    });
  });

  test('stops when it is told to', async () => {
    let asked = 0;
    const done = await read(() => ++asked > 6);
    assert.ok(done.length > 0 && done.length < 120, `${done.length}`);
  });

  test('gives up what a dying thread was reading, names the reason, and reads all else', async () => {
    const script = path.join(home.folder, 'dies.cjs');
    const taken = path.join(home.folder, 'taken');
    fs.writeFileSync(
      script,
      `require('node:worker_threads').parentPort.once('message', ({ queue, place }) => {
         queue[3 + place] = Atomics.add(queue, 0, 1) + 1;
         require('node:fs').writeFileSync(${JSON.stringify(taken)}, '');
         throw new Error('out of luck');
       });`,
    );
    const done: [ReadTask, Reading][] = [];
    const waits = (task: ReadTask, reading: Reading): void => {
      while (!fs.existsSync(taken)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      done.push([task, reading]);
    };
    await readWith(script, waits);
    assert.equal(done.length, tasks.length);
    const failed = done.filter(([task, { failed }]) => failed && task !== tasks[30]);
    assert.ok(failed.length > 0 && failed.length < 60, `${failed.length}`);
    for (const [, reading] of failed) assert.equal(reading.failed?.detail, 'out of luck');
  });

  test('an error of whoever takes the readings ends it', async () => {
    const full = () => {
      throw new Error('database or disk is full');
    };
    await assert.rejects(readWith(SCRIPT, full), /disk is full/);
  });

  test('a thread that does not even start changes nothing', async () => {
    const done: ReadTask[] = [];
    await readWith(path.join(home.folder, 'nowhere.js'), (task) => done.push(task));
    assert.equal(done.length, tasks.length);
  });

  test('starts no thread for little', async () => {
    const threads = new ScanThreads(SCRIPT);
    await threads.prepare();
    threads.expect(1 << 20);
    assert.equal(threads.count, 0);
    await threads.end();
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { isCorrupt } from '../../src/node/ledger/openLedger';
import { rowsOf } from '../../src/node/ledger/rows';
import { callsIn } from '../support/callsIn';
import { LedgerFile, pricesAt, readingOf, taskOf } from '../support/ledgerFile';
import { recordOf } from '../support/recordOf';
import { ledgerSums } from '../support/ledgerSums';

type Fields = Partial<UsageRecord>;

suite('ledger', () => {
  let folder: string;
  let open: LedgerFile[];

  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-ledger-'));
    open = [];
  });
  teardown(() => {
    for (const ledger of open) ledger.close();
    fs.rmSync(folder, { recursive: true });
  });

  function start(prices = pricesAt(1)): LedgerFile {
    const ledger = new LedgerFile(path.join(folder, 'ledger.sqlite'), prices);
    open.push(ledger);
    return ledger;
  }

  /** The same ledger in a process that was started anew. */
  function restart(): LedgerFile {
    open.pop()!.close();
    return start();
  }

  function tally(ledger: LedgerFile): [requests: number, input: number, output: number] {
    const { requests, input, output } = ledgerSums(ledger.db);
    return [requests, input, output];
  }

  const call = (id: string, fields: Fields = {}): UsageRecord =>
    recordOf({ dedupKey: id, variant: `r-${id}`, ...fields });

  suite('copies', () => {
    const ways: [string, (ledger: LedgerFile) => LedgerFile][] = [
      ['in one run', (ledger) => ledger],
      ['after a restart', restart],
    ];
    for (const [when, next] of ways) {
      test(`a call is counted once, ${when}`, () => {
        const first = start();
        assert.equal(first.add('/a', [call('m1'), call('m2')]), 2);
        const ledger = next(first);
        assert.equal(ledger.add('/b', [call('m1', { conversationId: 'two' }), call('m3')]), 1);
        assert.deepEqual(tally(ledger), [3, 3000, 300]);
      });

      test(`a fuller copy raises the figures and all sums, ${when}`, () => {
        const first = start();
        first.add('/a', [call('m1', { outputTokens: 1 })]);
        const ledger = next(first);
        ledger.add('/b', [call('m1', { outputTokens: 700 })]);
        assert.deepEqual(tally(ledger), [1, 1000, 700]);
        assert.equal(ledgerSums(ledger.db).cost, 1_000_000 + 1_400_000);
      });

      test(`a less full copy changes nothing, ${when}`, () => {
        const first = start();
        first.add('/a', [call('m1', { outputTokens: 700 })]);
        const ledger = next(first);
        ledger.add('/b', [call('m1', { outputTokens: 1 })]);
        assert.deepEqual(tally(ledger), [1, 1000, 700]);
      });

      test(`a replay under another request id is no call of its own, ${when}`, () => {
        const first = start();
        first.add('/a', [call('m1', { outputTokens: 50 })]);
        const ledger = next(first);
        ledger.add('/side', [call('m1', { variant: 'r-other', replayed: true, outputTokens: 90 })]);
        assert.deepEqual(tally(ledger), [1, 1000, 50]);
      });

      test(`an original that comes after its replay takes its place, ${when}`, () => {
        const first = start();
        first.add('/side', [call('m1', { variant: 'r-other', replayed: true, outputTokens: 90 })]);
        const ledger = next(first);
        ledger.add('/a', [call('m1', { outputTokens: 50 })]);
        assert.deepEqual(tally(ledger), [1, 1000, 50]);
      });

      test(`two calls that share a message id are two by their request ids, ${when}`, () => {
        const first = start();
        first.add('/a', [call('m1', { variant: 'r1' })]);
        const ledger = next(first);
        ledger.add('/b', [call('m1', { variant: 'r2', outputTokens: 7 }), call('m1', { variant: 'r1' })]);
        ledger.add('/c', [call('m1', { variant: 'r2', outputTokens: 7 })]);
        assert.deepEqual(tally(ledger), [2, 2000, 107]);
      });

      test(`a row without a request id is a copy of the one that has it, ${when}`, () => {
        const first = start();
        first.add('/a', [call('m1', { variant: '' })]);
        const ledger = next(first);
        ledger.add('/b', [call('m1', { variant: 'r1' })]);
        ledger.add('/c', [call('m1', { variant: 'r2' })]);
        assert.deepEqual(tally(ledger), [2, 2000, 200]);
      });
    }

    test('a call stays on the day it was first written', () => {
      const ledger = start();
      const later = call('m1', { timestamp: Date.UTC(2025, 0, 17), outputTokens: 200 });
      ledger.add('/a', [later]);
      ledger.add('/b', [call('m1', { timestamp: Date.UTC(2025, 0, 15) })]);
      assert.deepEqual(tally(ledger), [1, 1000, 200]);
      const rows = ledger.db.prepare('SELECT bucket FROM rollup WHERE requests > 0').all();
      assert.deepEqual(
        rows.map((row) => Number(row['bucket']) * 900_000),
        [Date.UTC(2025, 0, 15)],
      );
    });

    test('that a call is several requests may be told by any copy of it', () => {
      const seen: (boolean | undefined)[] = [];
      const prices = pricesAt(1);
      const ledger = start({ ...prices, cost: (priced) => (seen.push(priced.summed), prices.cost(priced)) });
      ledger.add('/a', [call('m1')]);
      ledger.add('/b', [call('m1', { summed: true })]);
      ledger.add('/c', [call('m1')]);
      assert.equal(seen.at(-1), true);
      assert.deepEqual(tally(ledger), [1, 1000, 100]);
    });

    test("a fuller copy in another session moves the call's figures there", () => {
      const ledger = start();
      ledger.add('/a', [call('m1', { outputTokens: 1 })]);
      ledger.add('/b', [call('m1', { conversationId: 'two', outputTokens: 9 })]);
      const rows = ledger.db
        .prepare('SELECT conversation_id AS id, requests, output_tokens AS output FROM session')
        .all();
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        [
          { id: 'one', requests: 0, output: 0 },
          { id: 'two', requests: 1, output: 9 },
        ],
      );
    });

    test('an estimate gives way to a recorded figure, and never comes back', () => {
      const ledger = start();
      const estimate = call('m1', { basis: 'estimated', estimateError: 0.3, inputTokens: 9000 });
      ledger.add('/a', [estimate]);
      ledger.add('/a', [call('m1')]);
      ledger.add('/a', [estimate]);
      assert.deepEqual(tally(ledger), [1, 1000, 100]);
      assert.equal(ledgerSums(ledger.db).estimated, 0);
    });

    test('the newest of several estimates counts', () => {
      const ledger = start();
      const estimate = (inputTokens: number) => call('m1', { basis: 'estimated', estimateError: 0.3, inputTokens });
      ledger.add('/a', [estimate(9000)]);
      ledger.add('/a', [estimate(400)]);
      assert.deepEqual(tally(ledger), [1, 400, 100]);
      assert.equal(ledgerSums(ledger.db).estimated, 1);
    });

    test('of estimates in two copies of a log the fuller one counts, whichever is read first', () => {
      const estimate = (inputTokens: number) => call('m1', { basis: 'estimated', inputTokens });
      for (const order of [
        ['/live', '/stale'],
        ['/stale', '/live'],
        ['/live', '/stale', '/live', '/stale'],
      ]) {
        const ledger = start();
        for (const path of order) ledger.add(path, [estimate(path === '/live' ? 9000 : 400)]);
        assert.deepEqual(tally(ledger), [1, 9000, 100], order.join(' '));
      }
    });

    test('a copy does not keep the newest estimate of a log from counting', () => {
      const ledger = start();
      const estimate = (inputTokens: number) => call('m1', { basis: 'estimated', inputTokens });
      ledger.add('/live', [estimate(9000)]);
      ledger.add('/stale', [estimate(300)]);
      ledger.add('/live', [estimate(400)]);
      assert.deepEqual(tally(ledger), [1, 400, 100]);
    });

    test('a folder that only a copy names is the call’s', () => {
      const ledger = start();
      ledger.add('/a', [call('m1', { workspace: '' })]);
      ledger.add('/b', [call('m1', { workspace: '/w' })]);
      const folders = ledger.db.prepare('SELECT text, requests FROM rollup JOIN name ON name.id = workspace_id').all();
      assert.deepEqual(
        folders.filter(({ requests }) => requests !== 0).map(({ text }) => text),
        ['/w'],
      );
    });

    test('what another process added since is known', () => {
      const [one, two] = [start(), start()];
      one.add('/a', [call('m1')]);
      two.add('/b', [call('m1'), call('m2')]);
      assert.equal(one.add('/c', [call('m2'), call('m1')]), 0);
      assert.deepEqual(tally(one), [2, 2000, 200]);
    });
  });

  suite('forks', () => {
    const point = (thread: string, at: number, fields: Fields = {}): UsageRecord =>
      recordOf({
        dedupKey: `codex:${thread}:${at}`,
        source: 'codex',
        conversationId: thread,
        storeRank: 1,
        inputTokens: at,
        ...fields,
      });
    /** A copy of the origin's call in a fork's file. `inFork`: written in the burst in which history is copied. */
    const copied = (thread: string, origin: string, at: number, inFork = false): UsageRecord =>
      point(thread, at, { originalKey: `codex:${origin}:${at}`, originalConversation: origin, inFork });

    const a = point('a', 10);
    const bOfA = copied('b', 'a', 10);
    const cOfB = copied('c', 'b', 10);
    const cOfA = copied('c', 'a', 10);
    const dOfC = copied('d', 'c', 10);
    const ORDERS: [string, UsageRecord[]][] = [
      ['origin, fork', [a, bOfA]],
      ['fork, origin', [bOfA, a]],
      ['two forks, then their origin', [bOfA, cOfA, a]],
      ['origin, fork, fork of the fork', [a, bOfA, cOfB]],
      ['fork of the fork, fork, origin', [cOfB, bOfA, a]],
      ['fork of the fork, origin, fork', [cOfB, a, bOfA]],
      ['origin, fork of the fork, fork', [a, cOfB, bOfA]],
      ['fork, fork of the fork, origin', [bOfA, cOfB, a]],
      ['four generations, the youngest first', [dOfC, cOfB, bOfA, a]],
      ['four generations, linked last', [dOfC, a, bOfA, cOfB]],
    ];
    for (const [what, records] of ORDERS) {
      for (const anew of [false, true]) {
        test(`${what}: one call${anew ? ', after restarts' : ''}`, () => {
          let ledger = start();
          records.forEach((record, i) => {
            ledger.add(`/${i}`, [record]);
            if (anew) ledger = restart();
          });
          assert.deepEqual(tally(ledger), [1, 10, 100]);
          records.forEach((record, i) => ledger.add(`/again-${i}`, [record]));
          assert.deepEqual(tally(ledger), [1, 10, 100]);
        });
      }
    }

    test('a fork whose copy is fuller does not take the call out of its name', () => {
      let ledger = start();
      ledger.add('/a', [a]);
      ledger.add('/b', [{ ...bOfA, inputTokens: 15 }]);
      ledger = restart();
      ledger.add('/c', [a, cOfA]);
      assert.deepEqual(tally(ledger), [1, 15, 100]);
    });

    test("a fork's own calls are counted beside its origin's", () => {
      const ledger = start();
      ledger.add('/a', [a, point('a', 20)]);
      ledger.add('/b', [bOfA, copied('b', 'a', 35)]);
      assert.deepEqual(tally(ledger), [3, 65, 300]);
    });

    test('history that a fork copied counts for nothing when its origin is gone', () => {
      let ledger = start();
      ledger.add('/b', [copied('b', 'a', 10, true), copied('b', 'a', 35)]);
      assert.deepEqual(tally(ledger), [1, 35, 100]);
      ledger = restart();
      ledger.add('/b', [copied('b', 'a', 10, true)]);
      ledger.add('/c', [copied('c', 'b', 10)]);
      assert.deepEqual(tally(ledger), [1, 35, 100]);
    });

    for (const order of [
      ['b', 'c'],
      ['c', 'b'],
    ]) {
      test(`history of a log that is gone counts for nothing in a fork of its fork, ${order.join(' before ')}`, () => {
        let ledger = start();
        const logs: Record<string, UsageRecord[]> = {
          b: [copied('b', 'a', 10, true), copied('b', 'a', 35)],
          // It knows the first of its ancestors, whose calls it names, and was made from b.
          c: [10, 35]
            .map((at) => ({ ...copied('c', 'a', at, true), originalConversation: 'b' }))
            .concat({ ...copied('c', 'a', 70), originalConversation: 'b', inFork: false }),
        };
        for (const name of order) {
          ledger.add(`/${name}`, logs[name]!);
          ledger = restart();
        }
        assert.deepEqual(tally(ledger), [2, 105, 200]);
        ledger.add('/a', [a]);
        assert.deepEqual(tally(ledger), [3, 115, 300]);
      });
    }

    test('an origin that turns up after its fork is counted', () => {
      const ledger = start();
      ledger.add('/b', [copied('b', 'a', 10, true), copied('b', 'a', 35)]);
      ledger.add('/a', [a]);
      assert.deepEqual(tally(ledger), [2, 45, 200]);
    });
  });

  suite('stores', () => {
    const inStore = (id: string, storeRank: number, fields: Fields = {}): UsageRecord =>
      call(id, { source: 'copilot-chat', storeRank, ...fields });

    for (const anew of [false, true]) {
      const when = anew ? ', after a restart' : '';
      test(`a better store takes the others' calls out of the sums${when}`, () => {
        let ledger = start();
        ledger.add('/chat', [inStore('c1', 20), inStore('c2', 20, { basis: 'estimated' })]);
        if (anew) ledger = restart();
        ledger.add('/traces', [inStore('t1', 50, { inputTokens: 70 })]);
        assert.deepEqual(tally(ledger), [1, 70, 100]);
      });

      test(`a worse store that comes later is not counted${when}`, () => {
        let ledger = start();
        ledger.add('/traces', [inStore('t1', 50, { inputTokens: 70 })]);
        if (anew) ledger = restart();
        ledger.add('/chat', [inStore('c1', 20), inStore('c2', 20)]);
        assert.deepEqual(tally(ledger), [1, 70, 100]);
      });

      test(`what two stores call by one name are different things${when}`, () => {
        // A saved stream tells a whole turn at the point that its last call reached.
        const stream = inStore('c:1000', 0, { inputTokens: 1000 });
        const rollout = [inStore('c:400', 1, { inputTokens: 400 }), inStore('c:1000', 1, { inputTokens: 600 })];
        for (const order of [
          [[stream], rollout],
          [rollout, [stream]],
        ]) {
          let ledger = new LedgerFile(path.join(folder, `${open.length}-${order[0]!.length}.sqlite`));
          open.push(ledger);
          order.forEach((records, i) => {
            ledger.add(`/${i}`, records);
            if (anew) {
              ledger.close();
              open.pop();
              ledger = new LedgerFile(path.join(folder, `${open.length}-${order[0]!.length}.sqlite`));
              open.push(ledger);
            }
          });
          assert.deepEqual(tally(ledger), [2, 1000, 200]);
        }
      });
    }

    const inTraces = inStore('t1', 50, { workspace: '' });
    const inChat = inStore('c1', 20, { workspace: '/home/dev/boats' });
    const projects = (ledger: LedgerFile): unknown[] => [
      callsIn(ledger.db).map(({ counted, workspace }) => [counted, workspace]),
      rowsOf(ledger.db, 'SELECT text, requests FROM rollup JOIN name ON name.id = workspace_id WHERE requests != 0'),
      rowsOf(ledger.db, 'SELECT text, requests FROM session LEFT JOIN name ON name.id = workspace_id'),
    ];
    for (const [what, first, second, counted] of [
      ['read before it', inChat, inTraces, [false, true]],
      ['read after it', inTraces, inChat, [true, false]],
    ] as const) {
      for (const anew of [false, true]) {
        test(`a store that names no folder has that of another, ${what}${anew ? ', after a restart' : ''}`, () => {
          let ledger = start();
          ledger.add('/first', [first]);
          if (anew) ledger = restart();
          ledger.add('/second', [second]);
          ledger.add('/traces', [inTraces]);
          assert.deepEqual(projects(ledger), [
            counted.map((is) => [is, '/home/dev/boats']),
            [['/home/dev/boats', 1]],
            [['/home/dev/boats', 1]],
          ]);
          assert.deepEqual(tally(ledger), [1, 1000, 100]);
        });
      }
    }

    test('a call that no store names a folder of has none, and another keeps its own', () => {
      const ledger = start();
      ledger.add('/chat', [inStore('c1', 20, { conversationId: 'two', workspace: '/home/dev/boats' })]);
      ledger.add('/traces', [inTraces, inStore('t2', 50, { conversationId: 'two', workspace: '/home/dev/shop' })]);
      assert.deepEqual(
        callsIn(ledger.db).map(({ workspace }) => workspace),
        ['/home/dev/boats', '/home/dev/shop', ''],
      );
    });

    test('the best store of one session says nothing about another', () => {
      const ledger = start();
      ledger.add('/traces', [inStore('t1', 50)]);
      ledger.add('/chat', [inStore('c1', 20, { conversationId: 'two' })]);
      assert.deepEqual(tally(ledger), [2, 2000, 200]);
    });

    test('a fuller copy in a call that is not counted stays out of the sums', () => {
      const ledger = start();
      ledger.add('/chat', [inStore('c1', 20)]);
      ledger.add('/traces', [inStore('t1', 50)]);
      ledger.add('/chat', [inStore('c1', 20, { outputTokens: 500 })]);
      assert.deepEqual(tally(ledger), [1, 1000, 100]);
    });
  });

  suite('chunks', () => {
    const chunks = (ledger: LedgerFile): number[] =>
      rowsOf(ledger.db, 'SELECT length(keys) / 4 FROM call_chunk ORDER BY id').map(([count]) => Number(count));
    const many = (from: number, to: number, fields: Fields = {}): UsageRecord[] =>
      Array.from({ length: to - from }, (_, i) => call(`m${from + i}`, fields));

    test('calls that come one by one fill the last chunk of their session, also after a restart', () => {
      let ledger = start();
      for (let i = 0; i < 6; i++) {
        ledger.add('/a', [call(`m${i}`), call(`n${i}`, { conversationId: 'two' })]);
        if (i % 2 === 0) ledger = restart();
      }
      assert.deepEqual(chunks(ledger), [6, 6]);
      assert.deepEqual(tally(ledger), [12, 12_000, 1200]);
    });

    test('a full chunk is followed by another', () => {
      const ledger = start();
      ledger.add('/a', many(0, 300));
      ledger.add('/a', many(300, 600));
      assert.deepEqual(chunks(ledger), [256, 256, 88]);
      assert.deepEqual(tally(ledger), [600, 600_000, 60_000]);
      assert.equal(ledger.add('/b', many(0, 600)), 0);
    });

    test('ids of a megabyte do not grow a chunk without end', () => {
      let ledger = start();
      const long = (n: number): UsageRecord => call(`m${n}${'x'.repeat(1 << 20)}`);
      ledger.add('/a', [long(0), long(1)]);
      ledger = restart();
      ledger.add('/a', [long(2), long(1)]);
      assert.deepEqual(chunks(ledger), [1, 1, 1]);
      assert.deepEqual(tally(ledger), [3, 3000, 300]);
    });

    test('two windows fill one chunk in turn', () => {
      const windows = [start(), start()] as const;
      for (let i = 0; i < 6; i++) windows[i % 2]!.add('/a', [call(`m${i}`)]);
      assert.deepEqual(chunks(windows[0]), [6]);
      assert.deepEqual(tally(windows[1]), [6, 6000, 600]);
    });

    test('a fuller copy is merged into a chunk written long before', () => {
      start().add('/a', many(0, 600));
      const ledger = restart();
      ledger.add('/b', [call('m3', { outputTokens: 700 })]);
      assert.deepEqual(chunks(ledger), [256, 256, 88]);
      assert.deepEqual(tally(ledger), [600, 600_000, 60_600]);
    });

    test('a call that moves to another session leaves the ids of its neighbours, and is found again', () => {
      start().add('/a', many(0, 3));
      let ledger = restart();
      ledger.add('/b', [call('m1', { conversationId: 'two', outputTokens: 700 })]);
      ledger = restart();
      assert.equal(ledger.add('/c', many(0, 3)), 0);
      assert.deepEqual(
        callsIn(ledger.db).map(({ id, dedupKey, conversationId }) => [id, dedupKey, conversationId]),
        [
          [1, 'm0', 'one'],
          [3, 'm2', 'one'],
          [257, 'm1', 'two'],
        ],
      );
    });

    test('a moved call is still known by the names that forks gave it', () => {
      const fork = (fields: Fields): UsageRecord =>
        recordOf({ source: 'codex', dedupKey: 'b:1', originalKey: 'a:1', originalConversation: 'a', ...fields });
      start().add('/b', [fork({ conversationId: 'b' })]);
      let ledger = restart();
      ledger.add('/a', [recordOf({ source: 'codex', dedupKey: 'a:1', conversationId: 'a', outputTokens: 700 })]);
      ledger = restart();
      ledger.add('/c', [fork({ dedupKey: 'c:1', originalKey: 'b:1', conversationId: 'c' })]);
      assert.deepEqual(tally(ledger), [1, 1000, 700]);
    });

    test('nothing of what was rolled back is left in a chunk', () => {
      const ledger = start();
      ledger.add('/a', many(0, 3));
      ledger.ledger.begin();
      ledger.ledger.apply(taskOf('/b'), readingOf([call('m1', { outputTokens: 700 }), call('m9')]), undefined);
      ledger.ledger.rollback();
      ledger.add('/c', [call('m4')]);
      assert.deepEqual(
        callsIn(ledger.db).map(({ dedupKey, outputTokens }) => [dedupKey, outputTokens]),
        [
          ['m0', 100],
          ['m1', 100],
          ['m2', 100],
          ['m4', 100],
        ],
      );
    });

    test('a chunk that is damaged is told of, and nothing is written', () => {
      start().add('/a', many(0, 3));
      const ledger = restart();
      ledger.db.exec("UPDATE call_chunk SET data = x'0102'");
      ledger.ledger.begin();
      assert.throws(() => ledger.ledger.apply(taskOf('/b'), readingOf([call('m1')]), undefined), isCorrupt);
      ledger.ledger.rollback();
      assert.deepEqual([...ledger.ledger.files().keys()], ['/a']);
    });
  });

  test('a ledger from before the first release is read anew, and what the user said of advice stays', () => {
    const file = path.join(folder, 'ledger.sqlite');
    start().add('/a', [call('m1')]);
    open.pop()!.close();
    const db = new DatabaseSync(file);
    db.exec(`DROP TABLE call_chunk; DROP TABLE alias; PRAGMA user_version = 2;
      CREATE TABLE request (id INTEGER PRIMARY KEY, session_id INTEGER, at INTEGER);
      CREATE INDEX request_by_session ON request (session_id, at);
      CREATE TABLE alias (dedup_key TEXT PRIMARY KEY, request_id INTEGER) WITHOUT ROWID;
      INSERT INTO snoozed VALUES ('B', '', 5)`);
    db.close();
    const ledger = start();
    assert.deepEqual([...ledger.ledger.files().keys()], []);
    assert.deepEqual(tally(ledger), [0, 0, 0]);
    ledger.add('/a', [call('m1')]);
    assert.deepEqual(tally(ledger), [1, 1000, 100]);
    assert.equal(ledger.db.prepare('SELECT until FROM snoozed').get()?.['until'], 5);
  });

  test('a ledger whose sums lack a column gets it, filled from its calls', () => {
    const file = path.join(folder, 'ledger.sqlite');
    const before = start();
    before.add('/a', [call('m1'), call('m2', { basis: 'estimated' })]);
    const sums = 'SELECT requests, estimated_least_requests AS least, first_at, cost_nano FROM session';
    const [expected, counted] = [{ ...before.db.prepare(sums).get() }, tally(before)];
    assert.equal(expected['least'], 1);
    open.pop()!.close();
    const db = new DatabaseSync(file);
    for (const table of ['session', 'rollup']) {
      db.exec(`ALTER TABLE ${table} DROP COLUMN estimated_least_requests;
        ALTER TABLE ${table} DROP COLUMN estimated_unpriced_requests;`);
    }
    db.exec('PRAGMA user_version = 3');
    db.close();
    const after = start();
    after.ledger.begin();
    after.ledger.commit();
    assert.deepEqual([{ ...after.db.prepare(sums).get() }, tally(after)], [expected, counted]);
  });

  suite('files', () => {
    test('a failed reading leaves all that is known of the file', () => {
      const ledger = start();
      const problem = { code: 'malformed-line', count: 2, offset: 7, detail: '' } as const;
      ledger.apply(taskOf('/a'), readingOf([call('m1')], { problems: [problem], readTo: 4000 }));
      const failed = { code: 'unreadable', count: 1, offset: 0, detail: 'EIO' } as const;
      for (let i = 0; i < 2; i++) {
        ledger.apply(taskOf('/a', { size: 9, modifiedAt: 9 }), readingOf([], { failed }));
      }
      const { size, readTo } = ledger.ledger.files().get('/a')!;
      assert.deepEqual([size, readTo], [5000, 4000]);
      const problems = ledger.db.prepare('SELECT code, count FROM problem ORDER BY code').all();
      assert.deepEqual(
        problems.map((row) => ({ ...row })),
        [
          { code: 'malformed-line', count: 2 },
          { code: 'unreadable', count: 1 },
        ],
      );
      assert.deepEqual(tally(ledger), [1, 1000, 100]);
    });

    test('a reason goes when the file can be read again', () => {
      const ledger = start();
      for (const code of ['unreadable', 'locked'] as const) {
        ledger.apply(taskOf('/a'), readingOf([], { failed: { code, count: 1, offset: 0, detail: '' } }));
      }
      ledger.apply(taskOf('/a'), readingOf([call('m1')]));
      assert.deepEqual(ledger.db.prepare('SELECT * FROM problem').all(), []);
    });

    test('what was found before a rollback is found again after it', () => {
      const ledger = start();
      ledger.add('/a', [call('m1')]);
      ledger.ledger.begin();
      ledger.ledger.apply(
        taskOf('/b'),
        readingOf([call('m2', { conversationId: 'new', workspace: '/new' })]),
        undefined,
      );
      ledger.ledger.rollback();
      assert.deepEqual(tally(ledger), [1, 1000, 100]);
      ledger.add('/b', [call('m2', { conversationId: 'new', workspace: '/new' })]);
      assert.deepEqual(tally(ledger), [2, 2000, 200]);
    });
  });

  test('it tells what another process has committed, once, and nothing of its own', () => {
    const [one, two] = [start(), start()];
    assert.equal(one.ledger.changedElsewhere(), false);
    one.add('/a', [call('m1')]);
    assert.equal(one.ledger.changedElsewhere(), false);
    two.add('/b', [call('m2')]);
    assert.equal(one.ledger.changedElsewhere(), true);
    assert.equal(one.ledger.changedElsewhere(), false);
  });
});

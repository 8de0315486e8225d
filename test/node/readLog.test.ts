import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { DatabaseSync } from 'node:sqlite';
import { codex } from '../../src/core/sources/codex';
import { copilotChat } from '../../src/core/sources/copilotChat';
import type { IngestFacts } from '../../src/node/ingest/ingest';
import { readLog } from '../../src/node/ingest/readLog';
import { LedgerFile, look as lookAt, taskOf } from '../support/ledgerFile';
import { ledgerSums } from '../support/ledgerSums';
import { LogHome } from '../support/logHome';

const NOW = Date.UTC(2025, 0, 16);
const AT = '2025-01-15T09:00:00.000Z';
const THREAD = '01980000-0000-7000-8000-00000000000a';

/** A Codex thread whose totals reach these inputs one after the other. */
function rollout(...totals: number[]): string {
  const rows = [
    { timestamp: AT, type: 'session_meta', payload: { id: THREAD, timestamp: AT, cwd: '/w', source: 'cli' } },
    { timestamp: AT, type: 'turn_context', payload: { cwd: '/w', model: 'gpt-5-codex' } },
    ...totals.map((input) => ({
      timestamp: AT,
      type: 'event_msg',
      payload: {
        type: 'token_count',
        info: { total_token_usage: { input_tokens: input, cached_input_tokens: 0, output_tokens: input / 10 } },
      },
    })),
  ];
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

suite('logs that are read as a whole', () => {
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

  const look = (): Promise<IngestFacts> => lookAt(ledger.ledger, home, { sources: [codex, copilotChat], now: NOW });

  function put(name: string, content: string | Uint8Array): string {
    const file = `${home.home}/${name}`;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return file;
  }

  const tally = (): [requests: number, input: number] => {
    const { requests, input } = ledgerSums(ledger.db);
    return [requests, input];
  };
  const problems = () =>
    ledger.db
      .prepare('SELECT code, count FROM problem ORDER BY code')
      .all()
      .map((row) => Object.values(row));

  suite('compressed', () => {
    const name = `.codex/archived_sessions/rollout-2025-01-15T09-00-00-${THREAD}.jsonl`;

    test('it is read', async () => {
      put(`${name}.zst`, zlib.zstdCompressSync(rollout(1000, 2500)));
      await look();
      assert.deepEqual(tally(), [2, 2500]);
    });

    test('compressing a thread that was read counts nothing twice', async () => {
      const live = put(`.codex/sessions/2025/01/15/${path.basename(name)}`, rollout(1000, 2500));
      await look();
      fs.rmSync(live);
      put(`${name}.zst`, zlib.zstdCompressSync(rollout(1000, 2500)));
      await look();
      assert.deepEqual(tally(), [2, 2500]);
    });

    test('it is read again when it changes', async () => {
      put(`${name}.zst`, zlib.zstdCompressSync(rollout(1000)));
      await look();
      put(`${name}.zst`, zlib.zstdCompressSync(rollout(1000, 2500)));
      await look();
      assert.deepEqual(tally(), [2, 2500]);
      assert.equal((await look()).filesRead, 0);
    });

    test('it is read to its end where it was written in pieces', async () => {
      const text = rollout(1000, 2500);
      const cut = text.lastIndexOf('\n', text.length - 2) + 1;
      put(`${name}.zst`, Buffer.concat([text.slice(0, cut), text.slice(cut)].map((t) => zlib.zstdCompressSync(t))));
      await look();
      assert.deepEqual([tally(), problems()], [[2, 2500], []]);
    });

    test('what stands before a damage is read', async () => {
      put(`${name}.zst`, Buffer.concat([zlib.zstdCompressSync(rollout(1000)), Buffer.from('damage')]));
      await look();
      assert.deepEqual([tally(), problems()], [[1, 1000], [['corrupt', 1]]]);
    });

    for (const [what, damage] of [
      ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
      ['not compressed', () => Buffer.from(rollout(1000))],
      ['empty', () => Buffer.alloc(0)],
    ] as const) {
      test(`one that is ${what} is passed over, the others are counted`, async () => {
        put(`${name}.zst`, damage(zlib.zstdCompressSync(rollout(1000, 2500))));
        put('.codex/sessions/2025/01/15/rollout-b.jsonl', rollout(7000));
        await look();
        assert.deepEqual(tally(), [1, 7000]);
        assert.deepEqual(problems(), [['corrupt', 1]]);
      });
    }
  });

  suite('a database of theirs', () => {
    const name = '.config/Code/User/globalStorage/github.copilot-chat/agent-traces.db';

    function database(): DatabaseSync {
      const file = `${home.home}/${name}`;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      const db = new DatabaseSync(file);
      db.exec(`CREATE TABLE IF NOT EXISTS spans (
        span_id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, parent_span_id TEXT, name TEXT NOT NULL,
        start_time_ms INTEGER NOT NULL, end_time_ms INTEGER NOT NULL, status_code INTEGER NOT NULL DEFAULT 0,
        status_message TEXT, operation_name TEXT, provider_name TEXT, agent_name TEXT, conversation_id TEXT,
        request_model TEXT, response_model TEXT, input_tokens INTEGER, output_tokens INTEGER, cached_tokens INTEGER,
        reasoning_tokens INTEGER, tool_name TEXT, tool_call_id TEXT, tool_type TEXT, chat_session_id TEXT,
        turn_index INTEGER, ttft_ms REAL);
        CREATE TABLE IF NOT EXISTS span_attributes (
          span_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT, PRIMARY KEY (span_id, key));`);
      return db;
    }

    function addSpan(db: DatabaseSync, id: string, input: number): void {
      db.prepare(
        `INSERT INTO spans (span_id, trace_id, name, start_time_ms, end_time_ms, operation_name, request_model,
         input_tokens, output_tokens, chat_session_id) VALUES (?, 't', 'chat', ?, ?, 'chat', 'gpt-5-mini', ?, 10, 's')`,
      ).run(id, Date.parse(AT), Date.parse(AT) + 1, input);
    }

    test('new rows are counted, also while they are only in its write-ahead log', async () => {
      const db = database();
      db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
      addSpan(db, 'a', 100);
      await look();
      assert.deepEqual(tally(), [1, 100]);
      addSpan(db, 'b', 200);
      await look();
      assert.deepEqual(tally(), [2, 300]);
      db.close();
      await look();
      assert.deepEqual(tally(), [2, 300]);
    });

    test('a number that is too large costs only the row it matters to', async () => {
      const db = database();
      db.exec('ALTER TABLE spans ADD COLUMN start_time_ns INTEGER');
      for (const [i, id] of ['a', 'b', 'c'].entries()) addSpan(db, id, 100 * (i + 1));
      db.exec(`UPDATE spans SET start_time_ns = 1736931600000000005;
        UPDATE spans SET output_tokens = 9223372036854775807 WHERE span_id = 'b'`);
      db.close();
      await look();
      assert.deepEqual([tally(), problems()], [[2, 400], [['implausible-number', 1]]]);
    });

    test('one that is locked is listed as such, and counted later without having changed', async () => {
      const db = database();
      addSpan(db, 'a', 100);
      db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
      const { unreadable } = await look();
      assert.deepEqual(unreadable, [{ path: `${home.home}/${name}`, reason: 'database is locked' }]);
      assert.deepEqual(problems(), [['locked', 1]]);
      await look();
      assert.deepEqual(problems(), [['locked', 1]]);
      db.exec('ROLLBACK');
      db.close();
      await look();
      assert.deepEqual(tally(), [1, 100]);
      assert.deepEqual(problems(), []);
    });

    for (const [what, content] of [
      ['is no database', Buffer.from('x'.repeat(5000))],
      ['is empty', Buffer.alloc(0)],
      ['was cut off', Buffer.from('SQLite format 3\0'.padEnd(4096, '\u0010'), 'latin1')],
    ] as const) {
      test(`one that ${what} is passed over with the reason`, async () => {
        put(name, content);
        put('.codex/sessions/2025/01/15/rollout-b.jsonl', rollout(7000));
        await look();
        assert.deepEqual(problems(), [['corrupt', 1]]);
        assert.deepEqual(tally(), [1, 7000]);
      });
    }

    test('what was counted stays when it is damaged later', async () => {
      const db = database();
      addSpan(db, 'a', 100);
      db.close();
      await look();
      put(name, 'x'.repeat(5000));
      await look();
      assert.deepEqual(tally(), [1, 100]);
      assert.deepEqual(problems(), [['corrupt', 1]]);
    });
  });

  suite('a document', () => {
    const name = '.config/Code/User/workspaceStorage/1f2e/chatSessions/s.json';

    for (const value of ['[]', '{}', '{"a":1}', '1', '[{"a":[0]}]']) {
      test(`of millions of ${value} is passed over with the reason`, async () => {
        put(name, `{"version":3,"sessionId":"s","requests":[${`${value},`.repeat(7_000_000)}0]}`);
        put('.codex/sessions/2025/01/15/rollout-b.jsonl', rollout(7000));
        await look();
        assert.deepEqual(problems(), [['line-too-long', 1]]);
        assert.deepEqual(tally(), [1, 7000]);
      });
    }
  });

  test('a folder in place of a log fails with the reason', () => {
    const { failed, records } = readLog(taskOf(home.projects));
    assert.deepEqual(failed, { code: 'unreadable', count: 1, offset: 0, detail: 'EISDIR' });
    assert.equal(records.numbers.length, 0);
  });

  test('of a part that failed at its end nothing is kept, and nothing is to follow it', () => {
    const task = taskOf(put('.codex/sessions/2025/01/15/rollout-a.jsonl', rollout(1000, 2000)), { source: 'codex' });
    assert.equal(readLog(task, 1).more, true);
    const { fstatSync } = fs;
    try {
      fs.fstatSync = () => {
        throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      };
      const { failed, more } = readLog(task, 1);
      assert.deepEqual([failed?.detail, more], ['EIO', false]);
    } finally {
      fs.fstatSync = fstatSync;
    }
  });

  test('a log that is no more fails with the reason', () => {
    assert.equal(readLog(taskOf(`${home.home}/none.jsonl`)).failed?.detail, 'ENOENT');
  });
});

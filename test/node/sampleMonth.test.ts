import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { PLANTED } from '../../src/core/sample/planted';
import { sampleMonth } from '../../src/core/sample/sampleMonth';
import { writeSampleMonth } from '../../src/node/sampleMonth';

const OPTIONS = { seed: 1, endDay: '2026-10-30', utcOffsetMinutes: 0 };
const TORN = /^\{"parentUuid":null,"isSidechain":false,"type":"assistant","message":\{"id":"msg_01$/;

suite('sample month', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-sample-'));
  let files: Map<string, string>;
  let wasteful: Row[];
  let healthy: Row[];

  suiteSetup(async () => {
    await writeSampleMonth(path.join(folder, 'month'), OPTIONS);
    files = read('month');
    wasteful = claudeRows(files);
    await writeSampleMonth(path.join(folder, 'healthy'), { ...OPTIONS, healthy: true });
    healthy = claudeRows(read('healthy'));
  });
  suiteTeardown(() => fs.rmSync(folder, { recursive: true }));

  /** Path below the home directory → text. */
  function read(home: string): Map<string, string> {
    const root = path.join(folder, home);
    const names = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
    const found = names.filter((name) => fs.statSync(path.join(root, name)).isFile());
    return new Map(
      found.map((name) => {
        const bytes = fs.readFileSync(path.join(root, name));
        return [
          name.replaceAll('\\', '/'),
          (name.endsWith('.zst') ? zlib.zstdDecompressSync(bytes) : bytes).toString(),
        ];
      }),
    );
  }

  test('the same seed gives the same bytes, another one does not', () => {
    const text = (seed: number) => JSON.stringify(sampleMonth({ ...OPTIONS, seed }));
    assert.equal(text(1), text(1));
    assert.notEqual(text(2), text(1));
    const written = [...files.values()].join('');
    const meant = new Map(sampleMonth(OPTIONS).files.map((file) => [file.path, file.content]));
    assert.equal(written, [...files.keys()].map((name) => meant.get(name)).join(''));
  });

  test('it is small', () => {
    const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    assert.ok(bytes > 500_000 && bytes < 5_000_000, `${bytes} bytes`);
  });

  test('every line is JSON but the one that a crash cut off', () => {
    let torn = 0;
    for (const [name, text] of files) {
      for (const line of text.split('\n')) {
        if (TORN.test(line)) torn++;
        else if (line) assert.doesNotThrow(() => JSON.parse(line), `${name}: ${line.slice(0, 100)}`);
      }
    }
    assert.equal(torn, 1);
  });

  const PLACES: [what: string, pattern: RegExp, atLeast: number][] = [
    ['Claude Code sessions', /^\.claude\/projects\/-home-dev-[a-z-]+\/[0-9a-f-]{36}\.jsonl$/, 60],
    ['Claude Code sub-agents', /^\.claude\/projects\/[^/]+\/[0-9a-f-]{36}\/subagents\/agent-\w+\.jsonl$/, 15],
    ['Codex threads', /^\.codex\/sessions\/2026\/\d\d\/\d\d\/rollout-2026-\d\d-\d\dT[\d-]{8}-[0-9a-f-]{36}\.jsonl$/, 8],
    ['an archived Codex thread', /^\.codex\/archived_sessions\/rollout-[^/]+\.jsonl$/, 1],
    ['a compressed Codex thread', /^\.codex\/sessions\/.*\.jsonl\.zst$/, 1],
    [
      'Copilot sessions',
      /^\.config\/Code\/User\/workspaceStorage\/[0-9a-f]{32}\/chatSessions\/[0-9a-f-]{36}\.jsonl$/,
      8,
    ],
    ['their workspaces', /^\.config\/Code\/User\/workspaceStorage\/[0-9a-f]{32}\/workspace\.json$/, 3],
    ['a session without a folder', /^\.config\/Code\/User\/globalStorage\/emptyWindowChatSessions\/[^/]+\.jsonl$/, 1],
    ['Copilot debug logs', /\/GitHub\.copilot-chat\/debug-logs\/[0-9a-f-]{36}\/main\.jsonl$/, 5],
  ];
  for (const [what, pattern, atLeast] of PLACES) {
    test(`there are ${what}`, () => {
      const count = [...files.keys()].filter((name) => pattern.test(name)).length;
      assert.ok(count >= atLeast, `${count} found`);
    });
  }

  test('days are those of the month that ends on the given day, in the given zone', () => {
    const offset = 9 * 60;
    const { files: far } = sampleMonth({ ...OPTIONS, utcOffsetMinutes: offset });
    const times = far.flatMap(({ content }) => [...content.matchAll(/"timestamp":"(2026-[^"]+)"/g)].map((m) => m[1]));
    const local = times.map((time) => new Date(Date.parse(String(time)) + offset * 60_000).toISOString()).toSorted();
    assert.equal(local[0]?.slice(0, 10), '2026-10-01');
    assert.equal(local.at(-1)?.slice(0, 10), '2026-10-30');
    const hours = new Set(local.map((time) => Number(time.slice(11, 13))));
    assert.ok(Math.min(...hours) >= 9 && Math.max(...hours) <= 19, [...hours].join());
  });

  for (const now of ['2026-10-30T00:10', '2026-10-30T05:30', '2026-10-30T12:00', '2026-10-30T19:45']) {
    test(`at ${now} the last day's sessions are over, and it is the same month`, () => {
      const until = Date.parse(`${now}:00+09:00`);
      const begun = sampleMonth({ ...OPTIONS, utcOffsetMinutes: 540, until });
      const last = Math.max(...begun.files.flatMap(({ content }) => timesIn(content)));
      assert.ok(last <= until && last > until - 4 * 3_600_000, new Date(last).toISOString());
      assert.deepEqual(begun.tallies, sampleMonth({ ...OPTIONS, utcOffsetMinutes: 540 }).tallies);
    });
  }

  test('a last day that is over is as it is without a time', () => {
    const until = Date.parse('2026-10-30T20:00:00Z');
    assert.deepEqual(sampleMonth({ ...OPTIONS, until }), sampleMonth(OPTIONS));
  });

  test('Claude Code: the rows add up to what was meant', () => {
    const calls = claudeCalls(wasteful);
    const sum = (key: keyof Usage) => calls.reduce((total, { message }) => total + message.usage[key], 0);
    const [read, write] = [sum('cache_read_input_tokens'), sum('cache_creation_input_tokens')];
    assert.deepEqual(sampleMonth(OPTIONS).tallies['claude-code'], {
      requests: calls.length,
      inputTokens: sum('input_tokens') + read + write,
      cacheReadInputTokens: read,
      cacheCreationInputTokens: write,
      outputTokens: sum('output_tokens'),
    });
  });

  test('Codex: what the totals of all threads grew by is what was meant', () => {
    const grown = {
      requests: 0,
      inputTokens: 0,
      cacheReadInputTokens: 0,
      cacheCreationInputTokens: 0,
      outputTokens: 0,
    };
    const seen = new Set<string>();
    for (const [name, text] of files) {
      if (!name.startsWith('.codex/')) continue;
      let previous = '';
      for (const line of text.split('\n').filter((l) => l.includes('"token_count"'))) {
        const { last_token_usage: last, total_token_usage: total } = (JSON.parse(line) as CodexLine).payload.info;
        const point = JSON.stringify(total);
        // A thread's own repeats, and in a fork what its origin had reached before.
        if (point === previous || seen.has(point) || last.total_tokens === 0) continue;
        previous = point;
        seen.add(point);
        grown.requests++;
        grown.inputTokens += last.input_tokens;
        grown.cacheReadInputTokens += last.cached_input_tokens;
        grown.outputTokens += last.output_tokens;
      }
    }
    assert.deepEqual(sampleMonth(OPTIONS).tallies.codex, grown);
  });

  test('Codex: one fork, one helper, one repeated count', () => {
    const codex = [...files].filter(([name]) => name.startsWith('.codex/')).map(([, text]) => text);
    assert.equal(codex.filter((text) => text.includes('"forked_from_id"')).length, 1);
    assert.equal(codex.filter((text) => text.includes('"thread_spawn"')).length, 1);
    assert.ok(codex.some((text) => text.includes('"used_percent"')));
  });

  test('Copilot: the debug logs add up to what was meant', () => {
    const logs = [...files].filter(([name]) => name.includes('/debug-logs/')).map(([, text]) => text);
    const calls = logs.flatMap((text) => text.trim().split('\n')).map((line) => (JSON.parse(line) as DebugLine).attrs);
    const { requests, inputTokens, outputTokens } = sampleMonth(OPTIONS).tallies['copilot-chat'];
    assert.deepEqual(
      [requests, inputTokens, outputTokens],
      [calls.length, total(calls.map((c) => c.inputTokens)), total(calls.map((c) => c.outputTokens))],
    );
  });

  test('the oddities of real logs are in it', () => {
    const all = [...files.values()].join('\n');
    const first = wasteful.filter((row) => row.type === 'assistant');
    assert.ok(first.length > 1.2 * claudeCalls(wasteful).length, 'several rows per response');
    assert.ok(first.some((row) => row.message.model === '<synthetic>'));
    assert.ok(first.some((row) => row.message.model === 'orchard-coder-12b'));
    assert.match(all, /"subtype":"compact_boundary"/);
    assert.match(all, /"isCompactSummary":true/);
    const perFile = [...files]
      .filter(([name]) => name.startsWith('.claude/'))
      .map(([, text]) => new Set(text.match(/msg_01\w{22}/g)));
    const shared = perFile.reduce((sum, ids) => sum + ids.size, 0) - new Set(perFile.flatMap((ids) => [...ids])).size;
    assert.ok(shared > 3, 'a resumed session repeats an earlier one');
  });

  test('every planted session is there, each rule on at least two days', () => {
    const day = new Map<string, string>();
    for (const [name, text] of files) {
      const time = /"timestamp":"?([^",]+)/.exec(text)?.[1];
      const id = /([0-9a-f-]{36})\.jsonl$/.exec(name)?.[1];
      if (id && time)
        day.set(id, /^\d+$/.test(time) ? new Date(Number(time)).toISOString().slice(0, 10) : time.slice(0, 10));
    }
    const rules = new Set(PLANTED.map(({ ruleId }) => ruleId));
    assert.ok(rules.size >= 15);
    for (const ruleId of rules) {
      const places = PLANTED.filter((place) => place.ruleId === ruleId);
      const days = new Set(places.map(({ sessionId }) => day.get(sessionId)));
      assert.ok(!days.has(undefined), `${ruleId}: session missing`);
      // The long session alone spans several days.
      assert.ok(days.size >= 3 || places.length === 1, `${ruleId}: ${[...days].join()}`);
    }
  });

  // Rule, what to look at in a row, how many tokens (of 3.6 characters) its threshold asks for, how often.
  const SIZES: [ruleId: string, part: RegExp, tokens: number, times: number][] = [
    ['paste-fold', /"role":"user","content":"(.*?\\n.*?)"}/, 1000, 4],
    ['paste-known', /"role":"user","content":"(I mean this part.*?)"}/, 400, 3],
    ['data-format', /"role":"user","content":"(These rows.*?)"}/, 500, 3],
    ['recurring-block', /(Keep the change small.*?of them\.)/, 25, 7],
    ['whole-file-out', /"name":"Write","input":({.*?})}\]/, 1000, 3],
    ['big-results', /"tool_result","content":"(.*?)","is_error"/, 5000, 3],
    ['noisy-command', /"tool_result","content":"(.*?passing.*?)","is_error"/, 2000, 10],
    ['rereads', /"tool_result","content":"(.*?)","is_error"/, 700, 12],
    ['junk-reads', /"tool_result","content":"(.*?)","is_error"/, 560, 9],
  ];
  for (const [ruleId, part, tokens, times] of SIZES) {
    test(`${ruleId}: ${times} times ${tokens} tokens or more`, () => {
      const ids = PLANTED.filter((place) => place.ruleId === ruleId).map(({ sessionId }) => sessionId);
      const rows = wasteful.filter((row) => ids.includes(row.sessionId)).map((row) => JSON.stringify(row));
      const sizes = rows.map((row) => (part.exec(row)?.[1]?.length ?? 0) / 3.6);
      assert.ok(sizes.filter((size) => size >= tokens).length >= times, sizes.filter(Boolean).map(Math.round).join());
    });
  }

  test('nothing planted is in a healthy month', () => {
    const ids = new Set(healthy.map((row) => row.sessionId));
    assert.ok(ids.size > 20);
    assert.deepEqual(
      PLANTED.filter(({ sessionId }) => ids.has(sessionId)),
      [],
    );
  });

  test('cold returns to a large context: four in the wasteful month, none in a healthy one', () => {
    assert.equal(coldReturns(wasteful), 4);
    assert.equal(coldReturns(healthy), 0);
  });

  test('a switch of model writes the whole context again, three times', () => {
    const switches = (rows: Row[]) =>
      claudeCalls(rows).filter((row) => row.message.model === 'claude-opus-5' && context(row) > 60_000);
    assert.deepEqual(
      switches(wasteful).map((row) => row.message.usage.cache_read_input_tokens),
      [0, 0, 0],
    );
    assert.deepEqual(switches(healthy), []);
  });

  test('the same call fails four times in a row in three sessions, never in a healthy month', () => {
    const failures = (rows: Row[]) => rows.filter((row) => JSON.stringify(row).includes('"is_error":true')).length;
    assert.equal(failures(wasteful), 12);
    assert.equal(failures(healthy), 0);
  });

  test('the dearest model makes more than 60 calls, none in a healthy month', () => {
    const dearest = (rows: Row[]) => claudeCalls(rows).filter((row) => row.message.model === 'claude-opus-5').length;
    assert.ok(dearest(wasteful) > 60);
    assert.equal(dearest(healthy), 0);
  });

  test('Copilot calls go over the long-context threshold six times, never in a healthy month', () => {
    const above = (options: typeof OPTIONS & { healthy?: boolean }) =>
      sampleMonth(options)
        .files.flatMap(({ content }) => [...content.matchAll(/"inputTokens":(\d+)/g)])
        .filter((match) => Number(match[1]) > 272_000).length;
    assert.equal(above(OPTIONS), 6);
    assert.equal(above({ ...OPTIONS, healthy: true }), 0);
  });
});

interface Usage {
  input_tokens: number;
  output_tokens: number;
  cache_read_input_tokens: number;
  cache_creation_input_tokens: number;
}

interface Row {
  type: string;
  sessionId: string;
  timestamp: string;
  requestId: string;
  message: { id: string; model: string; usage: Usage };
}

interface CodexUsage {
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  total_tokens: number;
}

interface CodexLine {
  payload: { info: { last_token_usage: CodexUsage; total_token_usage: CodexUsage } };
}

interface DebugLine {
  attrs: { inputTokens: number; outputTokens: number };
}

/** All times in a log, of whichever assistant. */
function timesIn(content: string): number[] {
  const iso = [...content.matchAll(/"timestamp":"(2026-[^"]+)"/g)].map((match) => Date.parse(match[1]!));
  const numbers = [...content.matchAll(/"(?:timestamp|ts|creationDate)":(\d+)/g)].map((match) => Number(match[1]));
  return [...iso, ...numbers];
}

function claudeRows(files: Map<string, string>): Row[] {
  return [...files]
    .filter(([name]) => name.startsWith('.claude/'))
    .flatMap(([, text]) => text.split('\n'))
    .filter((line) => line && !TORN.test(line))
    .map((line) => JSON.parse(line) as Row);
}

/** One row per call: the one with most output. */
function claudeCalls(rows: Row[]): Row[] {
  const calls = new Map<string, Row>();
  for (const row of rows) {
    if (row.type !== 'assistant' || row.message.model === '<synthetic>') continue;
    const key = `${row.message.id} ${row.requestId}`;
    const known = calls.get(key);
    if (!known || row.message.usage.output_tokens > known.message.usage.output_tokens) calls.set(key, row);
  }
  return [...calls.values()];
}

function context(row: Row): number {
  const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens } = row.message.usage;
  return input_tokens + cache_read_input_tokens + cache_creation_input_tokens;
}

/** Calls that wrote most of more than 100,000 tokens anew, after more than an hour without one. */
function coldReturns(rows: Row[]): number {
  const last = new Map<string, number>();
  let count = 0;
  for (const row of claudeCalls(rows)) {
    const time = Date.parse(row.timestamp);
    const gap = time - (last.get(row.sessionId) ?? time);
    last.set(row.sessionId, time);
    const size = context(row);
    if (gap > 3_600_000 && size > 100_000 && row.message.usage.cache_creation_input_tokens > 0.8 * size) count++;
  }
  return count;
}

function total(numbers: number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0);
}

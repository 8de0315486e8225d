import assert from 'node:assert/strict';
import fc from 'fast-check';
import { claudeCode } from '../../src/core/sources/claudeCode';
import { openLog } from '../../src/core/sources/openLog';
import type { ScannedLog } from '../../src/core/sources/source';
import { BlockColumn } from '../../src/core/usage/blockColumn';
import { callHash } from '../../src/core/usage/callHash';
import { segment } from '../../src/core/prompts/segment';
import { BlockKind } from '../../src/core/usage/blockKind';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { textIn } from '../../src/core/usage/joinedTexts';
import { unpackRecords } from '../../src/core/usage/recordReader';
import { RecordColumn } from '../../src/core/usage/recordColumn';
import { packRecords, type RecordRows } from '../../src/core/usage/recordRows';
import { effortOf } from '../../src/core/usage/effort';
import { textHash } from '../../src/core/usage/textHash';
import { isPlausibleTime, parseTimestamp } from '../../src/core/usage/timestamp';
import { FIXTURE_MODIFIED_AT, READ_AT, dedupe, figures, readBytes, type Reading } from '../support/readFixture';

const PATH = '/logs/s-1.jsonl';
const START = Date.UTC(2026, 7, 1, 9);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const linesOf = (rows: readonly string[]): Uint8Array => encode(rows.map((row) => `${row}\n`).join(''));
const read = (rows: readonly string[], path = PATH): Reading => readBytes(claudeCode, path, linesOf(rows));

interface Call {
  id: number;
  input: number;
  cached: number;
  output: number;
  /** Output that the rows before the last one tell. */
  partial: number;
  rows: number;
  thread: 'main' | 'side';
  hasRequest: boolean;
  tools: boolean;
}
const call = fc.record({
  input: fc.nat(100_000),
  cached: fc.nat(200_000),
  output: fc.integer({ min: 1, max: 9000 }),
  partial: fc.nat(5),
  rows: fc.integer({ min: 1, max: 4 }),
  thread: fc.constantFrom('main' as const, 'main' as const, 'side' as const),
  hasRequest: fc.boolean(),
  tools: fc.boolean(),
});
const calls: fc.Arbitrary<Call[]> = fc
  .array(call, { minLength: 1, maxLength: 8 })
  .map((list) => list.map((one, id) => ({ ...one, id })));

const row = (type: string, seconds: number, more: object): string =>
  JSON.stringify({
    type,
    sessionId: 's-1',
    cwd: '/w/é',
    timestamp: new Date(START + seconds * 1000).toISOString(),
    ...more,
  });

/** A call's rows as Claude Code writes them, and the answers to its tools. */
function rowsOf({ id, input, cached, output, partial, rows, thread, hasRequest, tools }: Call): string[] {
  const side = thread === 'side' ? { isSidechain: true, agentId: 'a1' } : {};
  const request = hasRequest ? { requestId: `req_${id}` } : {};
  const written: string[] = [];
  for (let i = 0; i < rows; i++) {
    const content = tools
      ? [
          {
            type: 'tool_use',
            id: `t${id}.${i}`,
            name: i % 2 ? 'Edit' : 'Bash',
            input: { file_path: `/w/${i}`, command: 'ls' },
          },
        ]
      : [{ type: 'text', text: `says "é" ${i}` }];
    const usage = {
      input_tokens: input,
      cache_read_input_tokens: cached,
      output_tokens: i === rows - 1 ? output : Math.min(partial, output),
    };
    const message = { id: `msg_${id}`, model: 'claude-sonnet-5', content, usage };
    written.push(row('assistant', id * 10 + i, { ...side, ...request, message, uuid: `u${id}.${i}` }));
  }
  for (let i = 0; tools && i < rows; i++) {
    const content = [{ type: 'tool_result', tool_use_id: `t${id}.${i}`, content: 'done', is_error: i === 2 }];
    written.push(
      row('user', id * 10 + 5 + i, {
        ...side,
        message: { content },
        toolUseResult: { structuredPatch: [{ lines: ['+a'] }] },
      }),
    );
  }
  return written;
}
const transcript = (list: readonly Call[]): string[] => list.flatMap(rowsOf);
const sums = (list: readonly Call[]): object => ({
  requests: list.length,
  inputTokens: list.reduce((sum, c) => sum + c.input + c.cached, 0),
  cacheReadInputTokens: list.reduce((sum, c) => sum + c.cached, 0),
  outputTokens: list.reduce((sum, c) => sum + c.output, 0),
  reasoningOutputTokens: 0,
});
function counted(records: readonly UsageRecord[]): object {
  const { problems: _, ...rest } = figures({ records: [...records], problems: [] });
  return rest;
}
/** Of equally full rows either may be pointed at. */
const withoutPlace = (records: readonly UsageRecord[]): object[] =>
  records
    .map((r) => ({ ...r, at: undefined, reportedCostNano: undefined }))
    .sort((a, b) => (a.dedupKey < b.dedupKey ? -1 : 1));

const JUNK = [
  '',
  '   ',
  'null',
  '[]',
  '{}',
  'not json',
  '{"type":"assistant"',
  '{"type":"assistant","message":null}',
  '{"type":"assistant","message":{"id":"msg_0","content":[}',
  '{"type":"assistant","message":{"id":"msg_j","usage":{"input_tokens":-1}}}',
  '{"type":"assistant","message":{"id":"msg_j","usage":{"output_tokens":1e99}}}',
  '{"type":"assistant","message":{"id":"msg_j","model":"<synthetic>","usage":{"input_tokens":0}}}',
  '{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"nobody"}]}}',
  '{"type":"user","message":{"content":"hello"},"toolUseResult":{"usage":{"input_tokens":9},"totalTokens":9}}',
  '{"type":"progress","data":{"message":{"message":{"usage":null}}}}',
  '{"type":"summary","summary":"x"}',
  '{"type":"queue-operation","message":7}',
  '{"__proto__":{"type":"assistant","message":{"usage":{"input_tokens":9}}}}',
];
const junk = fc.oneof(
  fc.constantFrom(...JUNK),
  fc.string().map((text) => text.replaceAll('\n', ' ').replaceAll('usage', '')),
);

suite('claude-code, properties', () => {
  test('counts what the calls used', () => {
    fc.assert(
      fc.property(calls, (list) => {
        assert.deepEqual(counted(read(transcript(list)).records), sums(list));
      }),
      { numRuns: 300 },
    );
  });

  test('reads the same calls and texts however a file grew', () => {
    fc.assert(
      fc.property(calls, fc.array(fc.nat(), { maxLength: 6 }), (list, places) => {
        const bytes = linesOf(transcript(list));
        const whole = readBytes(claudeCode, PATH, bytes);
        const cuts = places.map((place) => place % bytes.length);
        const grown = readBytes(claudeCode, PATH, bytes, cuts);
        assert.deepEqual(withoutPlace(grown.records), withoutPlace(whole.records));
        assert.deepEqual(grown.blocks, whole.blocks);
        assert.deepEqual(grown.problems, whole.problems);
      }),
      { numRuns: 400 },
    );
  });

  test('counts each call once, whatever rows other files repeat and whichever file comes first', () => {
    const copies = fc.array(fc.tuple(fc.nat(), fc.constantFrom('resumed', 'forked', 'aside', 'progress')), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(calls, copies, fc.nat(), (list, repeats, turn) => {
        const rows = transcript(list);
        const other: Record<string, string[]> = {};
        for (const [at, how] of repeats) {
          const source = JSON.parse(rows[at % rows.length]!) as Record<string, unknown>;
          if (source['type'] !== 'assistant') continue;
          const copy =
            how === 'resumed'
              ? source
              : how === 'forked'
                ? { ...source, sessionId: 's-2', uuid: `f${at}` }
                : how === 'aside'
                  ? { ...source, isSidechain: true, agentId: 'aside', requestId: `req_again_${at}` }
                  : {
                      type: 'progress',
                      sessionId: 's-1',
                      timestamp: source['timestamp'],
                      data: { type: 'agent_progress', agentId: 'a1', message: source },
                    };
          (other[how] ??= []).push(JSON.stringify(copy));
        }
        const files = [rows, ...Object.values(other)].map((file, i) => read(file, `/logs/s-${i}.jsonl`).raw);
        const turned = [...files.slice(turn % files.length), ...files.slice(0, turn % files.length)];
        for (const order of [files, turned, turned.toReversed()]) {
          assert.deepEqual(counted(dedupe(order.flat())), sums(list));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('counts the same when any of its rows stand there again', () => {
    fc.assert(
      fc.property(calls, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }), (list, repeats) => {
        const rows = transcript(list);
        const more = [...rows];
        for (const [from, to] of repeats) more.splice(to % (more.length + 1), 0, rows[from % rows.length]!);
        assert.deepEqual(counted(read(more).records), sums(list));
      }),
      { numRuns: 300 },
    );
  });

  test('is not misled by lines of junk in between', () => {
    fc.assert(
      fc.property(calls, fc.array(fc.tuple(fc.nat(), junk), { maxLength: 12 }), (list, extra) => {
        const rows = transcript(list);
        for (const [place, text] of extra) rows.splice(place % (rows.length + 1), 0, text);
        assert.deepEqual(counted(read(rows).records), sums(list));
      }),
      { numRuns: 400 },
    );
  });

  test('reads the same whatever else its rows hold, and however they are spaced', () => {
    const extra = fc.tuple(fc.nat(), fc.string(), fc.jsonValue());
    const spacing = fc.constantFrom('', ' ', '\t', '                ');
    const told = ({ records, blocks }: Reading): unknown => [
      withoutPlace(records),
      blocks.map(({ at, ...block }) => {
        // A tool's input is kept as it stands in the log.
        const spaced = block.kind === BlockKind.ToolCall ? { bytes: 0, hash: 0 } : {};
        return { ...block, ...spaced, file: at.file };
      }),
    ];
    fc.assert(
      fc.property(calls, fc.array(extra, { maxLength: 12 }), spacing, (list, extras, space) => {
        const rows = transcript(list);
        const fuller = rows.map((row) => JSON.parse(row) as Record<string, unknown>);
        for (const [place, key, value] of extras) {
          const at = place % fuller.length;
          const { message, ...rest } = fuller[at]!;
          // Half of them go into the message, before all else that it holds.
          fuller[at] =
            place % 2
              ? { [`x${key}`]: value, ...fuller[at] }
              : { ...rest, [`x${key}`]: [value], message: { [`y${key}`]: value, ...(message as object) } };
        }
        const spaced = fuller.map((row) => JSON.stringify(row, null, space).replaceAll('\n', ' '));
        assert.deepEqual(told(read(spaced)), told(read(rows)));
      }),
      { numRuns: 500 },
    );
  });

  /** One call, whose row says more. */
  const readCall = (more: object, text = 'ok'): Reading => {
    const message = {
      id: 'msg_1',
      model: 'claude-sonnet-5',
      content: [{ type: 'text', text }],
      usage: { input_tokens: 1 },
    };
    return read([row('assistant', 0, { message, ...more })]);
  };

  test('hashes texts as core/usage/textHash does', () => {
    const text = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ minLength: 450, maxLength: 1500 }));
    fc.assert(
      fc.property(text, (some) => {
        const bytes = encode(JSON.stringify(some).slice(1, -1));
        const [block] = readCall({}, some).blocks;
        assert.deepEqual([block?.bytes, block?.hash], [bytes.length, textHash(bytes, 0, bytes.length)]);
      }),
      { numRuns: 400 },
    );
  });

  test('reads times as core/usage/timestamp does', () => {
    const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    const odd = fc
      .tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2), fc.constantFrom('.5', '.250', '', ',75'))
      .chain(([y, mo, d, h, mi, sec, fraction]) =>
        fc.constantFrom('Z', '', '+02:00').map((zone) => `${y}-${mo}-${d}T${h}:${mi}:${sec}${fraction}${zone}`),
      );
    const usual = fc
      .date({ min: new Date('2019-12-30'), max: new Date('2026-09-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const mistyped = fc.tuple(usual, fc.nat(23), fc.constantFrom('-', 'x', ' ', '9', ':')).map(([time, at, by]) => {
      return time.slice(0, at) + by + time.slice(at + 1);
    });
    fc.assert(
      fc.property(fc.oneof(usual, odd, mistyped), (time) => {
        const bytes = encode(time);
        const expected = parseTimestamp(bytes, 0, bytes.length);
        const [record] = readCall({ timestamp: time }).records;
        const isTaken = isPlausibleTime(expected, READ_AT);
        assert.equal(record?.timestamp, isTaken ? expected : FIXTURE_MODIFIED_AT);
      }),
      { numRuns: 1000 },
    );
  });

  test('takes for an effort what core/usage/effort does', () => {
    const word = fc.oneof(
      fc.constantFrom('low', 'HIGH', 'x-high', 'a_1', '', '1a', '-a', 'max!', 'a'.repeat(24), 'a'.repeat(25), 'é'),
      fc.stringMatching(/^[a-zA-Z0-9_-]{0,26}$/),
    );
    fc.assert(
      fc.property(fc.oneof(word, fc.constantFrom(7, null, true, ['low'], {})), (effort) => {
        assert.equal(readCall({ effort }).records[0]?.effort, effortOf(effort));
      }),
      { numRuns: 300 },
    );
  });

  test('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(400), (bytes, cut) => {
        readBytes(claudeCode, PATH, bytes, [Math.min(cut, bytes.length)]);
      }),
      { numRuns: 500 },
    );
  });

  test('reads a transcript with any bytes changed without throwing, and counts nothing negative', () => {
    const change = fc.tuple(fc.nat(), fc.constantFrom(34, 92, 123, 125, 91, 93, 44, 58, 45, 0, 255, 10));
    fc.assert(
      fc.property(calls, fc.array(change, { minLength: 1, maxLength: 6 }), (list, changes) => {
        const bytes = linesOf(transcript(list));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        for (const r of readBytes(claudeCode, PATH, bytes).records) {
          assert.ok([r.inputTokens, r.outputTokens, r.timestamp].every((n) => Number.isSafeInteger(n) && n >= 0));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('reads any JSON in the places of a transcript without throwing, and counts nothing negative', () => {
    const key = fc.constantFrom(
      'type',
      'subtype',
      'uuid',
      'requestId',
      'sessionId',
      'cwd',
      'agentId',
      'timestamp',
      'isSidechain',
      'isMeta',
      'compactMetadata',
      'trigger',
      'costUSD',
      'message',
      'toolUseResult',
      'data',
      'id',
      'model',
      'usage',
      'content',
      'input_tokens',
      'output_tokens',
      'cache_read_input_tokens',
      'cache_creation',
      'iterations',
      'server_tool_use',
      'ephemeral_1h_input_tokens',
      'text',
      'thinking',
      'name',
      'input',
      'tool_use_id',
      'structuredPatch',
      'lines',
      '__proto__',
    );
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('assistant', 'user', 'system', 'progress', 'tool_use', 'tool_result', 'text', 'Edit', 'create'),
        fc.constantFrom(null, true, false, -1, 1e300, 7, '7', ''),
        fc.string(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(key, tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.array(fc.dictionary(key, value, { maxKeys: 8 }), { maxLength: 6 }), (rows) => {
        const { records, blocks } = read(rows.map((one) => JSON.stringify(one)));
        for (const r of records) {
          assert.ok(r.inputTokens >= 0 && r.outputTokens >= 0 && r.cacheCreation1hInputTokens >= 0);
          assert.ok(r.cacheReadInputTokens + r.cacheCreationInputTokens <= r.inputTokens);
        }
        for (const b of blocks) assert.ok(b.bytes >= 0 && b.added >= 0 && b.removed >= 0);
      }),
      { numRuns: 1000 },
    );
  });

  test('a prompt is split as segment splits it, whether that had to be asked or not', () => {
    const first = fc.oneof(
      fc.constantFrom('Then', "don't", 'it,', 'I', 'as', 'a', 'Ünder', 'e.g.', 'x_1', 'Note:', 'PASS', 'OK', 'Jan', ''),
      fc.constantFrom(
        'if',
        'for',
        'from',
        'import',
        'ok',
        'npm',
        'diff',
        'index',
        'File',
        'ERROR',
        'TypeError:',
        'Error',
      ),
      fc.constantFrom('drwxrwxrwx', 'src/a.ts', 'a.ts:3:1', 'a,b,c,d', '|', '*', '-', '$', '7:', 'f(x)', 'goroutine 7'),
      fc.constantFrom(
        'Caused by: an',
        'Jan 12 10:11:12 host',
        "thread 'main' panicked",
        'Traceback (most',
        'at f (a.ts:1:1)',
      ),
      fc.constantFrom(
        'Started GET "/a"',
        'Processing by A#b',
        'Completed 200 OK',
        'test a ... ok',
        'defmodule A do',
        'defp a(b), do: c',
        'created by main.f',
        'exit status 1',
        'Exception in thread',
        'Unhandled exception',
        'Stack trace:',
        'stack backtrace:',
        'Program received signal',
      ),
      fc.constantFrom('async def f', 'class A', 'module B', "require 'a'", 'except A:', 'end', 'done', '@a', '    b'),
      fc.constantFrom('describe A do', 'resources :a do', 'A.b do', 'A::B (a', 'a.b.C:', 'x; then', 'Ann@a:~$'),
      fc.constantFrom(
        'select a,',
        'from a b',
        'left join a on b',
        'where a is null',
        'where a in (',
        "where a like 'b",
      ),
      fc.constantFrom(
        'group by a,',
        'order by a desc',
        'limit 7',
        'insert into a(',
        'delete from a where',
        'update a set',
      ),
      fc.constantFrom(
        '~~~^^',
        '#1 a (b) at c',
        'error: a',
        'A_B=c',
        'FROM a',
        '>>> a',
        '  a:',
        '    - b',
        'ann@a: $ ls',
      ),
    );
    const word = fc.oneof(
      fc.constantFrom(
        'fix',
        "it's",
        'the',
        'é',
        'Why?',
        '(maybe)',
        '[x](y)',
        '"q"',
        "'q'",
        '`a`',
        '12',
        '3/4',
        'a:',
        '10%',
      ),
      fc.constantFrom(
        'by:',
        'error',
        '--git',
        'deadbee',
        "'main' panicked",
        '"a.py", line 7',
        '12 10:11:12',
        '10:11',
        '*b*',
      ),
      fc.constantFrom('->', '=', '&&', '{', ';', 'f(x);', '|', '\t', '\\', '\r', ' ', '  ', 'a,b,c,d', ''),
    );
    const end = fc.constantFrom('', '.', ':', ' do', '"', "'", ';', ' {', ')', ' |', ' ', ' and so on '.repeat(14));
    const lines = fc
      .tuple(first, fc.array(word, { maxLength: 3 }), end, fc.constantFrom(1, 8, 9))
      .map(([one, more, last, times]) => `${[one, ...more].join(' ')}${last}\n`.repeat(times));
    const piece = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        'Then fix it. ',
        '\n',
        '\n\n',
        '`a`',
        '```',
        '\n~~~\n',
        '\\n',
        '<b>',
        '</system-reminder>',
        'é\n',
      ),
      fc.constantFrom('<system-reminder>', '\n[Request interrupted by user', 'Base directory for this skill: /s', '\t'),
      fc.constantFrom('# Context from my IDE setup:\n', '# AGENTS.md instructions', '</INSTRUCTIONS>', '# Context'),
      fc.constantFrom('2026-01-01 10:00:00 INFO x\n', '    at f (a.ts:1:1)\n').map((line) => line.repeat(9)),
      fc.integer({ min: 100, max: 900 }).map((length) => 'x'.repeat(length)),
      lines,
    );
    const text = fc.oneof(
      lines,
      fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('')),
    );
    const asWritten = (value: string): Uint8Array => encode(JSON.stringify(value).slice(1, -1));
    fc.assert(
      fc.property(text, (content) => {
        const { blocks } = read([row('user', 0, { message: { role: 'user', content } })]);
        const expected = segment(content).map(({ kind, start, end }, _, { length }) => {
          const part = content.slice(start, end);
          const bytes = length === 1 ? asWritten(content) : encode(part);
          return { kind, bytes: bytes.length, hash: textHash(bytes, 0, bytes.length) };
        });
        assert.deepEqual(
          blocks.map(({ kind, bytes, hash }) => ({ kind, bytes, hash })),
          expected,
        );
      }),
      { numRuns: 2000 },
    );
  });

  function scan(rows: readonly string[]): ScannedLog {
    let scanned: ScannedLog | undefined;
    const file = { path: PATH, root: { path: '/logs', label: '', depth: 1 }, format: { as: 'lines' } } as const;
    const parser = openLog(
      'claude-code',
      { ...file, modifiedAt: FIXTURE_MODIFIED_AT, readAt: READ_AT },
      {
        record: () => assert.fail(),
        block: () => assert.fail(),
        problem: (code) => assert.fail(code),
        scanned: (log) => void (scanned = log),
      },
      undefined,
    );
    for (const line of rows.map(encode)) parser.line!(line, 0, line.length, 0);
    parser.end!();
    return scanned!;
  }

  test('the rows of its records are those that packRecords writes', () => {
    const text = fc.oneof(
      fc.constantFrom('a', 'b', 'C:\\w', 'é', '\u0001'),
      fc.string(),
      fc.string({ unit: 'binary' }),
    );
    const many = fc.array(fc.record({ key: text, requestId: text, cwd: text, version: text, model: text }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(many, (list) => {
        const rows = list.map(({ key, model, ...more }, i) => {
          const message = { id: key && `${key}${i % 3}`, model, usage: { input_tokens: 1 }, content: 'x' };
          // As no program writes it.
          return row('assistant', i, { message, ...more }).replaceAll('\\u0001', '\u0001');
        });
        const log = scan(rows);
        const expected = packRecords(unpackRecords(log, PATH));
        const told = ({ numbers, identities }: RecordRows): unknown[] =>
          Array.from({ length: numbers.length / RecordColumn.Count }, (_, i) => [
            textIn(identities, i),
            numbers[i * RecordColumn.Count + RecordColumn.KeyHash],
            numbers[i * RecordColumn.Count + RecordColumn.Begins],
          ]);
        assert.deepEqual(told(log), told(expected));
      }),
      { numRuns: 500 },
    );
  });

  test('a block points at its call by the hash of the key, whatever the key', () => {
    const id = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constant('msg_01é'),
    );
    fc.assert(
      fc.property(id, (key) => {
        const message = {
          id: key,
          model: 'claude-x',
          usage: { input_tokens: 1 },
          content: [{ type: 'text', text: 'a' }],
        };
        const { chunks } = scan([row('assistant', 0, { message })]);
        assert.equal(new Uint32Array(chunks[0]!.rows.buffer)[BlockColumn.CallHash], callHash(key));
      }),
      { numRuns: 500 },
    );
  });
});

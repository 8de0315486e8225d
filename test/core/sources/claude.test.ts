import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { claudeCode } from '../../../src/core/sources/claudeCode';
import type { Environment, LogRoot } from '../../../src/core/sources/source';
import { BlockKind } from '../../../src/core/usage/blockKind';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import { environment } from '../../support/environment';
import {
  FIXTURE_MODIFIED_AT,
  figures,
  fixtureFile,
  readBytes,
  readFixture,
  type Reading,
} from '../../support/readFixture';

const read = (name: string): Reading => readFixture(`test/fixtures/claude-code/${name}`);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const readRows = (...rows: (object | string)[]): Reading =>
  readBytes(
    claudeCode,
    '/logs/s-1.jsonl',
    encode(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')),
  );
const START = Date.UTC(2026, 7, 1, 9);
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const assistant = (id: string, content: unknown[], output = 1, more: object = {}): object => ({
  type: 'assistant',
  sessionId: 's-1',
  cwd: '/w/app',
  requestId: `req_${id}`,
  timestamp: at(0),
  message: { id: `msg_${id}`, model: 'claude-sonnet-5', content, usage: { input_tokens: 10, output_tokens: output } },
  ...more,
});
const user = (content: unknown, more: object = {}): object => ({
  type: 'user',
  sessionId: 's-1',
  cwd: '/w/app',
  message: { role: 'user', content },
  timestamp: at(0),
  ...more,
});
const toolUse = (id: string, name: string, input: unknown): object => ({ type: 'tool_use', id, name, input });
const toolResult = (id: string, content: unknown, isError = false): object[] => [
  { type: 'tool_result', tool_use_id: id, content, is_error: isError },
];

/** Some values of every call, in the order of time. */
function each<K extends keyof UsageRecord>(name: string, ...keys: K[]): UsageRecord[K][][] {
  const records = read(name).records.sort((a, b) => a.timestamp - b.timestamp);
  return records.map((record) => keys.map((key) => record[key]));
}

suite('claude-code, calls', () => {
  test('are described by what the log says', () => {
    const [call] = read('one-response-many-rows').records;
    const { at: place, ...rest } = call!;
    assert.deepEqual(rest, {
      source: 'claude-code',
      providerName: 'anthropic',
      requestModel: 'claude-sonnet-5',
      responseModel: '',
      responseId: 'msg_A',
      conversationId: 's-1',
      operationName: 'chat',
      agentName: '',
      timestamp: START,
      workspace: '/w/app',
      inputTokens: 20912,
      cacheReadInputTokens: 20000,
      cacheCreationInputTokens: 900,
      cacheCreation1hInputTokens: 500,
      outputTokens: 161,
      reasoningOutputTokens: 0,
      serviceTier: '',
      speed: '',
      effort: '',
      clientVersion: '2.1.230',
      toolCalls: 1,
      webSearchRequests: 0,
      basis: 'recorded',
      dedupKey: 'msg_A',
      variant: 'req_A',
      replayed: false,
      inFork: false,
      summed: false,
      originalKey: undefined,
      originalConversation: undefined,
      storeRank: 0,
      reportedCostNano: undefined,
      estimateError: undefined,
      seen: 3,
    } satisfies Omit<UsageRecord, 'at'>);
    const bytes = readFileSync(place.file);
    assert.match(bytes.subarray(place.offset).toString(), /^\{.*"output_tokens":161/);
  });

  test('stay at the time of their first row', () => {
    assert.deepEqual(each('final-row-not-last', 'timestamp', 'outputTokens'), [[START, 150]]);
  });

  test('take a request id from the row that has one', () => {
    assert.deepEqual(each('missing-request-id', 'variant', 'outputTokens'), [
      ['', 40],
      ['req_B', 60],
    ]);
  });

  test('are the main thread’s where a side thread replays it', () => {
    assert.deepEqual(each('aside-replay', 'agentName', 'cacheReadInputTokens', 'cacheCreationInputTokens', 'variant'), [
      ['', 20000, 900, 'req_A'],
      ['aside_question-1f', 0, 0, 'req_N'],
    ]);
  });

  test('name the sub-agent that made them', () => {
    assert.deepEqual(each('sub-agents', 'agentName', 'conversationId', 'replayed'), [
      ['', 's-1', false],
      ['a1', 's-1', true],
      ['a1', 's-1', true],
    ]);
    assert.deepEqual(each('sub-agents-inline', 'agentName', 'outputTokens'), [
      ['', 10],
      ['sub-agent', 8],
    ]);
  });

  test('told in progress rows are the sub-agent’s, at their own time', () => {
    assert.deepEqual(each('agent-progress-copy', 'agentName', 'outputTokens', 'timestamp'), [
      ['', 10, START],
      ['a1', 90, START + 2000],
      ['a2', 15, START + 4000],
    ]);
  });

  test('of an advisor are calls of their own', () => {
    assert.deepEqual(each('advisor', 'operationName', 'requestModel', 'inputTokens', 'outputTokens'), [
      ['chat', 'claude-sonnet-5', 105, 40],
      ['advisor', 'claude-opus-5', 7000, 300],
    ]);
  });

  test('of a model that declined count what it had written, and only then', () => {
    assert.deepEqual(each('declined', 'operationName', 'requestModel', 'inputTokens', 'outputTokens', 'dedupKey'), [
      ['chat', 'claude-opus-5', 702, 136, 'msg_A'],
      ['attempt', 'claude-fable-5', 706, 57, 'msg_A:attempt:0'],
      ['chat', 'claude-opus-5', 702, 136, 'msg_B'],
      ['advisor', 'claude-opus-5-5', 800, 30, 'msg_C:advisor:0'],
      ['chat', 'claude-opus-5', 702, 136, 'msg_C'],
    ]);
  });

  test('tell cache writes by how long they last, and never add parts to their sum', () => {
    assert.deepEqual(each('cache-writes', 'cacheCreationInputTokens', 'cacheCreation1hInputTokens'), [
      [900, 500],
      [900, 0],
      [900, 500],
      [300, 0],
      [1000, 500],
    ]);
  });

  test('tell tiers and speed where they are not standard', () => {
    assert.deepEqual(each('tiers-and-speed', 'serviceTier', 'speed'), [
      ['', 'fast'],
      ['priority', ''],
      ['', ''],
      ['batch', ''],
      ['', ''],
    ]);
  });

  const iterations = (...inputs: [type: string, input: number][]): object[] =>
    inputs.map(([type, input]) => ({ type, input_tokens: input, output_tokens: 1, model: 'claude-opus-5' }));
  const samplings: [what: string, usage: object, summed: boolean][] = [
    ['one request', { input_tokens: 50 }, false],
    ['told once more', { input_tokens: 50, iterations: iterations(['message', 50]) }, false],
    ['two, and their sum', { input_tokens: 110, iterations: iterations(['message', 50], ['message', 60]) }, true],
    [
      'before and after advice',
      { iterations: iterations(['message', 50], ['advisor_message', 55], ['message', 60]), input_tokens: 110 },
      true,
    ],
    ['each as large as all', { input_tokens: 50, iterations: iterations(['message', 50], ['message', 50]) }, false],
    [
      'one that declined',
      { input_tokens: 60, iterations: iterations(['message', 50], ['fallback_message', 60]) },
      false,
    ],
  ];
  for (const [what, usage, summed] of samplings) {
    test(`tell whether they are several requests: ${what}`, () => {
      const first = { id: 'msg_A', model: 'claude-sonnet-5', content: [], usage: { input_tokens: 50 } };
      const last = { ...first, usage: { output_tokens: 9, ...usage } };
      for (const messages of [[last], [first, last], [last, first]]) {
        const rows = messages.map((message) => assistant('A', [], 1, { message }));
        const call = readRows(...rows).records.find((record) => record.operationName === 'chat');
        assert.deepEqual([call?.summed, call?.outputTokens], [summed, 9]);
      }
    });
  }

  const places: [usage: object, serviceTier: string][] = [
    [{ inference_geo: 'us' }, 'us-only'],
    [{ inference_geo: 'us', service_tier: 'standard' }, 'us-only'],
    [{ inference_geo: 'us', service_tier: 'batch' }, 'batch us-only'],
    [{ service_tier: 'batch', inference_geo: 'us' }, 'batch us-only'],
    [{ service_tier: 'a "tier"', inference_geo: 'us' }, 'a "tier" us-only'],
    [{ inference_geo: 'global' }, ''],
    [{ inference_geo: 'not_available', service_tier: 'batch' }, 'batch'],
    [{ inference_geo: null }, ''],
    [{ inference_geo: ['us'] }, ''],
  ];
  for (const [usage, serviceTier] of places) {
    test(`tell where they had to run: ${JSON.stringify(usage)}`, () => {
      const message = { id: 'msg_A', model: 'claude-sonnet-5', content: [], usage: { input_tokens: 1, ...usage } };
      const { records } = readRows(assistant('A', [], 1, { message }), assistant('A', [], 1, { message }));
      assert.deepEqual(
        records.map((record) => record.serviceTier),
        [serviceTier],
      );
    });
  }

  test('tell the effort that newer versions log on each row', () => {
    assert.deepEqual(each('effort', 'responseId', 'effort'), [
      ['msg_A', ''],
      ['msg_B', 'high'],
      ['msg_C', 'xhigh'],
      ['msg_D', ''],
      ['msg_E', ''],
      ['msg_F', 'low'],
    ]);
  });

  const notEfforts: [string, unknown][] = [
    ['a very long text', 'high'.repeat(2500)],
    ['a sentence', 'as high as it goes'],
    ['nothing', ''],
    ['a key of objects', '__proto__'],
    ['a list', ['high']],
    ['yes', true],
  ];
  for (const [what, effort] of notEfforts) {
    test(`know no effort where it is ${what}, and are counted`, () => {
      const { records, problems } = readRows(assistant('A', [], 5, { effort }));
      assert.deepEqual([records.map((r) => [r.effort, r.outputTokens]), problems], [[['', 5]], []]);
    });
  }

  test('take the effort from whichever row has it', () => {
    const rows = [assistant('A', [{ type: 'text', text: 'a' }], 9), assistant('A', [], 9, { effort: 'max' })];
    for (const order of [rows, rows.toReversed()]) {
      assert.deepEqual(
        readRows(...order).records.map((r) => [r.effort, r.seen]),
        [['max', 2]],
      );
    }
  });

  const versions: [what: string, version: unknown, expected: string][] = [
    ['as it is', '2.1.231-beta', '2.1.231-beta'],
    ['of 40 characters', '1'.repeat(40), '1'.repeat(40)],
    ['none of 41', '1'.repeat(41), ''],
    ['none that is a number', 2.1, ''],
    ['none that is nothing', '', ''],
    ['with what was escaped in it', '2"1', '2"1'],
  ];
  for (const [what, version, expected] of versions) {
    test(`tell the client's version: ${what}`, () => {
      const { records, problems } = readRows(assistant('A', [], 5, { version }));
      assert.deepEqual([records.map((r) => [r.clientVersion, r.outputTokens]), problems], [[[expected, 5]], []]);
    });
  }

  test("take the client's version from whichever row has it", () => {
    const rows = [assistant('A', [{ type: 'text', text: 'a' }], 9), assistant('A', [], 9, { version: '2.1.0' })];
    for (const order of [rows, rows.toReversed()]) {
      assert.deepEqual(
        readRows(...order).records.map((r) => [r.clientVersion, r.seen]),
        [['2.1.0', 2]],
      );
    }
  });

  test('of a sub-agent told in a progress row have its effort', () => {
    const message = assistant('S', [], 7, { effort: 'low' });
    const row = { type: 'progress', sessionId: 's-1', timestamp: at(1), data: { type: 'agent_progress', message } };
    assert.deepEqual(
      readRows(row).records.map((r) => [r.effort, r.outputTokens]),
      [['low', 7]],
    );
  });

  test('of an advisor have not the effort of who asked', () => {
    const advice = { type: 'advisor_message', model: 'claude-opus-5', input_tokens: 7, output_tokens: 3 };
    const usage = { input_tokens: 10, output_tokens: 1, iterations: [advice] };
    const message = { id: 'msg_A', model: 'claude-sonnet-5', content: [], usage };
    assert.deepEqual(
      readRows(assistant('A', [], 1, { effort: 'high', message })).records.map((r) => [r.operationName, r.effort]),
      [
        ['advisor', ''],
        ['chat', 'high'],
      ],
    );
  });

  test('count searches made by the provider', () => {
    assert.deepEqual(each('web-search', 'webSearchRequests', 'toolCalls'), [[2, 1]]);
  });

  test('keep the cost that old versions recorded', () => {
    assert.deepEqual(each('recorded-cost', 'reportedCostNano'), [[12_300_000], [undefined], [undefined], [undefined]]);
  });

  test('without a message id are known by their row’s id, else by the whole row', () => {
    const keys = read('without-message-id').records.map((r) => r.dedupKey.replace(/\d+:\d+$/, '#'));
    assert.equal(keys.filter((key) => key === 'claude-code:line:#').length, 2);
    assert.equal(new Set(keys.filter((key) => key.startsWith('claude-code:uuid:u'))).size, 2);
  });

  test('are of the project that they were made in, whatever its log’s folder is called', () => {
    assert.deepEqual(each('project-folder-renamed', 'workspace'), [['/w/api'], ['/w/api/src'], ['/w/api/src']]);
  });

  test('of other makers’ models name no provider', () => {
    assert.deepEqual(each('third-party-model', 'requestModel', 'providerName'), [
      ['glm-5.2', ''],
      ['us.anthropic.claude-sonnet-5-v1:0', ''],
    ]);
  });

  test('with an implausible time stand at the file’s, without any at the row’s before', () => {
    assert.deepEqual(
      read('implausible-times').records.map((r) => r.timestamp),
      [START, FIXTURE_MODIFIED_AT, FIXTURE_MODIFIED_AT, START, START, START, START, START + 7000, FIXTURE_MODIFIED_AT],
    );
  });

  test('spelled with escapes are the same', () => {
    assert.deepEqual(each('escaped-texts', 'workspace', 'requestModel', 'responseId'), [
      ['C:\\w\\café 😀', 'claude-sonnet-5', 'msg_A'],
    ]);
  });

  test('take the last of two values of a key', () => {
    assert.deepEqual(
      each('keys-twice', 'toolCalls', 'inputTokens', 'cacheCreation1hInputTokens', 'webSearchRequests'),
      [
        [1, 10, 0, 0],
        [0, 7000, 0, 0],
        [0, 5, 0, 0],
        [0, 10, 0, 0],
      ],
    );
  });

  test('of a folder that cannot be decoded still count', () => {
    assert.deepEqual(each('bytes-that-are-no-text', 'workspace'), [['/w/caf\ufffd'], ['/w/app']]);
  });

  test('leave prototypes alone', () => {
    read('prototype-keys');
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  test('count the tools of all their rows, also when these are read one by one', () => {
    const rows = [1, 2, 3].map((n) => assistant('A', [toolUse(`t${n}`, 'Read', { file_path: `/w/${n}` })], n));
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
    const bytes = encode(lines.join(''));
    const cuts = [lines[0]!.length, lines[0]!.length + lines[1]!.length];
    for (const sizes of [[], cuts.slice(0, 1), cuts]) {
      const { records } = readBytes(claudeCode, '/logs/s-1.jsonl', bytes, sizes);
      assert.deepEqual(
        records.map((r) => [r.toolCalls, r.outputTokens, r.seen]),
        [[3, 3, 3]],
      );
    }
  });
});

suite('claude-code, hostile rows', () => {
  const call = assistant('Z', []);
  const isLeft = (reading: Reading, calls = 1): void => assert.equal(reading.records.length, calls);

  for (const [where, row] of [
    ['a row', (deep: string) => `{"x":${deep}}`],
    ['a message', (deep: string) => `{"type":"assistant","message":${deep}}`],
    ['content', (deep: string) => `{"type":"user","message":{"content":[${deep}]}}`],
    ['a usage', (deep: string) => `{"type":"assistant","message":{"usage":${deep}}}`],
    ['iterations', (deep: string) => `{"type":"assistant","message":{"id":"y","usage":{"iterations":[${deep}]}}}`],
    ['progress', (deep: string) => `{"type":"progress","data":${deep}}`],
    ['a result', (deep: string) => `{"type":"user","toolUseResult":${deep}}`],
    ['an attachment', (deep: string) => `{"type":"attachment","attachment":{"type":"file","content":${deep}}}`],
    ['what was shown', (deep: string) => `{"type":"attachment","rendered":${deep},"attachment":{"type":"x"}}`],
  ] as const) {
    test(`nested a hundred thousand deep in ${where} are no matter`, () => {
      for (const [open, close, key] of [
        ['[', ']', ''],
        ['{', '}', '"message":'],
        ['{', '}', '"data":'],
        ['{', '}', '"usage":'],
        ['{', '}', '"iterations":'],
      ] as const) {
        const deep = `${(open + key).repeat(100_000)}1${close.repeat(100_000)}`;
        const { records } = readRows(row(deep), call);
        assert.ok(records.some((r) => r.responseId === 'msg_Z'));
      }
    });
  }

  test('without any time have the file’s own, also when it has grown since', () => {
    const rows = [
      '{"type":"summary","summary":"x"}\n',
      `${JSON.stringify(assistant('Z', [], 1, { timestamp: '' }))}\n`,
    ];
    for (const cuts of [[], [rows[0]!.length]]) {
      const { records } = readBytes(claudeCode, '/logs/s-1.jsonl', encode(rows.join('')), cuts);
      assert.deepEqual(
        records.map(({ timestamp }) => timestamp),
        [FIXTURE_MODIFIED_AT],
      );
    }
  });

  test('are of the type that was told last, whatever kind of value that is', () => {
    const twice = JSON.stringify(assistant('Z', [{ type: 'text', text: 'ok' }])).replace(/\}$/, ',"type":7}');
    assert.deepEqual(readRows(twice).blocks, []);
  });

  test('whose ids are escaped in two ways are of one call', () => {
    const row = JSON.stringify(assistant('Z', [{ type: 'tool_use', id: 't', name: 'Bash', input: {} }]));
    const { raw } = readRows(row, row.replaceAll('msg_Z', 'msg\\u005fZ'));
    assert.deepEqual(
      raw.map(({ dedupKey, toolCalls }) => [dedupKey, toolCalls]),
      [['msg_Z', 2]],
    );
  });

  test('whose brackets do not match end', () => {
    isLeft(readRows('{"type":"user","message":{"content":[}', '{"message":{"usage":{"iterations":[:}}}}', call));
  });

  test('of several megabytes are read like others', () => {
    const text = 'a line of words\\n'.repeat(200_000);
    const { records, blocks } = readRows(
      `{"type":"user","sessionId":"s-1","message":{"content":"${text}"},"timestamp":"${at(0)}"}`,
      assistant('A', [{ type: 'text', text: 'x'.repeat(3_000_000) }]),
    );
    assert.deepEqual(
      blocks.map((b) => [b.kind, b.bytes]),
      [
        [BlockKind.Typed, text.length],
        [BlockKind.AssistantText, 3_000_000],
      ],
    );
    isLeft({ ...readRows(call), records });
  });

  test('of very many parts make few blocks that hold all of it', () => {
    const message = '```\ncode\n```\nwords\n'.repeat(50_000);
    const { blocks } = readRows(user(message));
    assert.equal(blocks.length, 50);
    assert.equal(
      blocks.reduce((sum, block) => sum + block.bytes, 0),
      message.length,
    );
  });

  test('of very many elements make no more blocks than a message has', () => {
    const { blocks } = readRows(user(Array.from({ length: 30_000 }, () => ({ type: 'image', source: 'x' }))));
    assert.equal(blocks.length, 10_000);
  });

  test('that never answer their tools let the newest be known', () => {
    const rows = Array.from({ length: 500 }, (_, i) =>
      assistant(`${i}`, [toolUse(`t${i}`, 'Bash', { command: 'ls' })]),
    );
    const { blocks } = readRows(...rows, user(toolResult('t499', 'a')), user(toolResult('t0', 'a')));
    assert.deepEqual(
      blocks.filter((b) => b.kind === BlockKind.ToolResult).map((b) => b.name),
      ['Bash', ''],
    );
  });
});

suite('claude-code, attachments', () => {
  const attached = (attachment: object, more: object = {}): object => ({
    type: 'attachment',
    sessionId: 's-1',
    cwd: '/w/app',
    timestamp: at(0),
    uuid: 'u-1',
    attachment,
    ...more,
  });
  const rendered = (...texts: string[]): object => ({ rendered: texts.map((content) => ({ content })) });
  const queued = (prompt: unknown, more: object = {}): object =>
    attached({ type: 'queued_command', prompt, commandMode: 'prompt', ...more });
  const file = { filePath: '/w/app/a.ts', content: 'let a;\n', numLines: 1 };

  const table: [
    what: string,
    row: object,
    blocks: [kind: keyof typeof BlockKind, name: string, ...more: unknown[]][],
  ][] = [
    ['a prompt sent while the agent worked', queued('also the tests'), [['Typed', '', '', 14]]],
    ['… with its origin', queued('ok', { origin: { kind: 'human' } }), [['Typed', '', '', 2]]],
    [
      '… with an image',
      queued([
        { type: 'text', text: 'see' },
        { type: 'image', source: {} },
      ]),
      [
        ['Typed', '', '', 3],
        ['Image', '', '', 2],
      ],
    ],
    ['… that is shown to the model in a frame', queued('ok', {}), [['Typed', '', '', 2]]],
    [
      'a background task that ended',
      queued('<task-notification>x</task-notification>', { commandMode: 'task-notification' }),
      [['Injected', 'queued_command', '', 40]],
    ],
    ['another agent’s word', queued('done', { origin: { kind: 'peer' } }), [['Injected', 'queued_command', '', 4]]],
    ['what the program queued itself', queued('go on', { isMeta: true }), [['Injected', 'queued_command', '', 5]]],
    [
      'skills',
      attached({ type: 'skill_listing', content: '- a: b', skillCount: 1, isInitial: true, names: ['a'] }),
      [['Instructions', 'skill_listing', '', 6]],
    ],
    [
      'tools held back',
      attached({ type: 'deferred_tools_delta', addedNames: ['X'], addedLines: ['X', 'Y'], removedNames: [] }),
      [['Instructions', 'deferred_tools_delta', '', 9]],
    ],
    [
      'agents',
      attached({ type: 'agent_listing_delta', addedTypes: ['x'], addedLines: ['- x: y'] }),
      [['Instructions', 'agent_listing_delta', '', 10]],
    ],
    [
      'what a server wants known',
      attached({ type: 'mcp_instructions_delta', addedNames: ['x'], addedBlocks: ['# x'] }),
      [['Instructions', 'mcp_instructions_delta', '', 7]],
    ],
    ['nothing that was added', attached({ type: 'mcp_instructions_delta', addedNames: [], addedBlocks: [] }), []],
    [
      'instruction files',
      attached({
        type: 'instructions',
        files: [
          { path: '/w/CLAUDE.md', content: 'abc' },
          { path: '/h/CLAUDE.md', content: 'de' },
        ],
      }),
      [
        ['Instructions', 'instructions', '/w/CLAUDE.md', 3],
        ['Instructions', 'instructions', '/h/CLAUDE.md', 2],
      ],
    ],
    [
      'a folder’s instruction file',
      attached({
        type: 'nested_memory',
        path: '/w/x/CLAUDE.md',
        content: { path: '/w/x/CLAUDE.md', type: 'Project', content: 'abcd' },
      }),
      [['Instructions', 'nested_memory', '/w/x/CLAUDE.md', 4]],
    ],
    [
      'a file',
      attached({ type: 'file', filename: '/w/app/a.ts', content: { type: 'text', file } }),
      [['Injected', 'file', '/w/app/a.ts', 8]],
    ],
    [
      'a file as the model saw it',
      attached({ type: 'file', filename: '/w/app/a.ts', content: { type: 'text', file } }, rendered('1→let a;')),
      [['Injected', 'file', '/w/app/a.ts', 10]],
    ],
    [
      'an image',
      attached({
        type: 'file',
        filename: '/w/a.png',
        content: { type: 'image', file: { base64: 'AAAA', type: 'image/png' } },
      }),
      [['Image', '', '', 4]],
    ],
    [
      'a file that was changed',
      attached({ type: 'edited_text_file', filename: '/w/a.ts', snippet: 'x' }),
      [['Injected', 'edited_text_file', '/w/a.ts', 1]],
    ],
    [
      'a selection',
      attached({ type: 'selected_lines_in_ide', filename: '/w/a.ts', content: 'x = 1' }),
      [['Injected', 'selected_lines_in_ide', '/w/a.ts', 5]],
    ],
    [
      'what a hook adds',
      attached({ type: 'hook_additional_context', content: ['ab', 'c'] }),
      [['Injected', 'hook_additional_context', '', 10]],
    ],
    [
      'what a hook says at the start',
      attached({ type: 'hook_success', hookEvent: 'SessionStart', content: 'abc', stdout: 'abc' }),
      [['Injected', 'hook_success', '', 3]],
    ],
    [
      'what a hook says of a tool, which only the user sees',
      attached({ type: 'hook_success', hookEvent: 'PostToolUse', content: 'abc', stdout: 'abc' }),
      [],
    ],
    [
      'a note of the program to itself',
      attached({ type: 'command_permissions', allowedTools: ['Bash'], content: 'x' }),
      [],
    ],
    [
      'a reminder, if the log has what was said',
      attached({ type: 'task_reminder', content: [{ id: 1 }], itemCount: 1 }, rendered('Tasks: 1')),
      [['Injected', 'task_reminder', '', 8]],
    ],
    [
      'a kind nobody knows, too',
      attached({ type: 'new_kind', content: 'x' }, rendered('abc', 'd')),
      [
        ['Injected', 'new_kind', '', 3],
        ['Injected', 'new_kind', '', 1],
      ],
    ],
    [
      'what was shown as nothing',
      attached({ type: 'skill_listing', content: 'abc' }, { rendered: [] }),
      [['Instructions', 'skill_listing', '', 3]],
    ],
    [
      'in a helper',
      attached({ type: 'queued_command', prompt: 'go' }, { isSidechain: true, agentId: 'a1' }),
      [['Injected', 'agent-prompt', '', 2]],
    ],
    ['in another row', { ...attached({ type: 'skill_listing', content: 'abc' }), type: 'system' }, []],
  ];

  for (const [what, row, blocks] of table) {
    test(what, () => {
      assert.deepEqual(
        readRows(row).blocks.map((b) => [BlockKind[b.kind], b.name, b.target, b.bytes]),
        blocks.map(([kind, name, target = '', bytes]) => [kind, name, target, bytes]),
      );
    });
  }

  test('may have their fields in any order', () => {
    const line = `{"rendered":[{"content":"1→x"}],"attachment":{"content":{"file":{"content":"x","filePath":"/a"}},"type":"file"},"timestamp":"${at(0)}","sessionId":"s-1","type":"attachment"}`;
    assert.deepEqual(
      readRows(line).blocks.map((b) => [b.name, b.bytes]),
      [['file', 5]],
    );
  });

  test('of wrong kinds are none', () => {
    const wrong = [7, null, [], 'x', {}, { type: 7 }, { type: 'file', content: 7 }, { type: 'queued_command' }];
    const prompts = [
      { type: 'queued_command', prompt: null },
      { type: 'queued_command', prompt: '', origin: 7 },
    ];
    const lists = [
      { type: 'skill_listing', content: [[[[[[['deep']]]]]]] },
      { type: 'instructions', files: [7, null] },
    ];
    const { blocks, problems } = readRows(...[...wrong, ...prompts, ...lists].map((each) => attached(each as object)));
    assert.deepEqual([blocks.filter(({ bytes }) => bytes > 0).length, problems.length], [0, 0]);
  });

  test('are no calls, whatever they hold', () => {
    const usage = { input_tokens: 5, output_tokens: 5 };
    const row = attached({ type: 'file', content: 'x', message: { id: 'msg_X', model: 'm', usage } }, { usage });
    assert.equal(readRows(row, assistant('Z', [])).records.length, 1);
  });
});

suite('claude-code, text', () => {
  const { blocks } = read('text');
  const BYTES_OF_RESULT = '[{"type":"text","text":"Found"}]'.length;

  const table: [kind: keyof typeof BlockKind, name: string, target: string, bytes: number][] = [
    ['Typed', '', '', 11],
    ['Typed', '', '', 10],
    ['Pasted', '', '', 33],
    ['Injected', 'meta', '', 10],
    ['Injected', 'compact-summary', '', 14],
    ['Injected', '', '', 93],
    ['Typed', '', '', 10],
    ['Injected', '', '', 15],
    ['Typed', '', '', 3],
    ['Image', '', '', 56],
    ['Thinking', '', '', 2],
    ['AssistantText', '', '', 11],
    ['ToolCall', 'Bash', 'rg', 64],
    ['ToolCall', 'Read', '/w/app/a.ts', 27],
    ['ToolResult', 'Bash', 'rg', 10],
    ['ToolResult', 'Read', '/w/app/a.ts', 14],
    ['ToolCall', 'Edit', '/w/app/a.ts', 61],
    ['ToolResult', 'Edit', '/w/app/a.ts', 4],
    ['Edit', 'Edit', '/w/app/a.ts', 0],
    ['ToolCall', 'Write', '/w/app/n.ts', 49],
    ['ToolResult', 'Write', '/w/app/n.ts', 7],
    ['Edit', 'Write', '/w/app/n.ts', 0],
    ['ToolCall', 'Edit', '/w/app/a.ts', 61],
    ['ToolResult', 'Edit', '/w/app/a.ts', 27],
    ['SubAgent', 'Task', 'explorer', 68],
    ['Injected', 'agent-prompt', '', 7],
    ['ToolResult', 'Task', 'explorer', BYTES_OF_RESULT],
    ['Compaction', 'auto', '', 0],
    ['Error', '', '', 21],
    ['Thinking', '', '', 8],
  ];

  test('comes in the order of the log', () => {
    assert.deepEqual(
      blocks.map((b) => BlockKind[b.kind]),
      table.map(([kind]) => kind),
    );
  });

  table.forEach(([kind, name, target, bytes], i) => {
    test(`${i + 1}: ${kind} ${name} ${target}`.trim(), () => {
      const block = blocks[i]!;
      assert.deepEqual([BlockKind[block.kind], block.name, block.target, block.bytes], [kind, name, target, bytes]);
    });
  });

  test('of a row is the user’s unless its origin is another one', () => {
    const origins = [{ kind: 'human' }, null, {}, { kind: 'task-notification' }, { kind: 'peer', from: 'x' }];
    assert.deepEqual(
      readRows(...origins.map((origin) => user('go on', { origin, isMeta: false }))).blocks.map(
        (b) => BlockKind[b.kind],
      ),
      ['Typed', 'Typed', 'Typed', 'Injected', 'Injected'],
    );
  });

  test('of tool results tells which failed', () => {
    const results = blocks.filter((b) => b.kind === BlockKind.ToolResult);
    assert.deepEqual(
      results.map((b) => b.isError),
      [false, true, false, false, true, false],
    );
    assert.ok(blocks.every((b) => !b.isError || b.kind === BlockKind.ToolResult));
  });

  test('of edits counts lines, and only of those that were made', () => {
    assert.deepEqual(
      blocks.filter((b) => b.added || b.removed).map((b) => [BlockKind[b.kind], b.name, b.added, b.removed]),
      [
        ['Edit', 'Edit', 2, 1],
        ['Edit', 'Write', 3, 0],
      ],
    );
  });

  test('of the model knows its call', () => {
    const calls = blocks.filter((b) => b.callKey).map((b) => `${BlockKind[b.kind]} ${b.callKey}`);
    assert.deepEqual(calls, [
      'Thinking msg_A',
      'AssistantText msg_A',
      'ToolCall msg_A',
      'ToolCall msg_A',
      'ToolCall msg_B',
      'ToolCall msg_B',
      'ToolCall msg_B',
      'SubAgent msg_C',
      'Error msg_x9',
      'Thinking msg_D',
    ]);
  });

  test('of a side thread names its agent', () => {
    assert.deepEqual(
      blocks.filter((b) => b.agentName).map((b) => [b.agentName, b.name]),
      [['a1', 'agent-prompt']],
    );
  });

  test('of an edit is told by its result wherever in the row that stands', () => {
    const edits = read('keys-in-other-order').blocks.filter((b) => b.kind === BlockKind.Edit);
    assert.deepEqual(
      edits.map((b) => [b.target, b.added, b.removed]),
      [['/w/app/a.ts', 2, 1]],
    );
  });

  test('is the same when its tool’s answer is read later', () => {
    const rows = [
      assistant('A', [toolUse('t', 'Edit', { file_path: '/w/a' })]),
      user(toolResult('t', 'done'), { toolUseResult: { structuredPatch: [{ lines: ['+a', '-b', '-c'] }] } }),
    ].map((row) => `${JSON.stringify(row)}\n`);
    const grown = readBytes(claudeCode, '/logs/s-1.jsonl', encode(rows.join('')), [rows[0]!.length]);
    assert.deepEqual(
      grown.blocks.map((b) => [BlockKind[b.kind], b.target, b.added, b.removed]),
      [
        ['ToolCall', '/w/a', 0, 0],
        ['ToolResult', '/w/a', 0, 0],
        ['Edit', '/w/a', 1, 2],
      ],
    );
  });

  for (const [what, result, added, removed] of [
    ['a patch of several hunks', { structuredPatch: [{ lines: ['+a', ' b'] }, { lines: ['-c', '+d', '+'] }] }, 3, 1],
    ['lines that hold signs', { structuredPatch: [{ lines: ['+-a', '-+b', ' +c'] }] }, 1, 1],
    ['a new file without a last line feed', { type: 'create', content: 'a\nb' }, 2, 0],
    ['a new file of one empty line', { type: 'create', content: '\n' }, 1, 0],
    ['a new file with backslashes', { type: 'create', content: '\\n\\\\n\n' }, 1, 0],
    ['an empty new file', { type: 'create', content: '' }, 0, 0],
    ['a file written anew', { type: 'update', content: 'a\nb', structuredPatch: [{ lines: ['-x', '+a'] }] }, 1, 1],
    ['a patch that is none', { structuredPatch: 'no' }, 0, 0],
    ['hunks that are none', { structuredPatch: [7, {}, { lines: 'no' }, { lines: [7, null, ['+']] }] }, 0, 0],
    ['a result that is a text', 'updated', 0, 0],
  ] as const) {
    test(`counts the lines of ${what}`, () => {
      const reading = readRows(
        assistant('A', [toolUse('t', 'Write', { file_path: '/w/a' })]),
        user(toolResult('t', 'ok'), { toolUseResult: result }),
      );
      const edit = reading.blocks.find((b) => b.kind === BlockKind.Edit)!;
      assert.deepEqual([edit.added, edit.removed], [added, removed]);
    });
  }

  for (const [name, input, target] of [
    ['Read', { file_path: '/w/a.ts', offset: 10 }, '/w/a.ts'],
    ['NotebookEdit', { notebook_path: '/w/n.ipynb', new_source: 'x' }, '/w/n.ipynb'],
    ['Grep', { pattern: 'secret', path: 'src' }, 'src'],
    ['Bash', { command: 'cargo test -- --nocapture' }, 'cargo'],
    ['Bash', { command: 'TOKEN="a secret b" deploy' }, 'deploy'],
    ['Bash', { command: ['ls'] }, ''],
    ['Task', { prompt: 'secret', subagent_type: 'explorer' }, 'explorer'],
    ['WebFetch', { url: 'https://example.org/secret', prompt: 'x' }, ''],
    ['Read', { file_path: 'x'.repeat(5000) }, ''],
    ['Read', 'a.ts', ''],
    ['Read', null, ''],
  ] as const) {
    test(`names of ${name} ${JSON.stringify(input).slice(0, 60)} only ${target || 'the tool'}`, () => {
      const [block] = readRows(assistant('A', [toolUse('t', name, input)])).blocks;
      assert.deepEqual([block!.name, block!.target], [name, target]);
    });
  }

  test('of compactions tells what set them off', () => {
    const boundary = (subtype: string, compactMetadata: unknown): object => ({
      type: 'system',
      sessionId: 's-1',
      timestamp: at(0),
      subtype,
      compactMetadata,
    });
    const reading = readRows(
      boundary('compact_boundary', { trigger: 'manual', preTokens: 5 }),
      boundary('microcompact_boundary', null),
      boundary('turn_duration', { trigger: 'auto' }),
    );
    assert.deepEqual(
      reading.blocks.map((b) => [BlockKind[b.kind], b.name]),
      [
        ['Compaction', 'manual'],
        ['Compaction', ''],
      ],
    );
  });
});

suite('claude-code, places', () => {
  const paths = (more: Partial<Environment> = {}): string[] =>
    claudeCode.roots(environment(more)).map((root) => root.path);

  test('are both homes and the desktop’s sessions', () => {
    assert.deepEqual(paths(), [
      '/home/dev/.claude/projects',
      '/home/dev/.config/claude/projects',
      '/home/dev/.config/Claude/local-agent-mode-sessions',
    ]);
  });

  test('follow the variables', () => {
    const env = { CLAUDE_CONFIG_DIR: '/a/ , /b,,/a', XDG_CONFIG_HOME: '/cfg' };
    assert.deepEqual(paths({ env }), [
      '/a/projects',
      '/b/projects',
      '/home/dev/.claude/projects',
      '/cfg/claude/projects',
      '/cfg/Claude/local-agent-mode-sessions',
    ]);
  });

  test('are named once, however they are written', () => {
    const env = { CLAUDE_CONFIG_DIR: 'C:\\Users\\dev\\.claude' };
    const found = paths({ platform: 'win32', home: 'C:/Users/dev', env });
    assert.equal(found.filter((path) => path === 'C:/Users/dev/.claude/projects').length, 1);
  });

  test('keep the two slashes of a shared folder', () => {
    const extraFolders = { 'claude-code': ['\\\\wsl$\\Ubuntu\\home\\dev\\.claude\\'] };
    assert.ok(
      paths({ platform: 'win32', home: 'C:/Users/dev', extraFolders }).includes('//wsl$/Ubuntu/home/dev/.claude'),
    );
  });

  test('on Windows are also the store’s packages', () => {
    const found = paths({ platform: 'win32', home: 'C:/Users/dev' });
    assert.ok(found.includes('C:/Users/dev/AppData/Roaming/Claude/local-agent-mode-sessions'));
    assert.ok(found.includes('C:/Users/dev/AppData/Local/Packages'));
  });

  const DEFAULT: LogRoot = { path: '/home/dev/.claude/projects', label: 'default', depth: 8 };
  const DESKTOP: LogRoot = { path: '/x/local-agent-mode-sessions', label: 'Claude Desktop agent mode', depth: 16 };
  for (const [path, root, as] of [
    ['-w-app/s-1.jsonl', DEFAULT, 'lines'],
    ['-w-app/agent-1f.jsonl', DEFAULT, 'lines'],
    ['-w-app/s-1/subagents/agent-1f.jsonl', DEFAULT, 'lines'],
    ['-w-app/s-1/subagents/workflows/wf_1/agent-1f.jsonl', DEFAULT, 'lines'],
    ['-w-app/s-1/subagents/workflows/wf_1/journal.jsonl', DEFAULT, undefined],
    ['-w-app/s-1/tool-results/x.txt', DEFAULT, undefined],
    ['-w-app/sessions-index.json', DEFAULT, undefined],
    ['a/b/local_1/.claude/projects/x/s-1.jsonl', DESKTOP, 'lines'],
    ['a/b/local_1/audit.jsonl', DESKTOP, undefined],
  ] as const) {
    test(`hold ${path} as ${as ?? 'nothing'}`, () => {
      assert.equal(claudeCode.classify(path, root)?.as, as);
    });
  }

  const PACKAGES: LogRoot = { ...DESKTOP, path: 'C:/Users/dev/AppData/Local/Packages' };
  for (const [folder, root, enters] of [
    ['-w-app/s-1/subagents', DEFAULT, true],
    ['-w-app/s-1/tool-results', DEFAULT, false],
    ['Claude_pzs8sxrjxfjjc', PACKAGES, true],
    ['Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude', PACKAGES, true],
    ['Microsoft.Paint_8wekyb3d8bbwe', PACKAGES, false],
  ] as const) {
    test(`are ${enters ? '' : 'not '}looked for in ${folder}`, () => {
      assert.equal(claudeCode.enters!(folder, root), enters);
    });
  }

  test('give a session without an id the name of its file', () => {
    const row = { type: 'assistant', message: { id: 'm', usage: { input_tokens: 1, output_tokens: 1 } } };
    const file = fixtureFile('/logs/0198-abc.jsonl', DEFAULT, { as: 'lines' });
    const { records } = readBytes(claudeCode, file.path, encode(`${JSON.stringify(row)}\n`));
    assert.deepEqual([records[0]!.conversationId, figures({ records, problems: [] }).inputTokens], ['0198-abc', 1]);
  });
});

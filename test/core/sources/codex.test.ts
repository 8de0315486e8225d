import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { codex } from '../../../src/core/sources/codex';
import type { Environment } from '../../../src/core/sources/source';
import { BlockKind } from '../../../src/core/usage/blockKind';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import { environment } from '../../support/environment';
import { dedupe, figures, readBytes, readFixture, type Reading } from '../../support/readFixture';

const FIXTURES = 'test/fixtures/codex';
const THREAD = '01980000-0000-7000-8000-00000000000a';

const paths = (more: Partial<Environment>): string[] => codex.roots(environment(more)).map((root) => root.path);
const read = (name: string): Reading => readFixture(`${FIXTURES}/${name}`);
const readText = (text: string): Reading => readBytes(codex, `/logs/${THREAD}.jsonl`, new TextEncoder().encode(text));
const line = (type: string, payload: object, seconds = 0): string =>
  `${JSON.stringify({ timestamp: new Date(Date.UTC(2026, 7, 1) + seconds * 1000).toISOString(), type, payload })}\n`;
const counted = (input: number, output: number): string =>
  line('event_msg', {
    type: 'token_count',
    info: { last_token_usage: { input_tokens: input, output_tokens: output } },
  });

suite('codex, calls', () => {
  test('take the model of the turn before, unless the event itself names one', () => {
    assert.deepEqual(
      read('model-change').records.map((r) => [r.requestModel, r.inputTokens]),
      [
        ['gpt-5.6-codex', 100],
        ['gpt-5.6-mini', 200],
        ['codex-auto-review', 50],
        ['gpt-5.6', 50],
      ],
    );
  });

  const usage = (input: number, output: number): object => ({ input_tokens: input, output_tokens: output });
  const totals = (total: object, last?: object): string =>
    line('event_msg', { type: 'token_count', info: { total_token_usage: total, last_token_usage: last } });
  const untold: [what: string, lines: string[], calls: [operation: string, input: number, output: number][]][] = [
    [
      'a compaction elsewhere',
      [line('compacted', { message: '' }), totals(usage(600, 15), usage(200, 2))],
      [
        ['compaction', 300, 8],
        ['chat', 200, 2],
      ],
    ],
    [
      'a line that was lost',
      [totals(usage(600, 15), usage(200, 2))],
      [
        ['chat', 300, 8],
        ['chat', 200, 2],
      ],
    ],
    ['nothing', [totals(usage(600, 15), usage(500, 10))], [['chat', 500, 10]]],
    ['output alone', [totals(usage(600, 15), usage(500, 2))], [['chat', 500, 10]]],
    ['what the last call contradicts', [totals(usage(600, 15), usage(200, 12))], [['chat', 500, 10]]],
    ['no last call', [totals(usage(600, 15))], [['chat', 500, 10]]],
    ['a last call of nothing', [totals(usage(600, 15), usage(0, 0))], [['chat', 500, 10]]],
  ];
  for (const [what, lines, calls] of untold) {
    test(`are told apart where the totals grew by more than the last call: ${what}`, () => {
      const first = line('session_meta', { id: THREAD }) + totals(usage(100, 5), usage(100, 5));
      const { records } = readText(first + lines.join(''));
      assert.deepEqual(
        records.slice(1).map((r) => [r.operationName, r.inputTokens, r.outputTokens]),
        calls,
      );
    });
  }

  test('have the effort of their turn, and none where it names none', () => {
    assert.deepEqual(
      read('effort').records.map((r) => r.effort),
      ['high', 'high', 'low', '', '', '', '', 'deep-think'],
    );
  });

  test("tell the client's version, and none where it is a very long text", () => {
    const versions = ['0.150.0', 'x'.repeat(10_000), undefined].map((version) => {
      const text = line('session_meta', { id: THREAD, cli_version: version }) + counted(10, 1);
      return readText(text).records.map((r) => [r.clientVersion, r.inputTokens]);
    });
    assert.deepEqual(versions, [[['0.150.0', 10]], [['', 10]], [['', 10]]]);
  });

  test('know no effort where it is a very long text', () => {
    const text = line('turn_context', { model: 'gpt-5.6', effort: 'x'.repeat(10_000) }) + counted(10, 1);
    assert.deepEqual(
      readText(text).records.map((r) => [r.effort, r.inputTokens]),
      [['', 10]],
    );
  });

  test('read later have the effort of the turn that was read before', () => {
    const turn = line('turn_context', { model: 'gpt-5.6', effort: 'high' });
    const bytes = new TextEncoder().encode(turn + counted(10, 1));
    assert.deepEqual(
      readBytes(codex, `/logs/${THREAD}.jsonl`, bytes, [turn.length]).records.map((r) => r.effort),
      ['high'],
    );
  });

  test('are described by what the log says', () => {
    const [first] = read('repeated-totals').records;
    const { at, ...call } = first!;
    assert.deepEqual(call, {
      source: 'codex',
      providerName: 'openai',
      requestModel: 'gpt-5.6-codex',
      responseModel: '',
      responseId: `${THREAD}#1`,
      conversationId: THREAD,
      operationName: 'chat',
      agentName: '',
      timestamp: Date.UTC(2026, 7, 1, 9, 0, 5),
      workspace: '/w/app',
      inputTokens: 1000,
      cacheReadInputTokens: 600,
      cacheCreationInputTokens: 0,
      cacheCreation1hInputTokens: 0,
      outputTokens: 80,
      reasoningOutputTokens: 30,
      serviceTier: '',
      speed: '',
      effort: 'high',
      clientVersion: '0.147.0',
      toolCalls: 0,
      webSearchRequests: 0,
      basis: 'recorded',
      dedupKey: `codex:${THREAD}:1000,600,80,30`,
      variant: '',
      replayed: false,
      storeRank: 1,
    } satisfies Omit<UsageRecord, 'at'>);
    const bytes = readFileSync(at.file);
    assert.match(
      bytes.subarray(at.offset, at.offset + 120).toString(),
      /^\{"timestamp":"2026-08-01T09:00:05.000Z".*token_count/,
    );
  });

  test('name no model where the log names none', () => {
    assert.deepEqual(
      read('without-meta').records.map((r) => [r.conversationId, r.requestModel, r.providerName]),
      [
        ['01980000-0000-7000-8000-00000000000c', '', ''],
        ['first', 'o4-mini', 'openai'],
      ],
    );
  });

  test('keep cache writes apart within the input', () => {
    assert.deepEqual(
      read('cache-writes').records.map((r) => [r.inputTokens, r.cacheReadInputTokens, r.cacheCreationInputTokens]),
      [
        [1000, 500, 300],
        [100, 100, 0],
      ],
    );
  });

  test('of a sub-agent carry its name', () => {
    assert.deepEqual(
      read('sub-agent').records.map((r) => [r.agentName, r.inputTokens]),
      [
        ['', 1000],
        ['Ada', 400],
        ['Ada', 500],
      ],
    );
  });

  test('of a fork are named as in its origin, too', () => {
    const copied = read('fork-orphaned').raw.map((r) => [r.originalKey, r.originalConversation, r.inFork]);
    assert.deepEqual(copied, [
      [`codex:${THREAD}:1000,600,80,30`, THREAD, true],
      [`codex:${THREAD}:2500,1600,130,40`, THREAD, true],
      [`codex:${THREAD}:3000,2000,150,45`, THREAD, false],
    ]);
  });

  test('of a sub-agent that began with nothing are its own, however soon', () => {
    const own = read('sub-agent').raw.filter((r) => r.agentName !== '');
    assert.deepEqual(
      own.map((r) => [r.inputTokens, r.inFork]),
      [
        [400, false],
        [500, false],
      ],
    );
  });

  const bursts: [what: string, at: number[], copied: boolean[]][] = [
    ['written at once', [0, 0.01, 0.02], [true, true, true]],
    ['a second apart', [1, 2], [true, true]],
    ['after a longer pause', [1, 2.001, 2.01], [true, false, false]],
    ['a longer pause after the beginning', [1.001, 1.01], [false, false]],
    ['with their old times', [-90, -60, -0.5, 3], [true, true, true, false]],
    ['beyond five seconds', [1, 2, 3, 4, 5, 5.5], [true, true, true, true, true, false]],
  ];
  for (const [what, at, copied] of bursts) {
    test(`of a fork are copies, or its own: ${what}`, () => {
      const events = at.map((seconds, i) =>
        line('event_msg', { type: 'token_count', info: { total_token_usage: usage(100 * (i + 1), 5) } }, seconds),
      );
      const { raw } = readText(line('session_meta', { id: 'b', forked_from_id: 'a' }) + events.join(''));
      assert.deepEqual(
        raw.map((r) => r.inFork),
        copied,
      );
    });
  }

  test('of forks of forks count once in whatever order the files are read', () => {
    const { raw } = read('fork-replayed');
    const files = [...new Set(raw.map((r) => r.at.file))];
    const [a, b, c] = files.map((file) => raw.filter((r) => r.at.file === file));
    for (const order of [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ]) {
      const calls = dedupe(order.flatMap((records) => records ?? []));
      assert.deepEqual([calls.length, figures({ records: calls, problems: [] }).inputTokens], [5, 3800]);
    }
  });

  test('made after the totals were overwritten have names of their own', () => {
    const keys = read('window-exceeded').records.map((r) => r.dedupKey);
    assert.equal(keys[0], `codex:${THREAD}:200000,150000,2000,500`);
    assert.equal(keys[3], `codex:${THREAD}:200000,150000,2000,500@1`);
  });

  test('keep the time of the file where theirs is implausible', () => {
    assert.deepEqual(
      read('implausible').records.map((r) => new Date(r.timestamp).toISOString()),
      ['2026-08-01T09:00:02.000Z', '2026-08-01T09:00:07.000Z', '2026-12-31T00:00:00.000Z', '2026-12-31T00:00:00.000Z'],
    );
  });

  test('take seconds and milliseconds as times', () => {
    assert.deepEqual(
      read('strings-and-seconds').records.map((r) => new Date(r.timestamp).toISOString()),
      ['2026-08-01T09:00:02.000Z', '2026-08-01T09:00:03.000Z'],
    );
  });

  test('count the tools and searches that they asked for', () => {
    assert.deepEqual(
      read('text').records.map((r) => [r.toolCalls, r.webSearchRequests]),
      [
        [2, 0],
        [4, 1],
      ],
    );
  });

  test('that the log does not count are estimated, and say so', () => {
    assert.deepEqual(
      read('without-counts').records.map((r) => [r.basis, r.estimateError, r.inputTokens, r.outputTokens]),
      [
        ['estimated', 0.5, 5, 2],
        ['recorded', undefined, 100, 10],
      ],
    );
  });

  test('of a saved stream are sums of turns', () => {
    const ofStream = read('exec-stream').records.filter((r) => r.storeRank === 0);
    assert.deepEqual([...new Set(ofStream.map((r) => r.operationName))], ['turn']);
  });

  test('of several threads in one saved stream do not mix', () => {
    const stream = (id: string, input: number): string =>
      `{"type":"thread.started","thread_id":"${id}"}\n{"type":"turn.completed","usage":{"input_tokens":${input},"output_tokens":1}}\n`;
    assert.deepEqual(
      readText(stream('a', 100) + stream('b', 150)).records.map((r) => [r.conversationId, r.inputTokens]),
      [
        ['a', 100],
        ['b', 150],
      ],
    );
  });
});

suite('codex, text', () => {
  const shown = (kind: BlockKind): (string | number | boolean)[][] =>
    read('text')
      .blocks.filter((b) => b.kind === kind)
      .map((b) => [b.name, b.target, b.isError, b.added, b.removed]);
  const kinds = (reading: Reading): string[] => reading.blocks.map((b) => BlockKind[b.kind]);
  const FIRST = `codex:${THREAD}:1000,600,80,30`;
  const SECOND = `codex:${THREAD}:2500,1600,130,40`;

  test('comes in the order of the log', () => {
    assert.deepEqual(kinds(read('text')), [
      'Instructions',
      'Instructions',
      'Injected',
      'Injected',
      'Typed',
      'Pasted',
      'Thinking',
      'AssistantText',
      'ToolCall',
      'ToolCall',
      'ToolResult',
      'ToolResult',
      'ToolCall',
      'ToolCall',
      'ToolCall',
      'SubAgent',
      'Edit',
      'Edit',
      'ToolResult',
      'ToolResult',
      'ToolResult',
      'Compaction',
      'Error',
    ]);
  });

  test('of tool calls gives names, programs and paths, never arguments', () => {
    assert.deepEqual(shown(BlockKind.ToolCall), [
      ['exec_command', 'rg', false, 0, 0],
      ['local_shell', 'npm', false, 0, 0],
      ['apply_patch', 'src/a.ts', false, 0, 0],
      ['apply_patch', 'lib/a.ts', false, 0, 0],
      ['web_search', '', false, 0, 0],
    ]);
    assert.deepEqual(shown(BlockKind.SubAgent), [['spawn_agent', 'explorer', false, 0, 0]]);
  });

  test('of tool results tells which failed', () => {
    assert.deepEqual(shown(BlockKind.ToolResult), [
      ['exec_command', 'rg', false, 0, 0],
      ['local_shell', 'npm', true, 0, 0],
      ['apply_patch', 'src/a.ts', false, 0, 0],
      ['apply_patch', 'lib/a.ts', true, 0, 0],
      ['spawn_agent', 'explorer', true, 0, 0],
    ]);
  });

  test('of edits counts lines per file, once, and only where the patch was applied', () => {
    assert.deepEqual(shown(BlockKind.Edit), [
      ['apply_patch', '/w/app/src/a.ts', false, 2, 1],
      ['apply_patch', '/w/app/src/b.ts', false, 1, 0],
    ]);
  });

  test('of edits without an event is taken from the patch', () => {
    const patch = '*** Begin Patch\n*** Update File: a.ts\n-x\n+y\n*** Delete File: b.ts\n*** End Patch';
    const { blocks } = readText(
      line('response_item', {
        type: 'function_call',
        name: 'shell',
        call_id: 'c',
        arguments: JSON.stringify({ command: ['apply_patch', patch] }),
      }) + line('response_item', { type: 'function_call_output', call_id: 'c', output: 'Success' }),
    );
    assert.deepEqual(
      blocks.filter((b) => b.kind === BlockKind.Edit).map((b) => [b.target, b.added, b.removed]),
      [
        ['a.ts', 1, 1],
        ['b.ts', 0, 0],
      ],
    );
  });

  test('of the model knows its call', () => {
    const { blocks } = read('text');
    const keyOf = (kind: BlockKind): string[] => [
      ...new Set(blocks.filter((b) => b.kind === kind).map((b) => b.callKey)),
    ];
    assert.deepEqual(keyOf(BlockKind.AssistantText), [FIRST]);
    assert.deepEqual(keyOf(BlockKind.ToolCall), [FIRST, SECOND]);
    assert.deepEqual(keyOf(BlockKind.Edit), [SECOND]);
    assert.deepEqual(keyOf(BlockKind.Typed), ['']);
  });

  test('of the user counts once, whichever channel comes first', () => {
    const item = line('response_item', {
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: 'hello' }],
    });
    const event = line('event_msg', { type: 'user_message', message: 'hello' });
    for (const text of [item + event, event + item, item, event]) {
      assert.deepEqual(kinds(readText(text + counted(1, 1))), ['Typed']);
    }
  });

  test('of the user in very many parts is told by its sizes', () => {
    const message = '```\ncode\n```\nwords\n'.repeat(50_000);
    const { blocks } = readText(line('event_msg', { type: 'user_message', message }));
    assert.equal(blocks.length, 50);
    assert.equal(
      blocks.reduce((sum, block) => sum + block.bytes, 0),
      message.length,
    );
  });

  test('of the user counts again when it is said again', () => {
    const event = line('event_msg', { type: 'user_message', message: 'go on' });
    assert.deepEqual(kinds(readText(event + counted(1, 1) + event + counted(2, 1))), ['Typed', 'Typed']);
  });

  test('of a bad tool output of any size is told by its ends', () => {
    const output = `Exit code: 2\nOutput:\n${'x"\\\n'.repeat(50_000)}`;
    const { blocks } = readText(line('response_item', { type: 'function_call_output', call_id: 'c', output }));
    assert.deepEqual([blocks[0]!.isError, blocks[0]!.bytes], [true, JSON.stringify(output).length - 2]);
  });

  test('copied into a fork is left out', () => {
    const said = (text: string, at: number): string => line('event_msg', { type: 'user_message', message: text }, at);
    const { blocks } = readText(
      line('session_meta', { id: 'b', forked_from_id: 'a' }) + said('old', 1) + said('new', 60),
    );
    assert.deepEqual(
      blocks.map((b) => b.bytes),
      [3],
    );
    assert.equal(blocks[0]!.timestamp, Date.UTC(2026, 7, 1, 0, 1));
  });

  test('given to a sub-agent was not typed by a person', () => {
    const source = { subagent: { thread_spawn: { parent_thread_id: 'a', agent_role: 'worker' } } };
    const { blocks } = readText(
      line('session_meta', { id: 'b', source }) + line('event_msg', { type: 'user_message', message: 'do it' }, 60),
    );
    assert.deepEqual(
      blocks.map((b) => [b.kind, b.agentName]),
      [[BlockKind.Injected, 'worker']],
    );
  });
});

suite('codex, places', () => {
  test('are the home folder by default', () => {
    assert.deepEqual(paths({}), ['/home/dev/.codex']);
  });

  test('are CODEX_HOME and folders from settings, too', () => {
    assert.deepEqual(paths({ env: { CODEX_HOME: '/x/codex/' }, extraFolders: { codex: ['/backup'] } }), [
      '/x/codex',
      '/home/dev/.codex',
      '/backup',
    ]);
  });

  test('have forward slashes on Windows', () => {
    assert.deepEqual(paths({ platform: 'win32', home: 'C:/Users/dev', env: { CODEX_HOME: 'D:\\codex\\' } }), [
      'D:/codex',
      'C:/Users/dev/.codex',
    ]);
  });

  const [root] = codex.roots(environment());
  for (const [path, as] of [
    ['sessions/2026/08/01/rollout-x.jsonl', 'lines'],
    ['sessions/2026/08/01/rollout-x.jsonl.zst', 'zstd-lines'],
    ['archived_sessions/rollout-x.jsonl', 'lines'],
    ['sessions/team/run.jsonl', 'lines'],
    ['sessions/rollout-old.json', undefined],
    ['history.jsonl', undefined],
    ['session_index.jsonl', undefined],
  ] as const) {
    test(`hold ${path} as ${as ?? 'nothing'}`, () => {
      assert.equal(codex.classify(path, root!)?.as, as);
    });
  }

  for (const [folder, enters] of [
    ['sessions', true],
    ['sessions/2026/08', true],
    ['archived_sessions', true],
    ['rotated_rollout_segments/a/b', true],
    ['worktrees', false],
    ['worktrees/sessions', false],
    ['plugins', false],
  ] as const) {
    test(`are ${enters ? '' : 'not '}looked for in ${folder}`, () => {
      assert.equal(codex.enters!(folder, root!), enters);
    });
  }
});

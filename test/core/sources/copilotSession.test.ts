import assert from 'node:assert/strict';
import { BlockKind } from '../../../src/core/usage/blockKind';
import type { TextBlock } from '../../../src/core/usage/textBlock';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import { FIXTURE_MODIFIED_AT, READ_AT, type Reading } from '../../support/readFixture';
import { problemCodes, readCase, readSessionText } from './copilotReading';

const AT = Date.UTC(2026, 6, 30, 12);

function readSession(content: unknown, extension: 'json' | 'jsonl' = 'json', workspace?: unknown): Reading {
  const companion = workspace === undefined ? undefined : new TextEncoder().encode(JSON.stringify(workspace));
  return readSessionText(typeof content === 'string' ? content : JSON.stringify(content), extension, companion);
}

function request(more: object): object {
  return {
    requestId: 'r1',
    timestamp: AT,
    modelId: 'copilot/gpt-5.2',
    message: { text: 'do it' },
    response: [{ value: 'Done.' }],
    ...more,
  };
}

function readRequest(more: object): Reading {
  return readSession({ version: 3, sessionId: 's', requests: [request(more)] });
}

const PARTS = [{ value: 'I look.' }, { kind: 'toolInvocationSerialized', toolId: 't' }, { value: 'Now I know.' }];

const TOKENS = { result: { metadata: { promptTokens: 1000, outputTokens: 10 } } };

suite('Copilot session records', () => {
  test('a recorded call, field by field', () => {
    const { records } = readSession({ version: 3, sessionId: 's', requests: [request(TOKENS)] }, 'json', {
      folder: 'file:///home/u/my%20app',
    });
    const expected: UsageRecord = {
      source: 'copilot-chat',
      providerName: 'openai',
      requestModel: 'gpt-5.2',
      responseModel: '',
      responseId: 'r1',
      conversationId: 's',
      operationName: 'chat',
      agentName: '',
      timestamp: AT,
      workspace: '/home/u/my app',
      inputTokens: 1000,
      cacheReadInputTokens: 0,
      cacheCreationInputTokens: 0,
      cacheCreation1hInputTokens: 0,
      outputTokens: 10,
      reasoningOutputTokens: 0,
      serviceTier: '',
      speed: '',
      effort: '',
      clientVersion: '',
      toolCalls: 0,
      webSearchRequests: 0,
      basis: 'recorded',
      dedupKey: 'copilot-chat:s:r1:0',
      variant: '',
      replayed: false,
      storeRank: 20,
      at: { file: '/u/User/workspaceStorage/h/chatSessions/file-id.json', offset: 42 },
    };
    assert.deepEqual(records, [expected]);
  });

  test('names the conversation by the file where the session does not', () => {
    assert.equal(readSession({ requests: [request(TOKENS)] }).records[0]!.conversationId, 'file-id');
  });

  const models: [modelId: string, details: string, provider: string, model: string, served: string][] = [
    ['copilot/claude-sonnet-4.5', '', 'anthropic', 'claude-sonnet-4.5', ''],
    ['copilot/gpt-5.2', '', 'openai', 'gpt-5.2', ''],
    ['copilot/o3-mini', '', 'openai', 'o3-mini', ''],
    ['copilot/gemini-2.5-pro', '', 'google', 'gemini-2.5-pro', ''],
    ['copilot/grok-code-fast-1', '', 'xai', 'grok-code-fast-1', ''],
    ['copilot/oswe-vscode-prime', '', 'copilot', 'oswe-vscode-prime', ''],
    ['openrouter/anthropic/claude-opus-4', '', 'openrouter', 'anthropic/claude-opus-4', ''],
    ['gemini/gemini-2.5-pro', '', 'google', 'gemini-2.5-pro', ''],
    ['gpt-4o', '', 'openai', 'gpt-4o', ''],
    ['copilot/auto', 'Claude Sonnet 4.5 • 0.9x', 'anthropic', 'auto', 'claude-sonnet-4.5'],
    ['copilot/auto', 'GPT-5 mini • 1.6 credits', 'openai', 'auto', 'gpt-5-mini'],
    ['copilot/auto', 'Something else', 'copilot', 'auto', ''],
  ];
  for (const [modelId, details, provider, model, served] of models) {
    test(`${modelId} ${details}`, () => {
      const [record] = readRequest({ modelId, result: { details, ...TOKENS.result } }).records;
      assert.deepEqual([record!.providerName, record!.requestModel, record!.responseModel], [provider, model, served]);
    });
  }

  test('takes the resolved model as the one that served', () => {
    const result = { metadata: { promptTokens: 1000, outputTokens: 10, resolvedModel: 'claude-opus-4-8' } };
    const [record] = readRequest({ modelId: 'copilot/auto', result }).records;
    assert.deepEqual([record!.responseModel, record!.providerName], ['claude-opus-4-8', 'anthropic']);
  });

  const costs: [name: string, more: object, expected: number | undefined][] = [
    ['credits in the caption', { result: { ...TOKENS.result, details: 'GPT-5.2 • 2.5 credits' } }, 25_000_000],
    ['credits of the request', { ...TOKENS, copilotCredits: 52.3143 }, 523_143_000],
    ['a multiplier is no cost', { result: { ...TOKENS.result, details: 'GPT-5.2 • 1x' } }, undefined],
    ['nothing said', TOKENS, undefined],
    ['a negative amount', { ...TOKENS, copilotCredits: -1 }, undefined],
  ];
  for (const [name, more, expected] of costs) {
    test(`cost: ${name}`, () => assert.equal(readRequest(more).records[0]!.reportedCostNano, expected));
  }

  test("puts a turn's cost on its last call only", () => {
    const { records } = readCase('tool-rounds');
    assert.deepEqual(
      records.map((r) => r.reportedCostNano),
      [undefined, undefined, 25_000_000],
    );
  });

  test('gives each round its own key, time, basis and range', () => {
    const { records } = readCase('tool-rounds');
    assert.deepEqual(
      records.map((r) => [r.dedupKey, r.timestamp, r.basis, r.estimateError, r.toolCalls]),
      [
        ['copilot-chat:s3:r1:0', 1785500001000, 'estimated', 0.2, 1],
        ['copilot-chat:s3:r1:1', 1785500002000, 'estimated', 0.2, 1],
        ['copilot-chat:s3:r1:2', 1785500003000, 'recorded', undefined, 0],
      ],
    );
  });

  test('estimates a turn by what another turn of the session shows Copilot to add', () => {
    const text = (n: number): string => 'a'.repeat(n);
    const { records } = readSession({
      sessionId: 's',
      requests: [
        request({
          message: { text: text(428) },
          response: [{ value: text(428) }],
          result: { metadata: { promptTokens: 5100, outputTokens: 90 } },
        }),
        request({ requestId: 'r2', message: { text: text(428) }, response: [{ value: text(428) }] }),
      ],
    });
    // 5,000 added · 100 + 100 of history · 100 of its own
    assert.deepEqual(
      records.map((r) => [r.inputTokens, r.outputTokens, r.basis, r.estimateError]),
      [
        [5100, 90, 'recorded', undefined],
        [5300, 100, 'estimated', 0.35],
      ],
    );
  });

  const sums: [name: string, more: object, operation: string][] = [
    ['of a turn', { promptTokens: 30_000 }, 'turn'],
    ['of who knows how many calls', {}, 'turn'],
    ['of a turn whose last call was all', { promptTokens: 600_000 }, 'chat'],
  ];
  for (const [name, more, operation] of sums) {
    test(`sums ${name}`, () => {
      const modelTotals = [{ model: 'gpt-5.2', inputTokens: 600_000, outputTokens: 3000, cachedTokens: 500_000 }];
      const { records } = readRequest({ ...more, modelTotals });
      assert.deepEqual(
        records.map((r) => [r.operationName, r.inputTokens, r.basis]),
        [[operation, 600_000, 'recorded']],
      );
    });
  }

  const ranges: [name: string, more: object, expected: (number | undefined)[]][] = [
    ['only text is known', {}, [undefined]],
    ['only text is known, and rounds are guessed', { response: PARTS }, [undefined, undefined]],
    ['the last prompt is known, and rounds are guessed', { response: PARTS, promptTokens: 900 }, [0.5, 0.5]],
  ];
  for (const [name, more, expected] of ranges) {
    test(`range of an estimate: ${name}`, () => {
      assert.deepEqual(
        readRequest(more).records.map((r) => r.estimateError),
        expected,
      );
    });
  }

  test('tells rounds from the parts of the response where they are not listed', () => {
    const tool = { kind: 'toolInvocationSerialized', toolId: 'copilot_readFile', toolCallId: 'c' };
    const inner = { ...tool, subAgentInvocationId: 'sub' };
    const { records } = readRequest({ response: [{ value: 'I look.' }, tool, inner, tool, { value: 'Now I know.' }] });
    assert.deepEqual(
      records.map((r) => [r.toolCalls, r.estimateError]),
      [
        [2, undefined],
        [0, undefined],
      ],
    );
  });

  const MINUTE = 60_000;
  const unended: [name: string, more: object, writtenAt: number, calls: number][] = [
    ['written to a moment ago', {}, READ_AT - MINUTE, 1],
    ['written to 59 minutes ago', {}, READ_AT - 59 * MINUTE, 1],
    ['written to an hour ago', {}, READ_AT - 60 * MINUTE, 2],
    ['cancelled a moment ago', { isCanceled: true }, READ_AT - MINUTE, 2],
    ['ended a moment ago', { result: { metadata: {} } }, READ_AT - MINUTE, 2],
    ['said to be complete', { modelState: { value: 1 } }, READ_AT - MINUTE, 2],
  ];
  for (const [name, more, writtenAt, calls] of unended) {
    test(`rounds of an answer ${name}: ${calls}`, () => {
      const content = JSON.stringify({ requests: [request({ response: PARTS, ...more })] });
      const { records } = readSessionText(content, 'json', undefined, writtenAt);
      assert.equal(records.length, calls);
    });
  }

  test('only the last answer of a session may still be written', () => {
    const content = { requests: [request({ response: PARTS }), request({ requestId: 'r2', response: PARTS })] };
    const { records } = readSessionText(JSON.stringify(content), 'json', undefined, READ_AT - MINUTE);
    assert.deepEqual(
      records.map((r) => r.dedupKey.slice(-4)),
      ['r1:0', 'r1:1', 'r2:0'],
    );
  });

  test("does not exceed the model's window", () => {
    const { records } = readSession({
      sessionId: 's',
      inputState: { selectedModel: { identifier: 'copilot/gpt-4.1', metadata: { maxInputTokens: 64 } } },
      requests: [request({ message: { text: 'a'.repeat(4280) }, modelId: undefined })],
    });
    assert.deepEqual(
      records.map((r) => [r.inputTokens, r.requestModel]),
      [[64, 'gpt-4.1']],
    );
  });

  const uncounted: [name: string, more: object][] = [
    ['never answered', { response: [] }],
    [
      'only progress shown',
      {
        response: [
          { kind: 'progressMessage', content: { value: 'Working' } },
          { kind: 'undoStop', id: '1' },
        ],
      },
    ],
    ['failed before it was sent', { response: [], result: { errorDetails: { message: 'offline' } } }],
    ['still being answered', { modelState: { value: 0 }, promptTokens: 900 }],
    ['run by an agent with logs of its own', { agent: { id: 'claude-code' }, ...TOKENS }],
  ];
  for (const [name, more] of uncounted) {
    test(`no call: ${name}`, () => assert.deepEqual(readRequest(more).records, []));
  }

  test('counts a request that was undone', () => {
    assert.equal(readRequest({ ...TOKENS, shouldBeRemovedOnSend: {} }).records.length, 1);
  });

  test('zeros are not figures', () => {
    const [record] = readRequest({ result: { metadata: { promptTokens: 0, outputTokens: 0 } } }).records;
    assert.equal(record!.basis, 'estimated');
  });

  test("a time far ahead is reported and replaced by the file's", () => {
    const reading = readRequest({ ...TOKENS, timestamp: Date.UTC(2031, 0, 1) });
    assert.deepEqual(
      [reading.records[0]!.timestamp, problemCodes(reading)],
      [FIXTURE_MODIFIED_AT, ['implausible-time']],
    );
  });

  test('waits for the end of a torn last line', () => {
    const first = JSON.stringify({ kind: 0, v: { sessionId: 's', requests: [request(TOKENS)] } });
    const reading = readSession(`${first}\n{"kind":2,"k":["requ`, 'jsonl');
    assert.deepEqual([reading.records.length, reading.problems], [1, []]);
  });

  test('reports a broken line in the midst', () => {
    const first = JSON.stringify({ kind: 0, v: { sessionId: 's', requests: [request(TOKENS)] } });
    assert.deepEqual(problemCodes(readSession(`${first}\n{"kind":2\n`, 'jsonl')), ['malformed-line']);
  });

  test('an empty log holds no session', () => {
    assert.deepEqual(problemCodes(readSession('', 'jsonl')), ['unknown-format']);
  });

  test('points to the line that brought the request', () => {
    const first = `${JSON.stringify({ kind: 0, v: { sessionId: 's', requests: [] } })}\n`;
    const second = JSON.stringify({ kind: 2, k: ['requests'], v: [request(TOKENS)] });
    const { records } = readSession(`${first}${second}\n`, 'jsonl');
    assert.equal(records[0]!.at.offset, first.length);
  });

  const workspaces: [name: string, json: unknown, expected: string][] = [
    ['a folder', { folder: 'file:///w/app' }, '/w/app'],
    ['a Windows folder', { folder: 'file:///c%3A/code/app' }, 'c:/code/app'],
    ['a workspace file', { workspace: 'file:///w/all.code-workspace' }, '/w/all.code-workspace'],
    ['a remote folder', { folder: 'vscode-remote://ssh-remote+box/srv/app' }, '/srv/app'],
    ['a broken escape', { folder: 'file:///w/100%' }, '/w/100%'],
    ['nothing known', { other: 1 }, ''],
  ];
  for (const [name, json, expected] of workspaces) {
    test(`workspace: ${name}`, () => {
      assert.equal(readSession({ requests: [request(TOKENS)] }, 'json', json).records[0]!.workspace, expected);
    });
  }
});

suite('Copilot session blocks', () => {
  const brief = (b: TextBlock): unknown[] => [BlockKind[b.kind], b.bytes, b.name, b.target];

  test('a turn with tools', () => {
    const { blocks } = readRequest({
      result: {
        metadata: {
          renderedUserMessage: [{ type: 1, text: '<context>\nMonday\n</context>\ndo it' }],
          toolCallRounds: [
            {
              id: 'a',
              response: 'Let me see.',
              thinking: { id: 't', text: 'Hm.' },
              toolCalls: [
                { id: 'c1', name: 'read_file', arguments: '{"filePath":"/w/a.ts"}' },
                { id: 'c2', name: 'run_in_terminal', arguments: '{"command":"CI=1 npm test -- --secret"}' },
              ],
            },
            { id: 'b', response: 'Done.', toolCalls: [] },
          ],
          toolCallResults: { c1: { content: [{ value: 'const a = 1;' }] }, c2: { content: [{ value: 'failed' }] } },
        },
      },
      response: [
        {
          kind: 'toolInvocationSerialized',
          toolId: 'run_in_terminal',
          toolCallId: 'c2',
          resultDetails: { isError: true },
        },
      ],
    });
    assert.deepEqual(
      blocks.map((b) => [...brief(b), b.callKey, b.isError]),
      [
        ['Typed', 5, '', '', '', false],
        ['Injected', 28, 'context', '', '', false],
        ['Thinking', 3, '', '', 'copilot-chat:s:r1:0', false],
        ['AssistantText', 11, '', '', 'copilot-chat:s:r1:0', false],
        ['ToolCall', 22, 'read_file', '/w/a.ts', 'copilot-chat:s:r1:0', false],
        ['ToolResult', 12, 'read_file', '/w/a.ts', '', false],
        ['ToolCall', 39, 'run_in_terminal', 'npm', 'copilot-chat:s:r1:0', false],
        ['ToolResult', 6, 'run_in_terminal', 'npm', '', true],
        ['AssistantText', 5, '', '', 'copilot-chat:s:r1:1', false],
      ],
    );
  });

  test('matches tool calls with the parts shown by order where ids differ', () => {
    const part = { kind: 'toolInvocationSerialized', toolId: 'copilot_readFile' };
    const { blocks } = readRequest({
      result: {
        metadata: {
          toolCallRounds: [
            {
              id: 'a',
              toolCalls: [
                { id: 'c1', name: 'read_file', arguments: '{}' },
                { id: 'c2', name: 'read_file', arguments: '{}' },
              ],
            },
          ],
          toolCallResults: { c1: { content: [{ value: 'a' }] }, c2: { content: [{ value: 'b' }] } },
        },
      },
      response: [
        { ...part, toolCallId: 'other-1' },
        { ...part, toolCallId: 'other-2', resultDetails: { isError: true } },
      ],
    });
    const results = blocks.filter((b) => b.kind === BlockKind.ToolResult);
    assert.deepEqual(
      results.map((b) => b.isError),
      [false, true],
    );
  });

  test('keeps pasted text apart from what was typed', () => {
    const { blocks } = readRequest({ message: { text: 'why this?\n```\nTypeError: x is undefined\n```' } });
    assert.deepEqual(blocks.map((b) => BlockKind[b.kind]).slice(0, 2), ['Typed', 'Pasted']);
  });

  test('counts the lines of edits by file, none for what was undone', () => {
    const range = { startLineNumber: 3, startColumn: 1, endLineNumber: 5, endColumn: 1 };
    const { blocks } = readRequest({
      response: [
        {
          kind: 'textEditGroup',
          uri: { $mid: 1, path: '/w/a.ts', scheme: 'file' },
          edits: [[{ text: 'one\ntwo\nthree\n', range }]],
          done: true,
        },
        {
          kind: 'textEditGroup',
          uri: { $mid: 1, path: '/w/b.ts', scheme: 'file' },
          edits: [[{ text: 'x', range }], []],
          done: true,
        },
        {
          kind: 'textEditGroup',
          uri: { $mid: 1, path: '/w/a.ts', scheme: 'file' },
          edits: [[{ text: 'four', range: { ...range, endLineNumber: 3 } }]],
          done: true,
        },
      ],
      editedFileEvents: [
        { uri: { path: '/w/a.ts' }, eventKind: 1 },
        { uri: { path: '/w/b.ts' }, eventKind: 2 },
      ],
    });
    const edits = blocks.filter((b) => b.kind === BlockKind.Edit);
    assert.deepEqual(
      edits.map((b) => [b.target, b.name, b.added, b.removed]),
      [
        ['/w/a.ts', 'kept', 4, 2],
        ['/w/b.ts', 'undone', 0, 0],
      ],
    );
  });

  test('sub-agents, compactions, errors and images', () => {
    const { blocks } = readRequest({
      variableData: { variables: [{ kind: 'image', value: { 0: 137, 1: 80 }, mimeType: 'image/png' }] },
      response: [
        {
          kind: 'toolInvocationSerialized',
          toolId: 'runSubagent',
          toolCallId: 'c9',
          toolSpecificData: { kind: 'subagent', agentName: 'Explore', prompt: 'Find it', result: 'Found' },
        },
      ],
      result: {
        metadata: { summaries: [{ toolCallRoundId: 'x', text: 'So far.' }] },
        errorDetails: { message: 'Rate limit' },
      },
    });
    assert.deepEqual(blocks.map(brief), [
      ['Typed', 5, '', ''],
      ['Image', 2, 'image/png', ''],
      ['SubAgent', 7, 'Explore', ''],
      ['ToolResult', 5, 'runSubagent', ''],
      ['Compaction', 7, '', ''],
      ['Error', 10, '', ''],
    ]);
  });

  const chips: [string, object, string | undefined][] = [
    ['a file', { kind: 'file', id: 'f', value: { path: '/w/a.ts' } }, 'file'],
    ['a selection', { kind: 'file', id: 'vscode.implicit.selection', value: { uri: {}, range: {} } }, 'file'],
    ['what is open', { kind: 'implicit', isFile: true, isSelection: false, enabled: true, value: {} }, 'file'],
    ['what is open and not sent', { kind: 'implicit', isFile: true, enabled: false, value: {} }, undefined],
    ['a symbol', { kind: 'symbol', value: { uri: {} } }, 'file'],
    ['copied code', { kind: 'paste', code: 'let a;' }, 'file'],
    ['a folder', { kind: 'directory', value: { path: '/w' } }, 'directory'],
    ['a file, as it was written before 2025', { id: 'f', isFile: true, value: {} }, 'file'],
    ['a folder, as it was written before 2025', { id: 'd', isDirectory: true, value: {} }, 'directory'],
    ['instructions', { kind: 'promptFile', isRoot: true, automaticallyAdded: true }, undefined],
    ['a file that VS Code added', { kind: 'file', automaticallyAdded: true }, undefined],
    ['a list of skills', { kind: 'promptText', value: '<skills/>' }, undefined],
    ['a tool', { kind: 'tool', id: 't' }, undefined],
    ['nothing known', { kind: 7 }, undefined],
  ];
  for (const [what, variable, name] of chips) {
    test(`beside the prompt: ${what}`, () => {
      const { blocks } = readRequest({ variableData: { variables: [variable] } });
      const beside = blocks.filter(({ kind }) => kind === BlockKind.Injected);
      assert.deepEqual(beside.map(brief), name ? [['Injected', 0, name, '']] : []);
    });
  }

  test('holds no text', () => {
    const { blocks } = readRequest({ message: { text: 'my secret word' } });
    assert.equal(JSON.stringify(blocks).includes('secret'), false);
  });
});

import assert from 'node:assert/strict';
import { openCopilotLog } from '../../../src/core/sources/openCopilotLog';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import { fixtureFile } from '../../support/readFixture';
import { readCase } from './copilotReading';

function recordsOf(name: string, rank: number): UsageRecord[] {
  return readCase(name).raw.filter((record) => record.storeRank === rank);
}

suite('Copilot stores', () => {
  test('agent-traces.db: cache parts, reasoning, cost, and children under their parent', () => {
    assert.deepEqual(
      recordsOf('agent-traces', 50).map((r) => [
        r.dedupKey,
        r.conversationId,
        r.operationName,
        r.agentName,
        r.providerName,
        r.responseModel,
        r.cacheReadInputTokens,
        r.cacheCreationInputTokens,
        r.reasoningOutputTokens,
        r.reportedCostNano,
      ]),
      [
        [
          'copilot-chat:s7:span:p1',
          's7',
          'chat',
          '',
          'anthropic',
          'claude-sonnet-4-5-20250929',
          0,
          7900,
          30,
          undefined,
        ],
        [
          'copilot-chat:s7:span:p2',
          's7',
          'chat',
          '',
          'anthropic',
          'claude-sonnet-4-5-20250929',
          7900,
          0,
          0,
          12_500_000,
        ],
        ['copilot-chat:s7:span:p3', 's7', 'chat', 'Explore', 'openai', '', 0, 0, 0, undefined],
      ],
    );
  });

  test('debug log: side tasks and sub-agents count for the conversation that started them', () => {
    assert.deepEqual(
      recordsOf('debug-log', 40).map((r) => [
        r.dedupKey,
        r.responseId,
        r.operationName,
        r.agentName,
        r.reportedCostNano,
      ]),
      [
        ['copilot-chat:s6:span:a1', 'a1', 'chat', '', undefined],
        ['copilot-chat:s6:span:a2', 'resp-2', 'chat', '', 15_000_000],
        ['copilot-chat:s6:span:c1', 'c1', 'chat', 'runSubagent', undefined],
        ['copilot-chat:s6:span:b1', 'b1', 'title', '', undefined],
      ],
    );
  });

  test('agent-traces.db: the effort, where an attribute tells it', () => {
    assert.deepEqual(
      recordsOf('agent-traces', 50).map((r) => [r.responseId, r.effort]),
      [
        ['p1', 'high'],
        ['p2', ''],
        ['p3', ''],
      ],
    );
  });

  test('span file: a span of either shape, at its line', () => {
    assert.deepEqual(
      recordsOf('span-file', 45).map((r) => [r.dedupKey, r.responseId, r.responseModel, r.timestamp, r.at.offset > 0]),
      [
        ['copilot-chat:s8:span:q1', 'resp-q1', 'gpt-5.2-2026-01-15', 1785500001500, true],
        ['copilot-chat:s8:span:q2', 'resp-q2', 'gpt-5.2-2026-01-15', 1785500001500, true],
      ],
    );
  });

  test('span file: input that leaves out the cache is completed', () => {
    const [record] = readLines('/x/spans.jsonl', [
      {
        spanId: 'a',
        startTime: [1785500001, 0],
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.conversation.id': 'c',
          'gen_ai.usage.input_tokens': 12,
          'gen_ai.usage.output_tokens': 3,
          'gen_ai.usage.cache_read.input_tokens': 900,
          'gen_ai.usage.cache_creation.input_tokens': 100,
        },
      },
    ]).records;
    assert.deepEqual([record!.inputTokens, record!.conversationId], [1012, 'c']);
  });

  const efforts: [unknown, string][] = [
    ['medium', 'medium'],
    [undefined, ''],
    [2, ''],
    ['m'.repeat(10_000), ''],
  ];
  for (const [logged, effort] of efforts) {
    test(`span file: an effort logged as ${JSON.stringify(logged)?.slice(0, 20)} is ${effort || 'not known'}`, () => {
      const attributes = {
        'gen_ai.operation.name': 'chat',
        'gen_ai.conversation.id': 'c',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.request.reasoning.level': logged,
      };
      const { records } = readLines('/x/spans.jsonl', [{ spanId: 'a', startTime: [1785500001, 0], attributes }]);
      assert.deepEqual(
        records.map((r) => r.effort),
        [effort],
      );
    });
  }

  test('transcript: estimated, without a model, in the folder it names', () => {
    const [first] = recordsOf('transcript', 10).filter((r) => r.conversationId === 's9');
    assert.deepEqual(
      [first!.dedupKey, first!.basis, first!.estimateError, first!.requestModel, first!.providerName, first!.workspace],
      ['copilot-chat:s9:message:m1', 'estimated', undefined, '', '', '/w/app'],
    );
  });

  test("transcript: no call exceeds a model's window", () => {
    const path = '/u/User/workspaceStorage/h/GitHub.copilot-chat/transcripts/s.jsonl';
    const asked = { type: 'user.message', id: 'u', data: { content: 'a'.repeat(4.28 * 150_000) } };
    const answered = { type: 'assistant.message', id: 'm', data: { messageId: 'm', content: 'Well.' } };
    assert.deepEqual(
      readLines(path, [asked, answered]).records.map((r) => r.inputTokens),
      [128_000],
    );
  });

  test('transcript: goes on where the last reading ended', () => {
    const path = '/u/User/workspaceStorage/h/GitHub.copilot-chat/transcripts/s.jsonl';
    const said = (id: string): object => ({
      type: 'assistant.message',
      id,
      data: { messageId: id, content: 'a'.repeat(428) },
    });
    const asked = { type: 'user.message', id: 'u', data: { content: 'a'.repeat(428) } };
    const first = readLines(path, [{ type: 'session.start', id: 'e', data: { sessionId: 'own' } }, asked, said('m1')]);
    const second = readLines(path, [said('m2')], JSON.parse(JSON.stringify(first.state)));
    assert.deepEqual(
      [...first.records, ...second.records].map((r) => [r.conversationId, r.inputTokens, r.outputTokens]),
      [
        ['own', 100, 100],
        ['own', 200, 100],
      ],
    );
  });

  test('reports what is no JSON in any store of lines', () => {
    for (const path of [
      '/x/spans.jsonl',
      '/u/GitHub.copilot-chat/debug-logs/s/main.jsonl',
      '/u/GitHub.copilot-chat/transcripts/s.jsonl',
    ]) {
      assert.deepEqual(readLines(path, ['{"a":']).problems, ['malformed-line'], path);
    }
  });
});

function readLines(path: string, lines: unknown[], state?: unknown) {
  const root = { path: '/x', label: 'setting', depth: 6 };
  const records: UsageRecord[] = [];
  const problems: string[] = [];
  const parser = openCopilotLog(
    fixtureFile(path, root, { as: 'lines' }),
    { record: (r) => records.push(r), block: () => undefined, problem: (code) => problems.push(code) },
    state,
  );
  for (const line of lines) {
    const bytes = new TextEncoder().encode(typeof line === 'string' ? line : JSON.stringify(line));
    parser.line!(bytes, 0, bytes.length, 0);
  }
  return { records, problems, state: parser.end?.() };
}

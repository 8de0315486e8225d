import assert from 'node:assert/strict';
import { BlockKind } from '../../../src/core/usage/blockKind';
import type { SessionFilter } from '../../../src/protocol/messages';
import { session } from '../../../src/node/queries/session';
import { lastPart } from '../../../src/node/queries/sessionRows';
import { sessions } from '../../../src/node/queries/sessions';
import { TestLedger } from './queriesLedger';

const ALL: SessionFilter = { text: '', sort: 'lastAt', descending: true, offset: 0, limit: 100 };

function threeSessions(): TestLedger {
  const ledger = new TestLedger('2026-05-10T12:00:00Z');
  ledger.read('/logs/a.jsonl', [
    ledger.call('2026-05-01T08:00:00Z', { conversationId: 'alpha-1', inputTokens: 5000 }),
    ledger.call('2026-05-01T09:00:00Z', { conversationId: 'alpha-1', requestModel: 'big-model', agentName: 'helper' }),
    ledger.call('2026-05-01T09:01:00Z', { conversationId: 'alpha-1', requestModel: 'big-model', agentName: 'other' }),
    ledger.call('2026-05-05T08:00:00Z', { conversationId: 'beta-2', workspace: '/home/dev/Überblick' }),
  ]);
  ledger.read('/logs/b.jsonl', [
    ledger.call('2026-05-09T08:00:00Z', {
      source: 'codex',
      conversationId: 'gamma-3',
      workspace: 'C:\\work\\shop',
      inputTokens: 3000,
    }),
  ]);
  return ledger;
}

suite('Query: sessions', () => {
  const found = (ledger: TestLedger, filter: Partial<SessionFilter>): string[] =>
    sessions(ledger.context(), { ...ALL, ...filter }).rows.map((s) => s.conversationId);

  test('a row tells what the session used', () => {
    const row = sessions(threeSessions().context(), { ...ALL, text: 'alpha' }).rows[0]!;
    assert.equal(row.source, 'claude-code');
    assert.equal(row.project, 'shop');
    assert.equal(row.workspace, '/home/dev/shop');
    assert.deepEqual(row.models, ['big-model', 'acme-1']);
    assert.equal(row.firstAt, Date.parse('2026-05-01T08:00:00Z'));
    assert.equal(row.lastAt, Date.parse('2026-05-01T09:01:00Z'));
    assert.equal(row.subAgents, 2);
    assert.equal(row.peakContextTokens, 5000);
    assert.equal(row.requests, 3);
    assert.equal(row.inputTokens, 7000);
    assert.equal(row.costNano, 5_200_000);
    assert.equal(row.unpricedRequests, 2);
  });

  for (const [text, expected] of [
    ['', ['gamma-3', 'beta-2', 'alpha-1']],
    ['ALPHA', ['alpha-1']],
    ['überBLICK', ['beta-2']],
    ['shop', ['gamma-3', 'alpha-1']],
    ['big-mod', ['alpha-1']],
    ['acme', ['gamma-3', 'beta-2', 'alpha-1']],
    ['%', []],
    ["' OR 1=1 --", []],
  ] as const) {
    test(`searching ${JSON.stringify(text)}`, () => {
      assert.deepEqual(found(threeSessions(), { text }), expected);
    });
  }

  for (const [sort, expected] of [
    ['lastAt', ['alpha-1', 'beta-2', 'gamma-3']],
    ['costNano', ['beta-2', 'gamma-3', 'alpha-1']],
    ['inputTokens', ['beta-2', 'gamma-3', 'alpha-1']],
    ['peakContextTokens', ['beta-2', 'gamma-3', 'alpha-1']],
    ['requests', ['beta-2', 'gamma-3', 'alpha-1']],
  ] as const) {
    test(`sorted by ${sort}`, () => {
      assert.deepEqual(found(threeSessions(), { sort, descending: false }), expected);
      assert.deepEqual(found(threeSessions(), { sort, descending: true }), expected.toReversed());
    });
  }

  test('an unheard-of sort does not reach the database', () => {
    assert.deepEqual(found(threeSessions(), { sort: 'id; DROP TABLE session' as 'lastAt' }).length, 3);
  });

  test('of one assistant, of a span of days', () => {
    assert.deepEqual(found(threeSessions(), { source: 'codex' }), ['gamma-3']);
    assert.deepEqual(found(threeSessions(), { since: '2026-05-02', until: '2026-05-05' }), ['beta-2']);
    assert.deepEqual(found(threeSessions(), { until: '2026-05-01' }), ['alpha-1']);
  });

  test('a page of the list knows the whole list’s length', () => {
    const page = sessions(threeSessions().context(), { ...ALL, offset: 1, limit: 1 });
    assert.equal(page.total, 3);
    assert.equal(page.offset, 1);
    assert.deepEqual(
      page.rows.map((r) => r.conversationId),
      ['beta-2'],
    );
  });

  test('500 rows at most', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const calls = Array.from({ length: 501 }, (_, i) =>
      ledger.call('2026-05-01T08:00:00Z', { conversationId: `${i}` }),
    );
    ledger.read('/logs/a.jsonl', calls);
    assert.equal(sessions(ledger.context(), { ...ALL, limit: 1e9 }).rows.length, 500);
    assert.equal(sessions(ledger.context(), { ...ALL, offset: -5, limit: NaN }).rows.length, 0);
  });
});

suite('Query: session', () => {
  test('there is no such session', () => {
    assert.equal(session(threeSessions().context(), { id: 99 }), undefined);
  });

  test('calls stand in time order, in the turn that they answer', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read(
      '/logs/a.jsonl',
      [
        ledger.call('2026-05-01T08:03:00Z', { responseId: 'third' }),
        ledger.call('2026-05-01T08:00:00Z', { responseId: 'first' }),
        ledger.call('2026-05-01T08:02:00Z', { responseId: 'second' }),
      ],
      [
        ledger.block(BlockKind.Typed, '2026-05-01T08:01:00Z', 10),
        ledger.block(BlockKind.Typed, '2026-05-01T08:02:30Z', 20),
      ],
    );
    const view = session(ledger.context(), { id: 1 })!;
    assert.deepEqual(
      view.requests.map((r) => [r.responseId, r.turn]),
      [
        ['first', 0],
        ['second', 1],
        ['third', 2],
      ],
    );
    assert.equal(view.session.turns, 2);
    assert.equal(view.omitted, 0);
    assert.deepEqual(view.requests[0]!.at, { file: '/logs/a.jsonl', offset: 200 });
    assert.equal(view.requests[0]!.costNano, 1_200_000);
  });

  test('what came in since the agent’s call before fills the context', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read(
      '/logs/a.jsonl',
      [
        ledger.call('2026-05-01T08:01:00Z'),
        ledger.call('2026-05-01T08:02:00Z', { agentName: 'helper' }),
        ledger.call('2026-05-01T08:03:00Z', { agentName: '' }),
      ],
      [
        ledger.block(BlockKind.Typed, '2026-05-01T08:00:00Z', 30),
        ledger.block(BlockKind.AssistantText, '2026-05-01T08:01:00Z', 500),
        ledger.block(BlockKind.ToolCall, '2026-05-01T08:01:01Z', 500, { name: 'Read' }),
        ledger.block(BlockKind.ToolResult, '2026-05-01T08:01:02Z', 70, { name: 'Read' }),
        ledger.block(BlockKind.ToolResult, '2026-05-01T08:01:03Z', 80, { name: 'Read' }),
        ledger.block(BlockKind.ToolResult, '2026-05-01T08:01:04Z', 900, { name: 'Bash' }),
        ledger.block(BlockKind.Typed, '2026-05-01T08:01:05Z', 40, { agentName: 'helper' }),
        ledger.block(BlockKind.Injected, '2026-05-01T08:01:06Z', 5),
        ledger.block(BlockKind.Image, '2026-05-01T08:01:07Z', 6000),
        ledger.block(BlockKind.ToolResult, '2026-05-01T08:03:01Z', 9999, { name: 'Bash' }),
      ],
    );
    assert.deepEqual(
      session(ledger.context(), { id: 1 })!.requests.map((r) => r.filledBy),
      [
        [{ kind: 'Typed', name: '', count: 1, bytes: 30 }],
        [{ kind: 'Typed', name: '', count: 1, bytes: 40 }],
        [
          { kind: 'Image', name: '', count: 1, bytes: 6000 },
          { kind: 'ToolResult', name: 'Bash', count: 1, bytes: 900 },
          { kind: 'ToolResult', name: 'Read', count: 2, bytes: 150 },
          { kind: 'Injected', name: '', count: 1, bytes: 5 },
        ],
      ],
    );
  });

  test('a copy of the conversation in another file fills nothing twice', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const blocks = [ledger.block(BlockKind.Typed, '2026-05-01T08:00:00Z', 30)];
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-01T08:01:00Z')], blocks);
    ledger.read('/logs/copy.jsonl', [], blocks);
    const view = session(ledger.context(), { id: 1 })!;
    assert.deepEqual(view.requests[0]!.filledBy, [{ kind: 'Typed', name: '', count: 1, bytes: 30 }]);
    assert.equal(view.session.turns, 1);
  });

  test('of a very long session 2,000 calls around the dearest are shown', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const start = Date.parse('2026-05-01T00:00:00Z');
    const calls = Array.from({ length: 2500 }, (_, i) =>
      ledger.call('2026-05-01T00:00:00Z', {
        timestamp: start + i * 1000,
        responseId: `r${i}`,
        inputTokens: i === 1200 ? 5000 : 1000,
      }),
    );
    ledger.read('/logs/a.jsonl', calls);
    const view = session(ledger.context(), { id: 1 })!;
    assert.equal(view.requests.length, 2000);
    assert.equal(view.omitted, 500);
    assert.equal(view.requests[0]!.responseId, 'r200');
    assert.equal(view.session.requests, 2500);
  });
});

suite('A folder’s last part', () => {
  for (const [folder, expected] of [
    ['/home/dev/shop', 'shop'],
    ['/home/dev/shop/', 'shop'],
    ['C:\\work\\shop', 'shop'],
    ['shop', 'shop'],
    ['/', ''],
    ['', ''],
  ] as const) {
    test(JSON.stringify(folder), () => assert.equal(lastPart(folder), expected));
  }
});

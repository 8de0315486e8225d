import assert from 'node:assert/strict';
import { BlockKind } from '../../../src/core/usage/blockKind';
import { guardrails } from '../../../src/node/queries/guardrails';
import { gauge } from '../../../src/node/queries/gauge';
import { snooze, tagSession } from '../../../src/node/coach/adviceState';
import { TestLedger } from './queriesLedger';

const NOW = '2026-06-15T12:00:00Z';
const at = (minutes: number): string => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();

/** A command that fails the same way `times` times, the last time so many minutes ago. */
function failing(times: number, minutesAgo: number): TestLedger {
  const ledger = new TestLedger(NOW);
  const calls = Array.from({ length: times + 1 }, (_, i) =>
    ledger.call(at(minutesAgo + times - i), { workspace: '/home/me/shop' }),
  );
  const blocks = Array.from({ length: times }, (_, i) => {
    const when = new Date(Date.parse(at(minutesAgo + times - i)) + 1000).toISOString();
    const tool = { name: 'Bash', target: 'npm' };
    return [
      ledger.block(BlockKind.ToolCall, when, 40, { ...tool, callKey: calls[i]!.dedupKey }),
      ledger.block(BlockKind.ToolResult, when, 90, { ...tool, isError: true }),
    ];
  });
  const prompt = ledger.block(BlockKind.Typed, at(minutesAgo + times + 1), 20);
  ledger.read('/logs/a.jsonl', calls, [prompt, ...blocks.flat()]);
  return ledger;
}

suite('guardrails of the moment', () => {
  test('tell of a loop with what it has cost so far', () => {
    const [alert, ...others] = guardrails(failing(4, 2).context());
    assert.deepEqual(others, []);
    assert.equal(alert?.ruleId, 'loop');
    assert.equal(alert.project, 'shop');
    assert.deepEqual(alert.why.figures, { tool: 'Bash npm', times: { unit: 'count', value: 4 } });
    // The third and the fourth call.
    assert.equal(alert.costNano, 2_400_000);
  });

  test('a loop that goes on is the same one', () => {
    const [first] = guardrails(failing(4, 2).context());
    const [second] = guardrails(failing(5, 1).context());
    assert.equal(first?.key, second?.key);
  });

  test('what is over for half an hour is no news', () => {
    assert.deepEqual(guardrails(failing(4, 45).context()), []);
  });

  test('nothing is told where the user wants to hear nothing', () => {
    const ledger = failing(4, 2);
    const { db } = ledger.context();
    snooze(db, 'loop', '/home/me/shop', Date.parse(NOW) + 1000);
    assert.deepEqual(guardrails(ledger.context()), []);
    snooze(db, 'loop', '/home/me/shop', 0);
    snooze(db, 'loop', '/home/me/elsewhere', Date.parse(NOW) + 1000);
    assert.equal(guardrails(ledger.context()).length, 1);
  });

  /** A dozen sessions of $1 on the days before, and one now. */
  function withSpike(dollars: number): TestLedger {
    const ledger = new TestLedger(NOW);
    for (let i = 0; i < 12; i++) {
      const usual = ledger.call(at(60 * 24 * (12 - i)), { conversationId: `day-${i}`, inputTokens: 1_000_000 });
      ledger.read(`/logs/day-${i}.jsonl`, [usual]);
    }
    ledger.read('/logs/now.jsonl', [ledger.call(at(1), { conversationId: 'now', inputTokens: dollars * 1_000_000 })]);
    return ledger;
  }

  test('tell of a session that costs far more than usual', () => {
    const [alert] = guardrails(withSpike(9).context());
    assert.equal(alert?.ruleId, 'spike');
    assert.ok(alert.costNano > 8e9);
    assert.deepEqual(guardrails(withSpike(1.1).context()), []);
  });

  test('ask no more about a session that is tagged', () => {
    const ledger = withSpike(9);
    const { db } = ledger.context();
    tagSession(db, guardrails(ledger.context())[0]!.sessionId, 'worth-it', 0);
    assert.deepEqual(guardrails(ledger.context()), []);
  });

  test('an empty ledger has no news', () => assert.deepEqual(guardrails(new TestLedger(NOW).context()), []));
});

suite('cache of the large context', () => {
  function cached(minutesAgo: number, fields = {}): ReturnType<typeof gauge>['cache'] {
    const ledger = new TestLedger(NOW);
    const tokens = { inputTokens: 142_000, cacheReadInputTokens: 140_000, cacheCreationInputTokens: 2_000 };
    const call = ledger.call(at(minutesAgo), {
      ...tokens,
      providerName: 'anthropic',
      workspace: '/home/me/shop',
      ...fields,
    });
    ledger.read('/logs/a.jsonl', [call]);
    return gauge(ledger.context(), { weekStart: 1 }).cache;
  }
  const hour = { cacheCreation1hInputTokens: 2_000 };

  test('is told with the minute it ends', () => {
    const expiresAt = Date.parse(at(3)) + 5 * 60_000;
    assert.deepEqual(cached(3), { contextTokens: 142_000, expiresAt, project: 'shop' });
    assert.equal(cached(40, hour)?.expiresAt, Date.parse(at(40)) + 60 * 60_000);
  });

  test('is told of the main thread, whoever was asked since', () => {
    const ledger = new TestLedger(NOW);
    const call = (minutesAgo: number, read: number, written: number, long: number, fields = {}) =>
      ledger.call(at(minutesAgo), {
        inputTokens: 142_000,
        cacheReadInputTokens: read,
        cacheCreationInputTokens: written,
        cacheCreation1hInputTokens: long,
        providerName: 'anthropic',
        ...fields,
      });
    ledger.read('/logs/a.jsonl', [
      call(30, 140_000, 2_000, 2_000),
      call(25, 0, 9_000, 0, { agentName: 'a1' }),
      call(20, 142_000, 0, 0),
      call(20, 100_000, 42_000, 0, { operationName: 'attempt' }),
      call(19, 0, 0, 0, { operationName: 'advisor' }),
    ]);
    assert.equal(gauge(ledger.context(), { weekStart: 1 }).cache?.expiresAt, Date.parse(at(20)) + 60 * 60_000);
  });

  const gone: [string, number, object][] = [
    ['five minutes are over', 6, {}],
    ['an hour is over', 61, hour],
    ['the context is small', 3, { inputTokens: 99_999, cacheReadInputTokens: 90_000 }],
    ['the call is an estimate', 3, { basis: 'estimated' }],
    ['it is a helper’s', 3, { agentName: 'a1' }],
    ['of a provider that tells no one', 3, { providerName: 'acme' }],
    ['nothing was cached', 3, { cacheReadInputTokens: 0, cacheCreationInputTokens: 0 }],
  ];
  for (const [name, minutes, fields] of gone)
    test(`is not told: ${name}`, () => assert.equal(cached(minutes, fields), undefined));
});

import assert from 'node:assert/strict';
import { guardrails } from '../../../src/node/queries/guardrails';
import { overview } from '../../../src/node/queries/overview';
import { session } from '../../../src/node/queries/session';
import { sessions } from '../../../src/node/queries/sessions';
import { whatIf } from '../../../src/node/queries/whatIf';
import { TestLedger } from './queriesLedger';

/** Twice what a number holds as a whole one, as the calls of broken logs may add up to. */
const NANO = 2e16;

suite('Queries of a session that cost more than can be', () => {
  const ledger = (): TestLedger => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const huge = { inputTokens: 1e13, outputTokens: 0 };
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-05-09T08:00:00Z', huge),
      ledger.call('2026-05-09T08:01:00Z', huge),
      ledger.call('2026-05-10T11:50:00Z', { conversationId: 'two' }),
    ]);
    return ledger;
  };

  test('the list of sessions', () => {
    const filter = { text: '', sort: 'costNano', descending: true, offset: 0, limit: 10 } as const;
    const { rows } = sessions(ledger().context(), filter);
    assert.deepEqual(
      rows.map(({ costNano }) => costNano),
      [NANO, 1_200_000],
    );
  });

  test('the session', () => assert.equal(session(ledger().context(), { id: 1 })?.session.costNano, NANO));

  test('the overview', () => {
    const { topSessions } = overview(ledger().context(), { span: {}, groupBy: 'model' });
    assert.equal(topSessions[0]?.costNano, NANO);
  });

  test('what-if', () => assert.equal(whatIf(ledger().context(), { days: 30 }).days, 30));

  test('guardrails', () => assert.deepEqual(guardrails(ledger().context()), []));
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TOTAL_KEYS } from '../../../src/core/usage/totals';
import { overview } from '../../../src/node/queries/overview';
import { report } from '../../../src/node/queries/report';
import { sessions } from '../../../src/node/queries/sessions';
import { TestLedger } from './queriesLedger';

const NOW = '2026-05-10T12:00:00Z';
const FIRST = Date.parse('2026-03-01T00:00:00Z');
const FIGURES = ['requests', 'inputTokens', 'outputTokens', 'unpricedRequests', 'estimatedRequests'] as const;

const call = fc.record({
  timestamp: fc.integer({ min: FIRST, max: Date.parse(NOW) }),
  source: fc.constantFrom('claude-code' as const, 'codex' as const),
  requestModel: fc.constantFrom('acme-1', 'nobody-knows', ''),
  workspace: fc.constantFrom('/w/a', '/w/b', '__proto__', ''),
  conversationId: fc.constantFrom('one', 'two', 'constructor'),
  agentName: fc.constantFrom('', 'helper'),
  inputTokens: fc.nat(2_000_000),
  outputTokens: fc.nat(100_000),
  basis: fc.constantFrom('recorded' as const, 'estimated' as const),
});
const timezone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Los_Angeles', 'Australia/Lord_Howe');

function filled(calls: (typeof call extends fc.Arbitrary<infer T> ? T : never)[], zone: string): TestLedger {
  const ledger = new TestLedger(NOW, zone);
  calls.forEach((fields, i) => ledger.read(`/logs/${i}.jsonl`, [ledger.call(NOW, fields)]));
  return ledger;
}

suite('Sums of queries', () => {
  test('every table of a report adds up to its totals', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), timezone, (calls, zone) => {
        const r = report(filled(calls, zone).context(), {});
        assert.equal(r.totals.requests, calls.length);
        for (const rows of [r.bySource, r.byModel, r.byDay, r.byProject]) {
          for (const key of FIGURES) {
            assert.equal(
              rows.reduce((sum, row) => sum + row[key], 0),
              r.totals[key],
            );
          }
          const nano = rows.reduce((sum, row) => sum + Math.round(row.costUsd * 1e9), 0);
          assert.equal(nano, Math.round(r.totals.costUsd * 1e9));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('days side by side tell what the whole span tells', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 20 }), timezone, (calls, zone) => {
        const context = filled(calls, zone).context();
        for (const { date, ...day } of report(context, {}).byDay) {
          assert.deepEqual(report(context, { since: date, until: date }).totals, day);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the chart and the sessions add up to the overview', () => {
    const groups = fc.constantFrom('source' as const, 'model' as const, 'project' as const);
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), timezone, groups, (calls, zone, groupBy) => {
        const context = filled(calls, zone).context();
        const view = overview(context, { span: {}, groupBy });
        const all = sessions(context, { text: '', sort: 'lastAt', descending: true, offset: 0, limit: 500 });
        for (const key of TOTAL_KEYS) {
          assert.equal(
            view.series.reduce((sum, point) => sum + point.totals[key], 0),
            view.totals[key],
          );
          assert.equal(
            all.rows.reduce((sum, row) => sum + row[key], 0),
            view.totals[key],
          );
        }
        assert.deepEqual(
          view.topSessions.map((s) => s.costNano),
          all.rows.map((s) => s.costNano).toSorted((a, b) => b - a),
        );
      }),
      { numRuns: 50 },
    );
  });
});

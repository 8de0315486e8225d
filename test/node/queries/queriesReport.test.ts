import assert from 'node:assert/strict';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import { report } from '../../../src/node/queries/report';
import { TestLedger } from './queriesLedger';

const CALL = {
  requests: 1,
  inputTokens: 1000,
  cacheReadInputTokens: 0,
  cacheCreationInputTokens: 0,
  cacheCreation1hInputTokens: 0,
  outputTokens: 100,
  reasoningOutputTokens: 0,
  costUsd: 0.0012,
  unpricedRequests: 0,
  estimatedRequests: 0,
};

suite('Query: report', () => {
  test('an empty ledger is an empty report', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    assert.deepEqual(report(ledger.context(), {}), {
      schema: 1,
      generatedAt: '2026-05-10T12:00:00.000Z',
      timezone: 'UTC',
      period: { since: null, until: null },
      totals: { ...CALL, requests: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
      bySource: [],
      byModel: [],
      byDay: [],
      byProject: [],
      files: { seen: 0, read: 0, bytesRead: 0, unreadable: 0, malformedLines: 0 },
      notes: [],
    });
  });

  test('one call shows in every table', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-10T08:00:00Z')]);
    const r = report(ledger.context({ filesSeen: 3, filesRead: 1, bytesRead: 5000 }), {});
    assert.deepEqual(r.totals, CALL);
    assert.deepEqual(r.bySource, [{ source: 'claude-code', ...CALL }]);
    assert.deepEqual(r.byModel, [{ model: 'acme-1', provider: 'acme', ...CALL }]);
    assert.deepEqual(r.byDay, [{ date: '2026-05-10', ...CALL }]);
    assert.deepEqual(r.byProject, [{ project: '/home/dev/shop', ...CALL }]);
    assert.deepEqual(r.files, { seen: 3, read: 1, bytesRead: 5000, unreadable: 0, malformedLines: 0 });
  });

  test('a day is the local one', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z', 'Asia/Kathmandu');
    // 18:15 UTC is midnight at UTC+5:45.
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-08T18:14:59Z'), ledger.call('2026-05-08T18:15:00Z')]);
    assert.deepEqual(
      report(ledger.context(), {}).byDay.map((d) => [d.date, d.requests]),
      [
        ['2026-05-08', 1],
        ['2026-05-09', 1],
      ],
    );
  });

  test('days go up, everything else by cost and then by tokens', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const unknown = { requestModel: 'nobody-knows', inputTokens: 9_000_000, workspace: '/w/b' };
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-05-09T08:00:00Z', unknown),
      ledger.call('2026-05-09T08:00:00Z', { requestModel: 'unheard-of', workspace: '' }),
      ledger.call('2026-05-08T08:00:00Z'),
    ]);
    const r = report(ledger.context(), {});
    assert.deepEqual(
      r.byDay.map((d) => d.date),
      ['2026-05-08', '2026-05-09'],
    );
    assert.deepEqual(
      r.byModel.map((m) => m.model),
      ['acme-1', 'nobody-knows', 'unheard-of'],
    );
    assert.deepEqual(
      r.byProject.map((p) => p.project),
      ['/home/dev/shop', '/w/b', ''],
    );
  });

  test('both ends of the period are included', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read(
      '/logs/a.jsonl',
      ['06', '07', '08', '09'].map((day) => ledger.call(`2026-05-${day}T23:59:00Z`)),
    );
    const r = report(ledger.context(), { since: '2026-05-07', until: '2026-05-08' });
    assert.deepEqual(r.period, { since: '2026-05-07', until: '2026-05-08' });
    assert.deepEqual(
      r.byDay.map((d) => d.date),
      ['2026-05-07', '2026-05-08'],
    );
  });

  test('of one assistant only', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-09T08:00:00Z')]);
    ledger.read('/logs/b.jsonl', [ledger.call('2026-05-09T08:00:00Z', { source: 'codex' })]);
    const r = report(ledger.context(), { source: 'codex' });
    assert.deepEqual(
      r.bySource.map((s) => [s.source, s.requests]),
      [['codex', 1]],
    );
    assert.equal(r.totals.requests, 1);
  });

  test('what has no price is counted in tokens, and named', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-09T08:00:00Z', { requestModel: 'nobody-knows' })]);
    const r = report(ledger.context(), {});
    assert.deepEqual(r.totals, { ...CALL, costUsd: 0, unpricedRequests: 1 });
    assert.deepEqual(r.notes, [{ kind: 'unpriced-models', count: 1, detail: 'nobody-knows' }]);
  });

  const ranged = { basis: 'estimated', estimateError: 0.3, inputTokens: 1_000_000, outputTokens: 0 } as const;
  const least = { ...ranged, estimateError: undefined };
  const unpriced = { ...ranged, requestModel: 'nobody-knows' };
  const estimates: [string, Partial<UsageRecord>[], string][] = [
    ['within its range', [ranged], 'between $0.70 and $1.30'],
    ['of which only the least is known', [least], 'at least $1.00: what the assistant added is not in its log'],
    [
      'beside one of which the least is known',
      [ranged, least],
      'at least $1.70: what the assistant added is not in its log',
    ],
    // $1.019, and no more is sure
    [
      'of which no more than whole cents are told',
      [{ ...least, inputTokens: 1_019_000 }],
      'at least $1.01: what the assistant added is not in its log',
    ],
    ['without a price', [unpriced], 'unpriced'],
    ['without a price, of which only the least is known', [{ ...unpriced, estimateError: undefined }], 'unpriced'],
    ['beside ones without a price', [ranged, unpriced, unpriced], 'between $0.70 and $1.30; 2 unpriced'],
  ];
  for (const [what, fields, detail] of estimates) {
    test(`an estimate ${what} is told: ${detail}`, () => {
      const ledger = new TestLedger('2026-05-10T12:00:00Z');
      ledger.read(
        '/logs/a.jsonl',
        fields.map((f) => ledger.call('2026-05-09T08:00:00Z', f)),
      );
      const r = report(ledger.context(), {});
      assert.equal(r.totals.estimatedRequests, fields.length);
      assert.deepEqual(
        r.notes.filter(({ kind }) => kind === 'estimated'),
        [{ kind: 'estimated', count: fields.length, detail }],
      );
    });
  }

  test('a cost that the assistant recorded otherwise is told', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const fields = { inputTokens: 1_000_000, outputTokens: 0, reportedCostNano: 3_000_000_000 };
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-09T08:00:00Z', fields)]);
    assert.deepEqual(report(ledger.context(), {}).notes, [
      { kind: 'cost-differs', detail: '$3.00 recorded, $1.00 by the price list' },
    ]);
  });

  test('passed-over lines, unreadable files and what the run says are noted', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read(
      '/logs/a.jsonl',
      [],
      [],
      [
        { code: 'malformed-line', count: 2, offset: 7, detail: '' },
        { code: 'implausible-number', count: 1, offset: 9, detail: '' },
        { code: 'implausible-time', count: 4, offset: 11, detail: '' },
      ],
    );
    const r = report(
      ledger.context({
        unreadable: Array(5).fill({ path: '/logs/x', reason: 'EACCES' }),
        notes: [{ kind: 'indexed-elsewhere' }],
      }),
      {},
    );
    assert.equal(r.files.malformedLines, 3);
    assert.deepEqual(r.notes, [
      { kind: 'indexed-elsewhere' },
      { kind: 'malformed-lines', count: 3 },
      { kind: 'times-replaced', count: 4 },
      { kind: 'unreadable-files', count: 5 },
    ]);
  });

  test('a damaged file counts as unreadable for as long as it is there', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const damage = { code: 'corrupt', count: 1, offset: 0, detail: 'Z_BUF_ERROR' } as const;
    ledger.read('/logs/a.jsonl.zst', [], [], [damage]);
    ledger.read('/logs/b.jsonl.zst', [], [], [damage]);
    const both = report(ledger.context({ unreadable: [{ path: '/logs/c', reason: 'EACCES' }] }), {});
    assert.equal(both.files.unreadable, 3);
    assert.deepEqual(both.notes, [{ kind: 'unreadable-files', count: 3 }]);
    ledger.context().db.exec("UPDATE file SET gone = 1 WHERE path = '/logs/a.jsonl.zst'");
    assert.deepEqual(report(ledger.context(), {}).notes, [{ kind: 'unreadable-files', count: 1 }]);
  });

  test('prices are old after 90 days', () => {
    const ledger = new TestLedger('2026-07-30T00:00:00Z');
    assert.deepEqual(report(ledger.context(), {}).notes, []);
    assert.deepEqual(report(ledger.context({}, '2026-07-30T00:00:01Z'), {}).notes, [
      { kind: 'prices-old', detail: '2026-05-01' },
    ]);
  });

  for (const day of ['2026-02-30', '2026-5-1', 'today', '__proto__', '']) {
    test(`${JSON.stringify(day)} is no day`, () => {
      const ledger = new TestLedger('2026-05-10T12:00:00Z');
      assert.throws(() => report(ledger.context(), { since: day }), /not a day/);
    });
  }
});

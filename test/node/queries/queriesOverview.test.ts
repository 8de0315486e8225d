import assert from 'node:assert/strict';
import { gauge } from '../../../src/node/queries/gauge';
import { overview } from '../../../src/node/queries/overview';
import { TestLedger } from './queriesLedger';

const COST = 1_200_000;

suite('Query: gauge', () => {
  test('an empty ledger has no data', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const view = gauge(ledger.context({ indexing: true }), { weekStart: 1 });
    assert.equal(view.hasData, false);
    assert.equal(view.lastCallAt, undefined);
    assert.equal(view.forecast, undefined);
    assert.equal(view.indexing, true);
    assert.equal(view.day, '2026-05-10');
    assert.equal(view.pricesAsOf, '2026-05-01');
    assert.deepEqual(view.rows, []);
  });

  test('today, this week and this month are counted in local days', () => {
    // A Thursday. 22:00 UTC is midnight in Berlin.
    const ledger = new TestLedger('2026-05-14T12:00:00Z', 'Europe/Berlin');
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-04-30T21:59:00Z'),
      ledger.call('2026-04-30T22:00:00Z'),
      ledger.call('2026-05-10T21:59:00Z'),
      ledger.call('2026-05-10T22:00:00Z'),
      ledger.call('2026-05-13T21:59:00Z'),
      ledger.call('2026-05-13T22:00:00Z'),
    ]);
    const monday = gauge(ledger.context(), { weekStart: 1 });
    assert.deepEqual([monday.today.requests, monday.week.requests, monday.month.requests], [1, 3, 5]);
    assert.equal(monday.today.costNano, COST);
    assert.equal(monday.lastCallAt, Date.parse('2026-05-13T22:00:00Z'));
    const sunday = gauge(ledger.context(), { weekStart: 0 });
    assert.equal(sunday.week.requests, 4);
  });

  test('a week that began last month is whole', () => {
    const ledger = new TestLedger('2026-05-01T12:00:00Z');
    ledger.read('/logs/a.jsonl', [ledger.call('2026-04-28T08:00:00Z'), ledger.call('2026-05-01T08:00:00Z')]);
    const view = gauge(ledger.context(), { weekStart: 1 });
    assert.deepEqual([view.week.requests, view.month.requests], [2, 1]);
  });

  test('rows are today’s assistants and models, dearest first', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-05-10T08:00:00Z'),
      ledger.call('2026-05-10T09:00:00Z'),
      ledger.call('2026-05-10T08:00:00Z', { requestModel: 'nobody-knows' }),
      ledger.call('2026-05-09T08:00:00Z', { requestModel: 'of-yesterday' }),
    ]);
    ledger.read('/logs/b.jsonl', [ledger.call('2026-05-10T08:00:00Z', { source: 'codex', outputTokens: 5000 })]);
    assert.deepEqual(
      gauge(ledger.context(), { weekStart: 1 }).rows.map((r) => [r.source, r.model, r.requests]),
      [
        ['codex', 'acme-1', 1],
        ['claude-code', 'acme-1', 2],
        ['claude-code', 'nobody-knows', 1],
      ],
    );
  });

  test('days without a call weigh on the forecast once the first call was made', () => {
    // From the 13th, five days with a call each: Wednesday to Friday, Monday, Tuesday. Today is a Wednesday.
    const days = ['13', '14', '15', '18', '19'];
    const now = '2026-05-20T12:00:00Z';
    const fresh = new TestLedger(now);
    fresh.read(
      '/logs/a.jsonl',
      days.map((d) => fresh.call(`2026-05-${d}T08:00:00Z`)),
    );
    // 8 working days left, today included.
    assert.equal(gauge(fresh.context(), { weekStart: 1 }).forecast?.midNano, 13 * COST);

    const old = new TestLedger(now);
    old.read('/logs/a.jsonl', [
      old.call('2026-01-05T08:00:00Z'),
      ...days.map((d) => old.call(`2026-05-${d}T08:00:00Z`)),
    ]);
    // 5 calls on 20 working days: a quarter of a call for each of the 8 to come.
    assert.equal(gauge(old.context(), { weekStart: 1 }).forecast?.midNano, 7 * COST);
  });
});

suite('Query: overview', () => {
  test('an open span reaches from the first call to today', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [ledger.call('2026-05-08T08:00:00Z')]);
    const view = overview(ledger.context(), { span: {}, groupBy: 'source' });
    assert.deepEqual(view.span, { since: '2026-05-08', until: '2026-05-10' });
    assert.equal(view.bucket, 'day');
    assert.deepEqual(
      view.series.map((p) => [p.day, p.key, p.totals.requests]),
      [
        ['2026-05-08', 'claude-code', 1],
        ['2026-05-09', 'claude-code', 0],
        ['2026-05-10', 'claude-code', 0],
      ],
    );
  });

  test('an empty ledger is today without anything', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const view = overview(ledger.context(), { span: {}, groupBy: 'model' });
    assert.deepEqual(view.span, { since: '2026-05-10', until: '2026-05-10' });
    assert.deepEqual(
      view.series.map((p) => [p.day, p.key]),
      [['2026-05-10', '']],
    );
    assert.deepEqual(
      [view.bySource, view.byModel, view.byProject, view.topSessions, view.unpriced],
      [[], [], [], [], []],
    );
  });

  for (const [since, bucket, points, second] of [
    ['2026-02-08', 'day', 92, '2026-02-09'],
    ['2026-02-07', 'week', 14, '2026-02-09'],
    ['2024-05-10', 'week', 105, '2024-05-13'],
    ['2024-05-09', 'month', 25, '2024-06-01'],
    ['0001-01-01', 'month', 77, '2020-02-01'],
  ] as const) {
    test(`from ${since} it goes by ${bucket}`, () => {
      const ledger = new TestLedger('2026-05-10T12:00:00Z');
      const view = overview(ledger.context(), { span: { since, until: '2026-05-10' }, groupBy: 'source' });
      assert.equal(view.bucket, bucket);
      assert.equal(view.series.length, points);
      assert.equal(view.series[1]!.day, second);
    });
  }

  test('a week’s and a month’s calls are one bar', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-01-05T00:00:00Z'),
      ledger.call('2026-01-11T23:59:00Z'),
      ledger.call('2026-01-12T00:00:00Z'),
    ]);
    const bars = (since: string): [string, number][] =>
      overview(ledger.context(), { span: { since }, groupBy: 'source' })
        .series.filter((p) => p.totals.requests > 0)
        .map((p) => [p.day, p.totals.requests]);
    assert.deepEqual(bars('2026-01-01'), [
      ['2026-01-05', 2],
      ['2026-01-12', 1],
    ]);
    assert.deepEqual(bars('2021-01-01'), [['2026-01-01', 3]]);
  });

  test('the eight dearest groups are shown, the others as one', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read(
      '/logs/a.jsonl',
      Array.from({ length: 10 }, (_, i) =>
        ledger.call('2026-05-10T08:00:00Z', { workspace: `/w/${i}`, inputTokens: 1000 * (i + 1) }),
      ),
    );
    const view = overview(ledger.context(), { span: {}, groupBy: 'project' });
    assert.deepEqual(
      view.series.map((p) => [p.key, p.totals.inputTokens]),
      [
        ['/w/9', 10_000],
        ['/w/8', 9000],
        ['/w/7', 8000],
        ['/w/6', 7000],
        ['/w/5', 6000],
        ['/w/4', 5000],
        ['/w/3', 4000],
        ['/w/2', 3000],
        ['', 3000],
      ],
    );
    assert.equal(view.byProject.length, 10);
  });

  test('the span before is as long, and only told where the ledger reaches back', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-05-07T08:00:00Z'),
      ledger.call('2026-05-08T08:00:00Z'),
      ledger.call('2026-05-09T08:00:00Z'),
    ]);
    const before = (since: string): number | undefined =>
      overview(ledger.context(), { span: { since, until: '2026-05-10' }, groupBy: 'source' }).before?.requests;
    assert.equal(before('2026-05-09'), 2);
    assert.equal(before('2026-05-08'), undefined);
  });

  test('top sessions are those that cost most within the span', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [
      // Dearer as a whole, but not within the span.
      ledger.call('2026-05-01T08:00:00Z', { conversationId: 'long', inputTokens: 900_000 }),
      ledger.call('2026-05-09T08:00:00Z', { conversationId: 'long' }),
      ledger.call('2026-05-09T08:00:00Z', { conversationId: 'short', inputTokens: 2000 }),
      ledger.call('2026-05-01T08:00:00Z', { conversationId: 'past', inputTokens: 2000 }),
    ]);
    const view = overview(ledger.context(), { span: { since: '2026-05-09' }, groupBy: 'source' });
    assert.deepEqual(
      view.topSessions.map((s) => [s.conversationId, s.requests, s.costNano, s.outputCostNano]),
      [
        ['short', 1, 2_200_000, 200_000],
        ['long', 1, COST, 200_000],
      ],
    );
  });

  test('ten top sessions at most', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read(
      '/logs/a.jsonl',
      Array.from({ length: 12 }, (_, i) =>
        ledger.call('2026-05-10T08:00:00Z', { conversationId: `s${i}`, inputTokens: 1000 * (i + 1) }),
      ),
    );
    assert.deepEqual(
      overview(ledger.context(), { span: {}, groupBy: 'source' }).topSessions.map((s) => s.conversationId),
      ['s11', 's10', 's9', 's8', 's7', 's6', 's5', 's4', 's3', 's2'],
    );
  });

  test('models without a price are listed', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [
      ledger.call('2026-05-10T08:00:00Z'),
      ledger.call('2026-05-10T08:00:00Z', { requestModel: 'nobody-knows' }),
    ]);
    const view = overview(ledger.context(), { span: {}, groupBy: 'source' });
    assert.deepEqual(
      view.unpriced.map((m) => [m.model, m.unpricedRequests, m.inputTokens]),
      [['nobody-knows', 1, 1000]],
    );
  });
});

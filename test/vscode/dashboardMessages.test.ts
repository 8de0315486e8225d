import assert from 'node:assert/strict';
import { parseFromWebview } from '../../src/vscode/dashboard/dashboardMessages';

const sessions = { text: '', sort: 'lastAt', descending: true, offset: 0, limit: 100 };

function query(method: string, params: unknown) {
  return { type: 'query', id: 1, method, params };
}

suite('dashboardMessages', () => {
  for (const message of [
    query('overview', { span: { since: '2026-03-01', until: '2026-03-31' }, groupBy: 'model' }),
    query('overview', { span: {}, groupBy: 'source' }),
    query('sessions', sessions),
    query('sessions', { ...sessions, source: 'codex', since: '2026-03-01' }),
    query('session', { id: 7 }),
    query('explain', { request: '#12' }),
    query('sources', {}),
    { type: 'openLog', file: '/logs/a.jsonl', offset: 120 },
    { type: 'openSettings', query: 'tokenmin.billing' },
    { type: 'refresh' },
    { type: 'trySampleData' },
    { type: 'stopSampleData' },
    { type: 'copy', text: '{}' },
  ]) {
    test(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(parseFromWebview(message), message));
  }

  for (const message of [
    undefined,
    null,
    'refresh',
    [],
    {},
    { type: 'deleteAll' },
    { type: 'query', id: 1, method: 'run', params: {} },
    { type: 'query', id: 1, method: 'deleteAll', params: {} },
    { type: 'query', id: 1, method: '__proto__', params: {} },
    { type: 'query', id: 'one', method: 'sources', params: {} },
    query('sources', undefined),
    query('session', { id: -1 }),
    query('session', { id: 1.5 }),
    query('overview', { span: { since: '1 March' }, groupBy: 'model' }),
    query('overview', { span: {}, groupBy: 'price' }),
    query('sessions', { ...sessions, limit: 501 }),
    query('sessions', { ...sessions, source: 'other' }),
    query('sessions', { ...sessions, text: 'x'.repeat(1001) }),
    { type: 'openLog', file: '/logs/a.jsonl', offset: -1 },
    { type: 'openLog', file: 5, offset: 0 },
    { type: 'copy' },
  ]) {
    test(`refuses ${JSON.stringify(message)?.slice(0, 100) ?? 'undefined'}`, () => {
      assert.ok('error' in parseFromWebview(message));
    });
  }

  for (const [message, id] of [
    [query('session', { id: -1 }), 1],
    [{ type: 'query', id: 7, method: 'run', params: {} }, 7],
    [{ type: 'query', id: 'one', method: 'sources', params: {} }, undefined],
    [{ type: 'copy', id: 7 }, undefined],
    [null, undefined],
  ] as const) {
    test(`refuses ${JSON.stringify(message)} to ${id === undefined ? 'nobody' : `query ${id}`}`, () => {
      const refusal = parseFromWebview(message);
      assert.ok('error' in refusal);
      assert.equal(refusal.id, id);
    });
  }

  test('passes on nothing that was not asked for', () => {
    assert.deepEqual(parseFromWebview({ ...query('sources', { extra: 1 }), more: 2 }), query('sources', {}));
  });
});

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { Names } from '../../src/node/ledger/names';
import { migrate } from '../../src/node/ledger/schema';
import { recordOf } from '../support/recordOf';

suite('names', () => {
  let db: DatabaseSync;
  setup(() => migrate((db = new DatabaseSync(':memory:'))));
  teardown(() => db.close());

  test('one text has one number, and the number its text', () => {
    const names = new Names(db);
    const ids = ['', 'a', 'A', 'ключ', '__proto__', 'a'].map((text) => names.idOf(text));
    assert.equal(ids[1], ids[5]);
    assert.equal(new Set(ids).size, 5);
    assert.deepEqual(
      ids.map((id) => names.textOf(id)),
      ['', 'a', 'A', 'ключ', '__proto__', 'a'],
    );
  });

  test('another process gives the same numbers', () => {
    const id = new Names(db).idOf('shop');
    assert.equal(new Names(db).idOf('shop'), id);
  });

  test('numbers that were given in a transaction that failed are given anew', () => {
    const names = new Names(db);
    db.exec('BEGIN');
    names.idsOf(recordOf({ dedupKey: 'a', workspace: '/lost' }));
    db.exec('ROLLBACK');
    names.forget();
    const ids = names.idsOf(recordOf({ dedupKey: 'a', workspace: '/lost' }));
    assert.deepEqual(
      Array.from(ids, (id) => names.textOf(id)),
      ['acme-1', 'acme-1', 'acme', '', 'chat', '/lost', '', '', '', ''],
    );
  });

  test('a record that differs in one text from the last one has its own numbers', () => {
    const names = new Names(db);
    const first = names.idsOf(recordOf({ dedupKey: 'a' }));
    const fields = [
      'requestModel',
      'providerName',
      'agentName',
      'workspace',
      'serviceTier',
      'speed',
      'effort',
    ] as const;
    for (const field of fields) {
      assert.notDeepEqual(names.idsOf(recordOf({ dedupKey: 'a', [field]: `other ${field}` })), first, field);
      assert.deepEqual(names.idsOf(recordOf({ dedupKey: 'a' })), first);
    }
  });

  test('an unknown number is no text', () => assert.equal(new Names(db).textOf(99), ''));
});

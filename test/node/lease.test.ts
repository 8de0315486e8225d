import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Lease, leaseOwner } from '../../src/node/ledger/lease';
import { openLedger } from '../../src/node/ledger/openLedger';

const NOW = Date.UTC(2025, 0, 15);

suite('lease', () => {
  let folder: string;
  let databases: ReturnType<typeof openLedger>['db'][];
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-lease-'));
    databases = [];
  });
  teardown(() => {
    for (const db of databases) db.close();
    fs.rmSync(folder, { recursive: true });
  });

  function connect() {
    const { db } = openLedger(path.join(folder, 'ledger.sqlite'));
    databases.push(db);
    return db;
  }

  test('one at a time has it, and may prolong it', () => {
    const [one, two] = [new Lease(connect()), new Lease(connect())];
    assert.equal(one.acquire(NOW), true);
    assert.equal(two.acquire(NOW + 1), false);
    assert.equal(one.acquire(NOW + 9000), true);
    assert.equal(two.acquire(NOW + 18_000), false);
  });

  test('it is prolonged when less than ten seconds of it are left, and nothing is written before', () => {
    const [mine, other] = [connect(), connect()];
    const one = new Lease(mine);
    const version = (): unknown => other.prepare('PRAGMA data_version').get()?.['data_version'];
    one.acquire(NOW);
    const taken = version();
    assert.equal(one.acquire(NOW + 5000), true);
    assert.equal(version(), taken);
    assert.equal(one.acquire(NOW + 5001), true);
    assert.notEqual(version(), taken);
    assert.equal(new Lease(other).acquire(NOW + 20_001), false);
  });

  test('it is free once it was released, but only its owner can release it', () => {
    const [one, two] = [new Lease(connect()), new Lease(connect())];
    one.acquire(NOW);
    two.release();
    assert.equal(two.acquire(NOW), false);
    one.release();
    assert.equal(two.acquire(NOW), true);
  });

  test('it runs out', () => {
    const [one, two] = [new Lease(connect()), new Lease(connect())];
    one.acquire(NOW);
    assert.equal(two.acquire(NOW + 15_001), true);
    assert.equal(one.acquire(NOW + 15_002), false);
  });

  test('one that a wrong clock made for ever is no obstacle', () => {
    const [one, two] = [new Lease(connect()), new Lease(connect())];
    one.acquire(NOW + 365 * 86_400_000);
    assert.equal(two.acquire(NOW), true);
  });

  test('nobody waits for a process of this machine that has ended', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    new Lease(connect(), leaseOwner(pid)).acquire(NOW);
    assert.equal(new Lease(connect()).acquire(NOW + 1), true);
  });

  test("another machine's process cannot be seen: its lease has to run out", () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    new Lease(connect(), `${pid} x another-machine`).acquire(NOW);
    const lease = new Lease(connect());
    assert.equal(lease.acquire(NOW + 1), false);
    assert.equal(lease.acquire(NOW + 15_001), true);
  });

  test('whoever holds it may be writing: the answer does not wait for that', () => {
    const db = connect();
    const [one, two] = [new Lease(db), new Lease(connect())];
    one.acquire(NOW);
    db.exec('BEGIN IMMEDIATE');
    const start = performance.now();
    assert.equal(two.acquire(NOW + 1), false);
    // SQLite would give up after five seconds.
    assert.ok(performance.now() - start < 2500);
    db.exec('COMMIT');
  });

  test('a writer that overran its lease still keeps others out', () => {
    const db = connect();
    const other = connect();
    const [one, two] = [new Lease(db), new Lease(other)];
    one.acquire(NOW);
    db.exec('BEGIN IMMEDIATE');
    other.exec('PRAGMA busy_timeout = 50');
    assert.equal(two.acquire(NOW + 20_000), false);
    db.exec('COMMIT');
  });
});

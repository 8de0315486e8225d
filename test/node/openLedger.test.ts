import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inodeOf, setAside } from '../../src/node/ledger/openLedger';

suite('setAside', () => {
  let folder: string;
  let file: string;

  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-'));
    file = path.join(folder, 'ledger.sqlite');
  });
  teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('of two that find the ledger damaged, the second leaves what the first has put in its place', () => {
    fs.writeFileSync(file, 'damaged');
    fs.writeFileSync(`${file}-wal`, 'of the damaged one');
    const inode = inodeOf(file);
    assert.deepEqual(setAside(file, inode), [{ kind: 'ledger-rebuilt', detail: 'ledger.sqlite.damaged' }]);
    fs.writeFileSync(file, 'new');
    fs.writeFileSync(`${file}-journal`, 'of the new one');
    assert.deepEqual(setAside(file, inode), []);
    assert.equal(fs.readFileSync(file, 'utf8'), 'new');
    assert.deepEqual(fs.readdirSync(folder).toSorted(), [
      'ledger.sqlite',
      'ledger.sqlite-journal',
      'ledger.sqlite.damaged',
    ]);
  });

  test('nothing is done where the first has not put anything there yet', () => {
    fs.writeFileSync(file, 'damaged');
    const inode = inodeOf(file);
    fs.rmSync(file);
    assert.deepEqual(setAside(file, inode), []);
    assert.deepEqual(fs.readdirSync(folder), []);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openRegularFile } from '../../src/node/openRegularFile';
import { readSmallFile } from '../../src/node/readSmallFile';

suite('reading a small file', () => {
  let folder = '';
  const place = (name: string): string => path.join(folder, name);
  const read = (name: string, most = 10): string => {
    const bytes = readSmallFile(place(name), most);
    return typeof bytes === 'string' ? `(${bytes})` : bytes.toString();
  };

  setup(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-small-'))));
  teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('as large as it may be, and a byte larger', () => {
    fs.writeFileSync(place('a'), '0123456789');
    assert.equal(read('a'), '0123456789');
    assert.equal(read('a', 9), '(too-large)');
  });

  test('nothing in it, nothing there, a folder', () => {
    fs.writeFileSync(place('a'), '');
    assert.deepEqual([read('a'), read('b'), read('.')], ['', '(missing)', '(unreadable)']);
  });

  test('a pipe, and links to devices', function () {
    if (process.platform === 'win32') this.skip();
    spawnSync('mkfifo', [place('pipe')]);
    fs.symlinkSync('/dev/zero', place('zero'));
    fs.symlinkSync('/dev/null', place('null'));
    assert.deepEqual([read('pipe'), read('zero'), read('null')], ['(unreadable)', '(unreadable)', '(unreadable)']);
    assert.throws(() => openRegularFile(place('pipe')), { code: 'no regular file' });
  });

  test('one that does not tell how long it is', function () {
    if (process.platform !== 'linux') this.skip();
    fs.symlinkSync('/proc/self/status', place('a'));
    assert.match(read('a', 100_000), /^Name:.*\n[^]*\n$/);
    assert.equal(read('a', 100), '(too-large)');
  });
});

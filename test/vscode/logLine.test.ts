import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { lineNumberAt, readLogLine } from '../../src/vscode/logLine';

suite('logLine', () => {
  let folder: string;
  suiteSetup(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-'))));
  suiteTeardown(() => fs.rmSync(folder, { recursive: true }));

  function write(name: string, content: string | Uint8Array): string {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content);
    return file;
  }

  test('finds the number of a line from its offset', async () => {
    const file = write('lines.jsonl', 'eins\nzwölf\n\nvier\n');
    assert.deepEqual(await Promise.all([0, 5, 12, 13].map((offset) => lineNumberAt(file, offset))), [0, 1, 2, 3]);
  });

  test('finds a line beyond the first chunks', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const file = write('long.jsonl', line.repeat(30_000));
    assert.equal(await lineNumberAt(file, 2_500_000), 25_000);
    assert.equal(await lineNumberAt(file, 2_499_999), 24_999);
  });

  test('reads one line', async () => {
    const file = write('read.jsonl', 'eins\nzwölf\nlast');
    assert.equal(await readLogLine(file, 5, 100), 'zwölf');
    assert.equal(await readLogLine(file, 12, 100), 'last');
  });

  test('reads no more than it is to', async () => {
    const file = write('huge.jsonl', `${'y'.repeat(3_000_000)}\n`);
    assert.equal(await readLogLine(file, 0, 2_000_000), 'y'.repeat(2_000_000));
  });

  test('reads a line of a compressed log', async () => {
    const text = `${'z'.repeat(2_000_000)}\nsecond\nthird\n`;
    const file = write('log.jsonl.zst', zlib.zstdCompressSync(text));
    assert.equal(await readLogLine(file, 2_000_001, 100), 'second');
  });

  test('rejects when the log is gone', async () => {
    await assert.rejects(readLogLine(path.join(folder, 'gone.jsonl'), 0, 10), /ENOENT/);
    await assert.rejects(readLogLine(path.join(folder, 'gone.jsonl.zst'), 0, 10), /ENOENT/);
    await assert.rejects(lineNumberAt(path.join(folder, 'gone.jsonl'), 10), /ENOENT/);
  });

  test('rejects when a compressed log is none', async () => {
    await assert.rejects(readLogLine(write('bad.jsonl.zst', 'no zstd'), 0, 10));
  });
});

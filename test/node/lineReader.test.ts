import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BulkReader } from '../../src/core/sources/source';
import { readInBulk, readLines, type LineHandler, type ReadLimits } from '../../src/node/ingest/lineReader';

const CHUNK = 1 << 18;

/** Hands over the lines that a reader of many gets, one by one. */
const oneByOne: typeof readLines = (fd, from, handler, limits) => {
  let bytes = Buffer.alloc(0);
  const isBlank = (start: number, end: number): boolean => bytes.subarray(start, end).every((byte) => byte <= 32);
  const reader: BulkReader = {
    room(length) {
      if (length <= bytes.length) return bytes.subarray(0, length);
      return (bytes = Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]));
    },
    readLines(known, filled, offset) {
      assert.equal(bytes.subarray(0, known).indexOf(10), -1);
      let start = 0;
      for (let feed; (feed = bytes.subarray(0, filled).indexOf(10, start)) >= 0; start = feed + 1) {
        if (!isBlank(start, feed)) handler.line(bytes, start, feed, offset + start);
      }
      bytes.copyWithin(0, start, filled);
      return filled - start;
    },
    readLast(filled, offset) {
      const isWhole = /^[[{]/.test(bytes.toString('latin1', 0, 1)) && isJson(bytes.toString('latin1', 0, filled));
      if (isWhole) handler.line(bytes, 0, filled, offset);
      return isWhole;
    },
  };
  return readInBulk(fd, from, reader, (offset, length) => handler.tooLong(offset, length), limits);
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

for (const [name, readFile] of [
  ['line reader', readLines],
  ['line reader, in bulk', oneByOne],
] as const)
  suite(name, () => {
    let folder: string;
    let file: string;

    setup(() => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-lines-'));
      file = path.join(folder, 'log.jsonl');
    });
    teardown(() => fs.rmSync(folder, { recursive: true }));

    interface Read {
      lines: string[];
      offsets: number[];
      tooLong: [offset: number, length: number][];
      to: number;
    }

    function read(from = 0, limits?: ReadLimits, onLine: () => void = () => undefined): Read {
      const found: Read = { lines: [], offsets: [], tooLong: [], to: 0 };
      const handler: LineHandler = {
        line(bytes, start, end, offset) {
          found.lines.push(Buffer.from(bytes.subarray(start, end)).toString('latin1'));
          found.offsets.push(offset);
          onLine();
        },
        tooLong: (offset, length) => found.tooLong.push([offset, length]),
      };
      const fd = fs.openSync(file, 'r');
      try {
        found.to = readFile(fd, from, handler, limits);
      } finally {
        fs.closeSync(fd);
      }
      return found;
    }

    /** A JSON string in an array, so many bytes long. */
    const valueOf = (length: number): string => `["${'x'.repeat(length - 4)}"]`;

    const CASES: [what: string, content: string, lines: string[], rest?: string][] = [
      ['an empty file', '', []],
      ['whole lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
      ['a whole last line without line feed', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
      ['a torn last line', '{"a":1}\n{"b":', ['{"a":1}'], '{"b":'],
      ['a last line torn inside a string', '{"a":1}\n{"b":"}', ['{"a":1}'], '{"b":"}'],
      ['a number at the end, which may go on', '{"a":1}\n12', ['{"a":1}'], '12'],
      ['carriage returns', '{"a":1}\r\n{"b":2}\r\n', ['{"a":1}\r', '{"b":2}\r']],
      ['blank lines', '\n  \n\t\r\n{"a":1}\n\n', ['{"a":1}']],
      ['lines of NUL bytes', '\0\0\0\n{"a":1}\n\0', ['{"a":1}'], '\0'],
      ['a torn line in the middle', '{"a":\n{"b":2}\n', ['{"a":', '{"b":2}']],
    ];
    for (const [what, content, lines, rest = ''] of CASES) {
      test(`reads ${what}`, () => {
        fs.writeFileSync(file, content);
        const found = read();
        assert.deepEqual(found.lines, lines);
        assert.equal(found.to, content.length - rest.length);
      });
    }

    test('stops after so many bytes where a line ends, and goes on from there', () => {
      const rows = [10, CHUNK, 3 * CHUNK, 5, 2 * CHUNK, 7, 4 * CHUNK, 30, CHUNK, CHUNK].map(valueOf);
      fs.writeFileSync(file, `${rows.join('\n')}\n{"torn":`);
      const whole = read();
      const parts: Read[] = [];
      for (let from = -1, to = 0; to > from;) {
        const part = read((from = to), { most: CHUNK + 20 });
        parts.push(part);
        to = part.to;
      }
      assert.ok(parts.length > 3, `${parts.length} parts`);
      assert.deepEqual(
        parts.flatMap(({ lines }) => lines),
        rows,
      );
      assert.deepEqual(
        parts.flatMap(({ offsets }) => offsets),
        whole.offsets,
      );
      assert.equal(parts.at(-1)!.to, whole.to);
    });

    test('a torn line is read once its end is there', () => {
      fs.writeFileSync(file, '{"a":1}\n{"b"');
      const { to } = read();
      fs.appendFileSync(file, ':2}\n{"c":3}\n');
      const found = read(to);
      assert.deepEqual(found.lines, ['{"b":2}', '{"c":3}']);
      assert.deepEqual(found.offsets, [8, 16]);
    });

    test('a whole line without line feed is not read again when the file goes on', () => {
      fs.writeFileSync(file, '{"a":1}');
      const { to } = read();
      fs.appendFileSync(file, '\n{"b":2}\n');
      assert.deepEqual(read(to).lines, ['{"b":2}']);
    });

    for (const length of [CHUNK - 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 5 << 20]) {
      test(`reads a line of ${length} bytes between short ones`, () => {
        const long = valueOf(length);
        fs.writeFileSync(file, `{"a":1}\n${long}\n{"b":2}\n`);
        const found = read();
        assert.deepEqual(
          found.lines.map((line) => line.length),
          [7, length, 7],
        );
        assert.equal(found.lines[1], long);
        assert.equal(found.lines[2], '{"b":2}');
        assert.deepEqual(found.offsets, [0, 8, 9 + length]);
      });

      test(`reads a last line of ${length} bytes without line feed`, () => {
        fs.writeFileSync(file, `{"a":1}\n${valueOf(length)}`);
        const found = read();
        assert.deepEqual(
          found.lines.map((line) => line.length),
          [7, length],
        );
        assert.equal(found.to, 8 + length);
      });
    }

    test('lines of every length around the chunk end where they should', () => {
      const lengths = Array.from({ length: 40 }, (_, i) => 50_000 + 997 * i);
      fs.writeFileSync(file, lengths.map((length) => `${valueOf(length)}\n`).join(''));
      assert.deepEqual(
        read().lines.map((line) => line.length),
        lengths,
      );
    });

    test('a line longer than the limit is reported, and everything after it is read', () => {
      fs.writeFileSync(file, `{"a":1}\n${valueOf(2_000_000)}\n{"b":2}\n${valueOf(1_000_000)}\n{"c":3}\n`);
      const found = read(0, { longest: 1_500_000 });
      assert.deepEqual(found.tooLong, [[8, 2_000_000]]);
      assert.deepEqual(
        found.lines.map((line) => line.length),
        [7, 7, 1_000_000, 7],
      );
    });

    test('a line longer than the limit whose end is not there yet does not swallow the next one', () => {
      fs.writeFileSync(file, `{"a":1}\n${valueOf(600_000)}`);
      const first = read(0, { longest: 500_000 });
      assert.deepEqual(first.tooLong, [[8, 600_000]]);
      assert.equal(first.to, 600_008);
      fs.appendFileSync(file, '\n{"b":2}\n');
      assert.deepEqual(read(first.to, { longest: 500_000 }).lines, ['{"b":2}']);
    });

    test('a file that shrinks while it is read ends there', () => {
      fs.writeFileSync(file, `{"a":1}\n${`${valueOf(1000)}\n`.repeat(2000)}`);
      const found = read(0, undefined, () => fs.truncateSync(file, 8));
      assert.equal(found.lines[0], '{"a":1}');
      assert.ok(found.lines.length < 2000);
      assert.ok(found.to <= CHUNK);
    });

    test('a file that is removed while it is read is read to its end', () => {
      fs.writeFileSync(file, `${valueOf(1000)}\n`.repeat(2000));
      assert.equal(read(0, undefined, () => fs.rmSync(file, { force: true })).lines.length, 2000);
    });

    test('beginning beyond the end reads nothing', () => {
      fs.writeFileSync(file, '{"a":1}\n');
      assert.deepEqual(read(100), { lines: [], offsets: [], tooLong: [], to: 100 });
    });
  });

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packColumns, unpackColumns } from '../../src/node/ledger/packedColumns';

const number = fc.oneof(
  fc.nat(3),
  fc.nat(300),
  fc.nat(70_000),
  fc.maxSafeNat(),
  fc.integer(),
  fc.double(),
  fc.constantFrom(NaN, -0),
);

/** Columns that hold numbers of one kind each, as those of calls do. */
const table = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.nat(20)).chain(([width, count]) =>
  fc
    .array(
      fc.oneof(
        fc.array(number, { minLength: count, maxLength: count }),
        fc
          .tuple(number, fc.nat(5))
          .map(([least, span]) => Array.from({ length: count }, (_, i) => least + (i % 2) * span)),
      ),
      { minLength: width, maxLength: width },
    )
    .map((columns) => ({
      width,
      count,
      rows: Float64Array.from({ length: width * count }, (_, i) => columns[i % width]![Math.floor(i / width)]!),
    })),
);

suite('packed columns', () => {
  test('are what was packed', () => {
    fc.assert(
      fc.property(table, ({ width, count, rows }) => {
        assert.deepEqual(unpackColumns(packColumns(rows, width), width, count), rows);
      }),
    );
  });

  const SIZES: [string, number[], number][] = [
    ['one value', [5, 5, 5], 10 + 0],
    ['nothing below 0', [-0, -0, -0], 10 + 0],
    ['0 on both sides', [-0, 0, 0], 2 + 24],
    ['no value at all', [NaN, NaN, NaN], 10 + 0],
    ['a span below 256', [1e15, 1e15 + 255, 1e15], 10 + 3],
    ['one from 256 on', [0, 256, 0], 10 + 6],
    ['one from 65,536 on', [-1, 65_535, 0], 10 + 12],
    ['one from 4,294,967,296 on', [0, 4_294_967_296, 0], 2 + 24],
    ['a fraction', [0, 0.5, 0], 2 + 24],
    ['some value or none', [NaN, 1, 1], 2 + 24],
  ];
  for (const [what, column, bytes] of SIZES) {
    test(`${what}: ${bytes} bytes`, () => {
      const packed = packColumns(Float64Array.from(column), 1);
      assert.equal(packed.length, bytes);
      assert.deepEqual([...unpackColumns(packed, 1, 3)!], column);
    });
  }

  test('a column that came to be later is 0 in what was packed before', () => {
    assert.deepEqual([...unpackColumns(packColumns(Float64Array.of(1, 2, 3, 4), 2), 3, 2)!], [1, 2, 0, 3, 4, 0]);
  });

  test('more columns than are known are none of ours', () => {
    assert.equal(unpackColumns(packColumns(Float64Array.of(1, 2), 2), 1, 1), undefined);
  });

  test('bytes that are cut off, or too many, are no rows', () => {
    fc.assert(
      fc.property(table, fc.nat(), ({ width, count, rows }, n) => {
        const packed = packColumns(rows, width);
        assert.equal(unpackColumns(packed.subarray(0, n % packed.length), width, count), undefined);
        assert.equal(unpackColumns(new Uint8Array([...packed, 0]), width, count), undefined);
      }),
    );
  });

  test('whatever bytes come, nothing breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(20), (bytes, count) => {
        const rows = unpackColumns(bytes, 4, count);
        assert.ok(rows === undefined || rows.length === 4 * count);
      }),
      { numRuns: 1000 },
    );
  });
});

import assert from 'node:assert/strict';
import { cost, count, dollars, exactDollars, percent, tokens } from '../../src/cli/figures';
import { noteLines } from '../../src/cli/notes';
import { plain, table } from '../../src/cli/table';

suite('Text of the command line', () => {
  for (const [n, grouped, short] of [
    [0, '0', '0'],
    [999, '999', '999'],
    [1000, '1,000', '1K'],
    [56_535, '56,535', '56.5K'],
    [999_499, '999,499', '999K'],
    [999_500, '999,500', '1M'],
    [4_274_993, '4,274,993', '4.27M'],
    [12_345_678_901, '12,345,678,901', '12.3B'],
  ] as const) {
    test(`${n} as ${grouped} and ${short}`, () => {
      assert.equal(count(n), grouped);
      assert.equal(tokens(n), short);
    });
  }

  for (const [usd, rounded, exact] of [
    [0, '$0.00', '$0.00'],
    [0.000000003, '< $0.01', '$0.000000003'],
    [0.00658335, '$0.01', '$0.00658335'],
    [2.5, '$2.50', '$2.50'],
    [1234.56789, '$1,234.57', '$1,234.56789'],
    [1_000_000, '$1,000,000.00', '$1,000,000.00'],
  ] as const) {
    test(`${usd} dollars as ${rounded} and ${exact}`, () => {
      assert.equal(dollars(usd), rounded);
      assert.equal(exactDollars(usd), exact);
    });
  }

  test('a share of nothing is none', () => {
    assert.equal(percent(1, 3), '33 %');
    assert.equal(percent(0, 0), '–');
  });

  test('what a cost rests on is said beside it', () => {
    const some = { requests: 3, costUsd: 1.5, unpricedRequests: 0, estimatedRequests: 0 };
    assert.equal(cost(some), '$1.50');
    assert.equal(cost({ ...some, estimatedRequests: 1 }), '≈ $1.50');
    assert.equal(cost({ ...some, unpricedRequests: 2 }), '$1.50 + unpriced');
    assert.equal(cost({ ...some, costUsd: 0, unpricedRequests: 3 }), 'unpriced');
    assert.equal(cost({ ...some, requests: 0, costUsd: 0 }), '$0.00');
  });

  test('columns stand under each other, wide letters too', () => {
    const columns = [
      { title: 'Project', align: 'left' },
      { title: 'Calls', align: 'right' },
    ] as const;
    assert.equal(
      table(
        [...columns],
        [
          ['shop', '1,000'],
          ['価格を確認中', '7'],
          ['', ''],
        ],
      ),
      ['Project       Calls', 'shop          1,000', '価格を確認中      7', '', ''].join('\n'),
    );
  });

  test('a log’s text cannot steer the terminal', () => {
    assert.equal(plain('\u001b[31mred\u0007\u009b\r\n\u202egnp'), '\ufffd[31mred\ufffd\ufffd\ufffd\ufffd\ufffdgnp');
  });

  test('of a long text the end is kept, whole letters only', () => {
    assert.equal(plain('/home/dev/code/shop', 9), '…ode/shop');
    assert.equal(plain('😀😀😀😀', 3), '…😀😀');
    assert.equal(plain('shop', 4), 'shop');
  });

  test('notes are sentences', () => {
    assert.deepEqual(
      noteLines([
        { kind: 'unpriced-models', count: 2, detail: 'a, b\u0007' },
        { kind: 'malformed-lines', count: 1234 },
      ]),
      ['No price is known for 2 models: a, b\ufffd', 'Passed over: 1,234 damaged lines; tokenmin doctor says where.'],
    );
  });
});

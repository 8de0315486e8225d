import assert from 'node:assert/strict';
import { foldLog, looksLikeLog } from '../../../src/core/prompts/shorten/data/foldLog';
import { PASTED_CODE, PASTED_LOGS, TYPED } from './pastedSamples';

const HEAD = ['first 1', 'first 2', 'first 3', 'first 4', 'first 5'];
const TAIL = ['last one', 'last two', 'last three', 'last four', 'last five'];

/** What foldLog makes of `lines` in the middle of a log. */
function foldMiddle(lines: readonly string[], options?: { keepTimestamps: boolean }): string[] {
  const folded = foldLog([...HEAD, ...lines, ...TAIL].join('\n'), options).split('\n');
  assert.deepEqual(folded.slice(0, 5), HEAD);
  assert.deepEqual(folded.slice(-5), TAIL);
  return folded.slice(5, -5);
}
const times = (count: number, line: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => line(i));

suite('foldLog', () => {
  const cases: { name: string; lines: string[]; expected: string[] }[] = [
    {
      name: 'numbers that differ much become their range, the times the first and the last',
      lines: times(48, (i) => `12:00:${10 + i} INFO GET /health ${3 + 2 * i}ms`),
      expected: ['… ×48 INFO GET /health 3–97ms (12:00:10–12:00:57)'],
    },
    {
      name: 'a range goes from the least to the greatest',
      lines: [50, 8, 100, 9, 7, 99].map((n) => `12:00:00 INFO took ${n}ms in the end`),
      expected: ['… ×6 INFO took 7–100ms in the end (12:00:00)'],
    },
    {
      name: 'a few values are listed',
      lines: times(6, (i) => `12:00:0${i} INFO GET /health ${i % 2 ? 304 : 200}`),
      expected: ['… ×6 INFO GET /health {200,304} (12:00:00–12:00:05)'],
    },
    {
      name: 'the day is named once',
      lines: times(4, (i) => `2026-01-05 12:00:0${i} INFO tick`),
      expected: ['… ×4 INFO tick (2026-01-05 12:00:00–12:00:03)'],
    },
    {
      name: 'a new day is named',
      lines: times(4, (i) => `2026-01-0${i + 1} 12:00:00 INFO tick of the clock`),
      expected: ['… ×4 INFO tick of the clock (2026-01-01 12:00:00–2026-01-04 12:00:00)'],
    },
    {
      name: 'equal times are named once',
      lines: times(4, () => '[05/Jan/2026:12:00:00 +0100] GET /'),
      expected: ['… ×4 GET / (05/Jan/2026:12:00:00 +0100)'],
    },
    {
      name: 'ids are not listed when there are many',
      lines: times(5, (i) => `12:00:00 INFO saved 0a1b2c3d-0000-4000-8000-00000000000${i}`),
      expected: ['… ×5 INFO saved <id> (12:00:00)'],
    },
    {
      name: 'a number within a name is no range',
      lines: times(9, (i) => `12:00:00 INFO closed conn_${i * 10}`),
      expected: ['… ×9 INFO closed conn_<n> (12:00:00)'],
    },
    {
      name: 'a number with a sign is no range',
      lines: times(9, (i) => `12:00:00 INFO balance is -${i * 10}`),
      expected: ['… ×9 INFO balance is -<n> (12:00:00)'],
    },
    {
      name: 'versions, addresses and thousands are no ranges',
      lines: times(9, (i) => `12:00:00 INFO peer 10.0.0.${i} sent 1,00${i} bytes with 1.${i}.0`),
      expected: ['… ×9 INFO peer <n> sent <n> bytes with <n> (12:00:00)'],
    },
    {
      name: 'entries with times fold across others, in the place of the first',
      lines: times(12, (i) => `12:00:0${i >> 1} INFO ${i % 2 ? 'pong' : 'ping'} ${i >> 1}`),
      expected: ['… ×6 INFO ping 0–5 (12:00:00–12:00:05)', '… ×6 INFO pong 0–5 (12:00:00–12:00:05)'],
    },
    {
      name: 'lines without times fold only where they follow each other',
      lines: ['step 1 of ten', 'step 2 of ten', 'step 3 of ten', 'pause', 'step 4 of ten', 'step 5 of ten'],
      expected: ['… ×3 step {1,2,3} of ten', 'pause', 'step 4 of ten', 'step 5 of ten'],
    },
    {
      name: 'two are not worth it',
      lines: ['12:00:00 INFO a rather long line 1', '12:00:01 INFO a rather long line 2'],
      expected: ['12:00:00 INFO a rather long line 1', '12:00:01 INFO a rather long line 2'],
    },
    {
      name: 'colours stay, and a line in another colour says something else',
      lines: times(
        8,
        (i) => `\x1b[90m12:00:0${i}\x1b[0m \x1b[3${(i >> 2) + 2}mINF\x1b[0m request \x1b[36mms=\x1b[0m${i}`,
      ),
      expected: [
        '… ×4 \x1b[90m\x1b[0m \x1b[32mINF\x1b[0m request \x1b[36mms=\x1b[0m{0,1,2,3} (12:00:00–12:00:03)',
        '… ×4 \x1b[90m\x1b[0m \x1b[33mINF\x1b[0m request \x1b[36mms=\x1b[0m{4,5,6,7} (12:00:04–12:00:07)',
      ],
    },
    {
      name: 'Django’s dates, and Nest’s, are times',
      lines: [
        ...times(4, (i) => `[05/Jan/2026 12:00:0${i}] "GET /orders/ HTTP/1.1" 200 5120`),
        ...times(4, (i) => `[Nest] 42  - 01/05/2026, 12:00:0${i} PM LOG Mapped the routes`),
      ],
      expected: [
        '… ×4 "GET /orders/ HTTP/1.1" 200 5120 (05/Jan/2026 12:00:00–12:00:03)',
        '… ×4 [Nest] 42  - LOG Mapped the routes (01/05/2026, 12:00:00 PM–12:00:03 PM)',
      ],
    },
    {
      name: 'what is indented under an entry folds with it',
      lines: times(4, (i) => `12:00:0${i} INFO request\n    path: /a\n    took: ${i}0`).flatMap((entry) =>
        entry.split('\n'),
      ),
      expected: ['… ×4 INFO request', '    path: /a', '    took: {00,10,20,30} (12:00:00–12:00:03)'],
    },
    {
      name: 'an entry with trouble under it stays',
      lines: [
        ...times(4, (i) => `12:00:0${i} INFO request`),
        '12:00:04 INFO request',
        '    error: no such user',
        ...times(4, (i) => `12:00:1${i} INFO request`),
      ],
      expected: [
        '… ×6 INFO request (12:00:00–12:00:13)',
        '12:00:02 INFO request',
        '12:00:03 INFO request',
        '12:00:04 INFO request',
        '    error: no such user',
      ],
    },
  ];
  for (const { name, lines, expected } of cases) test(name, () => assert.deepEqual(foldMiddle(lines), expected));

  const kept = [
    '12:00:00 ERROR payment 17 failed',
    '12:00:00 WARN retry 3',
    '12:00:00 FATAL stop',
    '12:00:00 panic: nil map',
    '12:00:00 java.io.IOException: closed',
    '12:00:00 INFO authfailure for 5',
    '12:00:00 WRN retry 3',
    '\x1b[90m12:00:00\x1b[0m \x1b[31mERR\x1b[0m gone 3',
    '\x1b[31mE0105\x1b[0m 12:00:00.000000 1 controller.go:116] gone',
    'GET /api/items/7 \x1b[31m503\x1b[0m 12.345 ms - 120',
    'shop.errors.CardDeclined: order 7',
    '[05/Jan/2026 12:00:00] "GET /orders/7/ HTTP/1.1" 500 98211',
    '0|api      | CartError: no item 7',
    '01-05 12:00:00.000  1702  2113 E ActivityManager: gone',
    'E0105 12:00:00.000000 1 controller.go:116] gone',
    '{"level":50,"time":1767610000000,"msg":"gone"}',
    '10.0.0.1 - - [05/Jan/2026:12:00:00 +0100] "GET / HTTP/1.1" 503 12',
    '[GIN] 2026/01/05 - 12:00:00 | 500 | 12.3ms | 10.0.0.1 | GET "/api/items/7"',
    'GET /api/items/7 503 12.345 ms - 120',
    '12:00:00 request done code=502 path=/api/items/7',
    '12:00:00 요청 7 실패',
    '12:00:00 処理 7 失敗',
    '12:00:00 请求 7 错误',
    '12:00:00 Verbindung 7 fehlgeschlagen',
    '12:00:00 process exited with code 3',
    'Tests: 3 passed, 3 total',
    '✗ adds 3',
  ];
  for (const line of kept) {
    test(`keeps every ${JSON.stringify(line)}`, () =>
      assert.deepEqual(
        foldMiddle(times(5, () => line)),
        times(5, () => line),
      ));
  }

  test('keeps the three entries before the first of a kind of trouble', () => {
    const before = times(8, (i) => `12:00:0${i} INFO tick ${i}`);
    const folded = foldMiddle([...before, '12:00:08 ERROR at 8', ...before, '12:00:09 ERROR at 9']);
    assert.deepEqual(folded, [
      '… ×13 INFO tick 0–7 (12:00:00–12:00:07)',
      '12:00:05 INFO tick 5',
      '12:00:06 INFO tick 6',
      '12:00:07 INFO tick 7',
      '12:00:08 ERROR at 8',
      '12:00:09 ERROR at 9',
    ]);
  });

  test('with timestamps kept, names every time and folds only what is equal otherwise', () => {
    const polls = ['12:00:01', '12:00:02', '12:00:05'].map((time) => `2026-01-05 ${time} INFO polling the queue`);
    const workers = times(3, (i) => `2026-01-05 12:00:0${i} INFO worker ${i}`);
    assert.deepEqual(foldMiddle([...polls, ...workers], { keepTimestamps: true }), [
      '… ×3 INFO polling the queue (2026-01-05 12:00:01, 12:00:02, 12:00:05)',
      ...workers,
    ]);
  });

  const traces: { name: string; lines: string[]; expected: string[] }[] = [
    {
      name: 'JavaScript',
      lines: [
        'TypeError: x is undefined',
        '    at get (/app/node_modules/lodash/get.js:1:1)',
        '    at run (/app/node_modules/express/lib/router.js:2:2)',
        '    at next (/app/node_modules/express/lib/router.js:3:3)',
        '    at Module._compile (node:internal/modules/cjs/loader:4:4)',
        '    at cart (/app/src/cart.ts:5:5)',
      ],
      expected: [
        'TypeError: x is undefined',
        '    at get (/app/node_modules/lodash/get.js:1:1)',
        '    … ×3 frames (express, node:internal)',
        '    at cart (/app/src/cart.ts:5:5)',
      ],
    },
    {
      name: 'Python',
      lines: [
        'Traceback (most recent call last):',
        '  File "/app/main.py", line 3, in <module>',
        '    run()',
        '    ~~~^^',
        '  File "/venv/lib/python3.12/site-packages/django/a.py", line 1, in a',
        '    b()',
        '  File "/venv/lib/python3.12/site-packages/django/b.py", line 2, in b',
        '    c()',
        '  File "/usr/lib/python3.12/socket.py", line 3, in c',
        '    d()',
        'ValueError: no',
      ],
      expected: [
        'Traceback (most recent call last):',
        '  File "/app/main.py", line 3, in <module>',
        '    run()',
        '    ~~~^^',
        '  … ×3 frames (django, socket)',
        'ValueError: no',
      ],
    },
    {
      name: 'Java',
      lines: [
        'java.lang.IllegalStateException: no',
        '\tat com.shop.Cart.add(Cart.java:10)',
        '\tat org.springframework.web.A.b(A.java:1)',
        '\tat org.springframework.web.A.c(A.java:2)',
        '\tat java.base/java.lang.Thread.run(Thread.java:3)',
        'Caused by: java.io.IOException: gone',
      ],
      expected: [
        'java.lang.IllegalStateException: no',
        '\tat com.shop.Cart.add(Cart.java:10)',
        '\t… ×3 frames (org.springframework, java.lang)',
        'Caused by: java.io.IOException: gone',
      ],
    },
    {
      name: 'Go',
      lines: [
        'goroutine 1 [running]:',
        'main.handler(0xc000)',
        '\t/app/main.go:12 +0x1b',
        'net/http.HandlerFunc.ServeHTTP(0x1)',
        '\t/usr/local/go/src/net/http/server.go:2136 +0x29',
        'github.com/go-chi/chi.(*Mux).routeHTTP(0x1)',
        '\t/home/dev/go/pkg/mod/github.com/go-chi/chi@v1.5.4/mux.go:442 +0x216',
        'net/http.(*conn).serve(0x1)',
        '\t/usr/local/go/src/net/http/server.go:2009 +0x5f4',
      ],
      expected: [
        'goroutine 1 [running]:',
        'main.handler(0xc000)',
        '\t/app/main.go:12 +0x1b',
        '… ×3 frames (net, github.com/go-chi/chi)',
      ],
    },
    {
      name: 'Rust',
      lines: [
        "thread 'main' panicked at src/main.rs:4:5:",
        '   0: rust_begin_unwind',
        '             at /rustc/abc/library/std/src/panicking.rs:645:5',
        '   1: core::panicking::panic_fmt',
        '             at /rustc/abc/library/core/src/panicking.rs:72:14',
        '   2: core::option::unwrap_failed',
        '             at /rustc/abc/library/core/src/option.rs:1:1',
        '   3: std::rt::lang_start',
        '   4: shop::main',
        '             at ./src/main.rs:4:5',
      ],
      expected: [
        "thread 'main' panicked at src/main.rs:4:5:",
        '   0: rust_begin_unwind',
        '             at /rustc/abc/library/std/src/panicking.rs:645:5',
        '   … ×3 frames (rustc, std)',
        '   4: shop::main',
        '             at ./src/main.rs:4:5',
      ],
    },
  ];
  for (const { name, lines, expected } of traces) {
    test(`folds the libraries’ frames of ${name}`, () => assert.deepEqual(foldMiddle(lines), expected));
  }

  test('folds coloured frames', () => {
    const own = '\x1b[31m    at cart (/app/src/cart.ts:5:5)\x1b[39m';
    const others = times(4, (i) => `\x1b[90m    at run (/app/node_modules/express/lib/router.js:${i}:2)\x1b[39m`);
    assert.deepEqual(foldMiddle(['TypeError: no', own, ...others]), ['TypeError: no', own, '… ×4 frames (express)']);
  });

  test('keeps carriage returns', () => {
    const folded = foldMiddle(times(4, (i) => `12:00:0${i} INFO tick\r`));
    assert.deepEqual(folded, ['… ×4 INFO tick (12:00:00–12:00:03)\r']);
  });

  test('keeps the indentation of the block', () => {
    const folded = foldMiddle(times(4, (i) => `  12:00:0${i} INFO tick`));
    assert.deepEqual(folded, ['  … ×4 INFO tick (12:00:00–12:00:03)']);
  });

  test('leaves folded text alone, even where more could be folded', () => {
    const text = [...HEAD, '… ×4 INFO tick', ...times(9, () => 'the same line again'), ...TAIL].join('\n');
    assert.equal(foldLog(text), text);
  });

  const hostile: [string, string][] = [
    ['one line of 5 MB', 'ab1 '.repeat(1_250_000)],
    ['digits only', '1'.repeat(5_000_000)],
    ['empty lines only', '\n'.repeat(1_000_000)],
    ['a NUL in every line', '12:00:00 a\0n\0b\n'.repeat(30)],
    ['halves of surrogate pairs', '\ud800\n\udc00\n'.repeat(30)],
  ];
  for (const [name, text] of hostile) {
    test(`does nothing bad to ${name}`, () => assert.ok(foldLog(text).length <= text.length));
  }
});

suite('looksLikeLog', () => {
  const line = '2026-01-05 12:00:00 INFO tick';
  const cases: [string, string, boolean][] = [
    ['20 lines of a log', times(20, () => line).join('\n'), true],
    ['19 lines of a log', times(19, () => line).join('\n'), false],
    ['12 of 20 lines', [...times(12, () => line), ...times(8, () => 'some words')].join('\n'), true],
    ['11 of 20 lines', [...times(11, () => line), ...times(9, () => 'some words')].join('\n'), false],
    ['a trace', times(20, (i) => `    at f${i} (a.js:1:1)`).join('\n'), true],
    ['a test run', times(20, (i) => `  ✓ adds ${i}`).join('\n'), true],
    ['coloured levels', times(20, () => '\x1b[32mINFO\x1b[0m tick').join('\n'), true],
    ['levels first', times(20, () => '\x1b[32m[INFO] tick').join('\n'), true],
    ['seconds since 1970', times(20, (i) => `- 11178389${10 + i} R02 RAS KERNEL`).join('\n'), true],
    ['code', times(20, (i) => `const x${i} = f(${i});`).join('\n'), false],
    ['JSON', times(20, (i) => `  "key${i}": ${i},`).join('\n'), false],
    ['prose', times(20, () => 'Please add a button.').join('\n'), false],
    ['nothing', '', false],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(looksLikeLog(text), expected));

  const grown = (sample: string): string => sample.repeat(Math.ceil(40 / sample.split('\n').length));
  for (const [name, sample] of Object.entries(PASTED_LOGS)) test(name, () => assert.ok(looksLikeLog(grown(sample))));
  const others = Object.entries({
    ...TYPED,
    Python: PASTED_CODE['Python']!,
    Ruby: PASTED_CODE['Ruby']!,
    SQL: PASTED_CODE['SQL']!,
  });
  for (const [name, sample] of others) test(`not ${name}`, () => assert.ok(!looksLikeLog(grown(sample))));
});

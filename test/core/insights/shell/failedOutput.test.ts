import assert from 'node:assert/strict';
import { isRefusal, showsFailure } from '../../../../src/core/insights/shell/failedOutput';

suite('output of a check that failed', () => {
  const failed = [
    'FAIL test/q.test.ts\n\nTests:       1 failed, 11 passed, 12 total',
    ' Test Files  1 failed | 2 passed (3)',
    '  12 passing (2s)\n  1 failing',
    '=== 1 failed, 11 passed in 0.12s ===',
    '11 passed, 2 errors in 3.01s',
    'FAILED tests/test_a.py::test_b - assert 1 == 2',
    'FAILED (failures=1)',
    '--- FAIL: TestA (0.00s)\nFAIL\texample.org/a\t0.1s',
    'not ok 3 - adds',
    'ℹ pass 3\nℹ fail 1',
    'test result: FAILED. 1 passed; 1 failed',
    '12 examples, 1 failure',
    '  ✗ adds two numbers',
    '✖ 3 problems (1 error, 2 warnings)',
    'src/a.ts(1,7): error TS2322: Type',
    'a.c:1:2: error: expected',
    'error[E0382]: borrow of moved value',
    'npm ERR! code ELIFECYCLE',
    'make: *** [test] Error 1',
    'Traceback (most recent call last):\n  File "a.py", line 1',
    'exit code: 1',
    'EXIT=2',
    'Tests run: 3, Failures: 1',
  ];
  for (const text of failed) test(text.slice(0, 60), () => assert.equal(showsFailure(text), true));

  const passed = [
    'Tests:       12 passed, 12 total',
    '  ✓ shows 2 errors\n  ✓ 1 failed login is told\n  12 passing (2s)',
    '0 failed, 12 passed in 0.1s',
    '12 passed, 1 warning in 0.12s',
    'ok  \texample.org/a\t0.1s',
    'test result: ok. 3 passed; 0 failed',
    '✖ 3 problems (0 errors, 3 warnings)',
    'Error: refused\n    at retry.ts\nTests: 12 passed, 12 total',
    'Found 0 errors.',
    'exit code: 0',
    'Tests run: 3, Failures: 0, Errors: 0',
    'the build failed before; now it is well',
    '',
  ];
  for (const text of passed) test(`not: ${text.slice(0, 60)}`, () => assert.equal(showsFailure(text), false));

  for (const part of ['\n', '1 a, ', 'exit ', 'Tests: ', ' ', '= ', 'a: ']) {
    test(`takes no time for ${JSON.stringify(part)} again and again`, () => {
      assert.doesNotThrow(() => showsFailure(part.repeat(30_000)));
    });
  }
});

suite('refusal', () => {
  const refused = [
    "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, …",
    '[Request interrupted by user for tool use]',
    "The user doesn't want to take this action right now.",
  ];
  for (const text of refused) test(text.slice(0, 60), () => assert.equal(isRefusal(text), true));
  for (const text of ['Exit code 1\nFAIL a', 'Error: rejected by user agent', '']) {
    test(`not: ${text || 'nothing'}`, () => assert.equal(isRefusal(text), false));
  }
});

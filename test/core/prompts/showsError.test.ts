import assert from 'node:assert/strict';
import { showsError } from '../../../src/core/prompts/showsError';

suite('showsError', () => {
  const printed = [
    'The tests fail with TypeError: x is not a function at src/cart.ts:12, please debug',
    'Why?\njava.lang.NullPointerException: name\n  at Cart.sum(Cart.java:12)',
    '    at sum (/srv/app/cart.ts:12:5)',
    'error[E0382]: use of moved value',
    "src/a.ts(3,1): error TS2304: Cannot find name 'x'.",
    'Traceback (most recent call last):\n  File "a.py", line 3',
    'npm ERR! missing script: build',
    'The job ended with exit code 137.',
  ];
  for (const text of printed) test(`an error: ${text}`, () => assert.equal(showsError(text), true));

  const said = [
    'What is a TypeError?',
    'Add error handling to the importer.',
    'Rename ParseError to ReadError.',
    'Write the commit message: fix an exception in the cart',
    'Look at src/cart.ts:12, what does it do?',
    'It should end with exit code 0.',
    '',
  ];
  for (const text of said) test(`none: ${text}`, () => assert.equal(showsError(text), false));
});

import assert from 'node:assert/strict';
import { remembered } from '../../../src/core/usage/remembered';

suite('what was judged by its text', () => {
  test('is judged once for each text, whatever the answer', () => {
    const asked: string[] = [];
    const isLong = remembered((text) => asked.push(text) > 0 && text.length > 3);
    assert.deepEqual(['cart', 'pay', 'cart', 'pay', ''].map(isLong), [true, false, true, false, false]);
    assert.deepEqual(asked, ['cart', 'pay', '']);
  });

  test('is forgotten when ten thousand other texts have come', () => {
    let asked = 0;
    const length = remembered((text) => {
      asked++;
      return text.length;
    });
    for (let i = 0; i < 10_000; i++) length(`file${i}`);
    length('file0');
    assert.equal(asked, 10_000);
    length('one more');
    length('file0');
    assert.equal(asked, 10_002);
  });
});

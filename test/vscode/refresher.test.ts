import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { Refresher } from '../../src/vscode/refresher';
import { until } from '../support/until';

const untilRead = (read: readonly unknown[], count: number): Promise<void> =>
  until('a reading', () => read.length >= count);

suite('refresher', () => {
  test('reads files reported close together in one go', async () => {
    const read: unknown[] = [];
    const refresher = new Refresher((paths) => Promise.resolve(read.push(paths)), 10);
    refresher.file('a');
    refresher.file('b');
    refresher.file('a');
    await untilRead(read, 1);
    await wait(40);
    assert.deepEqual(read, [['a', 'b']]);
  });

  test('reads everything at once when asked to, and the files with it', async () => {
    const read: unknown[] = [];
    const refresher = new Refresher((paths) => Promise.resolve(read.push(paths)), 10_000);
    refresher.file('a');
    refresher.all();
    await untilRead(read, 1);
    assert.deepEqual(read, [undefined]);
  });

  test('never reads twice at a time, and loses nothing reported meanwhile', async () => {
    const read: unknown[] = [];
    const gates: (() => void)[] = [];
    const refresher = new Refresher((paths) => {
      read.push(paths);
      return new Promise<void>((resolve) => gates.push(resolve));
    }, 5);
    refresher.file('a');
    await untilRead(read, 1);
    refresher.file('b');
    refresher.file('c');
    await wait(40);
    assert.deepEqual(read, [['a']]);
    gates[0]!();
    await untilRead(read, 2);
    assert.deepEqual(read, [['a'], ['b', 'c']]);
  });

  test('goes on after a reading has failed', async () => {
    const read: unknown[] = [];
    const refresher = new Refresher((paths) => {
      read.push(paths);
      return Promise.reject(new Error('disk'));
    }, 5);
    refresher.file('a');
    await untilRead(read, 1);
    refresher.file('b');
    await untilRead(read, 2);
    assert.deepEqual(read, [['a'], ['b']]);
  });

  test('reads everything when very many files have changed', async () => {
    const read: unknown[] = [];
    const refresher = new Refresher((paths) => Promise.resolve(read.push(paths)), 5);
    for (let file = 0; file < 201; file++) refresher.file(`${file}`);
    await untilRead(read, 1);
    assert.deepEqual(read, [undefined]);
  });

  test('does nothing more once disposed of', async () => {
    const read: unknown[] = [];
    const refresher = new Refresher((paths) => Promise.resolve(read.push(paths)), 5);
    refresher.file('a');
    refresher.dispose();
    await wait(20);
    assert.deepEqual(read, []);
  });
});

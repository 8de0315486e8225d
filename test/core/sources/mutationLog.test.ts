import assert from 'node:assert/strict';
import { MutationLog } from '../../../src/core/sources/mutationLog';

function replay(...entries: unknown[]): { state: unknown; accepted: boolean[] } {
  const log = new MutationLog();
  const accepted = entries.map((entry, i) => log.apply(entry, i * 100));
  return { state: log.state, accepted };
}

suite('mutationLog', () => {
  const initial = { kind: 0, v: { a: 1, list: ['x', 'y', 'z'], deep: { list: [{ n: 1 }] } } };
  const table: [name: string, entry: unknown, expected: unknown][] = [
    ['sets a property', { kind: 1, k: ['a'], v: 2 }, { a: 2, list: ['x', 'y', 'z'], deep: { list: [{ n: 1 }] } }],
    [
      'sets inside an array',
      { kind: 1, k: ['list', 1], v: 'Y' },
      { a: 1, list: ['x', 'Y', 'z'], deep: { list: [{ n: 1 }] } },
    ],
    [
      'sets deep down',
      { kind: 1, k: ['deep', 'list', 0, 'n'], v: 5 },
      { a: 1, list: ['x', 'y', 'z'], deep: { list: [{ n: 5 }] } },
    ],
    ['appends', { kind: 2, k: ['list'], v: ['+'] }, { a: 1, list: ['x', 'y', 'z', '+'], deep: { list: [{ n: 1 }] } }],
    [
      'cuts before appending',
      { kind: 2, k: ['list'], i: 1, v: ['+'] },
      { a: 1, list: ['x', '+'], deep: { list: [{ n: 1 }] } },
    ],
    ['cuts without appending', { kind: 2, k: ['list'], i: 2 }, { a: 1, list: ['x', 'y'], deep: { list: [{ n: 1 }] } }],
    ['cuts to nothing', { kind: 2, k: ['list'], i: 0 }, { a: 1, list: [], deep: { list: [{ n: 1 }] } }],
    [
      'makes a missing array',
      { kind: 2, k: ['new'], v: [7] },
      { a: 1, list: ['x', 'y', 'z'], deep: { list: [{ n: 1 }] }, new: [7] },
    ],
    [
      'does not take an inherited property for its own',
      { kind: 2, k: ['toString'], v: [7] },
      { a: 1, list: ['x', 'y', 'z'], deep: { list: [{ n: 1 }] }, toString: [7] },
    ],
    ['deletes a property', { kind: 3, k: ['a'] }, { list: ['x', 'y', 'z'], deep: { list: [{ n: 1 }] } }],
    ['begins anew', { kind: 0, v: { b: 1 } }, { b: 1 }],
    [
      'does not lengthen by a cut',
      { kind: 2, k: ['list'], i: 9, v: ['+'] },
      { a: 1, list: ['x', 'y', 'z', '+'], deep: { list: [{ n: 1 }] } },
    ],
  ];
  for (const [name, entry, expected] of table) {
    test(name, () => {
      const { state, accepted } = replay(structuredClone(initial), entry);
      assert.deepEqual({ state, accepted }, { state: expected, accepted: [true, true] });
    });
  }

  const refused: [name: string, entry: unknown][] = [
    ['an unknown kind', { kind: 4, k: ['a'], v: 1 }],
    ['no object', 'kind'],
    ['an initial entry without a state', { kind: 0 }],
    ['a path that leads nowhere', { kind: 1, k: ['no', 'where'], v: 1 }],
    ['a path through a text', { kind: 1, k: ['list', 0, 'length'], v: 1 }],
    ['a path that is no list', { kind: 1, k: 'a', v: 1 }],
    ['a path of objects', { kind: 1, k: [{}], v: 1 }],
    ['a path deeper than any state', { kind: 1, k: Array.from({ length: 65 }, () => 'deep'), v: 1 }],
    ['an append to what is no array', { kind: 2, k: ['a'], v: [1] }],
    ['an append of what is no array', { kind: 2, k: ['list'], v: 'text' }],
    ['a negative cut', { kind: 2, k: ['list'], i: -1 }],
    ['a cut that is no number', { kind: 2, k: ['list'], i: '1' }],
    ['an index far beyond the end', { kind: 1, k: ['list', 4_000_000_000], v: 1 }],
    ['a negative index', { kind: 1, k: ['list', -1], v: 1 }],
    ["an array's length", { kind: 1, k: ['list', 'length'], v: 0 }],
    ['the prototype', { kind: 1, k: ['__proto__', 'polluted'], v: true }],
    ['the constructor', { kind: 1, k: ['constructor', 'prototype', 'polluted'], v: true }],
    ['an inherited property', { kind: 1, k: ['toString', 'polluted'], v: true }],
    ['a deletion beyond the end', { kind: 3, k: ['list', 3] }],
  ];
  for (const [name, entry] of refused) {
    test(`refuses ${name} and keeps the state`, () => {
      const { state, accepted } = replay(structuredClone(initial), entry);
      assert.deepEqual({ state, accepted }, { state: initial.v, accepted: [true, false] });
    });
  }

  test('refuses everything before the initial state', () => {
    const { state, accepted } = replay(
      { kind: 1, k: ['a'], v: 1 },
      { kind: 2, k: ['a'], v: [1] },
      { kind: 3, k: ['a'] },
    );
    assert.deepEqual({ state, accepted }, { state: undefined, accepted: [false, false, false] });
  });

  test('tells which line brought an object', () => {
    const log = new MutationLog();
    log.apply({ kind: 0, v: { requests: [{ id: 1 }] } }, 0);
    log.apply({ kind: 2, k: ['requests'], v: [{ id: 2 }] }, 40);
    log.apply({ kind: 1, k: ['requests', 0], v: { id: 3 } }, 90);
    const { requests } = log.state as { requests: object[] };
    assert.deepEqual(
      requests.map((request) => log.originOf(request)),
      [90, 40],
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MutationLog } from '../../src/core/sources/mutationLog';

type Entry = { kind: number; k?: (string | number)[]; v?: unknown; i?: number };
type State = Record<string, unknown>;

/** What VS Code does, without any of our precautions: valid entries only. */
function naive(entries: readonly Entry[]): unknown {
  let state: unknown;
  for (const { kind, k = [], v, i } of structuredClone(entries) as Entry[]) {
    if (kind === 0) {
      state = v;
      continue;
    }
    let parent = state as State;
    for (const key of k.slice(0, -1)) parent = parent[key] as State;
    const key = k.at(-1)!;
    if (kind === 1) parent[key] = v;
    else if (kind === 3) delete parent[key];
    else {
      const list = ((parent[key] as unknown[]) ?? []).slice(0, i ?? Infinity);
      parent[key] = [...list, ...((v as unknown[]) ?? [])];
    }
  }
  return state;
}

const value = fc.jsonValue({ maxDepth: 2 });
const name = fc.constantFrom('text', 'result', 'response', 'extra');
const request = fc.record({ id: fc.nat(), response: fc.array(value, { maxLength: 4 }) });
const initial = fc.record({ title: fc.string(), requests: fc.array(request, { minLength: 1, maxLength: 4 }) });

/** Numbers to be turned into an entry that fits the state it meets. */
const step = fc.record({ what: fc.nat(6), at: fc.nat(), cut: fc.nat(), name, value, request });

function entriesFor(
  first: unknown,
  steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
): Entry[] {
  const entries: Entry[] = [{ kind: 0, v: first }];
  for (const s of steps) {
    const state = naive(entries) as { requests: { response?: unknown }[] };
    const n = state.requests.length;
    const at = n > 0 ? s.at % n : 0;
    const response = state.requests[at]?.response;
    const list = Array.isArray(response) ? response.length : 0;
    const fits = Array.isArray(response) || response === undefined;
    if (s.what === 0 || n === 0) entries.push({ kind: 2, k: ['requests'], v: [s.request] });
    else if (s.what === 1) entries.push({ kind: 2, k: ['requests'], i: s.cut % (n + 1), v: [s.request] });
    else if (s.what === 2) entries.push({ kind: 2, k: ['requests'], i: s.cut % (n + 1) });
    else if (s.what === 3) entries.push({ kind: 1, k: ['requests', at, s.name], v: s.value });
    else if (s.what === 4) entries.push({ kind: 3, k: ['requests', at, s.name] });
    else if (fits) entries.push({ kind: 2, k: ['requests', at, 'response'], i: s.cut % (list + 1), v: [s.value] });
  }
  return entries;
}

suite('mutationLog properties', () => {
  test('equals a naive replay of any valid log', () => {
    fc.assert(
      fc.property(initial, fc.array(step, { maxLength: 30 }), (first, steps) => {
        const entries = entriesFor(first, steps);
        const log = new MutationLog();
        // Through JSON, as from a file.
        const accepted = (JSON.parse(JSON.stringify(entries)) as unknown[]).every((entry, i) => log.apply(entry, i));
        assert.equal(accepted, true);
        assert.equal(JSON.stringify(log.state), JSON.stringify(naive(entries)));
      }),
    );
  });

  const key = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'length', 'a', 'requests'),
    fc.integer(),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        kind: fc.integer({ min: -1, max: 5 }),
        k: fc.array(key, { maxLength: 5 }),
        v: fc.jsonValue(),
        i: fc.jsonValue(),
      },
      { requiredKeys: ['kind'] },
    ),
  );

  test('never throws and never touches a prototype, whatever the lines are', () => {
    const before = [Object.prototype, Array.prototype].map((p) => Object.getOwnPropertyNames(p).join());
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 30 }), (entries) => {
        const log = new MutationLog();
        log.apply({ kind: 0, v: { a: {}, requests: [{}] } }, 0);
        for (const entry of entries) log.apply(JSON.parse(JSON.stringify(entry)), 0);
        assert.equal(({} as State).polluted, undefined);
      }),
      { numRuns: 500 },
    );
    assert.deepEqual(
      [Object.prototype, Array.prototype].map((p) => Object.getOwnPropertyNames(p).join()),
      before,
    );
  });
});

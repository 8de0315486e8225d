import assert from 'node:assert/strict';
import fc from 'fast-check';
import { indexedBytes } from '../../src/core/sources/jsonIndex';
import { JsonSkim, decodeString } from '../../src/core/sources/jsonSkim';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Texts with what makes strings hard to pass: quotes and backslashes in runs, near and far from their beginning. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('"', '\\', '\\\\', '\\"', '"""', 'x', 'é', '😀', '\n', '\u0000', '}', ']', ','), {
      maxLength: 120,
    })
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.integer({ min: 25, max: 100 }), fc.array(fc.constantFrom('"', '\\', 'a'), { maxLength: 20 }))
    .map(([length, tail]) => 'y'.repeat(length) + tail.join('')),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.nat(),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;
const someBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1', ' ', 'null', '"a":', '"type":'), {
      maxLength: 60,
    })
    .map((parts) => encode(parts.join(''))),
);
const spaces = fc.constantFrom(undefined, 1, '\t', ' \r\n');

/**
 * The value as JSON has it. Not by JSON.parse: that of Node 24.21 takes a key which is nothing but an escape for another
 * one, once it has seen some.
 */
function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asWritten);
  if (value === 0) return 0;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asWritten(part)]));
}

/** Builds the value that the skim stands at, by its own methods only. */
function build(skim: JsonSkim, bytes: Uint8Array): unknown {
  const first = skim.peek();
  if (first === 34) return skim.text();
  if (first === 123) {
    assert.ok(skim.enter(123));
    const entries: [string, unknown][] = [];
    while (skim.nextKey()) {
      const key = decodeString(bytes, skim.from, skim.to);
      entries.push([key, build(skim, bytes)]);
    }
    return Object.fromEntries(entries);
  }
  if (first === 91) {
    assert.ok(skim.enter(91));
    const elements: unknown[] = [];
    while (skim.nextElement()) elements.push(build(skim, bytes));
    return elements;
  }
  const from = skim.pos;
  assert.ok(skim.skip());
  return JSON.parse(decodeString(bytes, from, skim.pos));
}

/** `inner` within a larger buffer, so that what stands around it would be noticed. */
function embed(inner: Uint8Array, before: number, around: number): { bytes: Uint8Array; start: number; end: number } {
  const bytes = new Uint8Array(before + inner.length + 80).fill(around);
  bytes.set(inner, before);
  return { bytes, start: before, end: before + inner.length };
}
/** The same where it can be indexed. */
function inMemory({ bytes, start, end }: ReturnType<typeof embed>): ReturnType<typeof embed> {
  const indexable = indexedBytes().subarray(0, bytes.length);
  indexable.set(bytes);
  return { bytes: indexable, start, end };
}
const place = fc.tuple(fc.integer({ min: 0, max: 70 }), fc.constantFrom(34, 92, 125, 93, 32, 48, 44));

suite('JsonSkim, properties', () => {
  test('finds in any JSON what was written', () => {
    fc.assert(
      fc.property(json, spaces, place, (value, indent, [before, around]) => {
        const { bytes, start, end } = inMemory(embed(encode(JSON.stringify(value, null, indent)), before, around));
        const skim = new JsonSkim();
        skim.reset(bytes, start, end);
        assert.deepEqual(build(skim, bytes), asWritten(value));
        assert.deepEqual([skim.pos, skim.broken], [end, false]);
      }),
      { numRuns: 1500 },
    );
  });

  test('passes any value to its very end', () => {
    fc.assert(
      fc.property(json, spaces, place, (value, indent, [before, around]) => {
        const { bytes, start, end } = embed(encode(`${JSON.stringify(value, null, indent)},`), before, around);
        const skim = new JsonSkim();
        skim.reset(bytes, start, end);
        assert.ok(skim.skip());
        assert.equal(skim.pos, end - 1);
      }),
      { numRuns: 1000 },
    );
  });

  test('reads any text, wherever in a buffer', () => {
    fc.assert(
      fc.property(text, place, (value, [before, around]) => {
        const { bytes, start, end } = embed(encode(JSON.stringify(value)), before, around);
        const skim = new JsonSkim();
        skim.reset(bytes, start, end);
        assert.equal(skim.text(), value);
        assert.equal(skim.pos, end);
      }),
      { numRuns: 1500 },
    );
  });

  test('counts whole numbers as they are, and nothing else', () => {
    const number = fc.oneof(fc.nat(), fc.maxSafeInteger(), fc.double(), fc.float());
    fc.assert(
      fc.property(number, fc.boolean(), (value, isQuoted) => {
        const written = JSON.stringify(value);
        const bytes = encode(isQuoted && written !== 'null' ? `"${written}"` : written);
        const skim = new JsonSkim();
        skim.reset(bytes, 0, bytes.length);
        const isCount = /^\d{1,15}$/.test(written);
        assert.equal(skim.count(), isCount ? Number(written) : written === 'null' ? 0 : NaN);
      }),
      { numRuns: 1000 },
    );
  });

  test('never passes the end of a value that is cut off', () => {
    fc.assert(
      fc.property(json, fc.nat(), place, (value, cut, [before, around]) => {
        const whole = encode(JSON.stringify([value]));
        const inner = whole.subarray(0, cut % whole.length);
        const { bytes, start, end } = embed(inner, before, around);
        const skim = new JsonSkim();
        skim.reset(bytes, start, end);
        assert.equal(skim.skip(), false);
        assert.ok(skim.broken && skim.pos <= end);
      }),
      { numRuns: 1000 },
    );
  });

  test('comes to an end in any bytes', () => {
    fc.assert(
      fc.property(someBytes, (some) => {
        const skim = new JsonSkim();
        skim.reset(some, 0, some.length);
        let steps = 0;
        const walk = (depth: number): void => {
          assert.ok(++steps < 10_000);
          if (depth > 50) skim.skip();
          else if (skim.enter(123)) while (skim.nextKey()) walk(depth + 1);
          else if (skim.enter(91)) while (skim.nextElement()) walk(depth + 1);
          else skim.skip();
        };
        walk(0);
      }),
      { numRuns: 2000 },
    );
  });

  /** What a skim says and where it stands, step by step. */
  function trace(of: ReturnType<typeof embed>, steps: readonly number[]): unknown[] {
    const skim = new JsonSkim();
    skim.reset(of.bytes, of.start, of.end);
    const acts = [
      () => skim.nextKey(),
      () => skim.enter(123),
      () => skim.skip(),
      () => skim.text(),
      () => skim.nextElement(),
      () => skim.enter(91),
      () => skim.count(),
      () => skim.peek(),
      () => skim.string(),
    ];
    return steps.map((step) => [step, acts[step]!(), skim.pos, skim.from, skim.to, skim.broken]);
  }
  const steps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 1, 2) }, fc.nat(8)), { maxLength: 60 });
  const object = fc
    .array(fc.tuple(fc.oneof(text, fc.constant('type')), json), { maxLength: 6 })
    .map(Object.fromEntries);

  test('does with an index what it does without', () => {
    fc.assert(
      fc.property(object, spaces, place, steps, (value, indent, [before, around], taken) => {
        const where = embed(encode(JSON.stringify(value, null, indent)), before, around);
        assert.deepEqual(trace(inMemory(where), taken), trace(where, taken));
      }),
      { numRuns: 3000 },
    );
  });

  test('does with an index what it does without, whatever the bytes are', () => {
    fc.assert(
      fc.property(someBytes, place, steps, (some, [before, around], taken) => {
        const where = embed(some, before, around);
        assert.deepEqual(trace(inMemory(where), taken), trace(where, taken));
      }),
      { numRuns: 3000 },
    );
  });
});

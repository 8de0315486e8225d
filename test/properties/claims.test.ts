import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Claims } from '../../src/core/coach/claims';
import { carryCost, outputCost } from '../../src/core/insights/session/blockCost';
import { conversation, output } from '../support/scenario';

/** Five warm calls on a growing context, the third after the cache has gone. */
function fiveCalls() {
  const script = conversation({ prefix: 10_000 }).prompt('Begin.');
  for (let i = 0; i < 5; i++) {
    script.call({ out: 200, tools: [{ name: 'Read', target: `${i}.ts`, result: output(3_000, `${i}`) }] });
    if (i === 1) script.wait(20);
  }
  return script.facts().threads[0]!.calls;
}

type Act = (claims: Claims, calls: ReturnType<typeof fiveCalls>) => { nano: number; tokens: number };

const index = fc.nat(4);
const offset = fc.nat(30_000);
const interval: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(offset, offset, index, index).map(
    ([a, b, first, last]): Act =>
      (claims, calls) =>
        claims.context(calls, { from: Math.min(a, b), to: Math.max(a, b), first, end: last + 1 }),
  ),
  fc.tuple(offset, offset, index).map(
    ([a, b, j]): Act =>
      (claims, calls) =>
        claims.premium(calls[j]!, Math.min(a, b), Math.max(a, b)),
  ),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  interval,
  fc.tuple(index, fc.nat(500)).map(
    ([j, n]): Act =>
      (claims, calls) =>
        claims.output(calls[j]!, n),
  ),
  fc.tuple(index, fc.double({ min: 0, max: 1, noNaN: true })).map(
    ([j, share]): Act =>
      (claims, calls) =>
        claims.share(calls[j]!, share),
  ),
);

suite('claims, however they come', () => {
  test('get together at most what was billed', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const calls = fiveCalls();
        const claims = new Claims();
        const got = acts.reduce((sum, one) => sum + one(claims, calls).nano, 0);
        assert.ok(got <= calls.reduce((sum, call) => sum + call.costNano!, 0));
      }),
    );
  });

  test('get nothing of the context when made twice', () => {
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 10 }), (acts) => {
        const calls = fiveCalls();
        const claims = new Claims();
        for (const one of acts) one(claims, calls);
        for (const one of acts) assert.deepEqual(one(claims, calls), { nano: 0, tokens: 0 });
      }),
    );
  });

  test('get what they would have got if those that are released had never been made', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.boolean()), { maxLength: 20 }), (acts) => {
        const calls = fiveCalls();
        const [claims, alone] = [new Claims(), new Claims()];
        const made = acts.map(([one, isReleased]) => ({ claim: one(claims, calls), isReleased }));
        claims.release(new Set(made.flatMap(({ claim, isReleased }) => (isReleased ? [claim] : []))));
        const expected = acts.map(([one, isReleased]) => (isReleased ? { nano: 0, tokens: 0 } : one(alone, calls)));
        assert.deepEqual(
          made.map(({ claim }) => claim),
          expected,
        );
      }),
    );
  });

  test('are contested if one of them would get more alone', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), (acts) => {
        const calls = fiveCalls();
        const claims = new Claims();
        const more = acts.some((one) => one(claims, calls).nano < one(new Claims(), calls).nano);
        assert.ok(claims.isContested || !more);
      }),
    );
  });

  test('made together are one, also after another was released', () => {
    const [, , cold] = fiveCalls();
    const claims = new Claims();
    const first = claims.premium(cold!, 0, 5_000);
    const parts = [5_000, 10_000];
    const both = claims.together(() => parts.forEach((to) => claims.premium(cold!, 0, to)));
    both.tokens += 7;
    assert.deepEqual(both, { nano: 28_750_000, tokens: 5_007 });
    claims.release(new Set([first]));
    assert.deepEqual(
      [first, both],
      [
        { nano: 0, tokens: 0 },
        { nano: 57_500_000, tokens: 10_007 },
      ],
    );
  });

  test('the whole context and all output are the whole bill', () => {
    const calls = fiveCalls();
    const claims = new Claims();
    const context = claims.context(calls, { from: 0, to: 1e9, first: 0, end: 5 }).nano;
    const written = calls.reduce((sum, call) => sum + claims.output(call, 1e9).nano, 0);
    const bill = calls.reduce((sum, call) => sum + call.costNano!, 0);
    assert.ok(bill - context - written < 20);
    assert.ok(Math.abs(carryCost(calls, { from: 0, to: 1e9, first: 0, end: 5 }) - context) < 5);
    assert.ok(Math.abs(calls.reduce((sum, call) => sum + outputCost(call), 0) - written) < 5);
  });

  test('what was written again for nothing leaves the price of reading it', () => {
    const calls = fiveCalls();
    const claims = new Claims();
    const cold = calls[2]!;
    // $5 a million: writing 10,000 tokens costs $0.0625, reading them $0.005.
    assert.equal(claims.premium(cold, 0, 10_000).nano, 57_500_000);
    assert.equal(claims.context(calls, { from: 0, to: 10_000, first: 2, end: 3 }).nano, 5_000_000);
  });

  test('a price-level claim takes its share of what is left, and leaves the rest', () => {
    const calls = fiveCalls();
    const claims = new Claims();
    const call = calls[1]!;
    const block = claims.context(calls, { from: 0, to: 10_000, first: 1, end: 2 }).nano;
    const half = claims.share(call, 0.5).nano;
    assert.equal(half, Math.floor((call.costNano! - block) / 2));
    assert.equal(claims.leftOf(call), call.costNano! - block - half);
  });
});

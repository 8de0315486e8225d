import assert from 'node:assert/strict';
import type { Claim } from '../../../src/core/coach/claims';
import type { CoachRule, RuleResult, RuleRun } from '../../../src/core/coach/coachRule';
import { coachRules } from '../../../src/core/coach/index';
import { Marks, type Mark } from '../../../src/core/coach/marks';
import { phrase } from '../../../src/core/coach/phrase';
import { SCENARIO_SETUP, adviseOn, conversation, type SessionScript } from '../../support/scenario';

/** A rule that claims the first call of every session. */
function rule(id: string, more: Partial<CoachRule> = {}, run: Partial<RuleRun> = {}): CoachRule {
  return {
    id,
    family: 'context',
    tier: 'A',
    needs: [],
    range: [0.9, 1],
    words: { title: '', risk: '', check: '', action: '' },
    verification: { unit: 'session', units: () => [] },
    action: () => ({ kind: 'guide', steps: [] }),
    start: () => ({
      session({ threads }, desk) {
        const call = threads[0]!.calls[0]!;
        desk.found({ at: call.at, call, claim: desk.claims.share(call, 1), why: phrase('here') });
      },
      finish: () => ({ figures: {} }),
      ...run,
    }),
    ...more,
  };
}

/** So many sessions, a day each, of $1. */
function days(n: number, workspace = '/home/me/shop'): SessionScript[] {
  return Array.from({ length: n }, (_, day) =>
    conversation({ day, prefix: 0, workspace }).prompt('Go.').call({ out: 40_000 }),
  );
}

const hidden = (rules: CoachRule[], scripts: SessionScript[], setup = {}) =>
  adviseOn(scripts, rules, setup).advice[0]?.hiddenBecause;
const fails = (): never => {
  throw new Error('out of order');
};

suite('coach', () => {
  test('what one rule has claimed is not there for the next', () => {
    const { advice, summary } = adviseOn(days(3), [rule('first'), rule('second')]);
    assert.deepEqual(
      advice.map((a) => [a.rule.id, a.highNano]),
      [
        ['first', summary.billNano],
        ['second', 0],
      ],
    );
  });

  const claimedBy = (rules: CoachRule[], setup = {}) =>
    adviseOn(days(3), rules, setup).advice.map((a) => [a.rule.id, a.highNano, a.hiddenBecause]);
  const bill = adviseOn(days(3), []).summary.billNano;
  const below = { finish: (): RuleResult => ({ figures: {}, hiddenBecause: 'below-threshold' }) };

  test('what is claimed by a rule that has nothing to say goes to the next one', () => {
    const second = ['second', bill, undefined];
    assert.deepEqual(claimedBy([rule('first', {}, below), rule('second'), rule('third')]), [
      ['first', 0, 'below-threshold'],
      second,
      ['third', 0, 'too-small'],
    ]);
    assert.deepEqual(claimedBy([rule('first', { off: true }), rule('second')])[1], second);
    assert.deepEqual(claimedBy([rule('first'), rule('second')], { demoted: new Set(['first']) })[1], second);
    assert.deepEqual(claimedBy([rule('first', {}, { finish: fails }), rule('second')]), [second]);
  });

  test('so does what is not kept, and what turns out too little', () => {
    const some = rule('first', {}, { finish: ([one]) => ({ figures: {}, keep: (o) => o !== one }) });
    assert.deepEqual(
      claimedBy([some, rule('second')]).map(([, nano]) => nano),
      [(bill / 3) * 2, bill / 3],
    );
    const little = rule(
      'first',
      {},
      {
        session({ threads }, desk) {
          const call = threads[0]!.calls[0]!;
          desk.found({
            at: call.at,
            call,
            claim: desk.claims.share(call, 1),
            saving: () => undefined,
            why: phrase('here'),
          });
        },
      },
    );
    assert.deepEqual(claimedBy([little, rule('second')]), [['second', bill, undefined]]);
  });

  test('a saving is asked for once the claim is final', () => {
    const half = rule(
      'second',
      {},
      {
        session({ threads }, desk) {
          const call = threads[0]!.calls[0]!;
          const saving = ({ nano }: Claim) => ({ lowNano: nano / 4, highNano: nano / 2 });
          desk.found({ at: call.at, call, claim: desk.claims.share(call, 1), saving, why: phrase('here') });
        },
      },
    );
    assert.deepEqual(claimedBy([rule('first', {}, below), half])[1], ['second', bill / 2, undefined]);
  });

  test('what is hidden for being small, or for the user, stays claimed', () => {
    const few = adviseOn(days(2), [rule('first'), rule('second')]).advice;
    assert.deepEqual(
      few.map((a) => [a.highNano, a.hiddenBecause]),
      [
        [(bill / 3) * 2, 'too-few'],
        [0, 'too-few'],
      ],
    );
    const asleep = new Marks([{ ruleId: 'first', workspace: '', snoozedUntil: Infinity }], SCENARIO_SETUP.now);
    assert.deepEqual(claimedBy([rule('first'), rule('second')], { marks: asleep })[1], ['second', 0, 'too-small']);
  });

  const failing: [string, CoachRule][] = [
    ['at its start', rule('broken', { start: fails })],
    ['at a session', rule('broken', {}, { session: fails })],
    ['at its end', rule('broken', {}, { finish: fails })],
  ];
  for (const [when, broken] of failing) {
    test(`a rule that fails ${when} is named, and the others go on`, () => {
      const { advice, failures } = adviseOn(days(3), [broken, rule('good')]);
      assert.deepEqual(failures, [{ ruleId: 'broken', message: 'out of order' }]);
      assert.deepEqual(
        advice.map((a) => a.rule.id),
        ['good'],
      );
    });
  }

  test('a rule that fails late takes nothing back that others could claim twice', () => {
    const late = rule('late', {}, { finish: fails });
    const { advice, summary } = adviseOn(days(3), [late, rule('good')]);
    assert.ok(advice[0]!.highNano <= summary.billNano);
  });

  test('three times on two days is a habit', () => {
    assert.equal(hidden([rule('one')], days(2)), 'too-few');
    assert.equal(hidden([rule('one')], days(3)), undefined);
    const oneDay = [9, 10, 11].map((hour) => conversation({ hour, prefix: 0 }).prompt('Go.').call({ out: 40_000 }));
    assert.equal(hidden([rule('one')], oneDay), 'too-few');
  });

  test('a dollar a month, or one percent of the bill', () => {
    const some = (share: number) =>
      rule(
        'one',
        {},
        {
          session({ threads }, desk) {
            const call = threads[0]!.calls[0]!;
            desk.found({ at: call.at, call, claim: desk.claims.share(call, share), why: phrase('here') });
          },
        },
      );
    // $150 of bill: 1 % is more than a dollar, so the dollar decides.
    const dear = days(30).map((_, day) => conversation({ day, prefix: 0 }).prompt('Go.').call({ out: 200_000 }));
    assert.equal(hidden([some(0.0073)], dear), 'too-small');
    assert.equal(hidden([some(0.0075)], dear), undefined);
    // $0.30 of bill: a dollar is out of reach, so the percent decides.
    const cheap = days(30).map((_, day) => conversation({ day, prefix: 0 }).prompt('Go.').call({ out: 400 }));
    assert.equal(hidden([some(0.011)], cheap), 'too-small');
    assert.equal(hidden([some(0.012)], cheap), undefined);
  });

  test('nothing of a bill without prices is small', () => {
    const unpriced = days(30).map((_, day) => conversation({ day, model: 'nobody-knows' }).prompt('Go.').call());
    assert.equal(hidden([rule('one')], unpriced), 'too-small');
  });

  test('no amount is no reason to hide a direction or a guardrail', () => {
    assert.equal(hidden([rule('one', { tier: 'C' })], days(3)), undefined);
    assert.equal(hidden([rule('one', { family: 'guardrail', range: [0, 0] })], days(3)), undefined);
    assert.equal(adviseOn(days(3), [rule('one', { tier: 'C' })]).advice[0]?.highNano, 0);
  });

  test('a rule is hidden on an assistant whose logs lack something, and says what', () => {
    const needy = rule('needy', { needs: ['cache-ttl', 'reasoning'] });
    const { advice, unavailable } = adviseOn(days(3), [needy]);
    assert.deepEqual(advice, []);
    assert.deepEqual(unavailable, [{ ruleId: 'needy', source: 'claude-code', missing: ['reasoning'] }]);
  });

  test('where one session of an assistant tells enough, the rule is not called unavailable', () => {
    const needy = rule('needy', { needs: ['reasoning'] });
    const telling = conversation({ day: 4 }).prompt('Go.').call({ reasoning: 500 });
    const { advice, unavailable } = adviseOn([...days(3), telling], [needy]);
    assert.equal(advice[0]?.occurrences.length, 1);
    assert.deepEqual(unavailable, []);
  });

  test('sessions without a call are passed over', () => {
    const { summary, failures } = adviseOn([conversation().prompt('Hello?'), ...days(1)], coachRules);
    assert.equal(summary.sessions, 1);
    assert.deepEqual(failures, []);
  });

  test('calls without a price count, and have no amount', () => {
    const own = [0, 1, 2].map((day) => conversation({ day, model: 'own-model' }).prompt('Go.').call({ out: 40_000 }));
    const { advice, summary } = adviseOn(own, [rule('one')]);
    assert.deepEqual([summary.calls, summary.unpricedCalls, summary.billNano], [3, 3, 0]);
    assert.equal(advice[0]?.highNano, 0);
  });

  test('a rule that is off, or failed here too often, is found and hidden', () => {
    assert.equal(hidden([rule('one', { off: true })], days(3)), 'off');
    assert.equal(hidden([rule('one')], days(3), { demoted: new Set(['one']) }), 'demoted');
  });

  const marks = (...list: Omit<Mark, 'ruleId'>[]) => ({
    marks: new Marks(
      list.map((mark) => ({ ruleId: 'one', ...mark })),
      SCENARIO_SETUP.now,
    ),
  });
  const asleep = { snoozedUntil: SCENARIO_SETUP.now + 1 };

  test('snoozed everywhere it is silent; in one workspace only there', () => {
    const both = [...days(3), ...days(3, '/home/me/site')];
    assert.equal(hidden([rule('one')], both, marks({ workspace: '', ...asleep })), 'snoozed');
    const { advice } = adviseOn(both, [rule('one')], marks({ workspace: '/home/me/site', ...asleep }));
    assert.equal(advice[0]?.hiddenBecause, undefined);
    assert.equal(advice[0]?.occurrences.length, 3);
  });

  test('dismissed, it comes back when it is about twice as much', () => {
    const dismissed = (lowNano: number) =>
      marks({ workspace: '', dismissed: { reason: 'not-worth-it', at: 0, lowNano } });
    // Six days of $1, 90 % of it.
    assert.equal(hidden([rule('one')], days(6), dismissed(2.6e9)), undefined);
    assert.equal(hidden([rule('one')], days(6), dismissed(2.8e9)), 'dismissed');
    assert.equal(hidden([rule('one')], days(5), dismissed(0)), 'dismissed');
  });

  test('each rule has a name of its own, and words', () => {
    const ids = coachRules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, words, needs, range } of coachRules) {
      assert.match(id, /^[a-z]+(?:-[a-z]+)*$/);
      for (const text of Object.values(words)) assert.ok(text.length > 0, id);
      assert.ok(range[0] >= 0 && range[0] <= range[1] && range[1] <= 1, id);
      assert.equal(new Set(needs).size, needs.length);
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CoachResult, RuleAdvice } from '../../src/core/coach/coach';
import { coachRules } from '../../src/core/coach/index';
import { englishPhrase } from '../../src/core/coach/englishPhrase';
import { randomSession } from '../support/randomSessions';
import { adviseOn, scenarioPrices, type SessionScript } from '../support/scenario';

const months = fc.array(randomSession, { minLength: 1, maxLength: 6 });
const RUNS = { numRuns: 60 };

function claimed(result: CoachResult): number {
  return result.advice.reduce((sum, a) => sum + a.highNano, 0);
}

/** All that a reader sees of it. */
function seen({ advice, unavailable, summary }: CoachResult): unknown {
  return {
    summary,
    unavailable,
    advice: advice.map(({ rule, occurrences, lowNano, highNano, tokens, hiddenBecause, result }) => ({
      id: rule.id,
      lowNano,
      highNano,
      tokens,
      hiddenBecause,
      title: englishPhrase({ text: rule.words.title, figures: result.figures }),
      evidence: occurrences.map((o) => [o.at, o.call?.id, englishPhrase(o.why), o.lowNano, o.highNano]),
    })),
  };
}

suite('coach, on any conversations', () => {
  test('no rule throws', () => {
    fc.assert(
      fc.property(months, (month) => assert.deepEqual(adviseOn(month, coachRules).failures, [])),
      RUNS,
    );
  });

  test('all claims together are at most the bill', () => {
    fc.assert(
      fc.property(months, (month) => {
        const result = adviseOn(month, coachRules);
        assert.ok(claimed(result) <= result.summary.billNano);
      }),
      RUNS,
    );
  });

  test('amounts are whole, not negative, and low is not above high', () => {
    fc.assert(
      fc.property(months, (month) => {
        for (const { lowNano, highNano, tokens } of adviseOn(month, coachRules).advice) {
          for (const amount of [lowNano, highNano, tokens]) assert.ok(Number.isSafeInteger(amount) && amount >= 0);
          assert.ok(lowNano <= highNano);
        }
      }),
      RUNS,
    );
  });

  test('advice always has evidence, and every figure a value', () => {
    fc.assert(
      fc.property(months, (month) => {
        for (const { rule, occurrences, result } of adviseOn(month, coachRules).advice) {
          assert.ok(occurrences.length > 0);
          const figures = { n: '', days: '', assistant: '', low: '', high: '', share: '', ...result.figures };
          for (const text of [rule.words.title, rule.words.risk, rule.words.check]) {
            assert.doesNotMatch(englishPhrase({ text, figures }), /[{}]|NaN|Infinity|undefined/);
          }
          for (const { why } of occurrences) assert.doesNotMatch(englishPhrase(why), /[{}]|NaN|Infinity|undefined/);
        }
      }),
      RUNS,
    );
  });

  test('the same conversations give the same advice', () => {
    fc.assert(
      fc.property(months, (month) =>
        assert.deepEqual(seen(adviseOn(month, coachRules)), seen(adviseOn(month, coachRules))),
      ),
      RUNS,
    );
  });

  test('without one conversation there is never more to save', () => {
    fc.assert(
      fc.property(months, fc.nat(5), (month, which) => {
        const rest: SessionScript[] = month.filter((_, i) => i !== which % month.length);
        assert.ok(claimed(adviseOn(rest, coachRules)) <= claimed(adviseOn(month, coachRules)));
      }),
      RUNS,
    );
  });

  test('when all prices double, so do the savings', () => {
    const double = (n: number): number => n * 2;
    const prices = {
      ...scenarioPrices,
      rates: (call: Parameters<typeof scenarioPrices.rates>[0]) => {
        const rates = scenarioPrices.rates(call);
        return rates && mapped(rates, double);
      },
      cost: (call: Parameters<typeof scenarioPrices.cost>[0]) => {
        const cost = scenarioPrices.cost(call);
        return cost && mapped({ ...cost }, double);
      },
    };
    fc.assert(
      fc.property(months, fc.constantFrom(...coachRules), (month, rule) => {
        const [once] = adviseOn(month, [rule]).advice;
        const dear = month.map((script) => script.atPrices(2));
        const [twice] = adviseOn(dear, [rule], { prices }).advice;
        // Limits in dollars let more through, and what stays below one claims nothing: then there is nothing to compare.
        if (once?.occurrences.length !== twice?.occurrences.length || isBelowLimit(once) !== isBelowLimit(twice))
          return;
        // Every claim is rounded down by itself: that much may be lost, and no more.
        const slack = 4_000 * ((once?.occurrences.length ?? 0) + 1);
        assert.ok(Math.abs((twice?.highNano ?? 0) - 2 * (once?.highNano ?? 0)) <= slack, rule.id);
      }),
      { numRuns: 300 },
    );
  });
});

function isBelowLimit(advice: RuleAdvice | undefined): boolean {
  return advice?.hiddenBecause === 'below-threshold';
}

function mapped<T extends Record<string, number>>(record: T, by: (n: number) => number): T {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, by(value)])) as T;
}

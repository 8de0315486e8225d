import assert from 'node:assert/strict';
import { planFit } from '../../../src/core/coach/rules/planFit';
import type { CoachSetup } from '../../../src/core/coach/coachRule';
import { conversation, findingOf, type ScenarioSession } from '../../support/scenario';

/** The scenarios' first day is 1 June 2026; now it is the 10th of September. */
const SETUP: Partial<CoachSetup> = { now: Date.UTC(2026, 8, 10), days: 110, billing: 'subscription' };
const [JUNE, JULY, AUGUST] = [5, 35, 66];

/** One conversation of about $0.13 on each of these days. */
const on = (days: number[], setup: ScenarioSession = {}) =>
  days.map((day) =>
    conversation({ day, ...setup })
      .prompt('Do it.')
      .call({ text: 'Done.' }),
  );
/** One of about $12. */
const dear = (day: number) => conversation({ day, prefix: 2_000_000 }).prompt('Do it.').call({});
const found = (scripts: ReturnType<typeof on>, setup = {}) => findingOf(planFit, scripts, { ...SETUP, ...setup });

suite('plan-fit', () => {
  const fires: [string, ReturnType<typeof on>, Partial<CoachSetup>][] = [
    ['two months of a dollar', on([JULY, JULY + 1, AUGUST]), {}],
    ['a dear month before two small ones', [dear(JUNE), ...on([JULY, AUGUST])], {}],
    ['begun on the seventh', on([JULY + 1, AUGUST]), {}],
    ['begun late, and used for two months since', on([JUNE + 20, JULY, AUGUST]), {}],
    ['Codex', on([JULY, AUGUST], { source: 'codex', model: 'gpt-5.5' }), {}],
    ['Copilot', on([JULY, AUGUST], { source: 'copilot-chat', model: 'gpt-5.5' }), { billing: 'copilot-credits' }],
  ];
  for (const [name, scripts, setup] of fires) {
    test(`fires: ${name}`, () => {
      const advice = found(scripts, setup);
      assert.deepEqual([advice?.hiddenBecause, advice?.occurrences.length], [undefined, 2]);
    });
  }

  const silent: [string, ReturnType<typeof on>, Partial<CoachSetup>][] = [
    ['paid by use: there is no plan', on([JULY, AUGUST]), { billing: 'api' }],
    ['Copilot beside a subscription for others', on([JULY, AUGUST], { source: 'copilot-chat', model: 'gpt-5.5' }), {}],
    ['no whole month is looked at', on([AUGUST, 100]), { days: 30 }],
  ];
  for (const [name, scripts, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(found(scripts, setup), undefined));
  }

  const hidden: [string, ReturnType<typeof on>, string][] = [
    ['one month only', on([AUGUST]), 'too-few'],
    ['used well in one of the two', [...on([JULY]), dear(AUGUST)], 'below-threshold'],
    ['begun on the eighth of the first', on([JULY + 2, AUGUST]), 'below-threshold'],
    ['a month without use between', on([JUNE, AUGUST]), 'below-threshold'],
  ];
  for (const [name, scripts, because] of hidden) {
    test(`hidden: ${name}`, () => assert.equal(found(scripts)?.hiddenBecause, because));
  }

  test('the boundary is 0.4 of the smallest plan', () => {
    // $8 of $20: 1.28 million tokens written to the cache at $6.25 per million, and a token of answer.
    const month = (tokens: number) => [
      ...on([JULY]),
      conversation({ day: AUGUST, prefix: tokens }).prompt('D').call({ out: 1 }),
    ];
    assert.deepEqual(
      [1_279_000, 1_281_000].map((tokens) => found(month(tokens))?.hiddenBecause),
      [undefined, 'below-threshold'],
    );
  });

  test('says the larger month, the plan, and no amount', () => {
    const advice = found(on([JULY, AUGUST, AUGUST + 1]));
    const cost = on([AUGUST])[0]!.facts().threads[0]!.calls[0]!.costNano!;
    assert.deepEqual(advice?.result.figures, {
      name: 'Claude Code',
      most: { unit: 'nano', value: 2 * cost },
      plan: { unit: 'nano', value: 20_000_000_000 },
    });
    assert.deepEqual([advice?.lowNano, advice?.highNano], [0, 0]);
  });
});

import assert from 'node:assert/strict';
import { batchIt } from '../../../src/core/coach/rules/batchIt';
import type { Priceable } from '../../../src/core/pricing/priceBook';
import {
  conversation,
  findingOf,
  scenarioPrices,
  type ScenarioCall,
  type ScenarioSession,
} from '../../support/scenario';

/** Half price for batches. */
const prices = {
  ...scenarioPrices,
  cost(call: Priceable) {
    const cost = scenarioPrices.cost({ ...call, serviceTier: '' });
    return cost && { ...cost, totalNano: call.serviceTier === 'batch' ? cost.totalNano / 2 : cost.totalNano };
  },
};

/** A job at three in the night: one prompt, one answer each. */
function job(n: number, setup: ScenarioSession = {}, call: ScenarioCall = {}) {
  return Array.from({ length: n }, () =>
    conversation({ hour: 3, ...setup })
      .prompt('Classify: …')
      .call({ text: 'B', ...call }),
  );
}
const talk = (hour: number) => conversation({ hour }).prompt('Hello.').call({}).prompt('Why?').call({});
const found = (scripts: ReturnType<typeof job>, setup = {}) => findingOf(batchIt, scripts, { prices, ...setup });

suite('batch-it', () => {
  const fires: [string, ReturnType<typeof job>][] = [
    ['thirty a night', job(30)],
    ['on two nights', [...job(25), ...job(25, { day: 1 })]],
    ['in Codex', job(30, { source: 'codex', model: 'gpt-5.5' })],
    ['somebody works in the morning', [...job(30), talk(9)]],
  ];
  for (const [name, scripts] of fires) {
    test(`fires: ${name}`, () => assert.equal(found(scripts)?.hiddenBecause, undefined, found(scripts)?.hiddenBecause));
    test(`finds each: ${name}`, () => assert.ok(found(scripts)!.occurrences.length >= 30));
  }

  const silent: [string, ReturnType<typeof job>][] = [
    ['with tools', job(30, {}, { tools: [{ name: 'Read', target: '/a.ts' }] })],
    ['somebody is near', [...job(30), talk(3)]],
    ['in Copilot', job(30, { source: 'copilot-chat', model: 'gpt-5.5' })],
    ['conversations', Array.from({ length: 30 }, () => talk(3))],
    ['spread over many days', Array.from({ length: 30 }, (_, day) => job(1, { day })[0]!)],
  ];
  for (const [name, scripts] of silent) test(`stays silent: ${name}`, () => assert.equal(found(scripts), undefined));

  test('stays silent: a subscription has no price for it', () => {
    assert.equal(found(job(30), { billing: 'subscription' }), undefined);
  });

  test('stays silent: a model without a price for batches', () => {
    assert.equal(findingOf(batchIt, job(30)), undefined);
  });

  test('the boundary is twenty a day', () => {
    assert.deepEqual(
      [19, 20].map((n) => found(job(n))?.occurrences.length),
      [undefined, 20],
    );
  });

  test('says a direction and no amount', () => {
    const advice = found(job(30));
    const cost = job(1)[0]!.facts().threads[0]!.calls[0]!.costNano!;
    assert.deepEqual([advice?.lowNano, advice?.highNano], [0, 0]);
    assert.deepEqual(advice?.result.figures['cost'], { unit: 'nano', value: 30 * cost });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repriced } from '../../src/core/insights/money/repricing';
import { WhatIf, modelsToCompare } from '../../src/core/insights/money/whatIf';
import type { WhatIfTable } from '../../src/core/insights/money/whatIfTable';
import { randomSession } from '../support/randomSessions';
import { scenarioPrices, type SessionScript } from '../support/scenario';

const months = fc.array(randomSession, { minLength: 1, maxLength: 6 });
const RUNS = { numRuns: 60 };

function callsOf(month: readonly SessionScript[]) {
  return month.flatMap((script) => {
    const { source, threads } = script.facts();
    return threads.flatMap(({ calls }) => calls.map((call) => ({ source, call })));
  });
}

function tablesOf(month: readonly SessionScript[]): WhatIfTable[] {
  const used = callsOf(month).map(({ source, call }) => ({ source, model: call.model, costNano: call.costNano ?? 0 }));
  const whatIf = new WhatIf(scenarioPrices, modelsToCompare(used));
  for (const script of month) whatIf.add(script.facts());
  return whatIf.tables();
}

suite('what if, on any conversations', () => {
  test('a call repriced as it was costs what was billed', () => {
    fc.assert(
      fc.property(months, (month) => {
        for (const { source, call } of callsOf(month)) {
          assert.equal(repriced(scenarioPrices, source, call)?.totalNano, call.costNano);
        }
      }),
      RUNS,
    );
  });

  test('the classes are all calls and the whole bill, each once', () => {
    fc.assert(
      fc.property(months, (month) => {
        const calls = callsOf(month);
        const [all, ...classes] = tablesOf(month);
        const bill = calls.reduce((sum, { call }) => sum + (call.costNano ?? 0), 0);
        assert.deepEqual([all?.calls ?? 0, all?.costNano ?? 0], [calls.length, bill]);
        assert.equal(
          classes.reduce((sum, table) => sum + table.calls, 0),
          calls.length,
        );
        assert.equal(
          classes.reduce((sum, table) => sum + table.costNano, 0),
          bill,
        );
      }),
      RUNS,
    );
  });

  test('costs are whole, above zero where there is a bill, and low is not above high', () => {
    fc.assert(
      fc.property(months, (month) => {
        for (const { costNano, rows } of tablesOf(month)) {
          for (const { cost, notes } of rows) {
            if (!cost) {
              assert.deepEqual(notes, [{ kind: 'no-price' }]);
              continue;
            }
            assert.ok(Number.isSafeInteger(cost.lowNano) && Number.isSafeInteger(cost.highNano));
            assert.ok(cost.lowNano <= cost.highNano && (costNano === 0 || cost.lowNano > 0));
          }
        }
      }),
      RUNS,
    );
  });

  test('the same conversations give the same answer', () => {
    fc.assert(
      fc.property(months, (month) => assert.deepEqual(tablesOf(month), tablesOf(month))),
      RUNS,
    );
  });
});

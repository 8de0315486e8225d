import assert from 'node:assert/strict';
import { WhatIf, modelsToCompare } from '../../../../src/core/insights/money/whatIf';
import type { WhatIfClass, WhatIfTable } from '../../../../src/core/insights/money/whatIfTable';
import { conversation, scenarioPrices, type ScenarioSession, type SessionScript } from '../../../support/scenario';

const OPUS = 'claude-opus-4-8';
const HAIKU = 'claude-haiku-4-5';
const edit = (target: string) => ({ name: 'Edit', target, edit: { added: 4, removed: 1 } });

function tablesOf(scripts: SessionScript[], models: string[] = [OPUS, HAIKU]): WhatIfTable[] {
  const whatIf = new WhatIf(scenarioPrices, new Map(scripts.map((script) => [script.facts().source, models] as const)));
  for (const script of scripts) whatIf.add(script.facts());
  return whatIf.tables();
}

function row(tables: WhatIfTable[], to: string, taskClass: WhatIfClass = 'all') {
  return tables.find((table) => table.taskClass === taskClass)?.rows.find(({ change }) => change.to === to);
}

const bill = (script: SessionScript): number =>
  script
    .facts()
    .threads.flatMap(({ calls }) => calls)
    .reduce((sum, { costNano }) => sum + (costNano ?? 0), 0);

/** A question and a small edit. */
function work(setup: ScenarioSession = {}) {
  return conversation({ model: OPUS, cache: '5m', ...setup })
    .prompt('What does it do?')
    .call({ text: 'It adds.' })
    .prompt('Rename it.')
    .call({ tools: [edit('/a.ts')] })
    .call({ text: 'Done.' });
}

suite('what if', () => {
  test('on their own model, at their own cache life and tier, all calls cost what was billed', () => {
    const script = work();
    const tables = tablesOf([script]);
    for (const to of [OPUS, '5m']) {
      assert.deepEqual(row(tables, to)?.cost, { lowNano: bill(script), highNano: bill(script) }, to);
    }
  });

  test('classes add up to all', () => {
    const tables = tablesOf([work(), work({ model: HAIKU })]);
    const [all, ...classes] = tables;
    assert.deepEqual(classes.map(({ taskClass }) => taskClass).toSorted(), ['mechanical', 'question']);
    assert.equal(all?.taskClass, 'all');
    for (const key of ['turns', 'calls', 'costNano'] as const) {
      assert.equal(
        all[key],
        classes.reduce((sum, table) => sum + table[key], 0),
      );
    }
    assert.equal(
      row(tables, HAIKU)?.cost?.highNano,
      classes.reduce((sum, t) => sum + (row(tables, HAIKU, t.taskClass)?.cost?.highNano ?? 0), 0),
    );
  });

  test('on a smaller model: its tokens, and what is not taken paid for once more', () => {
    const script = conversation({ model: OPUS }).prompt('What does it do?').call({ out: 1000 });
    const own = bill(script);
    const cost = row(tablesOf([script]), HAIKU)?.cost;
    // A fifth of the price, for 0.74 to 1 times the tokens; 60 to 90 % are taken, at up to 15 % more work.
    assert.ok(Math.abs(cost!.lowNano - own * (0.2 / 1.35 + 0.1)) < 1e-4 * own);
    assert.ok(Math.abs(cost!.highNano - own * (0.2 * 1.15 + 0.4)) < 1e-4 * own);
  });

  test('on a larger model nothing is added for failures', () => {
    const script = conversation({ model: 'gpt-5-mini', source: 'codex' }).prompt('Why?').call({ out: 1000 });
    const cost = row(tablesOf([script], ['gpt-5.5']), 'gpt-5.5')?.cost;
    const nano = 20_001 * 5000 + 1000 * 30_000;
    assert.deepEqual(cost, { lowNano: nano, highNano: nano });
  });

  test('quality of the own work stands beside a model, and decides what is taken once there are fifteen edits', () => {
    const small = Array.from({ length: 15 }, (_, i) =>
      conversation({ model: HAIKU, day: i })
        .prompt('Rename it.')
        .call({ tools: [edit('/a.ts')] })
        .call({}),
    );
    const tables = tablesOf([...small, work()]);
    const found = row(tables, HAIKU, 'mechanical');
    assert.deepEqual([found?.quality?.oneShot, found?.quality?.of], [15, 15]);
    const failures = found?.notes.find((note) => note.kind === 'failures');
    assert.ok(failures?.kind === 'failures' && failures.of === 15 && failures.low > 0.89 && failures.high === 1);
    const assumed = row(tables, HAIKU, 'question')?.notes.find((note) => note.kind === 'failures');
    assert.deepEqual(assumed, { kind: 'failures', low: 0.6, high: 0.9, of: 0 });
    // All together it is seen only in part, so it is assumed.
    const all = row(tables, HAIKU)?.notes.find((note) => note.kind === 'failures');
    assert.deepEqual(all, { kind: 'failures', low: 0.6, high: 1, of: 0 });
  });

  test('a model without a price is said, never nothing', () => {
    const found = row(tablesOf([work()], [OPUS, 'own-model']), 'own-model');
    assert.deepEqual(found, { change: { kind: 'model', to: 'own-model' }, notes: [{ kind: 'no-price' }] });
  });

  test('calls without a price are counted and in no amount', () => {
    const tables = tablesOf([work({ model: 'own-model' })]);
    assert.deepEqual([tables[0]?.calls, tables[0]?.unpricedCalls, tables[0]?.costNano], [3, 3, 0]);
  });

  test('only an assistant that offers a model is repriced on it', () => {
    const codex = work({ model: 'gpt-5.5', source: 'codex' });
    const claude = work();
    const whatIf = new WhatIf(
      scenarioPrices,
      new Map([['claude-code', [HAIKU]] as const, ['codex', ['gpt-5-mini']] as const]),
    );
    for (const script of [codex, claude]) whatIf.add(script.facts());
    const found = row(whatIf.tables(), HAIKU);
    assert.ok(found?.cost && found.cost.lowNano > bill(codex) && found.cost.lowNano < bill(codex) + bill(claude));
    const part = found.notes.find((note) => note.kind === 'part');
    assert.ok(part?.kind === 'part' && Math.abs(part.part - bill(claude) / (bill(codex) + bill(claude))) < 1e-9);
  });

  test('an hour’s cache over a pause of twelve minutes', () => {
    const script = conversation({ model: OPUS, cache: '5m' }).prompt('Go.').call({ out: 1 }).wait(12).call({ out: 1 });
    const [first, second] = script.facts().threads[0]!.calls;
    const cost = row(tablesOf([script]), '1h')?.cost;
    const nano = first!.input * 10_000 + first!.input * 500 + (second!.input - first!.input) * 10_000 + 2 * 25_000;
    assert.deepEqual(cost, { lowNano: nano, highNano: nano });
  });

  test('sub-agents keep their five minutes', () => {
    const script = conversation({ model: OPUS, cache: '5m' }).prompt('Go.').call({}).helper('a1').call({}).main();
    const note = row(tablesOf([script]), '1h')?.notes.find(({ kind }) => kind === 'part');
    assert.ok(note);
  });

  test('fast costs twice, standard what it is', () => {
    const slow = conversation({ model: OPUS }).prompt('Go.').call({});
    const tables = tablesOf([slow]);
    assert.equal(row(tables, 'fast')?.cost?.lowNano, 2 * bill(slow));
    assert.equal(row(tables, 'standard'), undefined);
    const fast = conversation({ model: OPUS }).prompt('Go.').call({ speed: 'fast' });
    assert.equal(row(tablesOf([fast]), 'standard')?.cost?.lowNano, bill(slow));
    // A tier that costs what standard costs has no price of its own.
    assert.equal(row(tablesOf([fast]), 'flex'), undefined);
  });

  test('less reasoning saves a fifth to half of it', () => {
    const script = conversation({ model: 'gpt-5.5', source: 'codex' })
      .prompt('Go.')
      .call({ out: 1000, reasoning: 1000 });
    const cost = row(tablesOf([script]), 'lower')?.cost;
    const thought = 1000 * 30_000;
    assert.deepEqual(cost, { lowNano: bill(script) - thought / 2, highNano: bill(script) - thought / 5 });
  });

  const efforts: [string, boolean][] = [
    ['', true],
    ['deep-think', true],
    ['high', true],
    ['medium', true],
    ['low', false],
    ['none', false],
  ];
  for (const [effort, canBeLess] of efforts) {
    test(`effort that is ${effort || 'not known'} ${canBeLess ? 'can' : 'cannot'} be less`, () => {
      const script = conversation({ model: 'gpt-5.5', source: 'codex', effort }).prompt('Go.');
      const tables = tablesOf([script.call({ out: 1000, reasoning: 1000 })]);
      assert.equal(row(tables, 'lower') !== undefined, canBeLess);
    });
  }

  test('calls at low effort stay as they are beside others', () => {
    const script = conversation({ model: 'gpt-5.5', source: 'codex' })
      .prompt('Go.')
      .call({ out: 1000, reasoning: 1000, effort: 'low' })
      .call({ out: 1000, reasoning: 1000, effort: 'high' });
    assert.equal(row(tablesOf([script]), 'lower')?.cost?.highNano, bill(script) - (1000 * 30_000) / 5);
  });

  test('a sub-agent belongs to the turn that it works for; calls before any prompt to none', () => {
    const script = conversation({ model: OPUS })
      .call({})
      .prompt('Why?')
      .helper('a1')
      .call({})
      .main()
      .call({ text: 'So.' });
    const tables = tablesOf([script]);
    const calls = (taskClass: WhatIfClass) => tables.find((table) => table.taskClass === taskClass)?.calls;
    assert.deepEqual([calls('question'), calls('other')], [2, 1]);
  });

  test('models to compare: the own ones of each assistant, and those below', () => {
    const used = [
      { source: 'claude-code', model: 'claude-opus-5', costNano: 900 },
      { source: 'claude-code', model: 'claude-haiku-4-5-20251001', costNano: 100 },
      { source: 'claude-code', model: 'claude-opus-4-1', costNano: 5 },
      { source: 'codex', model: 'gpt-5.5', costNano: 0 },
    ] as const;
    assert.deepEqual(
      [...modelsToCompare(used)],
      [
        ['claude-code', ['claude-opus-5', 'claude-haiku-4-5-20251001', 'claude-sonnet-5']],
        ['codex', []],
      ],
    );
  });

  test('nothing was used', () => assert.deepEqual(new WhatIf(scenarioPrices, new Map()).tables(), []));
});

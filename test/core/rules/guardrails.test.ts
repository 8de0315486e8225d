import assert from 'node:assert/strict';
import { idleSchedule } from '../../../src/core/coach/rules/idleSchedule';
import { noTrace } from '../../../src/core/coach/rules/noTrace';
import type { CoachRule } from '../../../src/core/coach/coachRule';
import { pace } from '../../../src/core/coach/rules/pace';
import { englishPhrase } from '../../../src/core/coach/englishPhrase';
import { spike } from '../../../src/core/coach/rules/spike';
import { unattended } from '../../../src/core/coach/rules/unattended';
import {
  SCENARIO_SETUP,
  adviseOn,
  conversation,
  findingOf,
  prose,
  type ScenarioTool,
  type SessionScript,
} from '../../support/scenario';

const DAY = 86_400_000;
const DOLLAR = 1_000_000_000;

const shell = (command: string, result = 'ok'): ScenarioTool => ({
  name: 'Bash',
  target: /^\w+/.exec(command)?.[0],
  input: JSON.stringify({ command }),
  result,
});

/** A session of about so many dollars: output at $25 a million. */
function worth(dollars: number, setup: { day?: number; hour?: number; id?: string } = {}): SessionScript {
  return conversation({ prefix: 0, ...setup })
    .prompt('Go.')
    .call({ out: Math.round(dollars * 40_000) });
}

suite('spike', () => {
  const usual = Array.from({ length: 12 }, (_, i) => worth(1 + (i % 3) / 10, { day: i }));
  const after = (...scripts: SessionScript[]): SessionScript[] => [...usual, ...scripts];
  const found = (scripts: SessionScript[]) => findingOf(spike, scripts)?.occurrences.length;

  for (const dollars of [3, 8, 100]) {
    test(`fires: $${dollars} after a dozen of about $1`, () =>
      assert.equal(found(after(worth(dollars, { day: 13 }))), 1));
  }
  const silent: [string, SessionScript[]][] = [
    ['nine sessions do not tell what is usual', [...usual.slice(0, 9), worth(8, { day: 13 })]],
    [
      'dear days are usual here',
      [...[3, 9, 4, 8, 5, 7, 3, 9, 4, 8, 5].map((d, i) => worth(d, { day: i })), worth(11, { day: 13 })],
    ],
    ['under $2 nothing is a spike', [...usual.map((_, i) => worth(0.1, { day: i })), worth(1.9, { day: 13 })]],
  ];
  for (const [name, scripts] of silent) test(`stays silent: ${name}`, () => assert.equal(found(scripts), undefined));

  test('what the user tagged as worth it is not asked for again', () => {
    const script = worth(8, { day: 13, id: 'dear' });
    const tagOf = ({ conversationId }: { conversationId: string }) =>
      conversationId === 'dear' ? ('worth-it' as const) : undefined;
    assert.equal(findingOf(spike, after(script), { tagOf }), undefined);
  });

  test('the boundary is the middle and six deviations', () => {
    // Middle 1.1, deviation 0.1 × 1.4826: the limit is $2, which is more.
    assert.equal(found(after(worth(1.99, { day: 13 }))), undefined);
    assert.equal(found(after(worth(2.01, { day: 13 }))), 1);
  });

  test('claims nothing', () => {
    assert.equal(findingOf(spike, after(worth(8, { day: 13 })))?.highNano, 0);
  });

  const why = (scripts: SessionScript[]): string[] | undefined =>
    findingOf(spike, scripts)?.occurrences.map((o) => englishPhrase(o.why));
  /** So many calls with so much context, from a cache or not. */
  const asks = (calls: number, prefix: number, setup: { day: number; cacheMiss?: boolean; speed?: string }) => {
    const script = conversation({ prefix, day: setup.day }).prompt('Go.');
    for (let i = 0; i < calls; i++) script.call({ out: 1, ...setup });
    return script;
  };

  test('says which of calls, context and price made a session dear', () => {
    const days = Array.from({ length: 12 }, (_, day) => asks(20, 100_000, { day }));
    const told = (script: SessionScript) => why([...days, script])?.[0];
    assert.equal(
      told(asks(80, 100_000, { day: 13 })),
      '$4.58, 2.9× the usual: 4× the calls, 1× the context, 0.73× the price per token',
    );
    assert.equal(
      told(asks(20, 400_000, { day: 13 })),
      '$6.30, 4× the usual: 1× the calls, 4× the context, 1× the price per token',
    );
    assert.equal(
      told(asks(20, 100_000, { day: 13, speed: 'fast' })),
      '$3.15, 2× the usual: 1× the calls, 1× the context, 2× the price per token',
    );
    assert.equal(
      told(asks(20, 100_000, { day: 13, cacheMiss: true })),
      '$12.50, 7.9× the usual: 1× the calls, 1× the context, 7.9× the price per token, 100 % uncached (usually 5 %)',
    );
  });

  test('shows the dearest first', () => {
    const costs = why(after(worth(3, { day: 13 }), worth(8, { day: 14 }), worth(5, { day: 15 })));
    assert.deepEqual(
      costs?.map((text) => text.split(',')[0]),
      ['$8.00', '$5.00', '$3.00'],
    );
  });

  suite('hours', () => {
    /** Calls of so many dollars, an hour apart; each of its own helper, so that no context grows. */
    const hourly = (dollars: number[], day: number, id?: string): SessionScript => {
      const script = conversation({ prefix: 0, day, ...(id && { id }) }).prompt('Go.');
      dollars.forEach((d, i) =>
        script
          .helper(`h${i}`)
          .call({ out: Math.round(d * 40_000) })
          .wait(60),
      );
      return script;
    };
    /** Sessions of one to eight hours at $0.50, in all 54 hours: $5.50 is nothing special for a session. */
    const work = [4, 1, 8, 2, 6, 5, 3, 8, 1, 7, 4, 5].map((n, day) => hourly(Array(n).fill(0.5), day));
    const hoursIn = (scripts: SessionScript[], setup = {}) => {
      const advice = findingOf(spike, scripts, setup);
      return advice && [advice.occurrences.map((o) => englishPhrase(o.why)), advice.result.title?.split(' cost')[0]];
    };

    const fires: [string, SessionScript, string][] = [
      ['an hour of $5.50', hourly([5.5], 13), '$5.50'],
      ['an hour in the middle of a day', hourly([0.5, 0.5, 4, 0.5], 13), '$4.00'],
      ['several calls in it', worth(1, { day: 13 }).helper('a').call({ out: 80_000 }), '$3.00'],
    ];
    for (const [name, script, cost] of fires) {
      test(`fires: ${name}`, () =>
        assert.deepEqual(hoursIn([...work, script]), [[`${cost} in one hour of this session`], '{n} hours']));
    }

    const silent: [string, SessionScript[]][] = [
      ['hours as usual', work],
      ['the same in four hours', [...work, hourly([1, 1, 1, 1], 13)]],
      ['19 hours do not tell what is usual', [...work.slice(0, 4), hourly([0.5, 0.5, 0.5, 4], 13)]],
      ['under $2', [...work.map((_, day) => hourly([0.1, 0.1, 0.1], day)), hourly([1.9], 13)]],
      ['hours differ as much here', work.map((_, day) => hourly([0.5, 0.2, 3, 0.3, 2.2], day))],
    ];
    for (const [name, scripts] of silent)
      test(`stays silent: ${name}`, () => assert.equal(hoursIn(scripts), undefined));

    test('the boundary is five times the middle one', () => {
      assert.equal(hoursIn([...work, hourly([2.5], 13)]), undefined);
      assert.equal(hoursIn([...work, hourly([2.51], 13)])?.[0]?.length, 1);
    });

    test('of a session that is a spike itself are not told again, but beside it', () => {
      const dear = hourly([30, 30], 13);
      assert.deepEqual(
        findingOf(spike, [...work, dear])?.occurrences.map(({ group }) => group),
        [undefined],
      );
      const [evidence, title] = hoursIn([...work, dear, hourly([4], 14)]) ?? [];
      assert.deepEqual([evidence?.length, title], [2, '{n} sessions and hours']);
    });

    test('show with the session that spent most in them, and not if that was worth it', () => {
      const together = [hourly([2.2], 13, 'less'), hourly([2.3], 13, 'most')];
      const shown = findingOf(spike, [...work, ...together])?.occurrences.map((o) => o.session.conversationId);
      assert.deepEqual(shown, ['most']);
      const tagOf = ({ conversationId }: { conversationId: string }) =>
        conversationId === 'most' ? ('worth-it' as const) : undefined;
      assert.equal(hoursIn([...work, ...together], { tagOf }), undefined);
    });
  });
});

suite('pace', () => {
  // Monday, 1 June to Friday the 12th; today is the evening of the 12th.
  const workdays = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11];
  const month = (dollars: number): SessionScript[] => workdays.map((day) => worth(dollars, { day }));
  const setup = { now: Date.UTC(2026, 5, 12, 20), monthlyBudgetNano: 20 * DOLLAR };
  const hidden = (scripts: SessionScript[], more = {}) => findingOf(pace, scripts, { ...setup, ...more });

  for (const dollars of [1.5, 2, 10]) {
    test(`fires: $${dollars} a day with $20 a month`, () =>
      assert.equal(hidden(month(dollars))?.occurrences.length, 10));
  }
  test('stays silent: $0.50 a day', () => assert.equal(hidden(month(0.5)), undefined));
  test('stays silent: no budget', () => assert.equal(hidden(month(10), { monthlyBudgetNano: undefined }), undefined));
  test('stays silent: the month’s first days', () => {
    assert.equal(hidden(month(10).slice(0, 4), { now: Date.UTC(2026, 5, 4, 20) }), undefined);
  });
  test('the boundary is the middle of the forecast', () => {
    // Ten days of $1 so far, eleven more working days: $22 in a month with 22.
    assert.ok(hidden(month(1), { monthlyBudgetNano: 20.9 * DOLLAR }));
    assert.equal(hidden(month(1), { monthlyBudgetNano: 22.1 * DOLLAR }), undefined);
  });
});

suite('unattended', () => {
  /** `calls` calls over `minutes`, the tools by turns. */
  const runs = (
    calls: number,
    minutes: number,
    tool: ScenarioTool = { name: 'Read', target: 'a.ts' },
    out = 10,
  ): SessionScript => {
    const script = conversation({ prefix: 1_000 }).prompt('Find out why.');
    for (let i = 0; i < calls; i++) script.call({ out, tools: [tool] }).wait(minutes / calls);
    return script;
  };
  const found = (script: SessionScript) => findingOf(unattended, [script])?.occurrences.length;

  const fires: [string, SessionScript][] = [
    ['an hour of reading', runs(50, 60)],
    ['failing commands', runs(60, 40, { name: 'Bash', target: 'curl' })],
    ['looking at what git knows', runs(50, 60, shell('cd app && git log --oneline'))],
    ['tests that fail unseen', runs(50, 60, shell('npm test | tail', '3 failing'))],
    ['few calls, but $5', runs(10, 30, { name: 'Grep', target: 'x' }, 20_000)],
  ];
  for (const [name, script] of fires) test(`fires: ${name}`, () => assert.equal(found(script), 1));

  const silent: [string, SessionScript][] = [
    ['quick work of 40 calls', runs(40, 8)],
    ['tests that pass', runs(50, 60, { name: 'Bash', target: 'npm' })],
    ['tests that pass behind a change of folder', runs(50, 60, shell('cd packages/a && npm test', '12 passing'))],
    ['commits', runs(50, 60, shell('cd /home/me/shop && git add -A && git commit -m x'))],
    ['files written by the shell', runs(50, 60, shell("cat > src/a.ts <<'EOF'\nexport {};\nEOF"))],
    ['the user answers', runs(50, 60, { name: 'AskUserQuestion', result: 'User has answered your questions.' })],
    ['a few cheap calls with long pauses', runs(8, 120)],
  ];
  for (const [name, script] of silent) test(`stays silent: ${name}`, () => assert.equal(found(script), undefined));

  test('stays silent: edits on the way', () => {
    const script = conversation({ prefix: 1_000 }).prompt('Do it all.');
    for (let i = 0; i < 60; i++) {
      const edit = i % 5 === 0 ? { edit: { added: 1, removed: 0 } } : {};
      script.call({ out: 10, tools: [{ name: 'Edit', target: 'a.ts', ...edit }] }).wait(1);
    }
    assert.equal(found(script), undefined);
  });

  test('stays silent: a helper edits', () => {
    const script = conversation({ prefix: 1_000 }).prompt('Do it all.');
    for (let i = 0; i < 50; i++) {
      script.call({ out: 10, tools: [{ name: 'Task', target: 'general-purpose' }] }).wait(1);
      script
        .helper(`agent-${i % 5}`)
        .call({ out: 10, tools: [{ name: 'Edit', target: 'a.ts', edit: { added: 1, removed: 0 } }] });
      script.main();
    }
    assert.equal(found(script), undefined);
  });

  test('stays silent: the user calls a command in between', () => {
    const script = conversation({ prefix: 1_000 }).prompt('Explain how it works.');
    for (let i = 0; i < 30; i++) script.call({ out: 10 }).wait(1 / 4);
    script.wait(60).prompt({
      injected: '<command-message>review</command-message>\n<command-name>/review</command-name>',
      name: '',
    });
    for (let i = 0; i < 12; i++) script.call({ out: 10 }).wait(1 / 4);
    assert.equal(found(script), undefined);
  });

  test('stays silent: the user says something every 15 minutes', () => {
    const script = conversation({ prefix: 1_000 });
    for (let i = 0; i < 4; i++) {
      script.prompt('And now?');
      for (let j = 0; j < 45; j++) script.call({ out: 10 }).wait(1 / 3);
    }
    assert.equal(found(script), undefined);
  });

  test('the boundary is 20 minutes', () => {
    // Each call takes 5 s, and a tool one more.
    assert.equal(found(runs(45, 14)), undefined);
    assert.equal(found(runs(45, 18)), 1);
  });

  test('what came of it in one turn says nothing of the next one', () => {
    const script = conversation({ prefix: 1_000 }).prompt('Do it.');
    const edit = { name: 'Edit', target: 'a.ts', edit: { added: 1, removed: 0 } };
    for (let i = 0; i < 30; i++) script.call({ out: 10, tools: [edit] }).wait(1);
    script.prompt('And why?');
    for (let i = 0; i < 50; i++) script.call({ out: 10, tools: [{ name: 'Read', target: 'a.ts' }] }).wait(1);
    assert.equal(found(script), 1);
    assert.equal(found(script.call({ out: 10, tools: [edit] }).wait(1)), 1);
  });

  test('gives no amount', () => assert.equal(findingOf(unattended, [runs(50, 60)])?.highNano, 0));
});

suite('idle-schedule', () => {
  const check = (i: number, out = 20, prefix = 12_000): SessionScript =>
    conversation({ day: i, prefix }).prompt('Anything new in the queue? Say only what is new.').call({ out });
  const times = (n: number, of: (i: number) => SessionScript): SessionScript[] =>
    Array.from({ length: n }, (_, i) => of(i));
  const found = (scripts: SessionScript[]) => findingOf(idleSchedule, scripts)?.occurrences.length;

  const fires: [string, SessionScript[], number][] = [
    ['a check a day', times(8, (i) => check(i)), 8],
    ['every hour in one session', [hourly(6, 20)], 6],
    ['answers of 150 tokens', times(5, (i) => check(i, 150)), 5],
  ];
  for (const [name, scripts, n] of fires) test(`fires: ${name}`, () => assert.equal(found(scripts), n));

  const silent: [string, SessionScript[]][] = [
    ['different questions', times(8, (i) => conversation({ day: i }).prompt(`What is ${i}?`).call({ out: 20 }))],
    ['real answers', times(8, (i) => check(i, 900))],
    ['a small context', times(8, (i) => check(i, 20, 2_000))],
    [
      'the run edits something',
      times(8, (i) =>
        conversation({ day: i })
          .prompt('Update the list.')
          .call({ out: 20, tools: [{ name: 'Edit', target: 'list.md', edit: { added: 1, removed: 0 } }] }),
      ),
    ],
    [
      'the run commits',
      times(8, (i) =>
        conversation({ day: i, prefix: 12_000 })
          .prompt('Commit whatever changed.')
          .call({ out: 20, tools: [shell('git add -A && git commit -m x && git push')] }),
      ),
    ],
    [
      'the run deploys',
      times(8, (i) =>
        conversation({ day: i, prefix: 12_000 })
          .prompt('Deploy if there is anything new.')
          .call({ out: 20, tools: [shell('./deploy.sh staging')] }),
      ),
    ],
    ['"go on", again and again', [conversationOf('Go on.', 8)]],
    ['a question that comes up now and then', [0, 1, 4, 9, 11, 17, 18, 26].map((day) => check(day))],
    [
      'the same question in several projects',
      times(8, (i) =>
        conversation({ day: i, prefix: 12_000, workspace: `/home/me/${i % 4}` })
          .prompt('Anything new?')
          .call({ out: 20 }),
      ),
    ],
  ];
  for (const [name, scripts] of silent) test(`stays silent: ${name}`, () => assert.equal(found(scripts), undefined));

  test('the boundary is five runs', () => {
    assert.equal(found(times(4, (i) => check(i))), undefined);
    assert.equal(found(times(5, (i) => check(i))), 5);
  });

  test('tells what the runs cost, whoever has claimed a part of it', () => {
    const scripts = times(5, (i) => check(i));
    const cost = scripts.reduce((sum, script) => sum + script.facts().threads[0]!.calls[0]!.costNano!, 0);
    const claimsHalf: CoachRule = {
      ...idleSchedule,
      id: 'claims-half',
      start: () => ({
        session: (session, { claims }) => void claims.share(session.threads[0]!.calls[0]!, 0.5),
        finish: () => ({ figures: {} }),
      }),
    };
    const advice = adviseOn(scripts, [claimsHalf, idleSchedule]).advice[0]!;
    assert.deepEqual(advice.result.figures['cost'], { unit: 'nano', value: cost });
    assert.ok(advice.highNano < 0.5 * cost);
  });

  test('saves 50 to 90 % of what the runs cost', () => {
    const scripts = times(5, (i) => check(i));
    const cost = scripts.reduce((sum, script) => sum + script.facts().threads[0]!.calls[0]!.costNano!, 0);
    const advice = findingOf(idleSchedule, scripts);
    assert.ok(Math.abs(advice!.highNano - cost * 0.9) < 5);
    assert.ok(Math.abs(advice!.lowNano - cost * 0.5) < 5);
  });

  function hourly(n: number, out: number): SessionScript {
    const script = conversation({ prefix: 8_000 });
    for (let i = 0; i < n; i++) script.prompt('Anything new in the queue?').call({ out }).wait(60);
    return script;
  }
  function conversationOf(prompt: string, n: number): SessionScript {
    const script = conversation({ prefix: 8_000 });
    for (let i = 0; i < n; i++) script.prompt(prompt).call({ out: 30 }).wait(1);
    return script;
  }
});

suite('no-trace', () => {
  const now = SCENARIO_SETUP.now;
  const found = (script: SessionScript, more = {}) =>
    findingOf(noTrace, [script], { now, ...more })?.occurrences.length;
  const reads = (dollars: number, tool?: ScenarioTool) => {
    const script = conversation({ prefix: 0 }).prompt(prose(50));
    return script.call({ out: Math.round(dollars * 40_000), tools: [tool ?? { name: 'Read', target: 'a.ts' }] });
  };

  for (const dollars of [3.1, 10, 50])
    test(`fires: $${dollars} of reading`, () => assert.equal(found(reads(dollars)), 1));

  const silent: [string, SessionScript][] = [
    ['$1', reads(1)],
    ['an edit', reads(10, { name: 'Edit', target: 'a.ts', edit: { added: 3, removed: 1 } })],
    ['git was used', reads(10, { name: 'Bash', target: 'git' })],
    ['a commit behind a change of folder', reads(10, shell('cd /home/me/shop && git commit -am x'))],
    ['a file written by the shell', reads(10, shell("cat > src/a.ts <<'EOF'\nexport {};\nEOF"))],
    ['files edited by sed', reads(10, shell("sed -i 's/a/b/' src/a.ts"))],
  ];
  for (const [name, script] of silent) test(`stays silent: ${name}`, () => assert.equal(found(script), undefined));

  test('fires: git was asked, and nothing else', () => {
    assert.equal(found(reads(10, shell('git log --oneline | head'))), 1);
  });

  test('stays silent: tagged', () => assert.equal(found(reads(10), { tagOf: () => 'exploring' }), undefined));

  test('the boundary is a day after the last call', () => {
    const last = reads(10).facts().threads[0]!.calls[0]!.at;
    assert.equal(found(reads(10), { now: last + DAY - 1 }), undefined);
    assert.equal(found(reads(10), { now: last + DAY + 1 }), 1);
  });
});

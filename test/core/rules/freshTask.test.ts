import assert from 'node:assert/strict';
import { freshTask } from '../../../src/core/coach/rules/freshTask';
import { conversation, findingOf, output, type ScenarioSession } from '../../support/scenario';

interface NewTopic extends ScenarioSession {
  /** Of the first topic, prefix included. */
  tokens: number;
  calls?: number;
  prompt?: string;
  folder?: string;
  answer?: string;
  /** Read at the beginning of each topic. */
  read?: number;
  /** What is run before the new topic. */
  git?: string;
}

const CALENDAR = 'The attendee reminder fires twice around midnight, debug the recurrence timezone.';

/** Invoices first, then what `prompt` asks for, for some calls. */
function changesTopic(setup: NewTopic) {
  const {
    tokens,
    calls = 20,
    prompt = CALENDAR,
    folder = 'calendar',
    answer = 'Reminders fixed.',
    read = 3000,
    git,
  } = setup;
  const script = conversation({ cache: '1h', ...setup })
    .prompt('Add a discount option to invoices and round the currency on receipts.')
    .call({ tools: [{ name: 'Read', target: '/home/me/shop/src/billing/invoice.ts', result: output(read, 'old') }] })
    .call({ text: 'Invoices have a discount now.' });
  for (let i = 0; i < 8; i++) script.call({ text: 'One more receipt.' });
  script
    .call({ tools: [{ name: 'Grep', result: output(tokens - 20_000 - read, 'grep') }] })
    .call({ text: 'Receipts are rounded.' });
  if (git)
    script
      .prompt('Commit.')
      .call({ tools: [{ name: 'Bash', target: 'git', input: JSON.stringify({ command: git }) }] });
  script
    .wait(setup.cache === '5m' ? 4 : 10)
    .prompt(prompt)
    .call({
      tools: [{ name: 'Read', target: `/home/me/shop/src/${folder}/reminder.ts`, result: output(read, 'new') }],
    });
  for (let i = 1; i < calls; i++) script.call({ text: answer });
  return script;
}

suite('fresh-task', () => {
  const fires: [string, NewTopic][] = [
    ['20 calls about another topic on 100,000 tokens', { tokens: 100_000 }],
    ['few calls on a very large context', { tokens: 250_000, calls: 8 }],
    ['in Codex, where writing into the cache is free', { tokens: 150_000, source: 'codex', model: 'gpt-5.5' }],
    ['after a commit', { tokens: 100_000, git: 'git commit -am "Discounts"' }],
    ['on another branch', { tokens: 100_000, git: 'git switch -c next' }],
    [
      'asked in Korean',
      { tokens: 120_000, prompt: '참석자 알림이 자정에 두 번 울립니다. 반복 일정의 시간대를 고쳐 주세요.' },
    ],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(freshTask, [changesTopic(setup)])?.occurrences.length, 1));
  }

  const silent: [string, NewTopic][] = [
    ['the same folder', { tokens: 100_000, folder: 'billing' }],
    [
      'the same words',
      { tokens: 100_000, prompt: 'Now round the currency and the discount on invoices in reminders.' },
    ],
    ['the same folder after a commit', { tokens: 100_000, folder: 'billing', git: 'git commit -am "Discounts"' }],
    [
      'names of the old context after a commit',
      { tokens: 100_000, answer: output(300, 'grep'), git: 'git commit -am "Discounts"' },
    ],
    ['a follow-up without a topic', { tokens: 100_000, prompt: 'Good. Do the same there.' }],
    ['names that only the old context has are written', { tokens: 100_000, answer: output(300, 'grep') }],
    ['too few calls for what a fresh session reads again', { tokens: 65_000, calls: 2, read: 20_000 }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(freshTask, [changesTopic(setup)]), undefined));
  }

  test('the boundary is a context of 60,000 tokens', () => {
    assert.equal(findingOf(freshTask, [changesTopic({ tokens: 59_500, calls: 60 })]), undefined);
    assert.equal(findingOf(freshTask, [changesTopic({ tokens: 60_500, calls: 60 })])?.occurrences.length, 1);
  });

  test('claims the old context over the new calls, less what a fresh session writes', () => {
    const advice = findingOf(freshTask, [changesTopic({ tokens: 100_000 })]);
    const old = advice?.occurrences[0]?.why.figures['tokens'];
    assert.deepEqual(old, { unit: 'tokens', value: 100_069 });
    // 80,023 tokens beyond the prefix, read 20 times at $0.50 per million.
    assert.equal(advice?.tokens, 80_069 * 20);
    // Less 3,000 found again and the prefix: written once at $10, and 19 readings of what was found.
    const again = 3000 * (10_000 + 19 * 500) + 20_000 * (10_000 - 500);
    assert.ok(Math.abs(advice.highNano - (80_069 * 20 * 500 - again)) < 100_000, `${advice.highNano}`);
    assert.ok(Math.abs(advice.lowNano - 0.6 * advice.highNano) < 2);
  });

  test('the boundary is one and a half times what is usually read', () => {
    // 12 calls on 150,000 tokens pay for 38,000 tokens that are found again: 1.5 times 25,400.
    const finds = (read: number) =>
      findingOf(freshTask, [changesTopic({ tokens: 150_000, calls: 12, read })]) !== undefined;
    assert.deepEqual([finds(24_500), finds(26_500)], [true, false]);
  });

  test('the boundary of leaning on the old context is 10 % of the words', () => {
    const finds = (old: number) => {
      const answer = Array.from({ length: 100 }, (_, i) => `${i < old ? 'known' : 'fresh'}_${i}`).join(' ');
      const script = conversation({ cache: '1h' })
        .prompt('Add a discount option to invoices and round the currency on receipts.')
        .call({ tools: [{ name: 'Read', target: '/home/me/shop/src/billing/a.ts', result: output(2000, 'old') }] });
      for (let i = 0; i < 9; i++) script.call({ text: 'One more receipt.' });
      const known = Array.from({ length: 60_000 }, (_, i) => `known_${i}`).join(' ');
      script
        .call({ tools: [{ name: 'Grep', result: known }] })
        .call({ text: 'Receipts are rounded.' })
        .prompt(CALENDAR);
      script.call({
        tools: [{ name: 'Read', target: '/home/me/shop/src/calendar/b.ts', result: output(2000, 'new') }],
      });
      for (let i = 0; i < 20; i++) script.call({ text: i === 0 ? answer : 'Done.' });
      return findingOf(freshTask, [script]) !== undefined;
    };
    assert.deepEqual([finds(9), finds(12)], [true, false]);
  });
});

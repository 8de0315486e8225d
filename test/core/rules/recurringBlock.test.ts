import assert from 'node:assert/strict';
import { recurringBlock } from '../../../src/core/coach/rules/recurringBlock';
import { adviseOn, conversation, findingOf, type ScenarioSession, type SessionScript } from '../../support/scenario';
import { workspaceFiles } from '../../support/workspaceFiles';

const RULES =
  'Keep the change small, follow the style of the files around it, add no new dependency, write a test for every branch ' +
  'you touch, and tell me in the end which files you changed.';
const SHORT_RULES =
  'Keep it small. No new dependency. Test every branch. Say which files changed. Ask before you delete anything at all. Mind the style.';
const TASKS = [
  'Fix the cart.',
  'Add a discount.',
  'Rename the order.',
  'Remove the old tax.',
  'Show the sum.',
  'Sort the list.',
  'Speed it up.',
  'Log it.',
];

function typed(
  times: number,
  prompt: (i: number) => string,
  setup: (i: number) => ScenarioSession = (i) => ({ day: i }),
) {
  return Array.from({ length: times }, (_, i) => conversation(setup(i)).prompt(prompt(i)).call({ text: 'Done.' }));
}
const task = (i: number): string => TASKS[i % TASKS.length]!;
const found = (scripts: SessionScript[]): number => findingOf(recurringBlock, scripts)?.occurrences.length ?? 0;

suite('recurring-block', () => {
  const fires: [string, SessionScript[], number][] = [
    ['a paragraph after every task', typed(6, (i) => `${task(i)}\n\n${RULES}`), 6],
    ['a sentence in the same paragraph', typed(6, (i) => `${task(i)} ${RULES}`), 6],
    ['short sentences that together are long', typed(6, (i) => `${task(i)}\n\n${SHORT_RULES}`), 6],
    [
      'with other case, spaces and marks',
      typed(6, (i) => `${task(i)}\n\n${i % 2 ? RULES.toUpperCase() : RULES.replaceAll(', ', ' –  ')}`),
      6,
    ],
    [
      'eight prompts of one conversation',
      [TASKS.reduce((script, one) => script.prompt(`${one}\n\n${RULES}`).call({ text: 'Done.' }), conversation())],
      8,
    ],
  ];
  for (const [name, scripts, times] of fires) test(`fires: ${name}`, () => assert.equal(found(scripts), times));

  const silent: [string, SessionScript[]][] = [
    ['different paragraphs', typed(8, (i) => `${task(i)}\n\n${RULES.replaceAll('file', `page${i}`)}`)],
    ['a short sentence', typed(8, (i) => `${task(i)}\n\nRun the tests, please.`)],
    ['prompts that are copies of each other: a program sends them', typed(8, () => RULES)],
    [
      'what a harness adds',
      Array.from({ length: 8 }, (_, i) => conversation({ day: i }).prompt(task(i), { injected: RULES }).call()),
    ],
    [
      'what is pasted',
      Array.from({ length: 8 }, (_, i) => conversation({ day: i }).prompt(task(i), { pasted: RULES }).call()),
    ],
  ];
  for (const [name, scripts] of silent) test(`stays silent: ${name}`, () => assert.equal(found(scripts), 0));

  test('the boundary is five conversations', () => {
    assert.equal(found(typed(4, (i) => `${task(i)}\n\n${RULES}`)), 0);
    assert.equal(found(typed(5, (i) => `${task(i)}\n\n${RULES}`)), 5);
  });

  test('once in a conversation saves typing, and no tokens', () => {
    const advice = findingOf(
      recurringBlock,
      typed(6, (i) => `${task(i)}\n\n${RULES}`),
    )!;
    assert.deepEqual([advice.lowNano, advice.highNano, advice.tokens], [0, 0, 0]);
    assert.equal(advice.hiddenBecause, 'too-small');
  });

  test('a second time in the same context is claimed', () => {
    const script = conversation().prompt(`${TASKS[0]}\n\n${RULES}`).call({ text: 'Done.' });
    for (const one of TASKS.slice(1)) script.prompt(`${one}\n\n${RULES}`);
    const advice = findingOf(recurringBlock, [script.call({ text: 'Done.' })])!;
    // Seven repeats of some 41 tokens each, written once at $6.25 a million.
    assert.equal(advice.tokens, 285);
    assert.equal(advice.highNano, 285 * 6_250);
    assert.equal(advice.lowNano, 285 * 5_000);
  });

  test('what a loaded instruction file says already is claimed in every conversation', () => {
    const scripts = typed(6, (i) => `${task(i)}\n\n${RULES}`);
    const advise = (path: string) => {
      const files = workspaceFiles({ [path]: `# Rules\n\n${RULES}\n` });
      return findingOf(recurringBlock, scripts, { filesOf: (one) => (one === files.root ? files : undefined) })!;
    };
    // Some 41 tokens each, written once.
    assert.equal(advise('CLAUDE.md').tokens, 245);
    // Copilot's file is not in Claude Code's context.
    assert.equal(advise('.github/copilot-instructions.md').tokens, 0);
  });

  test('no conversation claims more because of another one', () => {
    const scripts = typed(6, (i) => `${task(i)}\n\n${RULES}`);
    const all = adviseOn(scripts, [recurringBlock]).advice.reduce((sum, a) => sum + a.highNano, 0);
    const fewer = adviseOn(scripts.slice(1), [recurringBlock]).advice.reduce((sum, a) => sum + a.highNano, 0);
    assert.ok(fewer <= all);
  });

  test('names the home that is cheaper', () => {
    const steps = (scripts: SessionScript[]): string => {
      const action = findingOf(recurringBlock, scripts)!.result.action!;
      return action.kind === 'guide' ? action.steps.join(' ') : '';
    };
    const always = typed(6, (i) => `${task(i)}\n\n${RULES}`);
    const seldom = [...always, ...typed(12, (i) => `${task(i)} ${'x'.repeat(i)}`)];
    assert.match(steps(always), /CLAUDE\.md/);
    assert.match(steps(seldom), /\.claude\/skills/);
    const codex = typed(
      6,
      (i) => `${task(i)}\n\n${RULES}`,
      (i) => ({ day: i, source: 'codex', model: 'gpt-5.5' }),
    );
    assert.match(steps(codex), /AGENTS\.md/);
  });
});

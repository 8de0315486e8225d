import assert from 'node:assert/strict';
import { tasksOf } from '../../../../src/core/insights/activity/tasks';
import { conversation, output } from '../../../support/scenario';

const work = (file: string) => ({
  tools: [{ name: 'Edit', target: `/home/me/shop/src/${file}`, edit: { added: 3, removed: 1 } }],
});
const run = (command: string) => ({ tools: [{ name: 'Bash', target: 'git', input: JSON.stringify({ command }) }] });
const INVOICES = 'Add a discount option to invoices and round the currency on receipts.';
const REMINDERS = 'The attendee reminder fires twice around midnight, debug the recurrence timezone.';

suite('tasks of a conversation', () => {
  const first = () => conversation({ cache: '1h' }).prompt(INVOICES).call(work('billing/invoice.ts'));
  const cases: [string, ReturnType<typeof first>, string[]][] = [
    ['one prompt', first(), ['session']],
    ['a follow-up', first().prompt('Please run the tests.').call(work('billing/receipt.ts')), ['session']],
    [
      'after a commit',
      first().call(run('git add -A && git commit -m x')).prompt('Next.').call(),
      ['session', 'commit'],
    ],
    ['after a look at the history', first().call(run('git log --oneline')).prompt('Next.').call(), ['session']],
    ['on another branch', first().call(run('git switch -c fix')).prompt('Next.').call(), ['session', 'branch']],
    ['a file brought back', first().call(run('git checkout src/a.ts')).prompt('Next.').call(), ['session']],
    ['other words, other files', first().prompt(REMINDERS).call(work('calendar/reminder.ts')), ['session', 'topic']],
    ['other words, the same file', first().prompt(REMINDERS).call(work('billing/invoice.ts')), ['session']],
    [
      'other words, another file of the folder',
      first().prompt(REMINDERS).call(work('billing/receipt.ts')),
      ['session'],
    ],
    [
      'other words, the same file as Windows names it',
      first()
        .prompt(REMINDERS)
        .call({ tools: [{ name: 'Read', target: '\\home\\me\\shop\\src\\billing\\invoice.ts' }] }),
      ['session'],
    ],
    ['other files, the same words', first().prompt(INVOICES).call(work('calendar/reminder.ts')), ['session']],
    ['other words, no file', first().prompt(REMINDERS).call({ text: 'Because of the timezone.' }), ['session']],
  ];
  for (const [name, script, begins] of cases) {
    test(name, () =>
      assert.deepEqual(
        tasksOf(script.facts()).map((task) => task.begins),
        begins,
      ),
    );
  }

  const topics: [string, ReturnType<typeof first>, boolean[]][] = [
    [
      'other words and files after a commit',
      first().call(run('git commit -am x')).prompt(REMINDERS).call(work('calendar/reminder.ts')),
      [false, true],
    ],
    [
      'other words and files on another branch',
      first().call(run('git switch -c fix')).prompt(REMINDERS).call(work('calendar/reminder.ts')),
      [false, true],
    ],
    [
      'the same words and files after a commit',
      first().call(run('git commit -am x')).prompt(INVOICES).call(work('billing/receipt.ts')),
      [false, false],
    ],
    [
      'what is pushed between a commit and other words',
      first()
        .call(run('git commit -am x'))
        .prompt('Push it.')
        .call(run('git push'))
        .prompt(REMINDERS)
        .call(work('calendar/reminder.ts')),
      [false, false, true],
    ],
    [
      'what was begun two commits ago',
      first()
        .call(run('git commit -am x'))
        .prompt('Next.')
        .call(run('git commit -am y'))
        .prompt(INVOICES)
        .call(work('billing/receipt.ts')),
      [false, false, false],
    ],
  ];
  for (const [name, script, others] of topics) {
    test(`another topic or not: ${name}`, () =>
      assert.deepEqual(
        tasksOf(script.facts()).map((task) => task.isOtherTopic),
        others,
      ));
  }

  test('a cleared context begins a task, a compacted one does not', () => {
    const large = () =>
      first()
        .call({ tools: [{ name: 'Grep', result: output(50_000) }] })
        .call({ text: 'Done.' });
    const compacted = large().compact('In short.').prompt('Next.').call({ text: 'Yes.' });
    assert.deepEqual(
      tasksOf(compacted.facts()).map((task) => task.begins),
      ['session'],
    );
    const facts = large().compact('In short.').prompt('Next.').call({ text: 'Yes.' }).facts();
    facts.threads[0]!.blocks = facts.threads[0]!.blocks.filter(({ name }) => name !== 'auto');
    assert.deepEqual(
      tasksOf(facts).map((task) => task.begins),
      ['session', 'cleared'],
    );
  });

  test('tasks cover the calls of all turns, one after the other', () => {
    const tasks = tasksOf(first().prompt(REMINDERS).call(work('calendar/reminder.ts')).call().facts());
    assert.deepEqual(
      tasks.map(({ first: from, end }) => [from, end]),
      [
        [0, 1],
        [1, 3],
      ],
    );
  });
});

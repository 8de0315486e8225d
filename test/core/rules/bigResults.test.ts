import assert from 'node:assert/strict';
import { bigResults } from '../../../src/core/coach/rules/bigResults';
import {
  conversation,
  findingOf,
  output,
  prose,
  type ScenarioSession,
  type ScenarioTool,
} from '../../support/scenario';

interface Result extends ScenarioSession {
  tokens: number;
  tool?: Partial<ScenarioTool>;
  /** What the assistant writes right after it, and then in the next turn. */
  next?: string;
  later?: string;
  asks?: string;
  calls?: number;
}

/** A tool gives a large result; the conversation goes on. */
function looksThrough({ tokens, tool, next = '', later = prose(60, 'later'), calls = 8, ...setup }: Result) {
  const logs = { name: 'Bash', target: 'docker', input: '{"command":"docker compose logs"}', ...tool };
  const script = conversation(setup)
    .prompt('Why does the depot reject vehicles?')
    .call({ tools: [{ result: output(tokens, 'result'), ...logs }] })
    .call({ text: next, tools: [{ name: 'Read', target: 'depot.ts', result: output(200, 'read') }] })
    .call({ text: 'A vehicle without a route falls out.' })
    .prompt(setup.asks ?? 'Cover it with a test.');
  for (let i = 3; i < calls; i++) script.call({ text: later });
  return script;
}

/** A word without digits for a number. */
function letters(n: number): string {
  return Array.from(String(n).padStart(4, '0'), (digit) => 'qrstuvwxyz'[Number(digit)]).join('');
}

suite('big-results', () => {
  const fires: [string, Result][] = [
    ['logs that nobody refers to', { tokens: 9000 }],
    ['a dump from an MCP server', { tokens: 20_000, tool: { name: 'mcp__tickets__list', target: '', input: '{}' } }],
    ['in Codex', { tokens: 12_000, source: 'codex', model: 'gpt-5.5' }],
    ['what is said next is about something else', { tokens: 9000, next: 'Then I look into the depot itself.' }],
  ];
  for (const [name, setup] of fires) {
    test(`fires: ${name}`, () => assert.equal(findingOf(bigResults, [looksThrough(setup)])?.occurrences.length, 1));
  }

  const silent: [string, Result][] = [
    ['names from it come back later', { tokens: 9000, later: output(60, 'result') }],
    ['the user names something from it', { tokens: 9000, asks: output(60, 'result') }],
    ['it was said to hold nothing', { tokens: 9000, next: 'There are no rejections in the logs.' }],
    ['the output of tests', { tokens: 9000, tool: { target: 'npm', input: '{"command":"npm test"}' } }],
    ['a failure', { tokens: 9000, tool: { isError: true } }],
  ];
  for (const [name, setup] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(findingOf(bigResults, [looksThrough(setup)]), undefined));
  }

  const ALL = '/home/me/shop/src/all.ts';
  const reads = (tool: Pick<ScenarioTool, 'name' | 'target' | 'edit'>) => {
    const script = conversation({ prefix: 20_000 })
      .prompt('Why does the depot reject vehicles?')
      .call({ tools: [{ name: 'Read', target: ALL, result: output(9000, 'result') }] })
      .call({ text: 'I read it.', tools: [{ name: 'Read', target: 'depot.ts', result: output(200, 'read') }] });
    for (let i = 0; i < 50; i++) script.call({ text: prose(30, `later ${i}`) });
    return findingOf(bigResults, [script.call({ tools: [{ result: 'Done.', ...tool }] }).call({ text: 'Changed.' })]);
  };
  const again: [string, Parameters<typeof reads>[0]][] = [
    ['the file is edited, however late', { name: 'Edit', target: ALL, edit: { added: 1, removed: 1 } }],
    ['the file is written', { name: 'Write', target: ALL, edit: { added: 9, removed: 9 } }],
    ['the file is opened again', { name: 'Read', target: ALL }],
    [
      'the file is named from the project’s folder',
      { name: 'Edit', target: 'src/all.ts', edit: { added: 1, removed: 1 } },
    ],
  ];
  for (const [name, tool] of again) test(`stays silent: ${name}`, () => assert.equal(reads(tool), undefined));

  test('another file is no reference to it', () => {
    assert.equal(reads({ name: 'Read', target: '/home/me/shop/src/small.ts' })?.occurrences.length, 1);
    assert.equal(reads({ name: 'Edit', target: 'lib/all.ts', edit: { added: 1, removed: 1 } })?.occurrences.length, 1);
  });

  test('stays silent: answered by text at once, or the end of the conversation', () => {
    const begun = () =>
      conversation()
        .prompt('What do the logs say?')
        .call({ tools: [{ name: 'Bash', target: 'docker', result: output(9000, 'result') }] });
    const answered = begun()
      .call({ text: 'The depot works.' })
      .prompt('Thanks, now a test.')
      .call({ text: 'Written.' });
    assert.equal(findingOf(bigResults, [answered]), undefined);
    assert.equal(findingOf(bigResults, [begun()]), undefined);
  });

  test('the boundary is 5,000 tokens', () => {
    assert.equal(findingOf(bigResults, [looksThrough({ tokens: 4980 })]), undefined);
    assert.equal(findingOf(bigResults, [looksThrough({ tokens: 5020 })])?.occurrences.length, 1);
  });

  test('claims all but 1,000 tokens, as often as they were sent', () => {
    const advice = findingOf(bigResults, [looksThrough({ tokens: 9000, cache: '1h' })]);
    // Sent 7 times: written once at $10 per million, read 6 times at $0.50.
    assert.equal(advice?.tokens, 8000 * 7);
    assert.equal(advice.highNano, 8000 * (10_000 + 6 * 500) * 0.7);
    assert.equal(advice.lowNano, 8000 * (10_000 + 6 * 500) * 0.3);
  });

  test('the limit is the one of the tool that it is most about', () => {
    const setting = (setup: Result) => {
      const action = findingOf(bigResults, [looksThrough(setup)])?.result.action;
      return action?.kind === 'assistant-setting' ? action.path.join('.') : action?.kind;
    };
    assert.equal(setting({ tokens: 9000 }), 'env.BASH_MAX_OUTPUT_LENGTH');
    assert.equal(setting({ tokens: 9000, tool: { name: 'mcp__a__b', target: '' } }), 'env.MAX_MCP_OUTPUT_TOKENS');
    assert.equal(setting({ tokens: 7000, tool: { name: 'mcp__a__b', target: '' } }), 'copy');
    assert.equal(setting({ tokens: 9000, tool: { name: 'Read', target: 'a.ts' } }), 'copy');
    assert.equal(setting({ tokens: 9000, tool: { name: 'WebFetch', target: '' } }), 'copy');
    assert.equal(setting({ tokens: 9000, source: 'codex', model: 'gpt-5.5' }), 'tool_output_token_limit');
  });

  test('names the tool whose results cost most in all', () => {
    const [one, ...others] = [20_000, 9000, 9000, 9000].map((tokens, day) =>
      looksThrough({
        tokens,
        day,
        ...(day === 0 && { tool: { name: 'mcp__tickets__list', target: '', input: '{}' } }),
      }),
    );
    const tool = (scripts: Parameters<typeof findingOf>[1]) => findingOf(bigResults, scripts)?.result.figures['tool'];
    assert.deepEqual([tool([one!, others[0]!]), tool([one!, ...others])], ['mcp__tickets__list', 'docker']);
  });

  test('the boundaries are 1 % of the words, and three names', () => {
    const finds = (result: string, later: string) =>
      findingOf(bigResults, [looksThrough({ tokens: 0, tool: { result }, later })]) !== undefined;
    const plain = Array.from({ length: 1000 }, (_, i) => `${'abcdefghij'[i % 10]}${letters(i)}`);
    const quoted = (count: number) => `Then ${plain.slice(0, count).join(' ')}.`;
    const long = `${plain.join(' ')} ${'- '.repeat(8000)}`;
    assert.deepEqual([finds(long, quoted(9)), finds(long, quoted(10))], [true, false]);
    const names = Array.from({ length: 2000 }, (_, i) => `name_${i}`).join(' ');
    assert.deepEqual([finds(names, 'name_1 name_2'), finds(names, 'name_1 name_2 name_3')], [true, false]);
  });
});

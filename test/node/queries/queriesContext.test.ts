import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { ContextWorkspace } from '../../../src/protocol/coachViews';
import { LogHome } from '../../support/logHome';

const at = (minutes: number): string => new Date(Date.now() - 3_600_000 + minutes * 60_000).toISOString();
const described = (name: string, words: number): string => `- ${name}: ${'When it rains. '.repeat(words)}\n`;

suite('the context of a workspace, as its logs tell', () => {
  let home: LogHome;
  setup(() => (home = new LogHome()));
  teardown(async () => home.remove());

  function session(id: string, minutes: number, attachments: readonly object[]): void {
    const cwd = path.join(home.home, 'shop');
    const row = (type: string, more: object, later = 0): string =>
      `${JSON.stringify({ type, sessionId: id, cwd, timestamp: at(minutes + later), ...more })}\n`;
    const usage = { input_tokens: 5, cache_creation_input_tokens: 20_000, output_tokens: 20 };
    const message = { id: `m-${id}`, model: 'claude-opus-4-6', content: [{ type: 'text', text: 'Yes.' }], usage };
    home.write(
      `${id}.jsonl`,
      [
        row('user', { message: { role: 'user', content: 'Does it rain?' } }),
        ...attachments.map((attachment) => row('attachment', { attachment })),
        row('assistant', { requestId: `r-${id}`, message }, 1),
      ].join(''),
    );
  }
  async function workspace(): Promise<ContextWorkspace> {
    const service = home.open();
    await service.run('refresh', {});
    const { workspaces } = await service.query('contextCost', { days: 30 });
    return workspaces[0]!;
  }
  const skills = (...names: string[]): object => ({
    type: 'skill_listing',
    content: names.map((name) => described(name, 100)).join(''),
    skillCount: names.length,
  });

  test('has parts that are in no file, of the latest session', async () => {
    session('old', 0, [{ type: 'agent_listing_delta', addedLines: [described('gone', 50)] }]);
    session('new', 30, [
      skills('tests'),
      { type: 'deferred_tools_delta', addedLines: ['WebFetch', 'mcp__jira__search'] },
      { type: 'mcp_instructions_delta', addedNames: ['jira'], addedBlocks: ['# jira\n\nAsk it. '.repeat(20)] },
    ]);
    const { told, otherTokens, prefixTokens, costNano } = await workspace();
    assert.deepEqual(
      told.map(({ what }) => what),
      ['skills', 'tools', 'servers'],
    );
    const sum = told.reduce((all, { tokens }) => all + tokens, 0);
    assert.ok(sum > 400 && sum < 600, `${sum}`);
    assert.equal(otherTokens, prefixTokens.middle - sum);
    assert.ok(told.every((part) => part.costNano! > 0 && part.costNano! < costNano!));
  });

  test('does not tell twice what a file accounts for', async () => {
    const file = path.join(home.home, '.claude/skills/tests/SKILL.md');
    fs.mkdirSync(path.join(home.home, 'shop'));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `---\nname: tests\ndescription: ${'When it rains. '.repeat(100)}\n---\nGo.\n`);
    session('one', 0, [skills('tests', 'plugin:other')]);
    const { told, files } = await workspace();
    assert.deepEqual(
      files.map(({ path: name, own }) => [path.relative(home.home, name), own]),
      [[path.join('.claude', 'skills', 'tests', 'SKILL.md'), true]],
    );
    const [further] = told;
    assert.equal(further?.what, 'skills');
    assert.ok(Math.abs(further.tokens - files[0]!.tokens) < 0.3 * files[0]!.tokens, `${further.tokens}`);
  });

  test('has no such parts where the log says nothing', async () => {
    session('one', 0, []);
    assert.deepEqual((await workspace()).told, []);
  });
});

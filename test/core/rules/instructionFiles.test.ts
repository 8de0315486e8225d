import assert from 'node:assert/strict';
import type { CoachRule } from '../../../src/core/coach/coachRule';
import { alwaysOnBudget } from '../../../src/core/coach/rules/alwaysOnBudget';
import { deadLines } from '../../../src/core/coach/rules/deadLines';
import { languageCost } from '../../../src/core/coach/rules/languageCost';
import { listingBloat } from '../../../src/core/coach/rules/listingBloat';
import { mcpIdle } from '../../../src/core/coach/rules/mcpIdle';
import { scopeRules } from '../../../src/core/coach/rules/scopeRules';
import type { McpServer, WorkspaceFiles } from '../../../src/core/insights/workspaceFiles';
import { conversation, findingOf, prose, type ScenarioTool, type SessionScript } from '../../support/scenario';
import { BlockKind } from '../../../src/core/usage/blockKind';
import { workspaceFiles } from '../../support/workspaceFiles';

/** `n` sessions of two calls, a day each, that use these tools. */
function sessions(n: number, tools: (i: number) => ScenarioTool[] = () => []): SessionScript[] {
  return Array.from({ length: n }, (_, i) =>
    conversation({ day: i % 30, prefix: 20_000 })
      .prompt('Go.')
      .call({ out: 10, tools: tools(i) })
      .call({ out: 10 }),
  );
}

function found(rule: CoachRule, files: WorkspaceFiles, scripts: SessionScript[]) {
  return findingOf(rule, scripts, { filesOf: (workspace) => (workspace === files.root ? files : undefined) });
}

/** So many tokens that the lint has nothing to say about. */
const text = (tokens: number, seed = 'a'): string => `# Shop\n\n${prose(tokens, seed)}`.slice(0, tokens * 4);

suite('always-on-budget', () => {
  const fires: [string, WorkspaceFiles][] = [
    ['a file of 5,000 tokens', workspaceFiles({ 'CLAUDE.md': text(5_000) })],
    [
      'three of 1,900',
      workspaceFiles({
        'CLAUDE.md': text(1_900),
        '.claude/rules/a.md': text(1_900, 'b'),
        '.claude/rules/b.md': text(1_900, 'c'),
      }),
    ],
    ['two of 3,000', workspaceFiles({ 'CLAUDE.md': text(3_000), '.claude/rules/a.md': text(3_000, 'b') })],
  ];
  for (const [name, files] of fires) {
    test(`fires: ${name}`, () => assert.equal(found(alwaysOnBudget, files, sessions(4))?.occurrences.length, 4));
  }
  const silent: [string, WorkspaceFiles][] = [
    ['two of 1,900', workspaceFiles({ 'CLAUDE.md': text(1_900), '.claude/rules/a.md': text(1_900, 'b') })],
    ['a large file for Copilot alone', workspaceFiles({ '.github/copilot-instructions.md': text(5_000) })],
    [
      'a large skill',
      workspaceFiles({ '.claude/skills/x/SKILL.md': `---\nname: x\ndescription: y\n---\n${text(5_000)}` }),
    ],
  ];
  test('stays silent of what an administrator wrote: nobody here can shorten it', () => {
    const files = workspaceFiles({ 'CLAUDE.md': text(5_000) });
    const managed = { ...files, files: files.files.map((file) => ({ ...file, managed: true })) };
    assert.equal(found(alwaysOnBudget, managed, sessions(4)), undefined);
  });
  for (const [name, files] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(found(alwaysOnBudget, files, sessions(4)), undefined));
  }
  test('the boundary is 2,000 tokens in a file', () => {
    assert.equal(found(alwaysOnBudget, workspaceFiles({ 'CLAUDE.md': text(2_000) }), sessions(3)), undefined);
    assert.ok(found(alwaysOnBudget, workspaceFiles({ 'CLAUDE.md': text(2_001) }), sessions(3)));
  });
  test('claims what the excess cost in every call', () => {
    const advice = found(alwaysOnBudget, workspaceFiles({ 'CLAUDE.md': text(5_000) }), sessions(1));
    // 3,000 tokens written at $6.25 a million, then read at $0.50.
    assert.equal(advice?.tokens, 6_000);
    assert.equal(advice.highNano, Math.floor(3_000 * 6_750 * 0.6));
    assert.equal(advice.lowNano, 3_000 * 6_750 * 0.3);
  });
  test('counts the user’s own file in, and opens it where it is the largest', () => {
    const files = workspaceFiles({ 'CLAUDE.md': text(1_900), '~/.claude/CLAUDE.md': text(2_200, 'b') });
    const advice = found(alwaysOnBudget, files, sessions(3));
    assert.deepEqual(advice?.result.action, { kind: 'open-file', file: '/home/me/.claude/CLAUDE.md' });
    assert.deepEqual(advice.result.figures['tokens'], { unit: 'tokens', value: 4_100 });
  });
  test('of a workspace that is gone nothing is said', () => {
    assert.equal(findingOf(alwaysOnBudget, sessions(4), { filesOf: () => undefined }), undefined);
  });
});

suite('dead-lines', () => {
  const lines = ['prices', 'stocks', 'taxes', 'coupons', 'ratings', 'orders']
    .map(
      (what) => `- The checkout service reads its ${what} from the catalogue service and caches them for one minute.`,
    )
    .join('\n');
  const twice = { 'CLAUDE.md': `# Services\n\n${lines}\n`, '.claude/rules/services.md': `# Services\n\n${lines}\n` };
  const tree = [
    'src/',
    '├── cart.ts',
    '├── order.ts',
    '├── user.ts',
    '├── index.ts',
    '├── db/',
    '│   ├── pool.ts',
    '│   ├── sql.ts',
    '│   └── up.ts',
    '└── web.ts',
  ];
  const listing = `# Layout\n\n\`\`\`\n${[...tree, ...tree, ...tree, ...tree].join('\n')}\n\`\`\`\n`;

  const WHAT = ['prices', 'stocks', 'taxes', 'coupons', 'ratings', 'orders', 'carts', 'users', 'mails', 'clocks'];
  const pointing = (line: (what: string) => string, isThere = false): WorkspaceFiles =>
    workspaceFiles(
      { 'CLAUDE.md': `# Places\n\n${WHAT.map((what) => `- ${line(what)}`).join('\n')}\n` },
      { paths: isThere ? WHAT.map((what) => `src/gone/${what}.ts`) : ['src/cart.ts'] },
    );

  const fires: [string, WorkspaceFiles][] = [
    ['the same lines in two files', workspaceFiles(twice)],
    ['a listing of the tree', workspaceFiles({ 'CLAUDE.md': listing })],
    ['lines that point to what is not there', pointing((what) => `See \`src/gone/${what}.ts\` for how ${what} work.`)],
    ['both', workspaceFiles({ ...twice, 'CLAUDE.md': `${twice['CLAUDE.md']}\n${listing}` })],
  ];
  for (const [name, files] of fires) {
    test(`fires: ${name}`, () => assert.equal(found(deadLines, files, sessions(3))?.occurrences.length, 3));
  }
  const silent: [string, WorkspaceFiles][] = [
    [
      'lines that point to what is not there, and say why',
      pointing((what) => `See \`src/gone/${what}.ts\`, because ${what} are not as they seem.`),
    ],
    [
      'lines that point to what is there',
      pointing((what) => `See \`src/gone/${what}.ts\` for how ${what} work.`, true),
    ],
    ['good lines', workspaceFiles({ 'CLAUDE.md': text(900) })],
    [
      'one line twice is too little',
      workspaceFiles({ 'CLAUDE.md': '# A\n\n- Run the tests.\n\n# B\n\n- Run the tests.\n' }),
    ],
    [
      'dead lines of a file that another assistant reads',
      workspaceFiles({ '.github/copilot-instructions.md': listing }),
    ],
  ];
  for (const [name, files] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(found(deadLines, files, sessions(3)), undefined));
  }
  test('the boundary is 100 tokens', () => {
    const withTokens = (savingTokens: number): WorkspaceFiles => {
      const files = workspaceFiles({ 'CLAUDE.md': listing });
      return { ...files, findings: [{ ...files.findings[0]!, savingTokens }] };
    };
    assert.equal(found(deadLines, withTokens(99), sessions(3)), undefined);
    assert.equal(found(deadLines, withTokens(100), sessions(3))?.tokens, 600);
  });
});

suite('scope-rules', () => {
  const section = `## SQL\n\nRead \`db/sql/a.sql\`, \`db/sql/b.sql\` and \`db/sql/c.sql\` first.\n\n${prose(400)}\n`;
  const files = workspaceFiles(
    { 'CLAUDE.md': `# Shop\n\nSay what you did.\n\n${section}\n## Other\n\nBe kind.\n` },
    { paths: ['db/sql/a.sql', 'db/sql/b.sql', 'db/sql/c.sql'] },
  );
  const touching =
    (every: number) =>
    (i: number): ScenarioTool[] =>
      i % every === 0 ? [{ name: 'Read', target: 'db/sql/a.sql' }] : [{ name: 'Read', target: 'web/cart.ts' }];

  const shell = (command: string) => ({
    name: 'Bash',
    target: command.split(' ')[0]!,
    input: JSON.stringify({ command, description: 'x' }),
  });

  test('the lint finds the section', () =>
    assert.deepEqual(
      files.findings.map((f) => f.ruleId),
      ['scope-section'],
    ));
  const fires: [string, SessionScript[], number][] = [
    ['nobody goes there', sessions(12), 12],
    ['one in twelve goes there', sessions(12, touching(12)), 11],
    ['one in four goes there', sessions(20, touching(4)), 15],
    ['a folder whose name begins so', sessions(12, () => [{ name: 'Grep', target: '/home/me/shop/db/sqlite' }]), 12],
    ['commands go elsewhere', sessions(12, () => [shell('cat web/db.ts; grep -rn sql lib'), shell('npm test')]), 12],
    ['commands say its name', sessions(12, () => [shell('git commit -m "Speed up db/sqlite and mysql/db/sql"')]), 12],
    ['a program is called so', sessions(12, () => [{ ...shell('db/sql'), input: '{"command":"sql"}' }]), 12],
  ];
  for (const [name, scripts, n] of fires) {
    test(`fires: ${name}`, () => assert.equal(found(scopeRules, files, scripts)?.occurrences.length, n));
  }
  const silent: [string, WorkspaceFiles, SessionScript[]][] = [
    ...[
      { name: 'Grep', target: '/home/me/shop/db/sql' },
      { name: 'Glob', target: './db/sql' },
      { name: 'Glob', target: '.\\db\\sql' },
      shell('cat db/sql/a.sql'),
      shell('psql < ./db/sql/a.sql'),
      shell('npm test && ls -la /home/me/shop/db/sql'),
      shell("rg -n orders 'db/sql' | head"),
      { ...shell('ls'), name: 'exec_command', input: '{"cmd":"ls","workdir":"/home/me/shop/db/sql"}' },
      { ...shell('ls'), name: 'shell', input: '{"command":["bash","-lc","cd db/sql && ls"]}' },
    ].map((tool): [string, WorkspaceFiles, SessionScript[]] => [
      `all go there with ${tool.name}: ${('input' in tool && tool.input) || tool.target}`,
      files,
      sessions(12, () => [tool]),
    ]),
    ['every third session goes there', files, sessions(12, touching(3))],
    ['nine sessions say nothing', files, sessions(9)],
    [
      'a section on security',
      workspaceFiles(
        { 'CLAUDE.md': `# Shop\n\nHi.\n\n${section.replace('## SQL', '## Security')}\n## Other\n\nBe kind.\n` },
        { paths: ['db/sql/a.sql'] },
      ),
      sessions(12),
    ],
  ];
  for (const [name, own, scripts] of silent) {
    test(`stays silent: ${name}`, () => assert.equal(found(scopeRules, own, scripts), undefined));
  }
  test('sessions with more than 200 different commands do not count', () => {
    const busy = (commands: number) =>
      sessions(12, () => Array.from({ length: 300 }, (_, i) => shell(`echo ${i % commands}`)));
    assert.equal(found(scopeRules, files, busy(200))?.occurrences.length, 12);
    assert.equal(found(scopeRules, files, busy(201)), undefined);
  });
  test('the boundary is 30 % of ten sessions', () => {
    const goes = (n: number) =>
      sessions(10, (i) => (i < n ? [{ name: 'Read', target: '/home/me/shop/db/sql/a.sql' }] : []));
    assert.equal(found(scopeRules, files, goes(2))?.occurrences.length, 8);
    assert.equal(found(scopeRules, files, goes(3)), undefined);
  });
});

suite('listing-bloat', () => {
  const skill = (i: number, tokens = 200): [string, string] => [
    `.claude/skills/skill-${i}/SKILL.md`,
    `---\nname: skill-${i}\ndescription: ${prose(tokens, `${i}`).slice(0, tokens * 4)}\n---\n\n# Do it\n`,
  ];
  const skills = (n: number, tokens?: number) =>
    workspaceFiles(Object.fromEntries(Array.from({ length: n }, (_, i) => skill(i, tokens))));
  const uses = (...used: number[]) =>
    sessions(12, (i) => (used.includes(i) ? [{ name: 'Skill', input: `{"skill":"skill-${i}"}` }] : []));
  const names = (files: WorkspaceFiles, scripts: SessionScript[]) =>
    new Set(found(listingBloat, files, scripts)?.occurrences.map((o) => o.group)).size;

  test('fires: ten skills, none used', () => assert.equal(names(skills(10), uses()), 10));
  test('fires: ten skills, three used', () => assert.equal(names(skills(10), uses(0, 1, 2)), 7));
  test('fires: agents', () => {
    const agents = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [
        `.claude/agents/a${i}.md`,
        `---\nname: a${i}\ndescription: ${prose(200, `${i}`).slice(0, 800)}\n---\nGo.\n`,
      ]),
    );
    const scripts = sessions(12, (i) => (i < 2 ? [{ name: 'Task', target: `a${i}` }] : []));
    assert.equal(names(workspaceFiles(agents), scripts), 8);
  });
  test('stays silent: most are used', () => assert.equal(names(skills(10), uses(0, 1, 2, 3, 4, 5)), 0));
  test('stays silent: hidden from the list, called by name', () => {
    const hidden = Array.from({ length: 10 }, (_, i) => {
      const [path, text] = skill(i);
      return [path, text.replace('\n---\n\n', '\ndisable-model-invocation: true\n---\n\n')];
    });
    assert.equal(names(workspaceFiles(Object.fromEntries(hidden) as Record<string, string>), uses()), 0);
  });
  test('stays silent: short descriptions', () => assert.equal(names(skills(10, 40), uses()), 0));
  test('stays silent: nine sessions', () => assert.equal(names(skills(10), sessions(9)), 0));
  test('the boundary is 1,500 tokens', () => {
    assert.equal(names(skills(10, 149), uses()), 0);
    assert.equal(names(skills(10, 150), uses()), 10);
  });
});

suite('listing-bloat, as the log has it', () => {
  const entry = (i: number, tokens = 200): string =>
    `- my-plugin:skill-${i}: ${prose(tokens, `${i}`).slice(0, tokens * 4)}\n`;
  const entries = (n: number, tokens?: number): string =>
    `The following skills are available:\n\n${Array.from({ length: n }, (_, i) => entry(i, tokens)).join('')}`;
  /** Of so many sessions the last ones do this. */
  const told = (listing: string, n = 12, more: (script: SessionScript, i: number) => SessionScript = (s) => s) =>
    Array.from({ length: n }, (_, i) =>
      more(
        conversation({ day: i, prefix: 20_000 })
          .prompt('Go.')
          .attach('skill_listing', listing, BlockKind.Instructions)
          .call({ out: 10 })
          .call({ out: 10 }),
        i,
      ),
    );
  const advice = (scripts: SessionScript[]) => findingOf(listingBloat, scripts);
  const names = (scripts: SessionScript[]) => new Set(advice(scripts)?.occurrences.map((o) => o.group)).size;

  test('fires: none is used, and the folder is gone', () => assert.equal(names(told(entries(10))), 10));
  test('fires: three are used', () => {
    const scripts = told(entries(10), 12, (script, i) =>
      i < 3 ? script.call({ tools: [{ name: 'Skill', input: `{"skill":"my-plugin:skill-${i}"}` }] }) : script,
    );
    const found = advice(scripts);
    assert.deepEqual(
      [found?.result.figures['unused'], found?.result.figures['all']],
      [
        { unit: 'count', value: 7 },
        { unit: 'count', value: 10 },
      ],
    );
  });
  test('stays silent: the user calls most of them by name', () => {
    const scripts = told(entries(10), 12, (script, i) =>
      script.prompt({ injected: `<command-name>/my-plugin:skill-${i}</command-name>`, name: '' }).call({ out: 10 }),
    );
    assert.equal(names(scripts), 0);
  });
  test('stays silent: short descriptions', () => assert.equal(names(told(entries(10, 40))), 0));
  test('stays silent: what is listed later, and not from the first call on', () => {
    const scripts = told('', 12, (script) =>
      script.attach('skill_listing', entries(10), BlockKind.Instructions).call({ out: 10 }),
    );
    assert.equal(names(scripts), 0);
  });
  test('stays silent: agents that are part of the program', () => {
    const own = ['general-purpose', 'Explore', 'Plan'].map((name) => `- ${name}: ${prose(600, name)}\n`).join('');
    assert.equal(names(told(own)), 0);
  });
  test('a description of several lines belongs to its name', () => {
    const listing = entries(10).replaceAll('\n- ', '\n\n  Not for tests: see below.\n- ');
    assert.equal(names(told(listing)), 10);
  });
  test('claims no more than the listing, once per call', () => {
    const listing = entries(10);
    const [script] = told(listing, 1);
    const first = script!.facts().threads[0]!;
    const block = first.blocks.find(({ name }) => name === 'skill_listing')!;
    assert.equal(block.from + block.tokens, first.epochs[0]!.prefix);
    const tokens = advice(told(listing))!.tokens;
    assert.ok(tokens <= block.tokens * 2 * 12 && tokens > block.tokens * 2 * 11, `${tokens} of ${block.tokens} × 24`);
  });
});

suite('mcp-idle', () => {
  const files = workspaceFiles(
    { '.mcp.json': '{"mcpServers":{"jira":{},"my docs":{}}}' },
    { servers: ['jira', 'my docs'] },
  );
  const calls =
    (name: string, when: (i: number) => boolean) =>
    (i: number): ScenarioTool[] =>
      when(i) ? [{ name }] : [];
  const server = (scripts: SessionScript[], own = files) => found(mcpIdle, own, scripts)?.result.figures['server'];

  const jira: McpServer = { name: 'jira', file: '.mcp.json', readers: ['Claude Code'], everywhere: false };
  const configured = (...changes: Partial<McpServer>[]): WorkspaceFiles =>
    workspaceFiles({}, { servers: changes.map((change) => ({ ...jira, ...change })) });
  const fileOf = (own: WorkspaceFiles, scripts = sessions(12)) => found(mcpIdle, own, scripts)?.result.action;

  test('fires: nobody calls it', () => assert.equal(server(sessions(12)), 'jira'));
  test('stays silent: another assistant’s', () => {
    for (const readers of [['Copilot'], ['Cursor'], ['Codex']] as const) {
      assert.equal(server(sessions(12), configured({ readers })), undefined);
    }
  });
  test('opens the file that configures it', () => {
    const file = '/home/me/.claude.json';
    assert.deepEqual(fileOf(configured({ file: '~/.claude.json' })), { kind: 'open-file', file });
    const other: Partial<McpServer> = { name: 'figma', file: '.vscode/mcp.json', readers: ['Copilot'] };
    assert.deepEqual(fileOf(configured(other, {})), { kind: 'open-file', file: '/home/me/shop/.mcp.json' });
  });
  test('of two with one name the first is loaded', () => {
    const file = '/home/me/shop/.mcp.json';
    const own: Partial<McpServer> = { file: '~/.claude.json', everywhere: true };
    const { result, occurrences } = found(mcpIdle, configured({}, own), sessions(12))!;
    assert.deepEqual([result.action, occurrences.length], [{ kind: 'open-file', file }, 12]);
  });
  test('sessions from before its configuration was written do not count', () => {
    const written = (day: number) => configured({ changedAt: Date.UTC(2026, 5, 1 + day, 8) });
    assert.equal(server(sessions(20), written(10)), 'jira');
    assert.equal(found(mcpIdle, written(10), sessions(20))?.occurrences.length, 10);
    assert.equal(server(sessions(20), written(11)), undefined);
    assert.equal(server(sessions(20), written(60)), undefined);
  });
  test('called from before then it is not idle', () => {
    const early = calls('mcp__jira__search', (i) => i === 0);
    assert.equal(server(sessions(20, early), configured({ changedAt: Date.UTC(2026, 5, 5) })), undefined);
  });
  for (const [name, called] of [
    ['my-docs', 'mcp__my_docs__find'],
    ['My.Docs', 'mcp_my_docs_find'],
    ['documentation-of-all', 'mcp_documentation_find'],
  ] as const) {
    test(`stays silent: ${name} is called as ${called}`, () => {
      const own = configured({ name });
      assert.equal(server(sessions(12), own), name);
      assert.equal(
        server(
          sessions(
            12,
            calls(called, (i) => i === 3),
          ),
          own,
        ),
        undefined,
      );
    });
  }
  test('what the user has for all workspaces has to be idle in all of them', () => {
    const everywhere = configured({ file: '~/.claude.json', everywhere: true });
    const there = (n: number, tools: ScenarioTool[] = []): SessionScript[] =>
      Array.from({ length: n }, (_, i) =>
        conversation({ workspace: '/home/me/till', day: i }).prompt('Go.').call({ out: 10, tools }),
      );
    const idle = (scripts: SessionScript[], own = everywhere) =>
      findingOf(mcpIdle, scripts, { filesOf: (root) => ({ ...own, root }) })?.occurrences.length;
    assert.equal(idle([...sessions(8), ...there(8)]), 16);
    assert.equal(idle([...sessions(12), ...there(1, [{ name: 'mcp__jira__search' }])]), undefined);
    assert.equal(idle([...sessions(12), ...there(1, [{ name: 'mcp__jira__search' }])], configured({})), 12);
  });
  test('fires: the other one is called', () => {
    assert.equal(
      server(
        sessions(
          12,
          calls('mcp__jira__search', (i) => i === 3),
        ),
      ),
      'my docs',
    );
  });
  test('fires: a name with a blank', () => {
    assert.equal(
      server(
        sessions(
          12,
          calls('mcp__my_docs__find', (i) => i === 3),
        ),
      ),
      'jira',
    );
  });
  test('stays silent: both are called now and then', () => {
    const both = sessions(12, (i) =>
      i === 0 ? [{ name: 'mcp__jira__a' }] : i === 1 ? [{ name: 'mcp__my_docs__b' }] : [],
    );
    assert.equal(server(both), undefined);
  });
  test('stays silent: no server', () => assert.equal(server(sessions(12), workspaceFiles({})), undefined));
  test('stays silent: called by a helper', () => {
    const scripts = sessions(12).map((script) =>
      script
        .helper('a1')
        .prompt('Look.')
        .call({ tools: [{ name: 'mcp__jira__a' }, { name: 'mcp__my_docs__b' }] }),
    );
    assert.equal(server(scripts), undefined);
  });
  for (const name of ['ToolSearch', 'tool_search', 'tool_search_tool_regex']) {
    test(`stays silent: tools are held back until ${name} is called`, () => {
      const held = sessions(
        12,
        calls(name, (i) => i === 11),
      );
      assert.equal(server(held), undefined);
    });
  }
  test('stays silent: the model was told which tools are held back', () => {
    const held = sessions(11);
    const told = conversation({ day: 11 })
      .prompt('Go.')
      .attach('deferred_tools_delta', 'mcp__jira__search', BlockKind.Instructions)
      .call({ out: 10 });
    assert.equal(server([...held, told]), undefined);
  });
  test('fires: another tool that searches', () => {
    const searching = sessions(
      12,
      calls('mcp__docs__tool_search', () => true),
    );
    assert.equal(server(searching), 'jira');
  });
  test('fires: tools are held back in another workspace', () => {
    const elsewhere = conversation({ workspace: '/home/dev/other' })
      .prompt('Go.')
      .call({ out: 10, tools: [{ name: 'ToolSearch' }] });
    assert.equal(server([...sessions(12), elsewhere]), 'jira');
  });
  test('of two clients in a workspace those sessions count that load all tools', () => {
    const ofCodex = (n: number): SessionScript[] =>
      Array.from({ length: n }, (_, i) => conversation({ source: 'codex', day: i }).prompt('Go.').call({ out: 10 }));
    const held = sessions(
      12,
      calls('ToolSearch', (i) => i === 0),
    );
    const both = configured({ readers: ['Claude Code', 'Codex'] });
    assert.equal(server([...held, ...ofCodex(9)], both), undefined);
    const { result, occurrences = [] } = found(mcpIdle, both, [...held, ...ofCodex(10)]) ?? {};
    assert.deepEqual([result?.figures['server'], occurrences.length], ['jira', 10]);
  });
  test('stays silent: what was there for less than a week', () => {
    const within = (days: number): SessionScript[] =>
      Array.from({ length: 12 }, (_, i) =>
        conversation({ day: Math.floor((i * (days + 1)) / 12) })
          .prompt('Go.')
          .call({ out: 10 }),
      );
    assert.equal(server(within(6)), undefined);
    assert.equal(server(within(7)), 'jira');
  });
  test('the boundary is ten sessions', () => {
    assert.equal(server(sessions(9)), undefined);
    assert.equal(server(sessions(10)), 'jira');
  });
});

suite('language-cost', () => {
  const korean = '장바구니에 담긴 상품의 수량을 바꾸면 합계를 다시 계산해야 합니다. ';
  const japanese = 'カートの商品の数量を変えたら、合計を計算し直す必要があります。';
  const chinese = '购物车中的商品数量改变后，必须重新计算总价。';
  const of = (sentence: string, tokens: number) =>
    workspaceFiles({
      'CLAUDE.md': `# A\n\n${sentence.repeat(Math.ceil((tokens * 4) / sentence.length))}`.slice(0, tokens * 4),
    });
  const language = (files: WorkspaceFiles) => found(languageCost, files, sessions(3))?.result.figures['language'];

  for (const [name, sentence] of [
    ['Korean', korean],
    ['Japanese', japanese],
    ['Chinese', chinese],
  ] as const) {
    test(`fires: ${name}`, () => assert.equal(language(of(sentence, 2_000)), name));
  }
  test('stays silent: English', () =>
    assert.equal(language(of('Recalculate the sum when a quantity changes. ', 2_000)), undefined));
  test('stays silent: a few Korean names in English', () => {
    assert.equal(
      language(of(`Recalculate the sum when a quantity in the cart (장바구니) changes, as it must be. `, 2_000)),
      undefined,
    );
  });
  test('stays silent: German, whose letters say nothing', () => {
    assert.equal(language(of('Die Summe ist neu zu berechnen, wenn sich eine Menge ändert. ', 2_000)), undefined);
  });
  test('the boundary is 1,500 tokens', () => {
    assert.equal(language(of(korean, 1_499)), undefined);
    assert.equal(language(of(korean, 1_500)), 'Korean');
  });
  test('says nothing of what an administrator wrote', () => {
    const files = of(korean, 2_000);
    assert.equal(language({ ...files, files: files.files.map((file) => ({ ...file, managed: true })) }), undefined);
  });
  test('names the language that costs most, and opens its file', () => {
    const [large, small] = [of(japanese, 4_000), { ...of(chinese, 2_000), root: '/home/me/other' }];
    const scripts = [
      ...sessions(3),
      ...Array.from({ length: 3 }, (_, day) =>
        conversation({ day, prefix: 20_000, workspace: small.root }).prompt('Go.').call({ out: 10 }).call({ out: 10 }),
      ),
    ];
    const advice = findingOf(languageCost, scripts, {
      filesOf: (workspace) => [large, small].find(({ root }) => root === workspace),
    })!;
    assert.equal(advice.result.figures['language'], 'Japanese');
    assert.deepEqual(advice.result.action, { kind: 'open-file', file: `${large.root}/CLAUDE.md` });
    assert.equal(advice.occurrences.length, 3);
  });
  test('claims the difference to English', () => {
    const advice = found(languageCost, of(korean, 2_000), sessions(1));
    // 2,000 × (1 − 1 / 1.23) = 374 tokens, in two calls.
    assert.equal(advice?.tokens, 748);
  });
});

import assert from 'node:assert/strict';
import { classifyInstructionFile } from '../../../src/core/prompts/lint/classifyInstructionFile';
import { disableEdits } from '../../../src/core/prompts/lint/disableEdit';
import { parseFrontMatter } from '../../../src/core/prompts/lint/frontMatter';
import { lint } from '../../../src/core/prompts/lint/lint';
import type { RuleSetting } from '../../../src/core/prompts/lint/lintRule';
import { parseInstructionFile } from '../../../src/core/prompts/lint/parseInstructionFile';
import { lintContext } from '../../support/lintContext';

const EMPTY_TALK = '- Write clean code.\n';

suite('instruction files', () => {
  const cases: [path: string, frontMatter: string, is: string][] = [
    ['CLAUDE.md', '', 'claude always'],
    ['.claude/CLAUDE.md', '', 'claude always'],
    ['~/.claude/CLAUDE.md', '', 'claude always'],
    ['CLAUDE.local.md', '', 'claude always'],
    ['api/CLAUDE.md', '', 'claude match'],
    ['.claude/rules/sql/tables.md', '', 'claude-rule always'],
    ['.claude/rules/sql.md', 'paths: db/**', 'claude-rule match'],
    ['AGENTS.md', '', 'agents always'],
    ['api/AGENTS.md', '', 'agents match'],
    ['~/.codex/AGENTS.md', '', 'agents always'],
    ['~/.codex/AGENTS.override.md', '', 'agents always'],
    ['.codex/AGENTS.md', '', 'agents match'],
    ['.github/copilot-instructions.md', '', 'copilot always'],
    ['.github/instructions/a.instructions.md', 'applyTo: "**"', 'instructions always'],
    ['.github/instructions/a.instructions.md', 'applyTo: "**/*.ts"', 'instructions match'],
    ['.github/instructions/a.instructions.md', '', 'instructions invoke'],
    ['.cursor/rules/a.mdc', 'alwaysApply: true', 'cursor-rule always'],
    ['.cursor/rules/a.mdc', 'globs: *.ts\nalwaysApply: false', 'cursor-rule match'],
    ['.cursor/rules/a.mdc', 'description: Rules of tables', 'cursor-rule invoke listed'],
    ['.cursorrules', '', 'cursor always'],
    ['.claude/skills/a/SKILL.md', 'description: Reads tables', 'skill invoke listed'],
    ['.claude/agents/a.md', 'description: Reads tables', 'agent invoke listed'],
    ['a.agent.md', '', 'agent invoke'],
    ['.github/prompts/a.prompt.md', 'description: Reads tables', 'prompt invoke'],
    ['.claude/commands/a.md', '', 'command invoke'],
    ['.mcp.json', '', 'mcp always'],
    ['.vscode/mcp.json', '', 'mcp always'],
    ['~/.claude/projects/-home-me-shop/memory/MEMORY.md', '', 'memory always'],
    ['memory/MEMORY.md', '', 'memory invoke'],
    ['.claude/agent-memory/reviewer/MEMORY.md', '', 'memory invoke'],
    ['packages/cache/memory/MEMORY.md', '', 'undefined'],
    ['api/.github/copilot-instructions.md', '', 'undefined'],
    ['api/.mcp.json', '', 'undefined'],
    ['api/.claude/rules/sql.md', '', 'claude-rule match'],
    ['api/.cursor/rules/a.mdc', 'alwaysApply: true', 'cursor-rule match'],
    ['shared/a.instructions.md', 'applyTo: "**"', 'instructions match'],
    ['docs/MEMORY.md', '', 'undefined'],
    ['README.md', '', 'undefined'],
    ['.claude/agents/README.md', '', 'undefined'],
    ['src/mcp.json', '', 'undefined'],
  ];
  for (const [path, frontMatter, is] of cases) {
    test(`${path}${frontMatter && ` with ${JSON.stringify(frontMatter)}`} is ${is}`, () => {
      const found = classifyInstructionFile(path, parseFrontMatter(frontMatter, 0));
      const words = found && [found.kind, found.load, ...(found.listed ? ['listed'] : [])].join(' ');
      assert.equal(String(words), is);
    });
  }

  const skills: [path: string, readers: string][] = [
    ['.claude/skills/a/SKILL.md', 'Claude Code, Copilot'],
    ['~/.claude/skills/a/SKILL.md', 'Claude Code, Copilot'],
    ['apps/web/.agents/skills/a/SKILL.md', 'Codex, Copilot'],
    ['~/.codex/skills/a/SKILL.md', 'Codex'],
    ['.github/skills/a/SKILL.md', 'Copilot'],
    ['.cursor/skills/a/SKILL.md', 'Cursor'],
    ['skills/a/SKILL.md', 'Claude Code, Codex, Copilot'],
  ];
  for (const [path, readers] of skills) {
    test(`${path} is read by ${readers}`, () => {
      assert.equal(classifyInstructionFile(path)?.readers.join(', '), readers);
    });
  }

  test('have front matter with values and their places', () => {
    const text = '---\r\nname: a\r\ndescription: "Reads: tables"\r\npaths:\r\n  - a/**\r\n  - b/**\r\n---\r\nText';
    const fields = parseInstructionFile('.claude/rules/a.md', text)!.frontMatter;
    assert.equal(fields.get('description')?.value, 'Reads: tables');
    assert.equal(fields.get('paths')?.value, 'a/**, b/**');
    const { start, end } = fields.get('description')!.range;
    assert.equal(text.slice(start, end), '"Reads: tables"');
  });

  const dashes: [text: string, name: string | undefined, said: string[]][] = [
    ['---\nname: a\n---\n\n- Ask first.\n\n  - Then go.', 'a', ['Ask first.', 'Then go.']],
    ['---\r\nname: a\r\n---', 'a', []],
    ['--- \nname: a\n---  \n- Ask first.', 'a', ['Ask first.']],
    ['---\n---\n- Ask first.', undefined, ['Ask first.']],
    ['---\n\n- Ask first.\n\n  - Then go.', undefined, ['Ask first.', 'Then go.']],
    ['---\n\n- Ask first.\n\n---x', undefined, ['Ask first.', '---x']],
    ['---\n\n- Ask first.\n ---', undefined, ['Ask first.']],
  ];
  for (const [text, name, said] of dashes) {
    test(`read ${JSON.stringify(text)} as it is meant: dashes without their end begin no front matter`, () => {
      const { frontMatter, statements } = parseInstructionFile('CLAUDE.md', text)!;
      assert.equal(frontMatter.get('name')?.value, name);
      assert.deepEqual(
        statements.map(({ plain }) => plain),
        said,
      );
    });
  }

  test('have front matter that is no YAML read line by line', () => {
    const fields = parseFrontMatter('globs: *.ts\ndescription: a: b: c\n', 0);
    assert.deepEqual(
      [...fields].map(([name, { value }]) => [name, value]),
      [
        ['globs', '*.ts'],
        ['description', 'a: b: c'],
      ],
    );
  });

  test('do not grow by aliases, nor reach into prototypes', () => {
    const bomb = ['a: &a [x, x]', ...Array.from({ length: 40 }, (_, i) => `b${i}: [*a, *a]`)].join('\n');
    assert.equal(parseFrontMatter(bomb, 0).get('b3')?.value, '[*a, *a]');
    assert.equal(parseFrontMatter('__proto__: x\nconstructor: y\n', 0).get('__proto__')?.value, 'x');
    assert.equal(({} as { x?: string }).x, undefined);
  });

  test('have sections up to the next heading of their rank', () => {
    const text = '# A\na\n## B\nb\n# C\nc\n';
    const { sections } = parseInstructionFile('CLAUDE.md', text)!;
    assert.deepEqual(
      sections.map(({ title, start, end, ownEnd }) => [title, text.slice(start, end), text.slice(start, ownEnd)]),
      [
        ['A', '# A\na\n## B\nb\n', '# A\na\n'],
        ['B', '## B\nb\n', '## B\nb\n'],
        ['C', '# C\nc\n', '# C\nc\n'],
      ],
    );
  });

  test('have places behind a byte order mark', () => {
    const text = `\ufeff${EMPTY_TALK}`;
    const [finding] = lint([{ path: 'CLAUDE.md', text }], lintContext()).findings;
    assert.equal(text.slice(finding!.range.start.offset, finding!.range.end.offset), 'Write clean code.');
  });

  test('have lines that end as on Windows', () => {
    const text = '# A\r\n\r\nText.\r\n\r\n- Write clean code.\r\n- Ask.\r\n';
    const [finding] = lint([{ path: 'CLAUDE.md', text }], lintContext()).findings;
    assert.deepEqual([finding?.range.start.line, finding?.range.start.column], [5, 3]);
    assert.deepEqual(finding?.fix?.edits, [{ file: 'CLAUDE.md', start: 16, end: 37, replacement: '' }]);
  });
});

suite('lint', () => {
  const ids = (text: string, settings?: Record<string, RuleSetting>): string[] =>
    lint([{ path: 'CLAUDE.md', text }], lintContext(), settings).findings.map(
      ({ ruleId, severity, range }) => `${ruleId} ${severity} ${range.start.line}`,
    );

  test('finds nothing in nothing', () => assert.deepEqual(ids(''), []));

  test('leaves out a rule that is off, and takes the severity that is set', () => {
    assert.deepEqual(ids(EMPTY_TALK), ['tautology information 1']);
    assert.deepEqual(ids(EMPTY_TALK, { tautology: 'off' }), []);
    assert.deepEqual(ids(EMPTY_TALK, { tautology: 'warning' }), ['tautology warning 1']);
  });

  const comments: [what: string, text: string, finds: string[]][] = [
    ['a rule for a file', `${EMPTY_TALK}\n<!-- tokenmin-disable tautology -->\n`, []],
    ['all rules for a file', `<!-- tokenmin-disable -->\n\n${EMPTY_TALK}`, []],
    ['another rule', `<!-- tokenmin-disable duplicate, emphasis -->\n\n${EMPTY_TALK}`, ['tautology information 3']],
    [
      'a rule for the next line that is not blank',
      `<!-- tokenmin-disable-next-line tautology -->\n\n${EMPTY_TALK}${EMPTY_TALK}`,
      ['tautology information 4'],
    ],
    ['a rule by a comment in front matter', `---\n# tokenmin-disable tautology\nname: a\n---\n${EMPTY_TALK}`, []],
    ['nothing by what only looks like it', `tokenmin-disable\n\n${EMPTY_TALK}`, ['tautology information 3']],
    ['nothing by a longer word', `<!-- tokenmin-disabled tautology -->\n\n${EMPTY_TALK}`, ['tautology information 3']],
  ];
  for (const [what, text, finds] of comments) {
    test(`is told by a comment to leave out ${what}`, () => assert.deepEqual(ids(text), finds));
  }

  test('tells what a finding costs in a month, where each request has it', () => {
    const context = lintContext({ usage: { 'Claude Code': { requestsPerMonth: 1000, nanoPerToken: 500 } } });
    const files = ['CLAUDE.md', 'api/CLAUDE.md'].map((path) => ({ path, text: EMPTY_TALK }));
    assert.deepEqual(
      lint(files, context).findings.map(({ file, tokens, nanoPerMonth }) => [file, tokens, nanoPerMonth]),
      [
        ['CLAUDE.md', 5, 2_500_000],
        ['api/CLAUDE.md', 5, undefined],
      ],
    );
  });

  test('offers to move a section to where the assistant looks for rules of a folder', () => {
    const section = `## SQL\n\n\`db/a.sql\` \`db/b.sql\` \`db/c.sql\` ${'abc '.repeat(300)}`;
    const text = `# Shop\n\n${section}\n\n## Rest\n`;
    const fixOf = (path: string) =>
      lint([{ path, text }], lintContext({ paths: ['db/a.sql'] })).findings.find(
        ({ ruleId }) => ruleId === 'scope-section',
      )?.fix;
    assert.deepEqual(fixOf('CLAUDE.md')?.edits, [
      { file: 'CLAUDE.md', start: 8, end: 8 + section.length + 2, replacement: '' },
      {
        file: '.claude/rules/db.md',
        start: 0,
        end: 0,
        replacement: `---\npaths:\n  - 'db/**'\n---\n\n${section.trimEnd()}\n`,
      },
    ]);
    assert.equal(fixOf('.github/copilot-instructions.md')?.edits[1]?.file, '.github/instructions/db.instructions.md');
    assert.equal(fixOf('AGENTS.md')?.edits[1]?.file, 'db/AGENTS.md');
  });

  const hostile: Record<string, string> = {
    'an unclosed fence': '```ts\n- Write clean code.\n',
    'one line of 5 MB': 'a '.repeat(2_500_000),
    'a binary': '\0\u0001PNG\0',
    'brackets without end': '['.repeat(30_000),
    'links without end': '[a]('.repeat(10_000),
    'quotes in quotes': '> '.repeat(20_000),
    'many quotes': '> a\n\n'.repeat(20_000),
    'lists in lists': '- '.repeat(20_000),
    'front matter without end': `---\na: ${'['.repeat(10_000)}`,
    'deep YAML': `---\na: ${'['.repeat(5000)}${']'.repeat(5000)}\n---\n`,
    'lone surrogates': '\ud800 \udc00 # \udfff',
    'a comment without end': '<!-- tokenmin-disable ',
    'nothing but carriage returns': '\r'.repeat(10_000),
    'one sentence many times': '- Ask the owner of the schema before you change any such table.\n'.repeat(3000),
    'many headings': '# A\n'.repeat(20_000),
    'imports of itself': '@CLAUDE.md '.repeat(3000),
  };
  for (const [what, text] of Object.entries(hostile)) {
    test(`survives ${what}`, () => {
      for (const path of ['CLAUDE.md', 'skills/a/SKILL.md', '.mcp.json']) {
        for (const { range } of lint([{ path, text }], lintContext()).findings) {
          assert.ok(range.start.offset <= range.end.offset && range.end.offset <= text.length);
        }
      }
    });
  }

  test('only measures what is too large to be parsed', () => {
    const { findings, files } = lint([{ path: 'CLAUDE.md', text: 'a '.repeat(200_000) }], lintContext());
    assert.deepEqual([files[0]?.unparsed, findings.map(({ ruleId }) => ruleId)], ['too-large', ['file-size']]);
  });
});

suite('a comment that switches a rule off', () => {
  const cases: [what: string, path: string, text: string, line: number, before: string | undefined][] = [
    ['goes before the line', 'CLAUDE.md', 'a\n- b\n', 2, 'a\n<!-- tokenmin-disable-next-line x -->\n- b\n'],
    [
      'has the line’s indentation',
      'CLAUDE.md',
      '- a\n  - b\n',
      2,
      '- a\n  <!-- tokenmin-disable-next-line x -->\n  - b\n',
    ],
    [
      'ends as the file’s lines do',
      'CLAUDE.md',
      'a\r\nb\r\n',
      2,
      'a\r\n<!-- tokenmin-disable-next-line x -->\r\nb\r\n',
    ],
    [
      'is YAML in front matter',
      'a.agent.md',
      '---\nb: 1\n---\n',
      2,
      '---\n# tokenmin-disable-next-line x\nb: 1\n---\n',
    ],
    ['does not go before front matter', 'a.agent.md', '---\nb: 1\n---\n', 1, undefined],
    ['does not go into a table', 'CLAUDE.md', '| a |\n| - |\n| b |\n', 3, undefined],
    ['does not go before front matter without an end', 'a.agent.md', '---\nb: 1\n', 1, undefined],
    ['is JSON’s in JSON', '.vscode/mcp.json', '{\n"a": 1}', 2, '{\n// tokenmin-disable-next-line x\n"a": 1}'],
  ];
  for (const [what, path, text, line, expected] of cases) {
    test(what, () => {
      const { line: edit } = disableEdits(text, path.endsWith('.json'), 'x', line);
      assert.equal(edit && text.slice(0, edit.start) + edit.replacement + text.slice(edit.end), expected);
    });
  }

  test('goes to the end of a file for all of it', () => {
    for (const [text, expected] of [
      ['', '<!-- tokenmin-disable x -->\n'],
      ['a', 'a\n\n<!-- tokenmin-disable x -->\n'],
      ['a\n', 'a\n\n<!-- tokenmin-disable x -->\n'],
    ] as const) {
      const { start, replacement } = disableEdits(text, false, 'x', 1).file;
      assert.equal(text.slice(0, start) + replacement, expected);
    }
  });
});

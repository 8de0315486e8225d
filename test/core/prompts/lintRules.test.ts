import assert from 'node:assert/strict';
import { lintRules } from '../../../src/core/prompts/lint/index';
import { lint } from '../../../src/core/prompts/lint/lint';
import type { StyleTool } from '../../../src/core/prompts/lint/lintRule';
import { fillIn, LINT_WORDS, RULE_WORDS } from '../../../src/core/prompts/lint/lintWords';
import { lintContext, type ToldWorkspace } from '../../support/lintContext';

interface Case {
  name: string;
  files: Record<string, string>;
  workspace?: ToldWorkspace;
  /** 'path:line severity message' of the rule's findings; none: it stays silent. */
  finds?: string[];
}

const prettier: StyleTool = {
  name: 'Prettier',
  languages: ['typescript', 'javascript', 'css'],
  style: {
    tabs: false,
    indentWidth: 2,
    quotes: 'single',
    jsxQuotes: 'double',
    semicolons: true,
    trailingCommas: true,
    lineLength: 100,
  },
};
const gofmt: StyleTool = { name: 'gofmt', languages: ['go'], style: { tabs: true, trailingSpaces: false } };
const lines = (n: number, line = 'word'): string => Array.from({ length: n }, () => line).join('\n');
/** So many tokens, in one paragraph. */
const prose = (tokens: number): string => 'abc '.repeat(tokens);
const tree = (n: number, remark = ''): string =>
  `\`\`\`\nshop/\n${lines(n - 1, `├── cart.ts${remark}`)}\n└── till.ts${remark}\n\`\`\`\n`;
const LONG = 'Ask the owner of the schema before you change a table that others read.';

const CASES: Record<string, Case[]> = {
  'file-size': [
    {
      name: 'a file above 2,000 tokens',
      files: { 'CLAUDE.md': prose(2001) },
      finds: [
        'CLAUDE.md:1 information 1 lines, 2001 tokens in every call. Short files are followed better: 200 lines or 2000 tokens are plenty.',
      ],
    },
    { name: 'a file of 2,000 tokens', files: { 'CLAUDE.md': prose(2000) } },
    {
      name: 'a file of 201 lines, shown at its first heading',
      files: { 'AGENTS.md': `---\na: 1\n---\n# Shop\n${lines(197)}` },
      finds: [
        'AGENTS.md:4 information 201 lines, 251 tokens in every call. Short files are followed better: 200 lines or 2000 tokens are plenty.',
      ],
    },
    { name: 'a file of 200 lines', files: { 'AGENTS.md': `${lines(200)}\n` } },
    {
      name: 'a file of 6,000 tokens, with a warning',
      files: { 'CLAUDE.md': prose(6000) },
      finds: [
        'CLAUDE.md:1 warning 1 lines, 6000 tokens in every call. Short files are followed better: 200 lines or 2000 tokens are plenty.',
      ],
    },
    { name: 'a large skill, which is loaded when it is called for', files: { 'skills/x/SKILL.md': prose(9000) } },
    { name: 'a large file of a folder', files: { 'api/CLAUDE.md': prose(9000) } },
    {
      name: 'a memory of which the end is not loaded',
      files: { 'memory/MEMORY.md': `${lines(200)}\nlost` },
      finds: [
        'memory/MEMORY.md:201 warning Only the first 200 lines or 25 KB are loaded; this and what follows is not.',
      ],
    },
    {
      name: 'a memory of more than 25 KB',
      files: { 'memory/MEMORY.md': `${'가'.repeat(8000)}\n${'나'.repeat(400)}\nlost` },
      finds: ['memory/MEMORY.md:2 warning Only the first 200 lines or 25 KB are loaded; this and what follows is not.'],
    },
    { name: 'a memory of 200 lines', files: { 'memory/MEMORY.md': `${lines(200)}\n` } },
  ],
  'section-size': [
    {
      name: 'the section that most of a large file is',
      files: { 'CLAUDE.md': `# Shop\n\n${prose(100)}\n\n## Tables\n\n${prose(2000)}` },
      finds: ['CLAUDE.md:5 information This section is 2003 of the file’s 2106 tokens, in every call.'],
    },
    { name: 'a section of a small file', files: { 'CLAUDE.md': `# Shop\n\n## Tables\n\n${prose(1900)}` } },
    {
      name: 'many sections of one size',
      files: { 'CLAUDE.md': Array.from({ length: 5 }, (_, i) => `## Part ${i}\n\n${prose(500)}`).join('\n\n') },
    },
  ],
  'always-loaded': [
    {
      name: 'the sum over an assistant’s files, at the largest',
      files: { 'CLAUDE.md': prose(1000), '.claude/rules/sql.md': prose(3001) },
      finds: [
        '.claude/rules/sql.md:1 information Claude Code loads 4001 tokens of instructions with every call, from 2 files; this is the largest part.',
      ],
    },
    { name: 'a sum of 4,000', files: { 'CLAUDE.md': prose(1000), '.claude/rules/sql.md': prose(3000) } },
    {
      name: 'files of different assistants',
      files: { 'CLAUDE.md': prose(3000), 'AGENTS.md': prose(3000) },
    },
    { name: 'one large file, which is another rule’s', files: { 'CLAUDE.md': prose(9000) } },
    {
      name: 'an import with its importer, strongly from 6,000 on',
      files: { 'CLAUDE.md': `@docs/style.md ${prose(1000)}`, 'docs/style.md': prose(5000) },
      finds: [
        'docs/style.md:1 warning Claude Code loads 6004 tokens of instructions with every call, from 2 files; this is the largest part.',
      ],
    },
    {
      name: 'rules that are loaded on a match, and descriptions that are not long',
      files: {
        'CLAUDE.md': prose(1000),
        '.claude/rules/sql.md': `---\npaths: 'db/**'\n---\n${prose(6000)}`,
        '.claude/agents/a.md': `---\ndescription: Finds leaks.\n---\n${prose(6000)}`,
      },
    },
  ],
  duplicate: [
    {
      name: 'the same instruction in two files of one assistant',
      files: { 'CLAUDE.md': `- ${LONG}\n`, '.claude/rules/db.md': `# DB\n\n- ${LONG}\n` },
      finds: ['CLAUDE.md:1 information Says the same as .claude/rules/db.md, line 3.'],
    },
    {
      name: 'nearly the same instruction',
      files: {
        'CLAUDE.md': `- ${LONG}\n`,
        '.claude/rules/db.md': `- Always ask the owner of the schema before you change a table that the others read.\n`,
      },
      finds: ['CLAUDE.md:1 information Says the same as .claude/rules/db.md, line 1.'],
    },
    {
      name: 'the same but for a word that matters',
      files: { 'CLAUDE.md': `- ${LONG}\n- ${LONG.replace('table', 'view')}\n` },
    },
    { name: 'files of different assistants', files: { 'CLAUDE.md': `- ${LONG}\n`, 'AGENTS.md': `- ${LONG}\n` } },
    {
      name: 'two rules that are never loaded together',
      files: {
        '.claude/rules/a.md': `---\npaths: 'a/**'\n---\n- ${LONG}\n`,
        '.claude/rules/b.md': `---\npaths: 'b/**'\n---\n- ${LONG}\n`,
      },
    },
    {
      name: 'the same item twice in one list',
      files: { 'CLAUDE.md': `- ${LONG}\n- Other.\n- ${LONG}\n` },
      finds: ['CLAUDE.md:3 information Says the same as CLAUDE.md, line 1.'],
    },
    {
      name: 'a whole list that stands under another heading, too, item by item',
      files: {
        'CLAUDE.md': ['Tables', 'Views']
          .map((title) => `## ${title}\n\n${['a', 'b', 'c', 'd', 'e'].map((x) => `- Ask ${x}.\n`).join('')}- ${LONG}\n`)
          .join('\n'),
      },
      finds: ['CLAUDE.md:17 information Says the same as CLAUDE.md, line 8.'],
    },
    {
      name: 'one item that two lists share',
      files: { 'CLAUDE.md': `## Tables\n\n- ${LONG}\n\n## Views\n\n- ${LONG}\n` },
    },
    {
      name: 'a copy of another file, once',
      files: Object.fromEntries(
        ['AGENTS.md', '.github/copilot-instructions.md'].map((path) => [
          path,
          ['cart', 'till', 'shelf', 'stock', 'price'].map((part) => `- ${LONG} It is the ${part}.\n`).join(''),
        ]),
      ),
      finds: [
        'AGENTS.md:1 information 5 instructions from here on stand in .github/copilot-instructions.md, too, which is loaded with this file.',
      ],
    },
    { name: 'short sentences', files: { 'CLAUDE.md': '- Run the tests.\n- Run the tests.\n' } },
    {
      name: 'a reason, security, a number, what must not be done',
      files: {
        'CLAUDE.md': [
          'Ask the owner first because others read the tables that you change here.',
          'Keep every password and secret of the shop in the vault of the team.',
          'Give each query of the shop that reads tables a limit of 500 rows.',
          'Do not change any table of the shop that other teams also read daily.',
        ]
          .flatMap((line) => [`- ${line}`, `- ${line}`])
          .join('\n'),
      },
    },
    {
      name: 'a recap at the end',
      files: { 'CLAUDE.md': `# Rules\n\n${LONG} ${LONG}\n\n# Recap\n\n${LONG} ${LONG}\n` },
    },
    {
      name: 'the same code block',
      files: { 'CLAUDE.md': '```sh\na\nb\nc\n```\n\nText.\n\n```sh\na\nb\nc\n```\n' },
      finds: ['CLAUDE.md:9 information The same code block as in CLAUDE.md, line 1.'],
    },
    { name: 'the same two lines of code', files: { 'CLAUDE.md': '```\na\nb\n```\n\n```\na\nb\n```\n' } },
  ],
  'missing-reference': [
    {
      name: 'a path into a folder that is there',
      files: { 'CLAUDE.md': 'Prices are in `src/prices.ts`.' },
      workspace: { paths: ['src/cart.ts'] },
      finds: ['CLAUDE.md:1 information src/prices.ts does not exist in this workspace.'],
    },
    {
      name: 'a path that is there',
      files: { 'CLAUDE.md': 'See `src/cart.ts:12`.' },
      workspace: { paths: ['src/cart.ts'] },
    },
    {
      name: 'a path from the file’s own folder',
      files: { 'web/CLAUDE.md': 'See `pages/cart.ts` and [till](./pages/till.ts).' },
      workspace: { paths: ['web/pages/cart.ts', 'web/pages/till.ts'] },
    },
    {
      name: 'a path that is a part of a longer one',
      files: { 'CLAUDE.md': 'See `src/cart.ts`.' },
      workspace: { paths: ['src/x.ts', 'web/src/cart.ts'] },
    },
    { name: 'a package, whose folder is nowhere', files: { 'CLAUDE.md': 'Use `lodash/fp.js`.' } },
    {
      name: 'what is still to be made, built, an example, or a pattern',
      files: {
        'CLAUDE.md': [
          'Create `src/till.ts` first.',
          'The bundle is `dist/till.js`.',
          'Names are like `src/till.ts`.',
          'Pages are `src/*/page.ts` and `src/my-page.ts`.',
          'Never write to `src/old.ts`.',
        ].join('\n\n'),
      },
      workspace: { paths: ['src/cart.ts', 'dist/x.js'] },
    },
    {
      name: 'a link that leads nowhere',
      files: {
        'AGENTS.md': 'See [the guide](docs/guide.md#cart), [this](#here) and [that](https://example.com/x.md).',
      },
      finds: ['AGENTS.md:1 information docs/guide.md does not exist in this workspace.'],
    },
    {
      name: 'a script that no package.json has',
      files: { 'CLAUDE.md': 'Run `npm run tests` and\n\n```sh\npnpm run build\npnpm run pack\n```\n' },
      workspace: { scripts: ['test', 'build'] },
      finds: [
        'CLAUDE.md:1 information No package.json of this workspace has a script tests.',
        'CLAUDE.md:5 information No package.json of this workspace has a script pack.',
      ],
    },
    { name: 'scripts where there is no package.json', files: { 'CLAUDE.md': 'Run `npm run test`.' } },
    {
      name: 'scripts of a folder that is not there, and stand-ins',
      files: { 'CLAUDE.md': 'Run `cd ../other && npm run lint`, `npm run <script>` and `npm run build:*`.' },
      workspace: { scripts: ['test'] },
    },
    {
      name: 'what a skill says of other workspaces, but not of its own folder',
      files: { 'skills/x/SKILL.md': 'Read `src/a.ts`, run `npm run x`, then read `references/limits.md`.' },
      workspace: { paths: ['src/b.ts', 'skills/x/references/other.md'], scripts: ['y'] },
      finds: ['skills/x/SKILL.md:1 information references/limits.md does not exist in this workspace.'],
    },
  ],
  'missing-program': [
    {
      name: 'a server whose program is not there, with comments in the file',
      files: {
        '.vscode/mcp.json':
          '{ // ours\n "servers": { "shop": { "command": "node", "args": ["${workspaceFolder}/mcp/shop.mjs"] },\n "till": { "command": "./mcp/till.sh" } } }',
      },
      finds: [
        '.vscode/mcp.json:2 information mcp/shop.mjs does not exist in this workspace: the server cannot start.',
        '.vscode/mcp.json:3 information mcp/till.sh does not exist in this workspace: the server cannot start.',
      ],
    },
    {
      name: 'programs that are there, are built, or come from elsewhere',
      files: {
        '.mcp.json':
          '{ "mcpServers": { "a": { "command": "./mcp/a.mjs" }, "b": { "command": "npx", "args": ["./dist/b.js", "b", "--c"] } } }',
      },
      workspace: { paths: ['mcp/a.mjs'] },
    },
    {
      name: 'data that a server is given, which it may make itself',
      files: {
        '.mcp.json':
          '{ "mcpServers": { "a": { "command": "npx", "args": ["-y", "@acme/mcp", "./data/photos.db", "./data", 7] } } }',
      },
    },
    { name: 'a file that is no JSON', files: { '.mcp.json': '{"mcpServers": {"a": {"command": ' } },
  ],
  unreadable: [
    {
      name: 'JSON that ends too soon',
      files: { '.mcp.json': '{\n  "mcpServers": {\n    "shop": { "command": "node"\n\n' },
      finds: ['.mcp.json:3 warning This is no JSON: no server of this file is loaded.'],
    },
    {
      name: 'a comma that is missing, once',
      files: { '.vscode/mcp.json': '{ // ours\n  "servers": {\n    "a": {}\n    "b": {}\n    "c": {}\n  },\n}\n' },
      finds: ['.vscode/mcp.json:4 warning This is no JSON: no server of this file is loaded.'],
    },
    {
      name: 'no JSON at all',
      files: { '.cursor/mcp.json': 'mcpServers:\n  shop: node\n' },
      finds: ['.cursor/mcp.json:1 warning This is no JSON: no server of this file is loaded.'],
    },
    {
      name: 'comments and trailing commas, where Claude Code reads',
      files: {
        '.mcp.json': '{\n  "mcpServers": {},\n}\n',
        '.vscode/mcp.json': '{\n  // ours\n  "servers": {},\n}\n',
        '.cursor/mcp.json': '{\n  // ours\n  "mcpServers": {},\n}\n',
      },
      finds: [
        '.mcp.json:3 warning Claude Code takes comments and trailing commas for a mistake: no server of this file is loaded.',
      ],
    },
    {
      name: 'a comment where Claude Code reads',
      files: { '.mcp.json': '{\n  // ours\n  "mcpServers": {}\n}\n' },
      finds: [
        '.mcp.json:2 warning Claude Code takes comments and trailing commas for a mistake: no server of this file is loaded.',
      ],
    },
    {
      name: 'JSON, an address with two slashes, a mark before it, an empty file',
      files: {
        '.mcp.json': '\ufeff{"mcpServers": {"a": {"url": "https://example.com/mcp"}}}',
        '.vscode/mcp.json': '',
        '.cursor/mcp.json': ' \n',
      },
    },
    { name: 'JSON too deep to be looked at', files: { '.mcp.json': '['.repeat(200_000) } },
    {
      name: 'a quotation mark that is not closed',
      files: { '.claude/skills/x/SKILL.md': '---\nname: x\ndescription: "When it rains\nmodel: opus\n---\n# X\n' },
      finds: [
        '.claude/skills/x/SKILL.md:3 warning This is no YAML: assistants do without the front matter, or without the file.',
      ],
    },
    {
      name: 'a description that goes on at the start of the line',
      files: { '.claude/agents/x.md': '---\r\nname: x\r\ndescription: Use it\r\nuser: "Hi." when it rains\r\n---\r\n' },
      finds: [
        '.claude/agents/x.md:4 warning This is no YAML: assistants do without the front matter, or without the file.',
      ],
    },
    {
      name: 'a tab, and a list that is not closed',
      files: {
        '.claude/rules/a.md': '---\npaths:\n\t- src/**\n---\n',
        '.cursor/rules/b.mdc': '---\nglobs: [src/**\nalwaysApply: false\n---\n',
      },
      finds: [
        '.claude/rules/a.md:3 warning This is no YAML: assistants do without the front matter, or without the file.',
        '.cursor/rules/b.mdc:3 warning This is no YAML: assistants do without the front matter, or without the file.',
      ],
    },
    {
      name: 'front matter without an end',
      files: { '.github/instructions/a.instructions.md': '---\napplyTo: "src/**"\n\n# Shop\n' },
      finds: [
        '.github/instructions/a.instructions.md:1 warning The front matter that begins here has no end: it is taken for text.',
      ],
    },
    {
      name: 'what assistants forgive',
      files: {
        '.cursor/rules/a.mdc': '---\ndescription:\nglobs: *.ts, **/*.tsx\nalwaysApply: false\n---\n',
        '.claude/agents/b.md': '---\nname: b\ndescription: Use it so: user: "Hi." `x` @y\ntools:\n  - *\n---\n',
        '.claude/commands/c.md': '---\nargument-hint: [file] [mode]\nname: c\nname: d\n---\n',
        '.github/prompts/d.prompt.md': '---\ndescription: >-\n  one: two: three\n  - four\n---\n',
      },
    },
    {
      name: 'a ruler, and files whose front matter nobody reads',
      files: {
        '.claude/rules/a.md': '---\n\nNote: this is text\n',
        '.claude/commands/b.md': '# B\n\n---\nname: "x\n---\n',
        'CLAUDE.md': '---\nnote: "open\nb: c\n---\n',
        'AGENTS.md': '---\nnote: x\n',
      },
    },
  ],
  'tool-enforced': [
    {
      name: 'a style that the formatter’s configuration has',
      files: {
        'CLAUDE.md':
          '- Use single quotes.\n- Use 2 spaces for indentation\n- Use semicolons and trailing commas.\n- Formatting: 2-space indentation, semicolons required, single quotes preferred\n- **Spaces for indentation** (not tabs)\n- Single quotes in TypeScript, double quotes in JSX\n- Max 100 characters per line\n- Tab size 2\n- Consistent formatting\n',
      },
      workspace: { tools: [prettier] },
      finds: [
        'CLAUDE.md:1 information Prettier already holds the code to this.',
        'CLAUDE.md:2 information Prettier already holds the code to this.',
        'CLAUDE.md:3 information Prettier already holds the code to this.',
        'CLAUDE.md:4 information Prettier already holds the code to this.',
        'CLAUDE.md:5 information Prettier already holds the code to this.',
        'CLAUDE.md:6 information Prettier already holds the code to this.',
        'CLAUDE.md:7 information Prettier already holds the code to this.',
        'CLAUDE.md:8 information Prettier already holds the code to this.',
        'CLAUDE.md:9 information Prettier already holds the code to this.',
      ],
    },
    {
      name: 'another style than the formatter’s',
      files: {
        'CLAUDE.md':
          '- Tabs for indentation\n- Use 4 spaces\n- Use double quotes.\n- Max 120 characters per line\n- Single quotes in JSX\n- Do not use 2 spaces\n',
      },
      workspace: { tools: [prettier] },
    },
    {
      name: 'what a formatter leaves as it is',
      files: {
        'AGENTS.md':
          '- Max 100 characters per line.\n- Indent with two spaces.\n- Use single quotes.\n- Use trailing commas.\n- Indent with tabs.\n- Trim trailing whitespace.\n',
      },
      workspace: { tools: [gofmt] },
      finds: [
        'AGENTS.md:5 information gofmt already holds the code to this.',
        'AGENTS.md:6 information gofmt already holds the code to this.',
      ],
    },
    {
      name: 'the one of several that is set up so',
      files: { 'CLAUDE.md': '- Indent with tabs.\n' },
      workspace: { tools: [prettier, gofmt] },
      finds: ['CLAUDE.md:1 information gofmt already holds the code to this.'],
    },
    { name: 'a style without such a tool', files: { 'CLAUDE.md': '- Use single quotes.\n' } },
    {
      name: 'a language that the tool does not know',
      files: { 'CLAUDE.md': '# Python\n\n- Use 4 spaces for indentation\n' },
      workspace: { tools: [prettier] },
    },
    {
      name: 'more than style',
      files: {
        'CLAUDE.md':
          '- Use single quotes and named exports.\n- Prettier formats the code.\n- Quote the price in cents.\n',
      },
      workspace: { tools: [prettier] },
    },
  ],
  'scope-section': [
    {
      name: 'a section about one folder',
      files: {
        'CLAUDE.md': `# Shop\n\n## SQL\n\n\`db/a.sql\` \`db/b.sql\` \`db/c/d.sql\` ${prose(300)}\n\n## Rest\n\nText.\n`,
      },
      workspace: { paths: ['db/a.sql'] },
      finds: [
        'CLAUDE.md:3 information Speaks of db/ only, and is loaded with every call. A rule for that folder is loaded where it is needed.',
      ],
    },
    {
      name: 'a section whose title names a pattern',
      files: {
        'CLAUDE.md': `# Shop\n\n## SQL (\`db/**/*.sql\`)\n\n${prose(300)}\n\n## Rest\n\nText.\n`,
      },
      workspace: { paths: ['db/a.sql'] },
      finds: [
        'CLAUDE.md:3 information Speaks of db/ only, and is loaded with every call. A rule for that folder is loaded where it is needed.',
      ],
    },
    {
      name: 'a title with a pattern, and paths elsewhere',
      files: {
        'CLAUDE.md': `# Shop\n\n## SQL (\`db/**/*.sql\`)\n\nSee \`web/cart.ts\`. ${prose(300)}\n\n## Rest\n\nText.\n`,
      },
      workspace: { paths: ['db/a.sql', 'web/cart.ts'] },
    },
    {
      name: 'a short section',
      files: { 'CLAUDE.md': '# Shop\n\n## SQL\n\n`db/a.sql` `db/b.sql` `db/c/d.sql`\n\n## Rest\n\nText.\n' },
      workspace: { paths: ['db/a.sql'] },
    },
    {
      name: 'what is said of tests',
      files: {
        'CLAUDE.md': `# Shop\n\n## Tests\n\n\`tests/a.ts\` \`tests/b.ts\` \`tests/c.ts\` ${prose(300)}\n\n## Rest\n\nText.\n`,
      },
      workspace: { paths: ['tests/a.ts'] },
    },
    {
      name: 'a section that names documents, or a folder in passing',
      files: {
        'CLAUDE.md': `# Shop\n\n## Docs\n\n\`docs/a.md\` \`docs/b.md\` \`docs/c.md\` ${prose(300)}\n\n## SQL\n\n\`db/a.sql\` \`db/b.sql\` \`db/c.sql\` ${prose(900)}\n`,
      },
      workspace: { paths: ['docs/a.md', 'db/a.sql'] },
    },
    {
      name: 'a section about two folders',
      files: {
        'CLAUDE.md': `# Shop\n\n## SQL\n\n\`db/a.sql\` \`db/b.sql\` \`web/c.ts\` ${prose(300)}\n\n## Rest\n\nText.\n`,
      },
      workspace: { paths: ['db/a.sql', 'web/c.ts'] },
    },
    {
      name: 'the folder where all work is',
      files: {
        'CLAUDE.md': `# Shop\n\n## Code\n\n\`src/a.ts\` \`src/b.ts\` \`src/c/d.ts\` ${prose(300)}\n\n## Rest\n\nText.\n`,
      },
      workspace: { paths: ['src/a.ts'] },
    },
    {
      name: 'security',
      files: {
        'CLAUDE.md': `# Shop\n\n## Security\n\n\`db/a.sql\` \`db/b.sql\` \`db/c/d.sql\` ${prose(300)}\n\n## Rest\n\nText.\n`,
      },
      workspace: { paths: ['db/a.sql'] },
    },
  ],
  'long-description': [
    {
      name: 'a description of 120 tokens',
      files: { '.claude/agents/a.md': `---\nname: a\ndescription: ${'x'.repeat(480)}\n---\n` },
      finds: [
        '.claude/agents/a.md:3 information A description of 120 tokens, in every call whether it is used or not.',
      ],
    },
    {
      name: 'a description of 119 tokens',
      files: { '.claude/agents/a.md': `---\ndescription: ${'x'.repeat(476)}\n---\n` },
    },
    {
      name: 'a description that is cut off',
      files: { 'skills/a/SKILL.md': `---\ndescription: >\n  ${'x'.repeat(1536)}\n---\n` },
      finds: ['skills/a/SKILL.md:2 warning A description of 1537 characters: assistants cut it off after 1536.'],
    },
    {
      name: 'a prompt, of which nothing is listed',
      files: { 'a.prompt.md': `---\ndescription: ${'x'.repeat(900)}\n---\n` },
    },
  ],
  'tree-listing': [
    {
      name: 'a tree of eight lines below its root',
      files: { 'CLAUDE.md': tree(8) },
      finds: ['CLAUDE.md:1 information A listing of 9 lines that an assistant can see for itself, and that grows old.'],
    },
    { name: 'a tree of seven', files: { 'CLAUDE.md': tree(7) } },
    { name: 'a tree with remarks', files: { 'CLAUDE.md': tree(12, '  # the basket') } },
    { name: 'a tree in a skill', files: { 'skills/a/SKILL.md': tree(12) } },
    { name: 'code', files: { 'CLAUDE.md': `\`\`\`\n${lines(20, 'a | b')}\n\`\`\`` } },
  ],
  'unstable-prefix': [
    {
      name: 'dates, output of commands, git’s state',
      files: {
        'CLAUDE.md':
          "**Last updated:** 2026-03-01\n\nState: !`git status`\n\nNow: $(date +%F)\n\n```\nOn branch main\nnothing to commit\n```\n\nOn branch main\nYour branch is up to date with 'origin/main'.\n",
      },
      finds: [
        'CLAUDE.md:1 information A date like this is changed often, and each change has all that follows written to the cache anew.',
        'CLAUDE.md:3 information This changes by itself: each change has all that follows written to the cache anew.',
        'CLAUDE.md:5 information This changes by itself: each change has all that follows written to the cache anew.',
        'CLAUDE.md:7 information This changes by itself: each change has all that follows written to the cache anew.',
        'CLAUDE.md:12 information This changes by itself: each change has all that follows written to the cache anew.',
      ],
    },
    {
      name: 'dates that say something, and a command that prints into a request of its own',
      files: {
        'CLAUDE.md':
          '**On branch** names: `feat/x`\n\nOn branch protection: main needs two reviews.\n\nWork is done\nOn branch feature-x\nor on main.\n\nYour branch is behind main? Rebase, do not merge.\n\n```\ngit status  # prints:\nOn branch main\n```\n\nSince 2026-03-01 the API is v2.\n\nLog to `run-$(date +%F).log`.\n\nRun `git status` first!\n\nLast updated by the owner.\n',
        '.claude/commands/c.md': 'State: !`git status`',
      },
    },
  ],
  tautology: [
    {
      name: 'instructions that say nothing',
      files: {
        'CLAUDE.md':
          '- Write clean, readable code.\n- Follow best practices\n- **Use meaningful variable names**\n- Follow best practices and coding standards.\n',
      },
      finds: [
        'CLAUDE.md:1 information Every assistant tries this unasked; it can be left out, or say what it means here.',
        'CLAUDE.md:2 information Every assistant tries this unasked; it can be left out, or say what it means here.',
        'CLAUDE.md:3 information Every assistant tries this unasked; it can be left out, or say what it means here.',
        'CLAUDE.md:4 information Every assistant tries this unasked; it can be left out, or say what it means here.',
      ],
    },
    {
      name: 'instructions that say what they mean',
      files: {
        'CLAUDE.md':
          '- Write clean code: no function above 30 lines.\n- Follow best practices for our ledger\n- Follow best practices because the auditors read it\n- Follow best practices and the guide\n\n# Names\n\n1. Use meaningful names\n\nThe price of a cart is its total.\n\n- Follow best practices\n  - Prices are cents.\n- Other.\n',
      },
    },
  ],
  contradiction: [
    {
      name: 'two package managers',
      files: { 'CLAUDE.md': '- Use pnpm for everything.\n- Other.\n- Install with care; always use yarn.\n' },
      finds: ['CLAUDE.md:3 information Contradicts CLAUDE.md, line 1: pnpm there, yarn here.'],
    },
    {
      name: 'one instead of the other',
      files: { 'CLAUDE.md': '- Use pnpm, not npm.\n- Never use npm.\n- Use npm or pnpm.\n' },
    },
    {
      name: 'tabs and spaces, in two files',
      files: { 'CLAUDE.md': '- Indent with tabs.', '.claude/rules/a.md': '- Use two spaces for indentation.' },
      finds: ['CLAUDE.md:1 information Contradicts .claude/rules/a.md, line 1: 2 spaces there, tabs here.'],
    },
    {
      name: 'files of different assistants, and of languages',
      files: {
        'CLAUDE.md': '- Indent with tabs.\n- In Python use 4 spaces to indent.',
        'AGENTS.md': '- Use two spaces for indentation.',
      },
    },
    {
      name: 'quotes and semicolons',
      files: {
        'CLAUDE.md': '- Use single quotes.\n- Use double quotes.\n- Always use semicolons.\n- No semicolons.\n',
      },
      finds: [
        'CLAUDE.md:2 information Contradicts CLAUDE.md, line 1: single quotes there, double quotes here.',
        'CLAUDE.md:4 information Contradicts CLAUDE.md, line 3: semicolons there, no semicolons here.',
      ],
    },
    { name: 'what is said under "Avoid"', files: { 'CLAUDE.md': 'Use pnpm.\n\n## Avoid\n\n- Use yarn.\n' } },
  ],
  'broken-import': [
    {
      name: 'an import of nothing',
      files: { 'CLAUDE.md': 'Text\n\n@docs/none.md\n' },
      finds: ['CLAUDE.md:3 warning docs/none.md does not exist: nothing is imported.'],
    },
    {
      name: 'imports that are there, personal, or none at all',
      files: {
        'CLAUDE.md':
          '@docs/a.md @~/.claude/mine.md @CLAUDE.local.md, ask @anna, `@docs/none.md`, use @scope/name, mail a@b.md\n\n```\n@docs/none.md\n```\n',
      },
      workspace: { paths: ['docs/a.md'] },
    },
    {
      name: 'decorators, domains and people',
      files: {
        'CLAUDE.md':
          'Shared objects are made with @pytest.fixture, routes with @app.route and @app.get.\nTests with @unittest.skip; mail addresses end with @acme.dev. Ask @jane.doe on Slack; @media.print is fine.\n',
      },
    },
    {
      name: 'a text beside the file that is not there',
      files: { 'CLAUDE.md': 'Read @style.md and @package.json first.\n' },
      workspace: { paths: ['package.json'] },
      finds: ['CLAUDE.md:1 warning style.md does not exist: nothing is imported.'],
    },
    { name: 'a file that Claude Code does not read', files: { 'AGENTS.md': '@docs/none.md\n' } },
  ],
  'import-cycle': [
    {
      name: 'imports in a circle',
      files: { 'CLAUDE.md': '@a.md', 'a.md': '@b.md', 'b.md': '@a.md' },
      workspace: { paths: ['a.md', 'b.md'] },
      finds: ['a.md:1 warning b.md imports this file in turn.', 'b.md:1 warning a.md imports this file in turn.'],
    },
    {
      name: 'a sixth import on end',
      files: {
        'CLAUDE.md': '@1.md',
        ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((i) => [`${i}.md`, `@${i + 1}.md`])),
      },
      finds: [
        '5.md:1 warning More than 5 imports deep: not loaded.',
        '6.md:1 warning More than 5 imports deep: not loaded.',
      ],
    },
    { name: 'one file that two import', files: { 'CLAUDE.md': '@a.md @b.md', 'a.md': '@b.md', 'b.md': 'x' } },
  ],
  emphasis: [
    {
      name: 'five of twenty instructions',
      files: { 'CLAUDE.md': `${lines(5, '- You MUST ask.')}\n${lines(15, '- Ask.')}\n` },
      finds: ['CLAUDE.md:1 information 5 of 20 instructions are emphasised; what matters most no longer stands out.'],
    },
    { name: 'five of twenty-five', files: { 'CLAUDE.md': `${lines(5, '- You MUST ask.')}\n${lines(20, '- Ask.')}\n` } },
    { name: 'four of four', files: { 'CLAUDE.md': lines(4, '- You MUST ask.') } },
  ],
};

suite('lint rules', () => {
  for (const [ruleId, cases] of Object.entries(CASES)) {
    for (const { name, files, workspace, finds = [] } of cases) {
      test(`${ruleId} ${finds.length > 0 ? 'finds' : 'leaves alone'} ${name}`, () => {
        const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
        const found = lint(texts, lintContext(workspace))
          .findings.filter((finding) => finding.ruleId === ruleId)
          .map(
            ({ file, range, severity, wording, params }) =>
              `${file}:${range.start.line} ${severity} ${fillIn(LINT_WORDS[wording], params)}`,
          );
        assert.deepEqual(found, finds);
      });
    }
  }

  test('all have cases that find, cases that do not, and words', () => {
    const ids = lintRules.map(({ id }) => id);
    assert.deepEqual(Object.keys(CASES).sort(), [...ids].sort());
    assert.deepEqual(Object.keys(RULE_WORDS).sort(), [...ids].sort());
    for (const [id, cases] of Object.entries(CASES)) {
      assert.ok(cases.some(({ finds }) => finds) && cases.some(({ finds }) => !finds), id);
    }
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lintWorkspace, workspaceRoot } from '../../src/node/lint/lintWorkspace';
import { packageScripts } from '../../src/node/lint/packageScripts';
import { styleTools } from '../../src/node/lint/styleTools';
import { walkWorkspace } from '../../src/node/lint/walkWorkspace';

const CLI = path.resolve('dist/cli.js');
const countTokens = (text: string): number => text.length;

const EMPTY_TALK = '- Write clean code.\n';

suite('lint of a workspace', function () {
  // Each run of the command line starts a process; on a busy machine that takes its time.
  this.timeout(30_000);
  let root = '';
  let home = '';

  setup(() => {
    home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'tokenmin-lint-'));
    root = path.join(home, 'shop');
    fs.mkdirSync(path.join(root, '.git'), { recursive: true });
  });

  teardown(() => fs.rmSync(home, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    const place = path.join(root, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text);
  }

  function run(args: string[], cwd = root): { code: number | null; out: string; err: string } {
    const done = spawnSync(process.execPath, [CLI, 'lint', ...args, '--home', home], {
      cwd,
      encoding: 'utf8',
      timeout: 20_000,
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
    });
    return { code: done.status, out: done.stdout, err: done.stderr };
  }

  test('looks into hidden folders of assistants, and not into other people’s code', () => {
    for (const folder of [
      '.claude/rules',
      '.github',
      '.cursor',
      'api',
      'node_modules/a',
      'dist',
      '.git/a',
      '.venv',
      'api/.x',
    ]) {
      write(`${folder}/CLAUDE.md`, 'x');
    }
    const found = walkWorkspace(root).paths.filter((file) => file.endsWith('.md'));
    assert.deepEqual(found.sort(), [
      '.claude/rules/CLAUDE.md',
      '.cursor/CLAUDE.md',
      '.github/CLAUDE.md',
      'api/CLAUDE.md',
    ]);
  });

  test('follows imports into the home directory, and says where it does not', () => {
    write('CLAUDE.md', '@docs/style.md\n@~/mine.md\n@../outside.md\n');
    write('docs/style.md', '@more/talk.md');
    write('docs/more/talk.md', EMPTY_TALK);
    fs.writeFileSync(path.join(home, 'mine.md'), EMPTY_TALK);
    fs.writeFileSync(path.join(home, 'outside.md'), EMPTY_TALK);
    const { findings, passedOver } = lintWorkspace(root, { home, countTokens });
    assert.deepEqual(
      findings.map(({ ruleId, file }) => [ruleId, file]),
      [
        ['tautology', 'docs/more/talk.md'],
        ['tautology', '~/mine.md'],
      ],
    );
    assert.deepEqual(passedOver, [{ path: '../outside.md', reason: 'outside' }]);
  });

  test('stops where imports go round in a circle', () => {
    write('CLAUDE.md', '@a.md');
    write('a.md', '@CLAUDE.md');
    const { findings } = lintWorkspace(root, { home, countTokens });
    assert.deepEqual(
      findings.map(({ ruleId, file }) => [ruleId, file]),
      [
        ['import-cycle', 'CLAUDE.md'],
        ['import-cycle', 'a.md'],
      ],
    );
  });

  test('says what is too large', () => {
    write('CLAUDE.md', 'x'.repeat(1024 * 1024 + 1));
    assert.deepEqual(lintWorkspace(root, { home, countTokens }).passedOver, [
      { path: 'CLAUDE.md', reason: 'too-large' },
    ]);
  });

  test('says what is no file, and waits for none', function () {
    if (process.platform === 'win32') this.skip();
    write('package.json', '{}');
    fs.symlinkSync('/dev/zero', path.join(root, 'CLAUDE.md'));
    for (const name of ['AGENTS.md', 'pyproject.toml']) spawnSync('mkfifo', [path.join(root, name)]);
    const { code, err } = run(['.']);
    assert.deepEqual(
      [code, err.split('\n').sort()],
      [1, ['', 'tokenmin: AGENTS.md: could not be read', 'tokenmin: CLAUDE.md: could not be read']],
    );
  });

  test('takes a file and the links to it for one, which is loaded by all its names', () => {
    write('.agents/AGENTS.md', EMPTY_TALK);
    fs.symlinkSync('.agents/AGENTS.md', path.join(root, 'AGENTS.md'));
    fs.symlinkSync('AGENTS.md', path.join(root, 'CLAUDE.md'));
    const { files, findings } = lintWorkspace(root, { home, countTokens });
    assert.deepEqual(
      files.map(({ path: file, load, readers }) => [file, load, readers]),
      [['AGENTS.md', 'always', ['Codex', 'Copilot', 'Cursor', 'Claude Code']]],
    );
    assert.deepEqual(
      findings.map(({ file, ruleId }) => [file, ruleId]),
      [['AGENTS.md', 'tautology']],
    );
  });

  test('takes the text of an open document for the file’s', () => {
    write('CLAUDE.md', 'Ask.');
    const open = new Map([['CLAUDE.md', EMPTY_TALK]]);
    assert.deepEqual(
      lintWorkspace(root, { home, countTokens, open }).findings.map(({ ruleId }) => ruleId),
      ['tautology'],
    );
  });

  test('knows scripts and files', () => {
    write('package.json', '{"scripts": {"build": "x", "__proto__": "y"}}');
    write('web/package.json', '{"scripts": {"start": "x"}}');
    write('broken/package.json', '{');
    write('src/a.ts', '');
    write('CLAUDE.md', 'Run `npm run build`, `npm run start`, `npm run stop`. See `src/a.ts` and `src/b.ts`.');
    assert.deepEqual(
      lintWorkspace(root, { home, countTokens }).findings.map(({ params }) => params),
      [['stop'], ['src/b.ts']],
    );
  });

  test('belongs to the checkout, or stands alone', () => {
    write('api/AGENTS.md', 'x');
    assert.equal(workspaceRoot(path.join(root, 'api/AGENTS.md')), root);
    assert.equal(workspaceRoot(path.join(root, 'api')), root);
    fs.rmSync(path.join(root, '.git'), { recursive: true });
    assert.equal(workspaceRoot(path.join(root, 'api/AGENTS.md')), path.join(root, 'api'));
  });

  const tools: [files: Record<string, string>, names: string[]][] = [
    [{ '.prettierrc.json': '', 'biome.json': '' }, ['Prettier', 'Biome']],
    [{ 'package.json': '{"prettier": {}}' }, ['Prettier']],
    [{ 'package.json': '{"devDependencies": {"prettier": "3"}}' }, []],
    [{ 'pyproject.toml': '[tool.black]\n' }, ['Black']],
    [{ 'pyproject.toml': '[tool.ruff.lint]\n', 'eslint.config.mjs': '' }, []],
    [{ 'go.mod': '', 'rustfmt.toml': '' }, ['rustfmt', 'gofmt']],
  ];
  for (const [files, names] of tools) {
    test(`finds the formatters of ${JSON.stringify(files)}`, () => {
      const found = styleTools(Object.keys(files), (file) => files[file]);
      assert.deepEqual(
        found.map(({ name }) => name),
        names,
      );
    });
  }

  const PRETTIER = {
    trailingSpaces: false,
    finalNewline: true,
    tabs: false,
    indentWidth: 2,
    lineLength: 80,
    semicolons: true,
    quotes: 'double',
    jsxQuotes: 'double',
    trailingCommas: true,
  };
  const ALWAYS = { trailingSpaces: false, finalNewline: true };
  const unknown = (...keys: string[]): object => Object.fromEntries(keys.map((key) => [key, undefined]));
  const styles: [files: Record<string, string>, style: object][] = [
    [{ '.prettierrc': '{}' }, PRETTIER],
    [{ '.prettierrc': '' }, PRETTIER],
    [
      { '.prettierrc': '{"useTabs":true,"semi":false,"singleQuote":true,"printWidth":120,"trailingComma":"none"}' },
      { ...PRETTIER, tabs: true, semicolons: false, quotes: 'single', lineLength: 120, trailingCommas: false },
    ],
    [{ '.prettierrc.yaml': 'tabWidth: 4\n' }, { ...PRETTIER, indentWidth: 4 }],
    [
      { '.prettierrc.json': '{"tabWidth": 4, "overrides": [{"files": "*.md", "options": {"singleQuote": true}}]}' },
      { ...PRETTIER, indentWidth: 4, ...unknown('quotes') },
    ],
    [
      { '.prettierrc': 'singleQuote: true', '.editorconfig': '' },
      { ...PRETTIER, quotes: 'single', ...unknown('tabs', 'indentWidth', 'lineLength') },
    ],
    [{ 'prettier.config.mjs': 'export default {}' }, ALWAYS],
    [{ '.prettierrc': '{"semi": ' }, ALWAYS],
    [{ 'package.json': '{"prettier": "@acme/style"}' }, ALWAYS],
    [{ 'package.json': '{"prettier": {"semi": false}}' }, { ...PRETTIER, semicolons: false }],
    [{ '.oxfmtrc.jsonc': '{} // ours' }, { ...PRETTIER, lineLength: 100 }],
    [{ 'biome.json': '{}' }, { ...PRETTIER, tabs: true }],
    [
      {
        'biome.jsonc':
          '{"formatter": {"indentStyle": "space"}, "javascript": {"formatter": {"quoteStyle": "single", "semicolons": "asNeeded"}}}',
      },
      { ...PRETTIER, quotes: 'single', semicolons: false },
    ],
    [{ 'biome.json': '{"extends": ["x"]}' }, {}],
    [{ 'dprint.json': '{}' }, {}],
    [
      { 'pyproject.toml': '[tool.ruff]\nline-length = 100 # wide\n[tool.ruff.format]\nquote-style = "single"\n' },
      { ...ALWAYS, tabs: false, indentWidth: 4, lineLength: 100, quotes: 'single', trailingCommas: true },
    ],
    [
      { 'ruff.toml': '[lint]\nline-length = 70\n[format]\nquote-style = "preserve"\nindent-style = "tab"\n' },
      { ...ALWAYS, tabs: true, indentWidth: 4, lineLength: 88, trailingCommas: true, ...unknown('quotes') },
    ],
    [
      { 'pyproject.toml': '[tool.black]\nline-length = 99\nskip-string-normalization = true\n' },
      { ...ALWAYS, tabs: false, indentWidth: 4, lineLength: 99, trailingCommas: true, ...unknown('quotes') },
    ],
    [
      { 'rustfmt.toml': 'hard_tabs = true\n' },
      { ...ALWAYS, tabs: true, indentWidth: 4, lineLength: 100, trailingCommas: true },
    ],
    [{ 'go.mod': '' }, { ...ALWAYS, tabs: true }],
  ];
  for (const [files, style] of styles) {
    test(`knows what ${JSON.stringify(files)} settles`, () => {
      const found = styleTools(Object.keys(files), (file) => files[file]);
      assert.deepEqual(
        found.map((tool) => tool.style),
        [style],
      );
    });
  }

  test('knows a formatter that formats nothing', () => {
    assert.deepEqual(
      styleTools(['biome.json'], () => '{"formatter": {"enabled": false}}'),
      [],
    );
  });

  test('knows of no scripts where there is no package.json that can be read', () => {
    assert.equal(
      packageScripts(['a.json'], () => '{}'),
      undefined,
    );
    assert.equal(
      packageScripts(['package.json'], () => '{'),
      undefined,
    );
    assert.deepEqual(
      packageScripts(['package.json'], () => 'null'),
      new Set(),
    );
  });

  suite('on the command line', () => {
    test('prints findings by file; information does not fail', () => {
      write('CLAUDE.md', `# Shop\n\n${EMPTY_TALK}`);
      assert.deepEqual(run(['.']), {
        code: 0,
        out: [
          'CLAUDE.md',
          '  3:3  information  Every assistant tries this unasked; it can be left out, or say what it means here. [4 tokens]  tautology',
          '',
          '1 finding in 1 file\n',
        ].join('\n'),
        err: '',
      });
    });

    test('fails from warnings on', () => {
      write('CLAUDE.md', '@none.md\n');
      const { code, out } = run(['CLAUDE.md']);
      assert.equal(code, 1);
      assert.match(out, /1:1 {2}warning {2}none\.md does not exist: nothing is imported\. .* broken-import\n/);
      assert.match(out, /1 finding in 1 file, 1 warning among them\n$/);
    });

    test('tells only of what was asked for, but knows the rest', () => {
      write('CLAUDE.md', EMPTY_TALK);
      write('api/CLAUDE.md', EMPTY_TALK);
      assert.match(run(['api']).out, /^api\/CLAUDE\.md\n.*\n\n1 finding in 1 file\n$/);
    });

    test('fails where something could not be read', () => {
      assert.deepEqual(run(['none']), {
        code: 1,
        out: '0 findings in 0 files\n',
        err: 'tokenmin: none: does not exist\n',
      });
    });

    test('tells of a file that no assistant loads, without failing', () => {
      write('notes.txt', EMPTY_TALK);
      write('CLAUDE.md', '@rules.md\n');
      write('rules.md', EMPTY_TALK);
      assert.deepEqual(run(['notes.txt']), {
        code: 0,
        out: '0 findings in 0 files\n',
        err: 'tokenmin: notes.txt: no assistant loads a file of this name: not looked at\n',
      });
      assert.deepEqual(run(['rules.md']).err, '');
      assert.deepEqual(run(['.']).err, '');
    });

    test('tells of imports that it does not follow, without failing', () => {
      write('CLAUDE.md', '@../outside.md\n');
      const { code, err } = run(['.']);
      assert.equal(code, 0);
      assert.match(err, /^tokenmin: \.\.\/outside\.md: is imported, but lies outside/);
    });

    for (const args of [[], ['.', '--format', 'xml'], ['.', '--days', '3']]) {
      test(`says wrong usage of ${JSON.stringify(args)}`, () => {
        const { code, out, err } = run(args);
        assert.deepEqual([code, out], [2, '']);
        assert.match(err, /see tokenmin lint --help\n$/);
      });
    }

    test('writes JSON, by either flag', () => {
      write('AGENTS.md', EMPTY_TALK);
      const { out, code } = run(['.', '--json']);
      assert.equal(code, 0);
      assert.deepEqual(JSON.parse(out), {
        schema: 1,
        files: [{ path: 'AGENTS.md', kind: 'agents', load: 'always', tokens: 5 }],
        findings: [
          {
            ruleId: 'tautology',
            file: 'AGENTS.md',
            range: { start: { offset: 2, line: 1, column: 3 }, end: { offset: 19, line: 1, column: 20 } },
            severity: 'information',
            wording: 'tautology',
            params: [],
            tokens: 4,
            savingTokens: 4,
            fix: { label: 'fix.remove', edits: [{ file: 'AGENTS.md', start: 0, end: 20, replacement: '' }] },
            message: 'Every assistant tries this unasked; it can be left out, or say what it means here.',
          },
        ],
        passedOver: [],
      });
      assert.equal(run(['.', '--format', 'json']).out, out);
    });

    test('writes SARIF', () => {
      write('docs & more/CLAUDE.md', `${EMPTY_TALK}\n@none.md\n`);
      const { out, code } = run(['.', '--format', 'sarif']);
      assert.equal(code, 1);
      const log = JSON.parse(out) as Sarif;
      assert.deepEqual([log.version, log.runs.length], ['2.1.0', 1]);
      const [{ tool, results, columnKind }] = log.runs;
      assert.equal(columnKind, 'utf16CodeUnits');
      for (const { id, shortDescription, defaultConfiguration } of tool.driver.rules) {
        assert.ok(shortDescription.text.endsWith('.'), id);
        assert.ok(['note', 'warning'].includes(defaultConfiguration.level));
      }
      assert.deepEqual(
        results.map(({ ruleId, ruleIndex, level }) => [ruleId, tool.driver.rules[ruleIndex]?.id, level]),
        [
          ['tautology', 'tautology', 'note'],
          ['broken-import', 'broken-import', 'warning'],
        ],
      );
      assert.deepEqual(results[1]?.locations, [
        {
          physicalLocation: {
            artifactLocation: { uri: 'docs%20%26%20more/CLAUDE.md' },
            region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 9, charOffset: 21, charLength: 8 },
          },
        },
      ]);
      assert.equal(results[1]?.message.text, 'none.md does not exist: nothing is imported.');
    });
  });
});

interface Sarif {
  version: string;
  runs: [
    {
      columnKind: string;
      tool: {
        driver: {
          rules: { id: string; shortDescription: { text: string }; defaultConfiguration: { level: string } }[];
        };
      };
      results: { ruleId: string; ruleIndex: number; level: string; message: { text: string }; locations: unknown }[];
    },
  ];
}

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { alwaysLoaded, listed, loadedServers, placeOf } from '../../src/core/insights/workspaceFiles';
import type { SourceId } from '../../src/core/usage/usageRecord';
import { workspaceFilesReader } from '../../src/node/coach/readWorkspaceFiles';
import { userInstructions } from '../../src/node/coach/userInstructions';
import { managedFolders } from '../../src/node/lint/assistantFolders';
import { lintBundle } from '../../src/node/lintBundle';

suite('workspaceFilesReader', () => {
  let home: string;
  setup(() => (home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-files-')))));
  teardown(() => fs.rmSync(home, { recursive: true }));

  const write = (texts: Record<string, string>): void => {
    for (const [file, text] of Object.entries(texts)) {
      const place = path.join(home, file);
      fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.writeFileSync(place, text);
    }
  };
  const reader = (env: Record<string, string> = {}, dearest = ['shop', 'till']) =>
    workspaceFilesReader(
      { home, env },
      (text) => text.length,
      () => lintBundle,
      () => dearest.map((name) => path.resolve(home, name)),
    );
  const loaded = (source: SourceId, read = reader(), workspace = 'shop'): string[] => {
    const files = read(path.join(home, workspace))!;
    return alwaysLoaded(files, source)
      .map(({ file }) => file.path)
      .sort();
  };

  test('the user’s own files are loaded with those of the workspace, each by its assistant', () => {
    write({
      'shop/CLAUDE.md': 'Sell.',
      'shop/AGENTS.md': 'Sell more.',
      '.claude/CLAUDE.md': 'Be brief. @about/me.md',
      '.claude/about/me.md': 'I sell.',
      '.claude/rules/style.md': 'Be kind.',
      '.claude/rules/db/sql.md': '---\npaths: "**/*.sql"\n---\nUse joins.',
      '.codex/AGENTS.md': 'Be quick.',
      '.claude/skills/x/SKILL.md': '---\nname: x\ndescription: y\n---\nz',
    });
    assert.deepEqual(loaded('claude-code'), [
      'CLAUDE.md',
      '~/.claude/CLAUDE.md',
      '~/.claude/about/me.md',
      '~/.claude/rules/style.md',
    ]);
    assert.deepEqual(loaded('codex'), ['AGENTS.md', '~/.codex/AGENTS.md']);
    assert.deepEqual(loaded('copilot-chat'), ['AGENTS.md']);
  });

  test('the user’s own skills, agents and commands are listed, each by its assistant', () => {
    const described = '---\ndescription: y\n---\nz';
    write({
      'shop/.claude/skills/own/SKILL.md': described,
      'shop/skills/not-there-yet/SKILL.md': described,
      '.claude/skills/a/SKILL.md': described,
      '.claude/skills/a/reference.md': described,
      '.claude/agents/b.md': described,
      '.claude/commands/git/c.md': described,
      '.codex/skills/d/SKILL.md': described,
      '.agents/skills/e/SKILL.md': described,
      'elsewhere/f/SKILL.md': described,
    });
    fs.symlinkSync(path.join(home, 'elsewhere', 'f'), path.join(home, '.claude', 'skills', 'f'));
    const names = (source: SourceId, read = reader()): string[] =>
      listed(read(path.join(home, 'shop'))!, source)
        .map(({ name }) => name)
        .sort();
    assert.deepEqual(names('claude-code'), ['a', 'b', 'c', 'f', 'own']);
    assert.deepEqual(names('codex'), ['d', 'e']);
    assert.deepEqual(names('copilot-chat'), ['a', 'e', 'f', 'own']);
    assert.deepEqual(names('claude-code', reader({ CLAUDE_CONFIG_DIR: '/c' })), ['own']);
    assert.deepEqual(names('codex', reader({ CODEX_HOME: '/c' })), ['e']);
  });

  test('what a workspace imports or links to is there once', () => {
    write({
      'shop/CLAUDE.md': '@~/.claude/CLAUDE.md',
      '.claude/CLAUDE.md': 'Be brief.',
      'till/.gitkeep': '',
      '.codex/AGENTS.md': 'Be quick.',
    });
    fs.symlinkSync(path.join(home, '.codex/AGENTS.md'), path.join(home, 'till/AGENTS.md'));
    assert.deepEqual(loaded('claude-code'), ['CLAUDE.md', '~/.claude/CLAUDE.md']);
    assert.deepEqual(loaded('codex', reader(), 'till'), ['AGENTS.md']);
  });

  for (const [override, expected] of [
    ['Be quicker.', '~/.codex/AGENTS.override.md'],
    [' \n', '~/.codex/AGENTS.md'],
  ] as const) {
    test(`of Codex’s two files ${expected} is loaded where the override says ${JSON.stringify(override)}`, () => {
      write({ 'shop/x': '', '.codex/AGENTS.md': 'Be quick.', '.codex/AGENTS.override.md': override });
      assert.deepEqual(loaded('codex'), [expected]);
    });
  }

  test('an assistant whose folder was moved does not load what is in the usual one', () => {
    write({ 'shop/x': '', '.claude/CLAUDE.md': 'Be brief.', '.codex/AGENTS.md': 'Be quick.' });
    assert.deepEqual(loaded('claude-code', reader({ CLAUDE_CONFIG_DIR: '/elsewhere' })), []);
    assert.deepEqual(loaded('codex', reader({ CODEX_HOME: '/elsewhere' })), []);
  });

  for (const [where, folder, name] of [
    ['elsewhere', '../moved', ''],
    ['below the home directory', '.config/ai', '~/.config/ai'],
    ['by a list, of which the first counts', '../moved , /b', ''],
  ] as const) {
    test(`an assistant whose folder was moved ${where} loads what is there`, () => {
      const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-moved-')));
      const [first, more = ''] = folder.split(/(?= ,)/);
      const place = first === '../moved' ? root : path.join(home, first!);
      const called = (name || root).replaceAll('\\', '/');
      const slug = path.join(home, 'shop').replaceAll(/[^A-Za-z0-9]/g, '-');
      write({ 'shop/x': '', '.claude/CLAUDE.md': 'No.', '.codex/AGENTS.md': 'No.', 'me.md': 'I sell.' });
      for (const [file, text] of Object.entries({
        'CLAUDE.md': 'Be brief. @about/you.md @~/me.md',
        'about/you.md': 'You buy.',
        'rules/style.md': 'Be kind.',
        'codex/AGENTS.md': 'Be quick.',
        'codex/skills/b/SKILL.md': '---\ndescription: y\n---\nz',
        'skills/a/SKILL.md': '---\ndescription: y\n---\nz',
        [`projects/${slug}/memory/MEMORY.md`]: 'Prices are in cents.',
        '.claude.json': '{"mcpServers":{"sentry":{}}}',
        'codex/config.toml': '[mcp_servers.docs]',
      })) {
        fs.mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
        fs.writeFileSync(path.join(place, file), text);
      }
      const read = reader({ CLAUDE_CONFIG_DIR: place + more, CODEX_HOME: path.join(place, 'codex') + more });
      const own = ['CLAUDE.md', 'about/you.md', `projects/${slug}/memory/MEMORY.md`, 'rules/style.md'];
      assert.deepEqual(loaded('claude-code', read), [...own.map((file) => `${called}/${file}`), '~/me.md'].sort());
      assert.deepEqual(loaded('codex', read), [`${called}/codex/AGENTS.md`]);
      const files = read(path.join(home, 'shop'))!;
      const listedBy = (source: SourceId) => listed(files, source).map((skill) => skill.name);
      // Copilot looks into ~/.claude/skills, whatever Claude Code is told.
      assert.deepEqual([listedBy('claude-code'), listedBy('codex'), listedBy('copilot-chat')], [['a'], ['b'], []]);
      assert.equal(placeOf(files, `${called}/CLAUDE.md`), path.join(place, 'CLAUDE.md').replaceAll('\\', '/'));
      assert.deepEqual(
        files.servers.map((server) => [server.name, server.file]),
        [
          ['sentry', `${called}/.claude.json`],
          ['docs', `${called}/codex/config.toml`],
        ],
      );
      fs.rmSync(root, { recursive: true });
    });
  }

  test('a variable that names no folder of the machine leads nowhere', () => {
    write({ 'shop/x': '', '.claude/CLAUDE.md': 'No.', 'relative/CLAUDE.md': 'No.' });
    assert.deepEqual(loaded('claude-code', reader({ CLAUDE_CONFIG_DIR: 'relative' })), []);
  });

  test('what the machine’s administrator wrote is loaded, of the newest place, and is not the user’s', () => {
    write({
      '.claude/CLAUDE.md': 'Be brief.',
      'policy/CLAUDE.md': 'Be safe. @more.md',
      'policy/more.md': 'Very.',
      'older/CLAUDE.md': 'Be old.',
    });
    const of = (...folders: string[]) =>
      userInstructions(
        { home, env: {} },
        folders.map((folder) => path.join(home, folder)),
      ).map(({ path: file, load, readers, managed }) => [file, load, readers, managed]);
    const own = ['~/.claude/CLAUDE.md', 'always', ['Claude Code'], undefined];
    assert.deepEqual(of('policy', 'older'), [
      own,
      ['~/policy/CLAUDE.md', 'always', ['Claude Code'], true],
      ['~/policy/more.md', 'always', ['Claude Code'], true],
    ]);
    assert.deepEqual(of('none', 'older').slice(1), [['~/older/CLAUDE.md', 'always', ['Claude Code'], true]]);
    assert.deepEqual(of('none'), [own]);
  });

  for (const [platform, env, folders] of [
    ['linux', { HOME: '/h' }, ['/etc/claude-code']],
    ['darwin', { HOME: '/h' }, ['/Library/Application Support/ClaudeCode']],
    ['win32', { PATH: '' }, ['C:\\Program Files\\ClaudeCode', 'C:\\ProgramData\\ClaudeCode']],
    ['win32', { ProgramFiles: 'D:\\Programs' }, ['D:\\Programs\\ClaudeCode', 'C:\\ProgramData\\ClaudeCode']],
    // Of another home directory this machine's administrator knows nothing.
    ['linux', {}, []],
  ] as const) {
    test(`an administrator’s place on ${platform} with ${JSON.stringify(env)}`, () =>
      assert.deepEqual(managedFolders({ env }, platform), folders));
  }

  test('Claude Code’s memory of a workspace is loaded, and no other MEMORY.md', () => {
    const slug = path.join(home, 'shop').replaceAll(/[^A-Za-z0-9]/g, '-');
    const memory = `~/.claude/projects/${slug}/memory/MEMORY.md`;
    write({
      'shop/CLAUDE.md': 'Sell.',
      'shop/memory/MEMORY.md': 'Mine.',
      'shop/.claude/agent-memory/reviewer/MEMORY.md': 'Its own.',
      'shop/api/.keep': '',
      [memory.slice(2)]: 'Prices are in cents.',
      '.claude/projects/-elsewhere/memory/MEMORY.md': 'No.',
    });
    assert.deepEqual(loaded('claude-code'), ['CLAUDE.md', memory]);
    assert.deepEqual(loaded('codex'), []);
    assert.deepEqual(loaded('claude-code', reader({ CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1' })), ['CLAUDE.md']);
    write({ '.claude/settings.json': '{"autoMemoryEnabled":false}' });
    assert.deepEqual(loaded('claude-code'), ['CLAUDE.md']);
    write({ 'shop/.claude/settings.local.json': '{"autoMemoryEnabled":true}' });
    assert.deepEqual(loaded('claude-code'), ['CLAUDE.md', memory]);
    write({ '.claude/settings.json': '{}', 'shop/.git/HEAD': '' });
    // All of a repository has one, and so have its working trees.
    assert.deepEqual(loaded('claude-code', reader({}, ['shop/api']), 'shop/api'), ['../CLAUDE.md', memory]);
    write({ 'tree/.git': `gitdir: ${home}/shop/.git/worktrees/tree\n` });
    assert.deepEqual(loaded('claude-code', reader({}, ['tree']), 'tree'), [memory]);
  });

  test('of a package, what stands above it in its repository is loaded', () => {
    write({
      'CLAUDE.md': 'Not in the repository.',
      'shop/.git/HEAD': '',
      'shop/CLAUDE.md': 'Sell. @docs/how.md @packages/api/CLAUDE.md @~/.claude/CLAUDE.md',
      'shop/docs/how.md': 'Kindly.',
      'shop/AGENTS.md': 'Sell more.',
      'shop/.github/copilot-instructions.md': 'Sell.',
      'shop/packages/.claude/CLAUDE.md': 'A folder for each.',
      'shop/packages/web/CLAUDE.md': 'Not here.',
      'shop/packages/api/CLAUDE.md': 'Answer.',
      '.claude/CLAUDE.md': 'Be brief.',
    });
    const read = reader({}, ['shop/packages/api']);
    const paths = ['../../CLAUDE.md', '../../docs/how.md', '../.claude/CLAUDE.md', 'CLAUDE.md', '~/.claude/CLAUDE.md'];
    assert.deepEqual(loaded('claude-code', read, 'shop/packages/api'), paths);
    assert.deepEqual(loaded('codex', read, 'shop/packages/api'), ['../../AGENTS.md']);
    assert.deepEqual(loaded('copilot-chat', read, 'shop/packages/api'), []);
    const files = read(path.join(home, 'shop/packages/api'))!;
    assert.equal(placeOf(files, '../../CLAUDE.md'), `${files.home}/shop/CLAUDE.md`);
    assert.deepEqual(files.findings, []);
  });

  test('without a repository, nothing above a workspace is loaded', () => {
    write({ 'code/CLAUDE.md': 'Sell.', 'code/shop/CLAUDE.md': 'Buy.', '.git/HEAD': '' });
    assert.deepEqual(loaded('claude-code', reader({}, ['code/shop']), 'code/shop'), ['CLAUDE.md']);
  });

  suite('MCP servers', () => {
    const servers = (source: SourceId, read = reader(), workspace = 'shop'): string[] =>
      loadedServers(read(path.join(home, workspace))!, source)
        .map(({ name, file, everywhere }) => `${name} of ${file}${everywhere ? ', everywhere' : ''}`)
        .sort();
    const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { command: 'x' }]));
    const mcp = (...names: string[]): string => JSON.stringify({ mcpServers: named(...names) });

    test('are loaded by the assistant whose file it is', () => {
      write({
        'shop/.mcp.json': mcp('jira'),
        'shop/.cursor/mcp.json': mcp('figma'),
        'shop/.vscode/mcp.json': '{ // Ours\n"servers": { "github": {} } }',
        '.codex/config.toml': [
          'model = "x"',
          '[mcp_servers.docs]',
          'command = "docs"',
          '[mcp_servers.docs.env]',
          'enabled = false',
          '[mcp_servers."my sheets"]',
          'url = "https://sheets.example"',
          '[ mcp_servers . old ]',
          'enabled = false',
          '# [mcp_servers.none]',
          '[mcp_servers_of_mine.none]',
        ].join('\n'),
      });
      assert.deepEqual(servers('claude-code'), ['jira of .mcp.json']);
      assert.deepEqual(servers('copilot-chat'), ['github of .vscode/mcp.json']);
      const codex = '~/.codex/config.toml, everywhere';
      assert.deepEqual(servers('codex'), [`docs of ${codex}`, `my sheets of ${codex}`]);
      assert.deepEqual(servers('codex', reader({ CODEX_HOME: '/c' })), []);
    });

    test('know when their file was written', () => {
      write({
        'shop/.mcp.json': mcp('jira'),
        '.claude.json': mcp('sentry'),
        '.codex/config.toml': '[mcp_servers.docs]',
      });
      const at = new Date(Date.UTC(2026, 0, 1));
      for (const file of ['shop/.mcp.json', '.claude.json', '.codex/config.toml']) {
        fs.utimesSync(path.join(home, file), at, at);
      }
      const { servers: found } = reader()(path.join(home, 'shop'))!;
      // Claude Code writes ~/.claude.json whenever it starts.
      assert.deepEqual(
        found.map(({ name, changedAt }) => [name, changedAt]),
        [
          ['jira', at.getTime()],
          ['sentry', undefined],
          ['docs', at.getTime()],
        ],
      );
    });

    test('are loaded where `claude mcp add` puts them', () => {
      const project = { mcpServers: named('jira'), disabledMcpServers: ['sentry'] };
      write({
        'shop/x': '',
        'till/x': '',
        'mono/.git/HEAD': '',
        'mono/api/x': '',
        '.claude.json': JSON.stringify({
          mcpServers: named('sentry'),
          projects: { [`${home}/shop`]: project, [`${home}/mono`]: { mcpServers: named('web') } },
        }),
      });
      const all = 'sentry of ~/.claude.json, everywhere';
      assert.deepEqual(servers('claude-code'), ['jira of ~/.claude.json']);
      assert.deepEqual(servers('claude-code', reader(), 'till'), [all]);
      assert.deepEqual(servers('claude-code', reader({}, ['mono/api']), 'mono/api'), [all, 'web of ~/.claude.json']);
      assert.deepEqual(servers('codex'), []);
      assert.deepEqual(servers('claude-code', reader({ CLAUDE_CONFIG_DIR: '/c' })), []);
    });

    const said: [settings: Record<string, unknown>, project: Record<string, unknown>, loaded: string[]][] = [
      [{ disabledMcpjsonServers: ['jira'] }, {}, ['docs']],
      [{ enabledMcpjsonServers: ['jira'] }, {}, ['jira']],
      [{ enabledMcpjsonServers: [] }, {}, []],
      [{ enabledMcpjsonServers: ['jira'], enableAllProjectMcpServers: true }, {}, ['docs', 'jira']],
      [{ disabledMcpjsonServers: ['docs'], enableAllProjectMcpServers: true }, {}, ['jira']],
      [{}, { enabledMcpjsonServers: [], disabledMcpjsonServers: [] }, ['docs', 'jira']],
      [{}, { enabledMcpjsonServers: ['docs'], disabledMcpjsonServers: [] }, ['docs']],
      [{}, { disabledMcpjsonServers: ['docs'] }, ['jira']],
      [{}, { disabledMcpServers: ['docs'] }, ['jira']],
      [{ disabledMcpjsonServers: 'jira', enabledMcpjsonServers: { jira: 1 } }, {}, ['docs', 'jira']],
    ];
    for (const [settings, project, expected] of said) {
      const words = JSON.stringify({ ...settings, ...project });
      test(`of .mcp.json are loaded as the user said: ${words}`, () => {
        write({
          'shop/.mcp.json': mcp('jira', 'docs'),
          'shop/.claude/settings.local.json': JSON.stringify(settings),
          '.claude.json': JSON.stringify({ projects: { [`${home}/shop`]: project } }),
        });
        const names = loadedServers(reader()(path.join(home, 'shop'))!, 'claude-code').map(({ name }) => name);
        assert.deepEqual(names.sort(), expected);
      });
    }

    test('are none where a configuration is no such thing', () => {
      const deep = '{"mcpServers":'.repeat(50_000);
      for (const text of ['', '[]', 'null', '{', '{"mcpServers":[1]}', '{"projects":{"__proto__":1,"x":null}}', deep]) {
        write({
          'shop/.mcp.json': text,
          'shop/.vscode/mcp.json': text,
          '.claude.json': text,
          '.codex/config.toml': text,
        });
        for (const source of ['claude-code', 'copilot-chat', 'codex'] as const) {
          assert.deepEqual(servers(source), [], text.slice(0, 40));
        }
      }
      write({ '.claude.json': '{"mcpServers":{"__proto__":{},"constructor":{}}}' });
      const all = 'of ~/.claude.json, everywhere';
      assert.deepEqual(servers('claude-code'), [`__proto__ ${all}`, `constructor ${all}`]);
      assert.equal(({} as Record<string, unknown>)['command'], undefined);
    });
  });

  test('the lint of a workspace says nothing of the user’s own files', () => {
    write({ 'shop/CLAUDE.md': 'Read @docs/gone.md.', '.claude/CLAUDE.md': 'Read @docs/gone.md.' });
    const { findings } = reader()(path.join(home, 'shop'))!;
    assert.deepEqual([...new Set(findings.map(({ file }) => file))], ['CLAUDE.md']);
  });

  test('the user’s own files are read once for all workspaces', () => {
    write({ 'shop/x': '', 'till/x': '', '.claude/CLAUDE.md': 'Be brief.' });
    const read = reader();
    assert.deepEqual(loaded('claude-code', read), ['~/.claude/CLAUDE.md']);
    write({ '.claude/rules/new.md': 'Be new.' });
    assert.deepEqual(loaded('claude-code', read, 'till'), ['~/.claude/CLAUDE.md']);
    assert.equal(loaded('claude-code', reader(), 'till').length, 2);
  });

  test('nothing is read for what is no workspace of this machine', () => {
    write({ '.claude/CLAUDE.md': 'Be brief.' });
    for (const workspace of [home, path.join(home, 'gone'), 'relative', '//share/x']) {
      const reads = workspaceFilesReader(
        { home, env: {} },
        (text) => text.length,
        () => lintBundle,
        () => [workspace],
      );
      assert.equal(reads(workspace), undefined, workspace);
    }
  });

  test('of more than twenty workspaces the dearest are read; those that are gone do not count', () => {
    const names = Array.from({ length: 21 }, (_, i) => `tree${i}`);
    write(Object.fromEntries(names.map((name) => [`${name}/CLAUDE.md`, 'Sell.'])));
    const gone = Array.from({ length: 30 }, (_, i) => `gone${i}`);
    const read = reader({}, [...gone, ...names]);
    const found = names.toReversed().filter((name) => read(path.join(home, name)) !== undefined);
    assert.deepEqual(found, names.slice(0, 20).toReversed());
  });

  test('without a workspace on this machine nothing is loaded that could parse one', () => {
    const reads = workspaceFilesReader(
      { home, env: {} },
      (text) => text.length,
      () => assert.fail('loaded'),
      () => [path.join(home, 'gone')],
    );
    assert.equal(reads(path.join(home, 'gone')), undefined);
  });
});

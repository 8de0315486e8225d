import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { alwaysLoaded, listed } from '../../src/core/insights/workspaceFiles';
import type { SourceId } from '../../src/core/usage/usageRecord';
import { workspaceFilesReader } from '../../src/node/coach/readWorkspaceFiles';
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

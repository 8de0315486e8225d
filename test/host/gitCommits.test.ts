import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { gitCommits } from '../../src/vscode/gitCommits';
import { until } from '../support/until';

interface Git {
  repositories: { rootUri: vscode.Uri }[];
  openRepository(root: vscode.Uri): Promise<unknown>;
}

const log = { info: () => undefined } as unknown as vscode.LogOutputChannel;

suite('commits, from the Git extension', () => {
  let root: string;
  const run = (...args: string[]): string =>
    execFileSync('git', ['-c', 'commit.gpgsign=false', ...args], { cwd: root, encoding: 'utf8' }).trim();
  const commit = (file: string, message: string): string => {
    fs.writeFileSync(path.join(root, file), message);
    run('add', '.');
    run('commit', '-q', '-m', message);
    return run('rev-parse', 'HEAD');
  };

  suiteSetup(async function () {
    const extension = vscode.extensions.getExtension<{ getAPI(version: 1): Git }>('vscode.git');
    if (!extension) return this.skip();
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-git-')));
    run('init', '-q');
    run('config', 'user.email', 'me@example.org');
    run('config', 'user.name', 'Me');
    const git = (await extension.activate()).getAPI(1);
    commit('first.ts', 'First');
    await git.openRepository(vscode.Uri.file(root));
    await until('the repository is open', () => git.repositories.some(({ rootUri }) => rootUri.fsPath === root));
  });
  suiteTeardown(() => fs.rmSync(root, { recursive: true, force: true }));

  test('are the user’s own, with their files, and say when they were reverted', async () => {
    const kept = commit('cart.ts', 'Count the cart');
    const taken = commit('order.ts', 'Order twice');
    run('revert', '--no-edit', taken);
    run('-c', 'user.email=you@example.org', 'commit', '-q', '--allow-empty', '-m', 'Yours');
    const found = (await gitCommits(30, log))?.filter((c) => c.root === root) ?? [];
    assert.deepEqual(found.find(({ hash }) => hash === kept)?.files, ['cart.ts']);
    assert.equal(found.find(({ hash }) => hash === kept)?.revertedAt, undefined);
    assert.ok((found.find(({ hash }) => hash === taken)?.revertedAt ?? 0) > Date.now() - 60_000);
    assert.equal(found.length, 4);
  });

  test('of days long ago are left out', async () => {
    const env = { ...process.env, GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z' };
    execFileSync('git', ['commit', '-q', '--allow-empty', '-m', 'Old'], { cwd: root, env });
    const found = (await gitCommits(30, log))?.filter((c) => c.root === root) ?? [];
    assert.equal(found.length, 4);
  });
});

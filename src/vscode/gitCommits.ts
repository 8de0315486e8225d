import * as vscode from 'vscode';
import type { CommitFacts } from '../core/insights/money/commitCost';

/** What is used of the Git extension's interface, version 1. */
interface GitApi {
  readonly repositories: readonly GitRepository[];
}
interface GitRepository {
  readonly rootUri: vscode.Uri;
  getConfig(key: string): Promise<string>;
  log(options: { maxEntries: number }): Promise<GitCommit[]>;
  diffBetween(ref1: string, ref2: string): Promise<{ uri: vscode.Uri }[]>;
}
interface GitCommit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorDate?: Date;
  readonly commitDate?: Date;
  readonly authorEmail?: string;
}

/** A repository may have 100,000 commits: the newest ones are asked for, and the files of the user's own newest. */
const MOST_COMMITS = 500;
const MOST_WITH_FILES = 120;
const AT_ONCE = 4;
const REVERTS = /\bThis reverts commit ([0-9a-f]{7,40})\b/;

/**
 * The user's own commits of the last `days` days in the repositories that are open; undefined without Git. Asks the Git
 * extension that VS Code has on board: Tokenmin starts no program itself.
 */
export async function gitCommits(days: number, log: vscode.LogOutputChannel): Promise<CommitFacts[] | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (!extension) return undefined;
  try {
    const api = (extension.isActive ? extension.exports : await extension.activate()).getAPI(1);
    if (api.repositories.length === 0) return undefined;
    const since = Date.now() - days * 86_400_000;
    const all = await Promise.all(api.repositories.map((repository) => commitsOf(repository, since, log)));
    return all.flat();
  } catch (error) {
    // Git is switched off, or not installed.
    log.info(`git: ${String(error)}`);
    return undefined;
  }
}

async function commitsOf(
  repository: GitRepository,
  since: number,
  log: vscode.LogOutputChannel,
): Promise<CommitFacts[]> {
  try {
    const [commits, email] = await Promise.all([
      repository.log({ maxEntries: MOST_COMMITS }),
      repository.getConfig('user.email').catch(() => ''),
    ]);
    const own = commits.filter((commit) => {
      const isOwn = !email || !commit.authorEmail || commit.authorEmail.toLowerCase() === email.trim().toLowerCase();
      // A merge brings what others, or earlier commits, have done.
      return isOwn && timeOf(commit) >= since && commit.parents.length < 2;
    });
    const files = await filesOf(repository, own.slice(0, MOST_WITH_FILES));
    return own.map((commit, i) => ({
      hash: commit.hash,
      at: timeOf(commit),
      root: repository.rootUri.fsPath,
      files: files[i],
      revertedAt: revertedAt(commit, commits),
    }));
  } catch (error) {
    // An empty repository has no log.
    log.info(`git: ${repository.rootUri.fsPath}: ${String(error)}`);
    return [];
  }
}

/** When it was made: an amended or rebased commit keeps that. */
function timeOf({ authorDate, commitDate }: GitCommit): number {
  return (authorDate ?? commitDate)?.getTime() ?? 0;
}

function revertedAt({ hash }: GitCommit, commits: readonly GitCommit[]): number | undefined {
  const revert = commits.find(({ message }) => {
    const reverted = REVERTS.exec(message)?.[1];
    return reverted !== undefined && hash.startsWith(reverted);
  });
  return revert && timeOf(revert);
}

async function filesOf(repository: GitRepository, commits: readonly GitCommit[]): Promise<(string[] | undefined)[]> {
  const files: (string[] | undefined)[] = [];
  const root = `${repository.rootUri.path.replace(/\/+$/, '')}/`;
  for (let i = 0; i < commits.length; i += AT_ONCE) {
    const asked = commits.slice(i, i + AT_ONCE).map(async ({ hash, parents: [parent] }) => {
      // The first commit has none.
      if (parent === undefined) return undefined;
      const changes = await repository.diffBetween(parent, hash).catch(() => []);
      return changes.map(({ uri }) => (uri.path.startsWith(root) ? uri.path.slice(root.length) : uri.path));
    });
    files.push(...(await Promise.all(asked)));
  }
  return files;
}

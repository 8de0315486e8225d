import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Refresher } from './refresher';
import type { WorkerClient } from './workerClient';

/** The safety net beneath the watchers, in milliseconds: while the window is in front, and while it is not. */
const POLL_FOCUSED = 60_000;
const POLL_AWAY = 5 * 60_000;

const LOGS = '**/*.{jsonl,json,zst,db,db-wal}';

/**
 * Has logs read when they change. The folders watched are exactly those that hold logs: a watcher on anything above
 * would watch the whole home directory.
 */
export class LogWatch implements vscode.Disposable {
  readonly #client: WorkerClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #mayRead: () => boolean;
  readonly #refresher: Refresher;
  readonly #subscriptions: vscode.Disposable;
  #watchers: vscode.Disposable | undefined;
  #watched = '';
  #lastAll = 0;

  constructor(client: WorkerClient, log: vscode.LogOutputChannel, mayRead: () => boolean) {
    this.#client = client;
    this.#log = log;
    this.#mayRead = mayRead;
    this.#refresher = new Refresher((paths) => this.#refresh(paths));
    const onState = () => client.state === 'running' && this.refresh();
    client.on('state', onState);
    const poll = setInterval(() => this.#poll(), POLL_FOCUSED);
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeWindowState((state) => state.focused && this.#poll()),
      { dispose: () => client.off('state', onState) },
      { dispose: () => clearInterval(poll) },
      { dispose: () => this.#refresher.dispose() },
      { dispose: () => this.#watchers?.dispose() },
    );
  }

  /** Reads all logs, soon. */
  refresh(): void {
    this.#refresher.all();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #poll(): void {
    const pace = vscode.window.state.focused ? POLL_FOCUSED : POLL_AWAY;
    // Timers come a little early or late.
    if (Date.now() - this.#lastAll >= pace - 1000) this.refresh();
  }

  async #refresh(paths: string[] | undefined): Promise<void> {
    if (this.#client.state !== 'running' || !this.#mayRead()) return;
    try {
      if (paths) {
        await this.#client.run('refresh', { paths });
        return;
      }
      this.#lastAll = Date.now();
      await this.#watchRoots();
      await this.#client.run('refresh', {});
      await this.#watchRoots();
    } catch (error) {
      this.#log.warn(`refresh: ${String(error)}`);
    }
  }

  /** Watches the folders that exist now; one that appears later is found by the next poll. */
  async #watchRoots(): Promise<void> {
    const { sources } = await this.#client.query('sources', {});
    const roots = sources
      .filter((source) => source.enabled)
      .flatMap((source) => source.roots)
      .filter((root) => root.state === 'found')
      .map((root) => root.path);
    const distinct = [...new Set(roots)].sort();
    if (distinct.join('\n') === this.#watched) return;
    this.#watched = distinct.join('\n');
    this.#watchers?.dispose();
    const watchers = await Promise.all(distinct.map((root) => this.#watch(root)));
    this.#watchers = vscode.Disposable.from(...watchers.filter((watcher) => watcher !== undefined));
    this.#log.info(`watching ${distinct.length} log folders`);
  }

  async #watch(root: string): Promise<vscode.Disposable | undefined> {
    const uri = vscode.Uri.file(root);
    const stat = await fs.stat(root).catch(() => undefined);
    if (!stat) return undefined;
    const pattern = stat.isDirectory()
      ? new vscode.RelativePattern(uri, LOGS)
      : new vscode.RelativePattern(vscode.Uri.file(path.dirname(root)), path.basename(root));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const onChange = (changed: vscode.Uri) => this.#refresher.file(changed.fsPath.replace(/-wal$/, ''));
    watcher.onDidChange(onChange);
    watcher.onDidCreate(onChange);
    watcher.onDidDelete(onChange);
    return watcher;
  }
}

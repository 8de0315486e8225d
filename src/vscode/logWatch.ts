import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SourceView } from '../protocol/views';
import { Refresher } from './refresher';
import type { WorkerClient } from './workerClient';

/** The safety net beneath the watchers, in milliseconds: while the window is in front, and while it is not. */
const POLL_FOCUSED = 60_000;
const POLL_AWAY = 5 * 60_000;

/** A watcher tells nothing of what changed before it was at work: after so long everything is looked at once more. */
const WATCHER_START = 2000;

const LOGS = '*.{jsonl,json,zst,db,db-wal}';

type Root = SourceView['roots'][number];

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
  #gap: NodeJS.Timeout | undefined;

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
      { dispose: () => clearTimeout(this.#gap) },
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
      await this.#client.run('refresh', {});
      await this.#watchRoots();
    } catch (error) {
      this.#log.warn(`refresh: ${String(error)}`);
    }
  }

  /** Watches the folders that hold logs now; those that come to hold some are found by the next poll. */
  async #watchRoots(): Promise<void> {
    const { sources } = await this.#client.query('sources', {});
    const roots = sources
      .filter((source) => source.enabled)
      .flatMap((source) => source.roots)
      .filter((root) => root.files > 0);
    const watched = JSON.stringify(roots.map((root) => root.path));
    if (watched === this.#watched) return;
    this.#watched = watched;
    this.#watchers?.dispose();
    this.#watchers = vscode.Disposable.from(...(await Promise.all(roots.map((root) => this.#watch(root)))));
    this.#log.info(`watching ${watched}`);
    clearTimeout(this.#gap);
    this.#gap = setTimeout(() => this.refresh(), WATCHER_START);
  }

  async #watch(root: Root): Promise<vscode.Disposable> {
    const isFile = await fs.stat(root.path).then(
      (stat) => stat.isFile(),
      () => false,
    );
    const folder = isFile ? path.dirname(root.path) : root.path;
    // Without '**' a watcher does not look into folders.
    const pattern = isFile ? path.basename(root.path) : root.depth > 0 ? `**/${LOGS}` : LOGS;
    const base = vscode.Uri.file(folder);
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, pattern));
    // The worker knows the file by the root's spelling, which an event need not keep (drive letters, slashes).
    const onChange = ({ path: changed }: vscode.Uri) =>
      this.#refresher.file((folder + changed.slice(base.path.length)).replace(/-wal$/, ''));
    watcher.onDidChange(onChange);
    watcher.onDidCreate(onChange);
    watcher.onDidDelete(onChange);
    return watcher;
  }
}

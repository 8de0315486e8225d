import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LogPointer } from '../core/usage/usageRecord';
import { HumanError } from './humanError';
import { lineNumberAt, readLogLine } from './logLine';
import type { WorkerClient } from './workerClient';

const LOG_SCHEME = 'tokenmin-log';

/** The editor opens no larger file with ease. */
const LARGEST_FILE = 50_000_000;
const LONGEST_LINE = 5_000_000;

/** Shows lines of logs, and of nothing else. */
export class LogOpener implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #client: WorkerClient;
  readonly #registration: vscode.Disposable;

  constructor(client: WorkerClient) {
    this.#client = client;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(LOG_SCHEME, this);
  }

  /** @throws {HumanError} when it is no log, or gone. */
  async open(at: LogPointer): Promise<void> {
    const file = await this.#logFile(at.file);
    if (/\.(db|sqlite|vscdb)$/.test(file)) {
      await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(file));
      return;
    }
    const { size } = await fs.stat(file);
    if (size > LARGEST_FILE || file.endsWith('.zst')) {
      const title = `${path.basename(file)}.${at.offset}.json`;
      const uri = vscode.Uri.from({ scheme: LOG_SCHEME, path: `/${title}`, query: JSON.stringify({ ...at, file }) });
      await vscode.window.showTextDocument(uri, { preview: true });
      return;
    }
    const start = new vscode.Position(await lineNumberAt(file, at.offset), 0);
    await vscode.window.showTextDocument(vscode.Uri.file(file), {
      preview: true,
      selection: new vscode.Range(start, start),
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const at = JSON.parse(uri.query) as LogPointer;
    const line = await readLogLine(await this.#logFile(at.file), Number(at.offset), LONGEST_LINE);
    try {
      return JSON.stringify(JSON.parse(line), undefined, 2);
    } catch {
      return line;
    }
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** The real path of a regular file that lies below a folder in which logs are looked for. */
  async #logFile(file: string): Promise<string> {
    const real = await realPath(file);
    if (!real) throw new HumanError(vscode.l10n.t('This log no longer exists: {0}', file));
    const { sources } = await this.#client.query('sources', {});
    const roots = sources.flatMap((source) => source.roots).filter((root) => root.state === 'found');
    for (const root of roots) {
      const folder = await realPath(root.path);
      if (!folder || (real !== folder && !real.startsWith(folder + path.sep))) continue;
      // A pipe in place of a log would be waited for.
      if ((await fs.stat(real)).isFile()) return real;
    }
    throw new HumanError(vscode.l10n.t('This is no log that Tokenmin reads: {0}', file));
  }
}

function realPath(file: string): Promise<string | undefined> {
  return fs.realpath(file).catch(() => undefined);
}

import path from 'node:path';
import * as vscode from 'vscode';
import { classifyInstructionFile } from '../../core/prompts/lint/classifyInstructionFile';
import type { LintFile, LintView } from '../../protocol/lintViews';
import type { Service } from '../../node/service';
import type { Settings } from '../settings';

/** After the last keystroke. */
const PAUSE_MS = 300;

/** What the lint says of a document, as it was in that version. */
export interface LintedDocument {
  version: number;
  file: LintFile;
}

/**
 * Has the instruction files that are open looked at, all of a workspace folder together, and looks again when one of them
 * changes. While none is open, nothing is done.
 */
export class LintedDocuments implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** By folder, of the last answer; imports are known by that alone. */
  readonly #views = new Map<string, LintView>();
  #linted = new Map<string, LintedDocument>();

  constructor(
    private readonly service: Pick<Service, 'query'>,
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#touch(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#touch(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#touch(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      settings.onDidChange(() => this.#touchAll()),
    ];
    this.#touchAll();
  }

  /** undefined: not an instruction file, or not looked at yet. */
  of(document: vscode.TextDocument): LintedDocument | undefined {
    return this.#linted.get(document.uri.toString());
  }

  /** All documents that something is known of. */
  get all(): ReadonlyMap<string, LintedDocument> {
    return this.#linted;
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
    this.#changed.dispose();
  }

  #touchAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#touch(document);
  }

  #touch(document: vscode.TextDocument): void {
    const folder = this.#folderOf(document);
    if (!folder) return;
    const key = folder.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#lint(folder), PAUSE_MS),
    );
  }

  #forget(document: vscode.TextDocument): void {
    if (this.#linted.delete(document.uri.toString())) this.#changed.fire();
  }

  async #lint(folder: vscode.WorkspaceFolder): Promise<void> {
    const open = vscode.workspace.textDocuments.filter((document) => this.#folderOf(document) === folder);
    const { lint, tokenCount } = this.settings.for(folder.uri);
    const versions = new Map(open.map((document) => [document, document.version]));
    let view: LintView = { files: [] };
    if (lint.enabled && open.length > 0) {
      const texts = open.map((document) => ({ path: relativePath(folder, document.uri), text: document.getText() }));
      try {
        const asked = { root: folder.uri.fsPath, model: tokenCount.model, rules: lint.rules, open: texts };
        view = await this.service.query('lint', asked);
      } catch (error) {
        // Nobody asked for it just now: the log is enough.
        this.log.warn(`lint: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
    }
    this.#views.set(folder.uri.toString(), view);
    const files = new Map(view.files.map((file) => [file.path, file]));
    for (const [document, version] of versions) {
      const file = files.get(document.uri.fsPath);
      const key = document.uri.toString();
      if (document.isClosed || !file) this.#linted.delete(key);
      else this.#linted.set(key, { version, file });
    }
    this.#changed.fire();
  }

  /** undefined: nothing to look at. */
  #folderOf(document: vscode.TextDocument): vscode.WorkspaceFolder | undefined {
    const folder = document.uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(document.uri) : undefined;
    if (!folder) return undefined;
    if (classifyInstructionFile(relativePath(folder, document.uri))) return folder;
    const known = this.#views.get(folder.uri.toString())?.files ?? [];
    return known.some((file) => file.path === document.uri.fsPath) ? folder : undefined;
  }
}

function relativePath(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return path.posix.relative(folder.uri.path, uri.path);
}

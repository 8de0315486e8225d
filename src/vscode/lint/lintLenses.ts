import * as vscode from 'vscode';
import type { Load } from '../../core/prompts/lint/classifyInstructionFile';
import type { LintFile } from '../../protocol/lintViews';
import { Figures } from '../figures';
import type { Settings } from '../settings';
import type { LintedDocuments } from './lintedDocuments';

/** Above each section, what it comes to. */
export class LintLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(
    private readonly documents: LintedDocuments,
    private readonly settings: Settings,
  ) {
    this.#subscription = documents.onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const linted = this.documents.of(document);
    if (!linted || linted.file.kind === 'mcp' || !this.settings.for(document.uri).lint.codeLens) return [];
    const figures = new Figures(vscode.env.language, this.settings.value.billing, vscode.l10n);
    const first = new vscode.Range(0, 0, 0, 0);
    return [
      lens(first, fileWords(linted.file, figures)),
      ...linted.file.sections.flatMap(({ start, tokens, nanoPerMonth }) => {
        const { line } = document.positionAt(start);
        // A title that the file begins with stands for all of it, and that is said already.
        return line === 0 ? [] : [lens(new vscode.Range(line, 0, line, 0), sizeWords(tokens, nanoPerMonth, figures))];
      }),
    ];
  }
}

function lens(range: vscode.Range, title: string): vscode.CodeLens {
  // Without a command it is only read.
  return new vscode.CodeLens(range, { title, command: '' });
}

function fileWords({ load, tokens, everyRequestTokens, nanoPerMonth }: LintFile, figures: Figures): string {
  const loads: Record<Load, string> = {
    always: vscode.l10n.t('in every call'),
    match: vscode.l10n.t('loaded for some files'),
    invoke: vscode.l10n.t('loaded when called for'),
  };
  const size = `${sizeWords(tokens, load === 'always' ? nanoPerMonth : undefined, figures)} · ${loads[load]}`;
  if (load === 'always' || everyRequestTokens === 0) return size;
  return `${size} · ${vscode.l10n.t('description: {0} tokens in every call', figures.count(everyRequestTokens))}`;
}

function sizeWords(tokens: number, nanoPerMonth: number | undefined, figures: Figures): string {
  const size = vscode.l10n.t('≈ {0} tokens', figures.count(tokens));
  if (nanoPerMonth === undefined) return size;
  return `${size} · ${vscode.l10n.t('≈ {0} a month', figures.inWords(nanoPerMonth))}`;
}

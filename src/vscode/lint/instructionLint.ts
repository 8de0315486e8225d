import * as vscode from 'vscode';
import type { Service } from '../../node/service';
import type { Settings } from '../settings';
import { LintActions } from './lintActions';
import { LintDiagnostics } from './lintDiagnostics';
import { LintedDocuments } from './lintedDocuments';
import { LintLenses } from './lintLenses';

/** Where instruction files can be; which of these are some is known by their paths. */
const FILES: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/*.{md,mdc}' },
  { scheme: 'file', pattern: '**/{.cursorrules,.mcp.json,mcp.json}' },
];

/** The lint of the files that assistants load, as an editor shows it. */
export class InstructionLint implements vscode.Disposable {
  readonly documents: LintedDocuments;
  readonly diagnostics: LintDiagnostics;
  readonly #subscriptions: vscode.Disposable;

  constructor(service: Pick<Service, 'query'>, settings: Settings, log: vscode.LogOutputChannel) {
    this.documents = new LintedDocuments(service, settings, log);
    this.diagnostics = new LintDiagnostics(this.documents, settings);
    const lenses = new LintLenses(this.documents, settings);
    this.#subscriptions = vscode.Disposable.from(
      this.documents,
      this.diagnostics,
      lenses,
      vscode.languages.registerCodeLensProvider(FILES, lenses),
      vscode.languages.registerCodeActionsProvider(FILES, new LintActions(this.documents), {
        providedCodeActionKinds: LintActions.kinds,
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

import * as vscode from 'vscode';
import type { Finding, LintSeverity } from '../../core/prompts/lint/lintRule';
import type { Settings } from '../settings';
import type { LintedDocuments } from './lintedDocuments';
import { lintMessage } from './lintMessage';

const SEVERITIES: Record<LintSeverity, vscode.DiagnosticSeverity> = {
  information: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
};

/** Shows findings where they are, in the documents that are open. */
export class LintDiagnostics implements vscode.Disposable {
  readonly collection = vscode.languages.createDiagnosticCollection('tokenmin');
  readonly #subscription: vscode.Disposable;

  constructor(
    private readonly documents: LintedDocuments,
    private readonly settings: Settings,
  ) {
    this.#subscription = documents.onDidChange(() => this.#show());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.collection.dispose();
  }

  #show(): void {
    this.collection.clear();
    for (const document of vscode.workspace.textDocuments) {
      const linted = this.documents.of(document);
      // What was typed since then is looked at in a moment.
      if (linted?.version !== document.version) continue;
      this.collection.set(
        document.uri,
        linted.file.findings.map((finding) => this.#diagnostic(document, finding)),
      );
    }
  }

  #diagnostic(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
    const { ruleId, severity, related } = finding;
    const message = lintMessage(finding, this.settings.value);
    const diagnostic = new vscode.Diagnostic(rangeOf(document, finding), message, SEVERITIES[severity]);
    diagnostic.source = 'Tokenmin';
    diagnostic.code = ruleId;
    if (related) {
      const place = new vscode.Location(vscode.Uri.file(related.file), new vscode.Position(related.line - 1, 0));
      diagnostic.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(place, vscode.l10n.t('The other place')),
      ];
    }
    return diagnostic;
  }
}

export function rangeOf(document: vscode.TextDocument, { range }: Finding): vscode.Range {
  return new vscode.Range(document.positionAt(range.start.offset), document.positionAt(range.end.offset));
}

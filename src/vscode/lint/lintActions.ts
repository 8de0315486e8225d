import * as vscode from 'vscode';
import { disableEdits } from '../../core/prompts/lint/disableEdit';
import type { Finding, TextEdit } from '../../core/prompts/lint/lintRule';
import { LINT_WORDS } from '../../core/prompts/lint/lintWords';
import { isStrictJson } from '../../core/prompts/lint/strictJson';
import { rangeOf } from './lintDiagnostics';
import type { LintedDocuments } from './lintedDocuments';

/** Quick fixes, each behind a preview of what it changes, and comments that switch a rule off. */
export class LintActions implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];

  constructor(private readonly documents: LintedDocuments) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const linted = this.documents.of(document);
    if (linted?.version !== document.version) return [];
    return linted.file.findings
      .filter((finding) => rangeOf(document, finding).intersection(range))
      .flatMap((finding) => {
        const there = rangeOf(document, finding);
        const mine = diagnostics.filter(({ code, range: at }) => code === finding.ruleId && at.isEqual(there));
        return [...fixes(document, finding), ...switches(document, finding, linted.file.kind === 'mcp')].map((action) =>
          Object.assign(action, { diagnostics: mine }),
        );
      });
  }
}

function fixes(document: vscode.TextDocument, { fix }: Finding): vscode.CodeAction[] {
  if (!fix) return [];
  const target = fix.edits.find(({ file }) => file !== document.uri.fsPath)?.file ?? '';
  const label = vscode.l10n.t(LINT_WORDS[fix.label], vscode.workspace.asRelativePath(target));
  const action = new vscode.CodeAction(label, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  // Opens the preview, where each change can be looked at and left out.
  const metadata = { needsConfirmation: true, label };
  for (const edit of fix.edits) addEdit(action.edit, document, edit, metadata);
  return [action];
}

function addEdit(
  to: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  { file, start, end, replacement }: TextEdit,
  metadata: vscode.WorkspaceEditEntryMetadata,
): void {
  if (file === document.uri.fsPath) {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    to.replace(document.uri, range, replacement, metadata);
  } else {
    // Rules propose edits of other files only where these are to be made.
    to.createFile(vscode.Uri.file(file), { contents: Buffer.from(replacement) }, metadata);
  }
}

function switches(document: vscode.TextDocument, { ruleId, range }: Finding, isJson: boolean): vscode.CodeAction[] {
  // A comment would break the file.
  if (isStrictJson(document.uri.path)) return [];
  const { line, file } = disableEdits(document.getText(), isJson, ruleId, range.start.line);
  const made = (title: string, { start, replacement }: Omit<TextEdit, 'file'>): vscode.CodeAction => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.insert(document.uri, document.positionAt(start), replacement);
    return action;
  };
  return [
    ...(line ? [made(vscode.l10n.t('Disable {0} here', ruleId), line)] : []),
    made(vscode.l10n.t('Disable {0} in this file', ruleId), file),
  ];
}

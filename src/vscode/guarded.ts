import * as vscode from 'vscode';
import { HumanError } from './humanError';

/** Runs what the user asked for; a failure is told once, and its details go to the log. */
export async function guarded(log: vscode.LogOutputChannel, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    const showLog = vscode.l10n.t('Show Log');
    const words = error instanceof HumanError ? error.message : vscode.l10n.t('Tokenmin could not do this.');
    // Not awaited: the notice may stay for as long as it likes.
    void vscode.window.showErrorMessage(words, showLog).then((choice) => choice === showLog && log.show());
  }
}

import * as vscode from 'vscode';
import { STRINGS } from '../../protocol/strings';

/** The page's words in the user's language. */
export function dashboardStrings(): Record<string, string> {
  return Object.fromEntries(Object.entries(STRINGS).map(([key, english]) => [key, vscode.l10n.t(english)]));
}

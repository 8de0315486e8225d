import * as vscode from 'vscode';
import type { WrittenText } from '../../protocol/writingViews';
import type { Settings } from '../settings';
import { PROMPT_LANGUAGES } from './promptLanguages';

/** Not the input of source control or of a chat, no output, no side of a diff. */
const SCHEMES: readonly string[] = ['file', 'untitled', 'vscode-remote', 'vscode-userdata', 'vscode-vfs'];

export const PROMPT_SELECTOR: vscode.DocumentSelector = PROMPT_LANGUAGES.flatMap((language) =>
  SCHEMES.map((scheme) => ({ language, scheme })),
);

export function isPromptDocument({ languageId, uri }: vscode.TextDocument): boolean {
  return PROMPT_LANGUAGES.includes(languageId) && SCHEMES.includes(uri.scheme);
}

/** A text of a document (or of none) as the worker is asked about it. */
export function writtenText(text: string, uri: vscode.Uri | undefined, settings: Settings): WrittenText {
  const folder = (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.workspace.workspaceFolders?.[0];
  return { text, workspace: folder?.uri.fsPath ?? '', model: settings.value.tokenCount.model };
}

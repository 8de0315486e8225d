import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { HumanError } from '../humanError';

/** Instruction and configuration files; whatever else a log may name is not opened for it. */
const OPENED = /\.(md|mdc|json|jsonc|toml|ya?ml|txt)$|[\\/]\.(cursorrules|windsurfrules|clinerules)$/i;

/**
 * Shows a file (`~/` is the home folder) at a line counted from 1.
 * @throws {HumanError} when it is none that Tokenmin speaks of, or gone.
 */
export async function openTextFile(name: string, line = 1): Promise<void> {
  const file = name.startsWith('~/') ? path.join(os.homedir(), name.slice(2)) : name;
  const found = OPENED.test(file) ? await fs.stat(file).catch(() => undefined) : undefined;
  if (!found?.isFile()) throw new HumanError(vscode.l10n.t('This file cannot be opened: {0}', name));
  const start = new vscode.Position(Math.max(0, line - 1), 0);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    preview: true,
    selection: new vscode.Range(start, start),
  });
}

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import { claudeLine } from './claudeLines';
import { until } from './until';

/** The extension that runs beside the tests, with its parts. */
export async function activeParts(): Promise<TokenminParts> {
  const extension = vscode.extensions.getExtension<TokenminParts>('tokenmin.tokenmin');
  if (!extension) throw new Error('Tokenmin is not installed');
  return extension.activate();
}

export const claudeLog = path.join(os.homedir(), '.claude/projects/-tower/5f0e.jsonl');

export function appendLog(text: string): void {
  fs.mkdirSync(path.dirname(claudeLog), { recursive: true });
  fs.appendFileSync(claudeLog, text);
}

/** Begins anew with one call, of 1.8 cents, in logs and ledger. */
export async function countOneCall(parts: TokenminParts): Promise<void> {
  fs.rmSync(claudeLog, { force: true });
  await parts.client.run('deleteAll', {});
  await until('nothing is counted', () => parts.live.view?.hasData === false);
  appendLog(claudeLine({ call: 1 }));
  await vscode.commands.executeCommand('tokenmin.refresh');
  await until('one call is counted', () => parts.live.view?.today.requests === 1);
}

export async function changeSetting(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('tokenmin').update(key, value, vscode.ConfigurationTarget.Global);
}

type Message = 'showWarningMessage' | 'showErrorMessage' | 'showInformationMessage';

/** Answers every message of a kind with the button that has this title, and keeps what was said. */
export function answerMessages(kind: Message, button: string | undefined): { said: string[]; restore(): void } {
  const original = vscode.window[kind];
  const said: string[] = [];
  const answer = (message: string) => {
    said.push(message);
    return Promise.resolve(button);
  };
  Object.assign(vscode.window, { [kind]: answer });
  return { said, restore: () => void Object.assign(vscode.window, { [kind]: original }) };
}

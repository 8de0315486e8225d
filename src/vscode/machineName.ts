import os from 'node:os';
import * as vscode from 'vscode';

/** The machine whose logs are counted, and how the window reaches it. */
export function machineName(): string {
  const { remoteName } = vscode.env;
  return remoteName ? `${os.hostname()} (${remoteName})` : os.hostname();
}

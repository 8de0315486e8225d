import os from 'node:os';
import type * as vscode from 'vscode';
import { machineName } from './machineName';

/** Where the extension runs, as far as the worker has to know. */
export function machinePlace(context: vscode.ExtensionContext) {
  return {
    home: os.homedir(),
    env: { ...process.env },
    storage: context.globalStorageUri.fsPath,
    systemTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    machine: machineName(),
  };
}

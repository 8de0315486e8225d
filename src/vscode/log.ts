import * as vscode from 'vscode';
import type { WorkerClient } from './workerClient';

/** The one place where Tokenmin writes what it does. */
export function openLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Tokenmin', { log: true });
}

/** What the worker says goes there too. */
export function logWorker(client: WorkerClient, log: vscode.LogOutputChannel): void {
  client.on('event', (event) => {
    if (event.type === 'log') log[event.level](event.message);
  });
}

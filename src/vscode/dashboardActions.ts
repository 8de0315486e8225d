import * as vscode from 'vscode';
import type { FromWebview } from '../protocol/messages';
import { guarded } from './guarded';
import type { LogOpener } from './openLog';

/** What the dashboard's page may have done, beside queries. */
export function dashboardAction(
  message: Exclude<FromWebview, { type: 'query' }>,
  logs: LogOpener,
  log: vscode.LogOutputChannel,
): Promise<void> {
  return guarded(log, () => {
    switch (message.type) {
      case 'openLog':
        return logs.open(message);
      case 'openSettings':
        return vscode.commands.executeCommand(
          'workbench.action.openSettings',
          `@ext:tokenmin.tokenmin ${message.query}`,
        );
      case 'refresh':
      case 'trySampleData':
      case 'stopSampleData':
        return vscode.commands.executeCommand(`tokenmin.${message.type}`);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
    }
  });
}

import * as vscode from 'vscode';
import type { AdviceAction } from '../../core/coach/coachRule';
import type { FromWebview } from '../../protocol/messages';
import { applyAction, type ActionTargets } from '../advice/applyAction';
import { openTextFile } from '../advice/openTextFile';
import { guarded } from '../guarded';
import { HumanError } from '../humanError';
import type { LogOpener } from '../openLog';

const DAY_MS = 86_400_000;
/** The year 9999: times in JSON have no 'for ever'. */
const FOR_EVER = Date.UTC(9999, 0, 1);

export interface DashboardTargets extends ActionTargets {
  logs: LogOpener;
  log: vscode.LogOutputChannel;
}

export type PageAction = Exclude<FromWebview, { type: 'query' }>;

/** What the dashboard's page may have done, beside queries. `offered`: what the latest advice of the rule offers. */
export function dashboardAction(
  message: PageAction,
  offered: AdviceAction | undefined,
  targets: DashboardTargets,
): Promise<void> {
  const { changes, client, logs, log } = targets;
  return guarded(log, () => {
    switch (message.type) {
      case 'openLog':
        return logs.open(message);
      case 'openFile':
        return openTextFile(message.file, message.line);
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
      case 'adviceAction':
        if (!offered) throw new HumanError(vscode.l10n.t('This tip is no longer there. Look again.'));
        return applyAction(message, offered, targets);
      case 'undoChange':
        return changes.undo(message.ruleId);
      case 'follow': {
        const { ruleId, workspace, monthlyNano } = message;
        return client.run('follow', { ruleId, workspace, monthlyNano });
      }
      case 'unfollow':
        return client.run('unfollow', { id: message.id, back: message.back });
      case 'snooze': {
        const { ruleId, workspace, days } = message;
        const until = days === 'forever' ? FOR_EVER : days === 0 ? 0 : Date.now() + days * DAY_MS;
        return client.run('snooze', { ruleId, workspace, until });
      }
      case 'dismiss': {
        const { ruleId, workspace, reason, lowNano } = message;
        return client.run('dismiss', { ruleId, workspace, reason, lowNano });
      }
      case 'tagSession':
        return client.run('tagSession', { session: message.session, tag: message.tag });
    }
  });
}

/** After these the page waits for figures that are different. */
export function changesFigures({ type }: PageAction): boolean {
  return ['follow', 'unfollow', 'undoChange', 'snooze', 'dismiss', 'tagSession'].includes(type);
}

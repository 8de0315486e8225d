import * as vscode from 'vscode';
import type { SettingChanges } from './advice/settingChanges';
import type { BudgetNotices } from './budget/budgetNotices';
import type { Dashboard } from './dashboard/dashboard';
import type { DataKeepers } from './deleteAllData';
import { confirmAndDeleteAllData } from './deleteAllData';
import { guarded } from './guarded';
import type { LogWatch } from './logWatch';
import { setBudget } from './budget/setBudget';
import type { Settings } from './settings';
import type { PromptWriting } from './writing/promptWriting';

export interface CommandTargets extends DataKeepers {
  changes: SettingChanges;
  dashboard: Dashboard;
  notices: BudgetNotices;
  settings: Settings;
  watch: LogWatch;
  writing: PromptWriting;
  log: vscode.LogOutputChannel;
}

/** Every command of the manifest, by its name without 'tokenmin.'. */
function commands(targets: CommandTargets): Record<string, () => unknown> {
  const { changes, client, dashboard, log, notices, sample, settings, writing } = targets;
  return {
    openDashboard: () => dashboard.show(),
    openSessions: () => dashboard.show({ page: 'sessions' }),
    showAdvice: () => dashboard.show({ page: 'advice' }),
    applyChange: () => changes.apply(),
    undoChange: () => changes.undo(),
    showSources: () => dashboard.show({ page: 'sources' }),
    refresh: () => refresh(targets),
    setBudget: () => setBudget(settings.value.budgets),
    snoozeBudget: () => notices.snooze(),
    trySampleData: () => trySampleData(targets),
    stopSampleData: async () => {
      await sample.set(false);
      await client.configure();
    },
    openScratchpad: async () => void (await writing.scratchpads.open()),
    shortenSelection: () => writing.shortener.selection(),
    shortenClipboard: () => writing.shortener.clipboard(),
    useShortened: () => writing.shortened.use(),
    showLog: () => log.show(),
    deleteAllData: () => confirmAndDeleteAllData(targets),
  };
}

export function registerCommands(targets: CommandTargets): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands(targets)).map(([name, run]) =>
      vscode.commands.registerCommand(`tokenmin.${name}`, () => guarded(targets.log, run)),
    ),
  );
}

/** The user asks for it: reading goes on after "Delete All Data", and after too many crashes. */
async function refresh({ client, pause, watch }: CommandTargets): Promise<void> {
  await pause.set(false);
  client.start();
  watch.refresh();
}

async function trySampleData({ client, dashboard, sample }: CommandTargets): Promise<void> {
  client.start();
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Tokenmin: writing the sample month') },
    () => sample.write(client),
  );
  await sample.set(true);
  await client.configure();
  dashboard.show({ page: 'overview' });
}

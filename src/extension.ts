import path from 'node:path';
import * as vscode from 'vscode';
import { ChangeJournal } from './vscode/advice/changeJournal';
import { SettingChanges } from './vscode/advice/settingChanges';
import { BudgetNotices } from './vscode/budget/budgetNotices';
import { registerCommands } from './vscode/commands';
import { Dashboard } from './vscode/dashboard/dashboard';
import { dashboardAction } from './vscode/dashboard/dashboardActions';
import { Gauge } from './vscode/gauge/gauge';
import { guarded } from './vscode/guarded';
import { InstructionLint } from './vscode/lint/instructionLint';
import { GuardrailNotices } from './vscode/guardrailNotices';
import { LiveFigures } from './vscode/liveFigures';
import { logWorker, openLog } from './vscode/log';
import { LogWatch } from './vscode/logWatch';
import { machinePlace } from './vscode/machinePlace';
import { LogOpener } from './vscode/openLog';
import { ReadingPause } from './vscode/readingPause';
import { SampleMode } from './vscode/sampleMode';
import { ServiceClient } from './vscode/serviceClient';
import { Settings } from './vscode/settings';
import { startReading } from './vscode/startReading';
import { workerConfig } from './vscode/workerConfig';
import { PromptWriting } from './vscode/writing/promptWriting';

/** What host tests hold on to. */
export interface TokenminParts {
  client: ServiceClient;
  dashboard: Dashboard;
  gauge: Gauge;
  guardrails: GuardrailNotices;
  live: LiveFigures;
  sample: SampleMode;
  settings: Settings;
  writing: PromptWriting;
  /** How long `activate` took. */
  activationMs: number;
}

export function activate(context: vscode.ExtensionContext): TokenminParts | undefined {
  const beganAt = performance.now();
  const { extensionUri, globalState, subscriptions } = context;
  const log = openLog();
  const settings = new Settings(log);
  const sample = new SampleMode(context);
  const pause = new ReadingPause(globalState);
  const client = new ServiceClient({
    script: vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath,
    config: () => workerConfig(machinePlace(context), settings.value, sample.on),
  });
  logWorker(client, log);
  const watch = new LogWatch(client, log, () => sample.on || !pause.on);
  const live = new LiveFigures(client, settings, sample, log);
  const gauge = new Gauge(live, settings, sample);
  const notices = new BudgetNotices(live, settings, sample, globalState);
  const logs = new LogOpener(client);
  const journal = new ChangeJournal(path.join(context.globalStorageUri.fsPath, 'changes.json'));
  const changes = new SettingChanges(client, journal, log);
  const writing = new PromptWriting(client, settings, context.workspaceState, log);
  const dashboard = new Dashboard({
    extensionUri,
    client,
    settings,
    sample,
    log,
    act: (message, offered) =>
      dashboardAction(message, offered, { changes, client, log, logs, sample, place: machinePlace(context) }),
  });
  const guardrails = new GuardrailNotices({
    client,
    live,
    settings,
    sample,
    state: globalState,
    log,
    showSession: (id) => dashboard.show({ page: 'sessions', session: id }),
  });
  subscriptions.push(
    settings,
    sample,
    { dispose: () => void client.close() },
    log,
    watch,
    live,
    gauge,
    notices,
    guardrails,
    logs,
    changes,
    dashboard,
    new InstructionLint(client, settings, log),
    writing,
    registerCommands({ context, changes, client, dashboard, log, notices, pause, sample, settings, watch, writing }),
    settings.onDidChange(() => void guarded(log, () => client.configure())),
    startReading(client, sample, watch, log),
  );
  return context.extensionMode === vscode.ExtensionMode.Test
    ? {
        client,
        dashboard,
        gauge,
        guardrails,
        live,
        sample,
        settings,
        writing,
        activationMs: performance.now() - beganAt,
      }
    : undefined;
}

import * as vscode from 'vscode';
import type { AdviceAction } from '../../core/coach/coachRule';
import type { Followed, FromWebview } from '../../protocol/messages';
import { HumanError } from '../humanError';
import type { SampleMode } from '../sampleMode';
import type { WorkerClient } from '../workerClient';
import { settingEdit, type SettingsPlace } from './assistantSettings';
import { openTextFile } from './openTextFile';
import type { SettingChanges } from './settingChanges';

export type ActionMessage = Extract<FromWebview, { type: 'adviceAction' }>;

export interface ActionTargets {
  client: WorkerClient;
  changes: SettingChanges;
  sample: SampleMode;
  place: SettingsPlace;
}

/** Does what a tip offers. Nothing is written here: settings are proposed, and wait for the user. */
export async function applyAction(message: ActionMessage, action: AdviceAction, targets: ActionTargets): Promise<void> {
  switch (action.kind) {
    case 'copy':
      return copy(action.text);
    case 'copy-made':
      return copy(await madeText(message, targets.client));
    case 'open-file':
      return openTextFile(action.file);
    case 'editor-setting':
    case 'assistant-setting':
      if (targets.sample.on) {
        throw new HumanError(vscode.l10n.t('This tip is about the sample month. Your own settings are left alone.'));
      }
      return targets.changes.propose({ ...settingEdit(action, targets.place), ...followed(message) });
    case 'guide':
      // The page itself shows its steps.
      return;
  }
}

function followed({ ruleId, workspace, monthlyNano }: Followed): Followed {
  return { ruleId, workspace, monthlyNano };
}

async function madeText({ ruleId, evidence }: ActionMessage, client: WorkerClient): Promise<string> {
  const made = evidence && (await client.query('adviceText', { ruleId, ...evidence }));
  if (made && 'text' in made) return made.text;
  throw new HumanError(vscode.l10n.t('The log that this would be made from no longer holds it. Nothing was copied.'));
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard.'), 5000);
}

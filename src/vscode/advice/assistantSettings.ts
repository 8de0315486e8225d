import path from 'node:path';
import * as vscode from 'vscode';
import type { AdviceAction } from '../../core/coach/coachRule';
import { HumanError } from '../humanError';
import { settingText, type TargetName } from './changeTarget';
import type { EditedSettings } from './editedSettings';
import { editJson } from './editJson';
import { editToml } from './editToml';

type SettingAction = Extract<AdviceAction, { kind: 'assistant-setting' | 'editor-setting' }>;

export interface SettingEdit {
  target: TargetName;
  title: string;
  edit: (text: string | undefined) => string;
}

export interface SettingsPlace {
  home: string;
  env: Record<string, string | undefined>;
}

/** Which settings an action changes, and how. */
export function settingEdit(action: SettingAction, place: SettingsPlace): SettingEdit {
  if (action.kind === 'editor-setting') return editorSetting(action.key, action.value);
  const { source, path: keys, value } = action;
  if (source === 'copilot-chat') return editorSetting(keys.join('.'), value);
  const file = settingsFile(source, place);
  const edit = file.endsWith('.toml') ? editToml : editJson;
  return {
    target: { kind: 'file', id: file },
    title: file,
    edit: (text) => edited(edit(text ?? '', keys, value), file),
  };
}

function editorSetting(key: string, value: string | number | boolean): SettingEdit {
  return { target: { kind: 'editor-setting', id: key }, title: key, edit: () => settingText(key, value) };
}

/** The user's own settings of an assistant, for all projects. */
function settingsFile(source: 'claude-code' | 'codex', { home, env }: SettingsPlace): string {
  if (source === 'codex') return path.join(env['CODEX_HOME'] || path.join(home, '.codex'), 'config.toml');
  // It may name several, of which the assistant writes to the first.
  const named = env['CLAUDE_CONFIG_DIR']?.split(',')[0]?.trim();
  return path.join(named || path.join(home, '.claude'), 'settings.json');
}

function edited(result: EditedSettings, file: string): string {
  if ('text' in result) return result.text;
  throw new HumanError(
    vscode.l10n.t('{0} is not what Tokenmin expects, so nothing was changed. Please change it by hand.', file),
  );
}

import * as vscode from 'vscode';
import type { Finding } from '../../core/prompts/lint/lintRule';
import { LINT_WORDS } from '../../core/prompts/lint/lintWords';
import { Figures } from '../figures';
import type { SettingValues } from '../settingValues';

/** A finding in the user's language, with what it costs where that is known. */
export function lintMessage({ wording, params, nanoPerMonth }: Finding, { billing }: SettingValues): string {
  const figures = new Figures(vscode.env.language, billing, vscode.l10n);
  const words = params.map((param) => (typeof param === 'number' ? figures.count(param) : param));
  const message = vscode.l10n.t(LINT_WORDS[wording], ...words);
  if (nanoPerMonth === undefined || nanoPerMonth < 1e7) return message;
  return vscode.l10n.t({
    message: '{0} About {1} a month.',
    args: [message, figures.inWords(nanoPerMonth)],
    comment: ['{0} is one sentence or two, {1} an amount of money'],
  });
}

import * as vscode from 'vscode';
import type { SettingValues } from '../settingValues';
import { parseAmount } from './parseAmount';

/** Asks for a budget and puts it into the user's settings. */
export async function setBudget(budgets: SettingValues['budgets']): Promise<void> {
  const items = [
    { label: vscode.l10n.t('Day'), period: 'day' as const },
    { label: vscode.l10n.t('Week'), period: 'week' as const },
    { label: vscode.l10n.t('Month'), period: 'month' as const },
  ].map((item) => ({ ...item, description: inDollars(budgets[item.period]) }));
  // A page that opens meanwhile takes the focus; what was asked or typed shall stay.
  const ignoreFocusOut = true;
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('A budget for each…'),
    ignoreFocusOut,
  });
  if (!picked) return;
  const entered = await vscode.window.showInputBox({
    title: picked.label,
    prompt: vscode.l10n.t('In US dollars. Leave it empty for no budget.'),
    value: budgets[picked.period]?.toString() ?? '',
    ignoreFocusOut,
    validateInput: (text) =>
      parseAmount(text) === undefined ? vscode.l10n.t('A number above 0, such as 1200 or 12.50, or nothing.') : '',
  });
  const amount = entered === undefined ? undefined : parseAmount(entered);
  if (amount === undefined) return;
  await vscode.workspace
    .getConfiguration('tokenmin')
    .update(`budget.${picked.period}`, amount ?? undefined, vscode.ConfigurationTarget.Global);
}

function inDollars(budget: number | undefined): string {
  if (budget === undefined) return vscode.l10n.t('none');
  return new Intl.NumberFormat(vscode.env.language, { style: 'currency', currency: 'USD' }).format(budget);
}

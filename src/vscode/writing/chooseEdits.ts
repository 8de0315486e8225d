import * as vscode from 'vscode';
import type { PromptEdit } from '../../protocol/promptViews';
import type { ShortenView } from '../../protocol/writingViews';
import type { Figures } from '../figures';
import { editItem, type EditItem } from './editItem';

type Row = vscode.QuickPickItem & Partial<Pick<EditItem, 'edit'>>;

/** Edit by edit, the safe ones ticked. undefined: the user thought better of it. */
export function chooseEdits(text: string, view: ShortenView, figures: Figures): Promise<PromptEdit[] | undefined> {
  const items = view.edits.map((edit) => editItem(text, edit, figures, vscode.l10n));
  const [safe, ask] = [items.filter(({ picked }) => picked), items.filter(({ picked }) => !picked)];
  const pick = vscode.window.createQuickPick<Row>();
  pick.canSelectMany = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.placeholder = vscode.l10n.t('Tick what is to go. You see the result first.');
  pick.items = [
    ...section(vscode.l10n.t('keeps the meaning'), safe),
    ...section(vscode.l10n.t('may change something: you decide'), ask),
  ];
  pick.selectedItems = safe;
  const showTotal = () => {
    const saved = pick.selectedItems.reduce((sum, { edit }) => sum + (edit?.tokens ?? 0), 0);
    pick.title = vscode.l10n.t(
      'Shorten: ≈ {0} → {1} tokens',
      figures.count(view.tokensBefore),
      figures.count(Math.max(0, view.tokensBefore - saved)),
    );
  };
  showTotal();
  return new Promise((resolve) => {
    pick.onDidChangeSelection(showTotal);
    pick.onDidAccept(() => {
      const chosen = pick.selectedItems.flatMap(({ edit }) => edit ?? []);
      resolve(chosen.toSorted((a, b) => a.start - b.start));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function section(label: string, items: readonly EditItem[]): Row[] {
  if (items.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

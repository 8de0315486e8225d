import type * as vscode from 'vscode';
import type { PromptEdit } from '../../protocol/promptViews';
import { STRINGS } from '../../protocol/strings';
import type { Figures } from '../figures';
import { plainText } from '../plainText';

type L10n = typeof vscode.l10n;

/** Characters of either side of an edit that are shown. */
const SHOWN = 44;
/** Keep what is written from right to left on its own side of the arrow. */
const [ISOLATE, END] = ['\u2068', '\u2069'];

export interface EditItem {
  label: string;
  description: string;
  detail: string;
  picked: boolean;
  edit: PromptEdit;
}

/** One edit, as a line that can be ticked. */
export function editItem(text: string, edit: PromptEdit, figures: Figures, l10n: L10n): EditItem {
  const saved = edit.tokens === 1 ? l10n.t('1 token fewer') : l10n.t('{0} tokens fewer', figures.count(edit.tokens));
  const [before, after] = changed(text, edit);
  return {
    label: l10n.t(STRINGS[`edit.${edit.class}`]),
    // What is left over by the edit before it.
    description: edit.tokens > 0 ? saved : '',
    detail: `${before} → ${after || l10n.t('(nothing)')}${edit.tier === 'ask' ? ` · ${l10n.t(STRINGS[`edit.${edit.class}.why`])}` : ''}`,
    picked: edit.tier === 'safe',
    edit,
  };
}

/** Both sides on one line; of a long block its beginning. */
function changed(text: string, { start, end, replacement }: PromptEdit): [string, string] {
  const before = text.slice(start, Math.min(end, start + 4 * SHOWN));
  return [oneLine(before), oneLine(replacement.slice(0, 4 * SHOWN))];
}

function oneLine(text: string): string {
  if (text === '') return '';
  const blank = text.trim() === '';
  const marked = text
    .replaceAll(/\r\n|\r|\n/g, '↵')
    .replaceAll('\t', '⇥')
    .replaceAll(blank ? / /g : /^ +| +$| {2,}/g, (spaces) => '·'.repeat(spaces.length));
  return `${ISOLATE}${plainText(marked, SHOWN)}${END}`;
}

import type * as vscode from 'vscode';
import type { CountView } from '../../protocol/writingViews';
import type { Figures } from '../figures';
import { markdownText } from '../markdownText';

export interface CountedText {
  view: CountView;
  /** A part of the document is selected, and only that was counted. */
  selected: boolean;
  /** It is longer than what was counted. */
  cut: boolean;
}

export interface TokenCountFace {
  text: string;
  /** For screen readers. */
  label: string;
  /** Markdown. */
  tooltip: string;
}

/** What the status bar says of a prompt's size. */
export function tokenCountFace(
  { view, selected, cut }: CountedText,
  figures: Figures,
  l10n: typeof vscode.l10n,
): TokenCountFace {
  const tokens = figures.count(view.middle);
  const model = markdownText(view.model);
  const range =
    view.low === view.high
      ? l10n.t('{0} tokens', tokens)
      : l10n.t('Between {0} and {1} tokens', figures.count(view.low), figures.count(view.high));
  const models: Record<CountView['modelFrom'], string> = {
    workspace: l10n.t('for {0}, the model of your newest call in this workspace', model),
    elsewhere: l10n.t('for {0}, the model of your newest call', model),
    setting: l10n.t('for {0}, the model of the settings', model),
    none: l10n.t('in the vocabulary o200k_base: no log names a model yet'),
  };
  const tooltip = [
    `**${selected ? l10n.t('Selection') : l10n.t('Document')}**: ${range} ${models[view.modelFrom]}.`,
    view.low === view.high
      ? l10n.t('An estimate: what an assistant wraps around it is not counted.')
      : l10n.t('An estimate: the vocabulary of this model is not public, so the usual ratio to o200k_base is used.'),
    ...(cut ? [l10n.t('Only the beginning was counted: the text is very long.')] : []),
    l10n.t('Click to see what could be shorter.'),
  ].join('\n\n');
  if (cut) {
    return {
      text: l10n.t({ message: '> {0} tokens', args: [tokens], comment: ['More than {0} tokens; in the status bar'] }),
      label: l10n.t('More than {0} tokens, estimated', tokens),
      tooltip,
    };
  }
  return {
    text: selected
      ? l10n.t({ message: '≈ {0} tokens selected', args: [tokens], comment: ['In the status bar'] })
      : l10n.t('≈ {0} tokens', tokens),
    label: selected
      ? l10n.t('About {0} tokens selected, estimated', tokens)
      : l10n.t('About {0} tokens, estimated', tokens),
    tooltip,
  };
}

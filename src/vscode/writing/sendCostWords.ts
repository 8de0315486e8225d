import type * as vscode from 'vscode';
import type { Interval } from '../../core/insights/money/intervals';
import type { SendCostView, SendPart } from '../../protocol/writingViews';
import type { Figures } from '../figures';
import { plainText } from '../plainText';

type L10n = typeof vscode.l10n;

/** A part of what would be sent, as a line of a list. */
export interface SendCostLine {
  label: string;
  /** Its tokens, recorded or estimated. */
  description: string;
  /** Its money. */
  detail: string;
}

/** What stands above a prompt, in few words. */
export function sendCostTitles(view: SendCostView, figures: Figures, l10n: L10n): string[] {
  const { parts, calls, firstNano, sessionNano } = view;
  const [prompt] = parts;
  const attachments = parts.filter(({ kind }) => kind === 'attachment');
  const prefix = parts.find(({ kind }) => kind === 'prefix');
  const titles: string[] = [];
  if (prompt && prompt.tokens.middle > 0) {
    titles.push(l10n.t('≈ {0} tokens', figures.count(prompt.tokens.middle)));
  } else titles.push(l10n.t('Write a prompt: its size and cost stand here'));
  if (attachments.length > 0) {
    const tokens = figures.tokens(attachments.reduce((sum, part) => sum + part.tokens.middle, 0));
    titles.push(
      attachments.length === 1
        ? l10n.t('+ {0} ≈ {1}', plainText(attachments[0]?.path ?? ''), tokens)
        : l10n.t('+ {0} attachments ≈ {1}', figures.count(attachments.length), tokens),
    );
  }
  if (prefix) {
    const tokens = figures.tokens(prefix.tokens.middle);
    titles.push(
      prefix.basis === 'recorded' ? l10n.t('+ prefix {0}, recorded', tokens) : l10n.t('+ prefix ≈ {0}', tokens),
    );
  }
  if (firstNano) titles.push(l10n.t('≈ {0} now', figures.inWords(firstNano.middle)));
  if (sessionNano && calls) {
    const count = Math.round(calls.middle);
    titles.push(
      count === 1
        ? l10n.t('≈ {0} a session (one call)', figures.amount(sessionNano.middle))
        : l10n.t('≈ {0} a session ({1} calls)', figures.amount(sessionNano.middle), figures.count(count)),
    );
  }
  if (!firstNano && view.model !== '') titles.push(l10n.t('{0} has no known price', plainText(view.model)));
  return titles;
}

/** The same, part by part, with ranges. */
export function sendCostLines(view: SendCostView, figures: Figures, l10n: L10n): SendCostLine[] {
  const money = ({ low, high }: Interval): string => {
    const [least, most] = [figures.amount(low), figures.amount(high)];
    return least === most ? most : l10n.t('{0} to {1}', least, most);
  };
  const amounts = ({ firstNano, sessionNano }: Pick<SendPart, 'firstNano' | 'sessionNano'>): string[] => [
    ...(firstNano ? [l10n.t('{0} to send now', money(firstNano))] : []),
    ...(sessionNano ? [l10n.t('{0} over a usual session', money(sessionNano))] : []),
  ];
  const names: Record<SendPart['kind'], string> = {
    prompt: l10n.t('This prompt'),
    attachment: '',
    prefix: l10n.t('Fixed prefix: system prompt, tools, instructions'),
  };
  const lines = view.parts.map((part) => ({
    label: part.path === undefined ? names[part.kind] : plainText(part.path),
    description: tokenRange(part, figures, l10n),
    detail: amounts(part).join(' · '),
  }));
  const whys: Record<SendCostView['uncounted'][number]['why'], string> = {
    folder: l10n.t('a folder: what is sent of it is up to the assistant'),
    'too-large': l10n.t('too large to be counted here'),
    'not-text': l10n.t('not text'),
    'too-many': l10n.t('one attachment too many to be counted here'),
  };
  const uncounted = view.uncounted.map(({ path, why }) => ({
    label: plainText(path),
    description: l10n.t('not counted'),
    detail: whys[why],
  }));
  const total = { label: l10n.t('All together'), description: '', detail: amounts(view).join(' · ') };
  return [...lines, ...uncounted, total];
}

/** On what the amounts rest, in a sentence. */
export function sendCostBasis({ sessions, elsewhere, model: id }: SendCostView, figures: Figures, l10n: L10n): string {
  const model = plainText(id);
  if (id === '') return l10n.t('No log names a model yet, and no setting does');
  if (sessions === 0) return l10n.t('List price of {0}; there is no session to learn from yet', model);
  const count = figures.count(sessions);
  return elsewhere
    ? l10n.t('Estimated for {0} from your last {1} sessions in other folders', model, count)
    : l10n.t('Estimated for {0} from your last {1} sessions here', model, count);
}

function tokenRange({ tokens: { low, middle, high }, basis }: SendPart, figures: Figures, l10n: L10n): string {
  const [least, most] = [figures.count(Math.round(low)), figures.count(Math.round(high))];
  if (basis === 'recorded') {
    return least === most
      ? l10n.t('{0} tokens, recorded', most)
      : l10n.t('usually {0} to {1} tokens, recorded', least, most);
  }
  return least === most
    ? l10n.t('≈ {0} tokens', figures.count(Math.round(middle)))
    : l10n.t('≈ {0} to {1} tokens', least, most);
}

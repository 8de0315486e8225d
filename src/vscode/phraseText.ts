import type * as vscode from 'vscode';
import { filledIn, type Figure, type Phrase } from '../core/coach/phrase';
import type { Figures } from './figures';

/** A phrase in the user's language. */
export function phraseText({ text, figures: places }: Phrase, figures: Figures, l10n: typeof vscode.l10n): string {
  return filledIn(l10n.t(text), places, (figure) => figureText(figure, figures, l10n));
}

function figureText(figure: Figure, figures: Figures, l10n: typeof vscode.l10n): string {
  if (typeof figure === 'string') return figure;
  const { unit, value } = figure;
  switch (unit) {
    case 'nano':
      return figures.amount(value);
    case 'share':
      return figures.percent(value);
    case 'tokens':
      return figures.tokens(Math.round(value));
    case 'minutes':
      return value >= 120
        ? l10n.t('{0} hours', figures.count(Math.round(value / 60)))
        : l10n.t('{0} minutes', figures.count(Math.round(value)));
    case 'seconds':
      return l10n.t('{0} seconds', figures.count(Math.round(value)));
    case 'days':
      return l10n.t('{0} days', figures.count(Math.round(value)));
    case 'times':
      return `${figures.count(Number(value.toPrecision(2)))}×`;
    case 'count':
      return figures.count(Math.round(value));
  }
}

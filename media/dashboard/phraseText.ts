// The coach's sentences: English templates, translated by the host, with figures that are written here.
import type { Figure, Phrase } from '../../src/protocol/coachViews';
import type { Child } from './dom';
import { compact, count, moneyInWords, percent, times, unit } from './format';
import { properName, shortName } from './names';
import { setup } from './setup';

const PLACE = /\{(\w+)\}/;

/** A text of the coach in the user's language. */
export function translated(text: string): string {
  return Object.hasOwn(setup.phrases, text) ? setup.phrases[text]! : text;
}

/** For the page: names are kept apart from the sentence, so that they cannot reorder it. */
export function phrase({ text, figures }: Phrase): Child {
  return parts(text, figures).map((part) => (typeof part === 'string' ? part : properName(part.name)));
}

/** For accessible names. */
export function phraseText({ text, figures }: Phrase): string {
  return parts(text, figures)
    .map((part) => (typeof part === 'string' ? part : shortName(part.name)))
    .join('');
}

/** Every other piece of the split text is the name of a place. */
function parts(text: string, figures: Phrase['figures']): (string | { name: string })[] {
  return translated(text)
    .split(PLACE)
    .map((piece, i) => {
      if (i % 2 === 0) return piece;
      return Object.hasOwn(figures, piece) ? figure(figures[piece]!) : `{${piece}}`;
    });
}

function figure(value: Figure): string | { name: string } {
  return typeof value === 'string' ? { name: value } : figureText(value);
}

function figureText(figure: Exclude<Figure, string>): string {
  const { value } = figure;
  switch (figure.unit) {
    case 'nano':
      return moneyInWords(value);
    case 'tokens':
      return compact(value);
    case 'count':
      return count(value);
    case 'share':
      return percent(value, value < 0.1 ? 1 : 0);
    case 'times':
      return times(value);
    case 'seconds':
      return unit(value, 'second');
    case 'minutes':
      return value < 120
        ? unit(value, 'minute')
        : value < 48 * 60
          ? unit(value / 60, 'hour')
          : unit(value / 1440, 'day');
    case 'days':
      return unit(value, 'day');
  }
}

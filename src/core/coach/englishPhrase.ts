import { filledIn, type Figure, type Phrase } from './phrase';

/** A phrase in words, for terminals and JSON: English, and without `Intl`, whose first object takes longer than a rule. */
export function englishPhrase({ text, figures }: Phrase): string {
  return filledIn(text, figures, englishFigure);
}

function englishFigure(figure: Figure): string {
  if (typeof figure === 'string') return figure;
  const { unit, value } = figure;
  switch (unit) {
    case 'nano':
      return dollars(value / 1e9);
    case 'share':
      return `${Number((value * 100).toPrecision(2))} %`;
    case 'minutes':
      return value >= 120 ? `${Math.round(value / 60)} hours` : plural(value, 'minute');
    case 'seconds':
      return plural(value, 'second');
    case 'days':
      return plural(value, 'day');
    case 'times':
      return `${Number(value.toPrecision(2))}×`;
    case 'tokens':
    case 'count':
      return grouped(Math.round(value));
  }
}

function dollars(usd: number): string {
  if (usd > 0 && usd < 0.005) return 'less than $0.01';
  const [whole, cents] = usd.toFixed(2).split('.');
  return `$${grouped(Number(whole))}.${cents}`;
}

function plural(value: number, noun: string): string {
  const rounded = Math.round(value);
  return `${grouped(rounded)} ${noun}${rounded === 1 ? '' : 's'}`;
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

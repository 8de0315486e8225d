// Figures in words, English as all that the command line says. Not by `Intl`, whose first object takes a process longer
// than a report.
import type { ReportTotals } from '../protocol/views';

const UNITS = ['', 'K', 'M', 'B', 'T'];

export function count(n: number): string {
  return grouped(String(n));
}

/** '1 call', '2,000 calls'. */
export function counted(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** Three digits and a unit. */
export function tokens(n: number): string {
  let unit = 0;
  let value = n;
  // 999.6 K would be rounded to 1000 K.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))}${UNITS[unit]}`;
}

export function dollars(usd: number): string {
  return usd > 0 && usd < 0.005 ? '< $0.01' : `$${grouped(usd.toFixed(2))}`;
}

/** To the last nano-dollar. */
export function exactDollars(usd: number): string {
  return `$${grouped(usd.toFixed(9).replace(/(?<=\.\d\d\d*?)0+$/, ''))}`;
}

export function percent(part: number, of: number): string {
  return of > 0 ? `${Math.round((100 * part) / of)} %` : '–';
}

/** '≈' marks a sum with estimates in it; what has no price is said, never shown as nothing. */
export function cost(t: Pick<ReportTotals, 'requests' | 'costUsd' | 'unpricedRequests' | 'estimatedRequests'>): string {
  if (t.requests > 0 && t.unpricedRequests === t.requests) return 'unpriced';
  return `${t.estimatedRequests > 0 ? '≈ ' : ''}${dollars(t.costUsd)}${t.unpricedRequests > 0 ? ' + unpriced' : ''}`;
}

/** Commas between thousands; what stands behind the point is left alone. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}

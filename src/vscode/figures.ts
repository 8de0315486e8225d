import type * as vscode from 'vscode';
import { creditsFromNano, moneyMeaning, type Billing, type MoneyMeaning } from '../core/pricing/billing';
import { dollarsFromNano, type MoneyRange } from '../core/usage/money';

type L10n = typeof vscode.l10n;

/** Numbers and money as the gauge shows them: in the user's language, and called what they are. */
export class Figures {
  readonly #meaning: MoneyMeaning;
  readonly #l10n: L10n;
  readonly #locale: string;

  constructor(locale: string, billing: Billing, l10n: L10n) {
    this.#locale = locale;
    this.#meaning = moneyMeaning(billing);
    this.#l10n = l10n;
  }

  /** A bare amount: '$1.23', or '123' credits. */
  amount(nano: number): string {
    return this.#format(nano, 'symbol');
  }

  /** An amount with the kind of money it is, short enough for the status bar. */
  labelled(nano: number): string {
    const l10n = this.#l10n;
    const amount = this.amount(nano);
    if (this.#meaning === 'credits') {
      return l10n.t({ message: '{0} credits', args: [amount], comment: ['{0} is a number of GitHub AI credits'] });
    }
    if (this.#meaning === 'api-equivalent') {
      return l10n.t({
        message: '{0} API',
        args: [amount],
        comment: ['{0} is what the calls would cost through the API; very short, stands in the status bar'],
      });
    }
    return amount;
  }

  /** An amount inside a sentence: '$1.23 API-equivalent'; for screen readers with the currency as a word. */
  inWords(nano: number, display: 'symbol' | 'name' = 'symbol'): string {
    return this.#words(this.#format(nano, display));
  }

  /** How a column of amounts is called. */
  title(): string {
    const l10n = this.#l10n;
    if (this.#meaning === 'credits') return l10n.t('AI credits');
    return this.#meaning === 'api-equivalent' ? l10n.t('API-equivalent') : l10n.t('Cost');
  }

  rangeInWords(range: MoneyRange): string {
    return this.#words(this.range(range));
  }

  range(range: MoneyRange): string {
    return this.#number(this.#digits(range.highNano), 'symbol').formatRange(
      this.#value(range.lowNano),
      this.#value(range.highNano),
    );
  }

  count(n: number): string {
    return new Intl.NumberFormat(this.#locale).format(n);
  }

  /** '940', '1.2M'. */
  tokens(n: number): string {
    if (n < 10_000) return this.count(n);
    return new Intl.NumberFormat(this.#locale, { notation: 'compact', maximumFractionDigits: 1 }).format(n);
  }

  percent(share: number): string {
    return new Intl.NumberFormat(this.#locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
  }

  /** 'YYYY-MM-DD' as it is written here. */
  day(iso: string): string {
    const at = Date.parse(`${iso}T00:00:00Z`);
    if (Number.isNaN(at)) return iso;
    return new Intl.DateTimeFormat(this.#locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
  }

  /** A time of this very day, on the clock of this machine. */
  time(ms: number): string {
    return new Intl.DateTimeFormat(this.#locale, { timeStyle: 'short' }).format(ms);
  }

  #words(amount: string): string {
    const l10n = this.#l10n;
    if (this.#meaning === 'credits') return l10n.t('{0} AI credits', amount);
    if (this.#meaning === 'api-equivalent') return l10n.t('{0} API-equivalent', amount);
    return amount;
  }

  #format(nano: number, display: 'symbol' | 'name'): string {
    const value = this.#value(nano);
    const digits = this.#digits(nano);
    const least = 1 / 10 ** digits;
    const number = this.#number(digits, display);
    // What is less than a cent is not nothing.
    return value > 0 && value < least / 2 ? `<${number.format(least)}` : number.format(value);
  }

  #value(nano: number): number {
    return this.#meaning === 'credits' ? creditsFromNano(nano) : dollarsFromNano(nano);
  }

  #digits(nano: number): number {
    if (this.#meaning === 'credits') return this.#value(nano) < 100 ? 1 : 0;
    return this.#value(nano) < 1000 ? 2 : 0;
  }

  #number(digits: number, currencyDisplay: 'symbol' | 'name'): Intl.NumberFormat {
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    if (this.#meaning === 'credits') return new Intl.NumberFormat(this.#locale, fraction);
    return new Intl.NumberFormat(this.#locale, { style: 'currency', currency: 'USD', currencyDisplay, ...fraction });
  }
}

/** Money is whole nano-dollars: sums of floats drift, and a ledger must not. */
const NANO_PER_DOLLAR = 1_000_000_000;

/** What a figure could be, and where we put it. */
export interface MoneyRange {
  lowNano: number;
  midNano: number;
  highNano: number;
}

export function nanoFromDollars(dollars: number): number {
  return Math.round(dollars * NANO_PER_DOLLAR);
}

export function dollarsFromNano(nano: number): number {
  return nano / NANO_PER_DOLLAR;
}

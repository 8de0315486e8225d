// Money with what it rests on: recorded, estimated (with the range) or unpriced, never a silent zero.
import type { Totals } from '../../src/core/usage/totals';
import type { RequestRow } from '../../src/protocol/views';
import { h, hidden } from './dom';
import { isUnpriced } from './figures';
import { count, meaning, money, moneyFine, moneyInWords } from './format';
import { t } from './setup';

/** The cost of a sum of calls. */
export function costOf(totals: Totals): HTMLElement {
  if (isUnpriced(totals)) return unpriced();
  const { costNano, estimatedCostNano, unpricedRequests } = totals;
  return h(
    'span',
    { class: 'cost' },
    estimatedCostNano > 0 && estimateMark(rangeOf(totals)),
    money(costNano),
    unpricedRequests > 0 && [
      h('span', { class: 'mark', 'aria-hidden': 'true', title: t('cost.plusUnpriced', count(unpricedRequests)) }, '+'),
      hidden(` ${t('cost.plusUnpriced', count(unpricedRequests))}`),
    ],
  );
}

/** The cost of one call. */
export function costOfCall(call: RequestRow): HTMLElement {
  if (call.costNano === null) return unpriced();
  const range = estimateRange(call);
  return h('span', { class: 'cost' }, range && estimateMark(range), moneyFine(call.costNano));
}

/** Between what a cost lies, in nano-dollars. */
export interface EstimateRange {
  low: number;
  /** undefined: only the least is known. */
  high: number | undefined;
}

/** Of a sum with estimates in it. */
export function rangeOf({ costNano, estimatedCostErrorNano: error, estimatedLeastRequests }: Totals): EstimateRange {
  return { low: Math.max(0, costNano - error), high: estimatedLeastRequests > 0 ? undefined : costNano + error };
}

/** Of an estimated call. */
export function estimateRange({ basis, costNano, estimateError: error }: RequestRow): EstimateRange | undefined {
  if (basis !== 'estimated' || costNano === null) return undefined;
  if (error === undefined) return { low: costNano, high: undefined };
  return { low: Math.max(0, costNano * (1 - error)), high: costNano * (1 + error) };
}

export function unpriced(): HTMLElement {
  return h('span', { class: 'badge' }, t('cost.unpriced'));
}

function estimateMark({ low, high }: EstimateRange) {
  const range =
    high === undefined
      ? t('cost.estimatedLeast', moneyInWords(low))
      : t('cost.estimated', moneyInWords(low), moneyInWords(high));
  return [h('span', { class: 'mark', 'aria-hidden': 'true', title: range }, '≈ '), hidden(`${range} `)];
}

/** How the whole is to be understood, in a sentence. */
export function billingNote(): string | undefined {
  return meaning === 'spend' ? undefined : t(`money.note.${meaning}`);
}

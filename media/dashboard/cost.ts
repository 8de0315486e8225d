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
  const { costNano, estimatedCostNano, estimatedCostErrorNano: error, unpricedRequests } = totals;
  return h(
    'span',
    { class: 'cost' },
    estimatedCostNano > 0 && estimateMark(costNano - error, costNano + error),
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
  return h('span', { class: 'cost' }, range && estimateMark(...range), moneyFine(call.costNano));
}

/** Between what and what an estimated call's cost lies. */
export function estimateRange(call: RequestRow): [low: number, high: number] | undefined {
  if (call.basis !== 'estimated' || call.costNano === null) return undefined;
  const error = call.estimateError ?? 0;
  return [Math.max(0, call.costNano * (1 - error)), call.costNano * (1 + error)];
}

export function unpriced(): HTMLElement {
  return h('span', { class: 'badge' }, t('cost.unpriced'));
}

function estimateMark(lowNano: number, highNano: number) {
  const range = t('cost.estimated', moneyInWords(Math.max(0, lowNano)), moneyInWords(highNano));
  return [h('span', { class: 'mark', 'aria-hidden': 'true', title: range }, '≈ '), hidden(`${range} `)];
}

/** How the whole is to be understood, in a sentence. */
export function billingNote(): string | undefined {
  return meaning === 'spend' ? undefined : t(`money.note.${meaning}`);
}

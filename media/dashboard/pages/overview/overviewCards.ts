import { cacheShare, type Totals } from '../../../../src/core/usage/totals';
import type { OverviewView } from '../../../../src/protocol/views';
import { card } from '../../card';
import { costOf, rangeOf } from '../../cost';
import { h } from '../../dom';
import { allTokens, isUnpriced } from '../../figures';
import { compact, count, money, moneyTitle, percent, plural } from '../../format';
import { t } from '../../setup';

/** The period's sums, each with what it rests on and how it compares to the span before. */
export function overviewCards({ totals, before }: OverviewView): HTMLElement {
  const share = cacheShare(totals);
  const shareBefore = before && cacheShare(before);
  return h(
    'dl',
    { class: 'cards' },
    card(moneyTitle(), costOf(totals), [
      before && !isUnpriced(totals) && change(totals.costNano, before.costNano, money),
      basis(totals),
    ]),
    card(t('card.requests'), count(totals.requests), [before && change(totals.requests, before.requests, count)]),
    card(t('card.tokens'), compact(allTokens(totals)), [
      t('card.inOut', compact(totals.inputTokens), compact(totals.outputTokens)),
      before && change(allTokens(totals), allTokens(before), compact),
    ]),
    card(t('card.cacheShare'), share === undefined ? '–' : percent(share), [
      t('card.cacheShareNote'),
      shareBefore !== undefined && t('card.before', percent(shareBefore)),
    ]),
  );
}

/** More or less than before: in words, as neither is good or bad by itself. */
function change(now: number, before: number, format: (value: number) => string): string {
  if (before <= 0) return t('card.before', format(before));
  const share = now / before - 1;
  if (Math.abs(share) < 0.005) return t('card.same', format(before));
  return t(share > 0 ? 'card.more' : 'card.less', percent(Math.abs(share)), format(before));
}

function basis(totals: Totals): string {
  const { estimatedRequests, unpricedRequests } = totals;
  const parts: string[] = [];
  if (estimatedRequests === 0) parts.push(t('basis.recorded'));
  else {
    parts.push(t('basis.estimated', plural('count.calls', estimatedRequests)));
    const { low, high } = rangeOf(totals);
    if (high === undefined) parts.push(t('basis.least', money(low)));
    else if (high > low) parts.push(t('basis.range', money(low), money(high)));
  }
  if (unpricedRequests > 0) parts.push(t('basis.unpriced', plural('count.calls', unpricedRequests)));
  return parts.join(' ');
}

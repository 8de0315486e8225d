import type { Advice, NanoRange } from '../../../../src/protocol/coachViews';
import { meaning, money, moneyRange, percent, percentRange } from '../../format';
import { t } from '../../setup';

/** Of what is looked at; amounts are what it would come to in a month. */
interface Worth extends NanoRange {
  monthly: NanoRange;
}

/** What a tip is worth: money, or the share of what a subscription covers, which costs no less for it. */
export function amountText({ lowNano, highNano, monthly }: Worth, billNano: number): string | undefined {
  if (highNano <= 0 || billNano <= 0) return undefined;
  if (meaning === 'api-equivalent') {
    const [low, high] = [lowNano / billNano, highNano / billNano];
    return t('amount.use', low > 0 ? percentRange(low, high) : t('amount.upTo', percent(high, high < 0.1 ? 1 : 0)));
  }
  const range =
    monthly.lowNano > 0 ? moneyRange(monthly.lowNano, monthly.highNano) : t('amount.upTo', money(monthly.highNano));
  return t(meaning === 'credits' ? 'amount.creditsMonth' : 'amount.month', range);
}

/** Only what happened often enough to be more than chance has an amount. */
export function worthText(advice: Advice, billNano: number): string | undefined {
  const amount = advice.tier === 'C' ? undefined : amountText(advice, billNano);
  return amount && t(meaning === 'api-equivalent' ? 'advice.free' : 'advice.save', amount);
}

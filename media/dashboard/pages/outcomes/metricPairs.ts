import type { OutcomeMetric } from '../../../../src/protocol/coachViews';
import { card } from '../../card';
import { h } from '../../dom';
import { compact, count, decimal, moneyInWords, percent } from '../../format';
import { t } from '../../setup';

/** Each figure beside the one that it must not be read without. */
export function metricPairs(metrics: readonly OutcomeMetric[]): HTMLElement {
  const byKey = new Map(metrics.map((metric) => [metric.key, metric]));
  const drawn = new Set<OutcomeMetric['key']>();
  const pairs: OutcomeMetric[][] = [];
  for (const metric of metrics) {
    if (drawn.has(metric.key)) continue;
    const partner = metric.partner === undefined ? undefined : byKey.get(metric.partner);
    const pair = partner && partner !== metric ? [metric, partner] : [metric];
    for (const { key } of pair) drawn.add(key);
    pairs.push(pair);
  }
  return h(
    'ul',
    { class: 'pairs' },
    pairs.map((pair) => h('li', null, h('dl', { class: 'cards pair' }, pair.map(figure)))),
  );
}

function figure(metric: OutcomeMetric): HTMLElement {
  const { value, low, high, n, missing = 'too-few' } = metric;
  const title = t(`metric.${metric.key}`);
  if (value === undefined) {
    return card(title, '–', [
      missing === 'too-few' ? t('outcomes.missing.too-few', count(n)) : t(`outcomes.missing.${missing}`),
    ]);
  }
  const write = writer(metric);
  return card(title, write(value), [
    low !== undefined && high !== undefined && t('outcomes.between', write(low), write(high)),
    t('outcomes.n', count(n)),
  ]);
}

function writer({ unit }: OutcomeMetric): (value: number) => string {
  switch (unit) {
    case 'share':
      return (value) => percent(value);
    case 'nano':
      return moneyInWords;
    case 'tokens':
      return compact;
    case 'count':
      return decimal;
  }
}

import type { AdviceView } from '../../../src/protocol/coachViews';
import { announce } from '../announce';
import { Deed } from '../deed';
import { h, type Child } from '../dom';
import { count, listed, meaning, moneyInWords, percent, plural } from '../format';
import { query } from '../host';
import { modelName } from '../names';
import { setup, t } from '../setup';
import { amountText } from './advice/adviceAmount';
import { adviceRest } from './advice/adviceRest';
import { adviceTip } from './advice/adviceTip';
import { emptyPeriod } from './emptyPeriod';
import { PeriodPage } from './periodPage';

/** More at a time could neither be followed nor checked (COACHING D0.5). */
const OPEN_TIPS = 3;
const MONTH_DAYS = 30;

/** What could be changed, at most three things at a time. */
export function advicePage(): PeriodPage<AdviceView> {
  const deed = new Deed();
  return new PeriodPage<AdviceView>({
    intro: t('advice.intro'),
    deed: deed.element,
    ask: (days) => query('advice', { days, billing: setup.billing }),
    draw: (view) => draw(view, deed),
  });
}

function draw(view: AdviceView, deed: Deed): Child {
  if (view.calls === 0) return emptyPeriod(t('coach.nothing'));
  const shown = view.advice.filter((advice) => advice.shown);
  const open = shown.slice(0, OPEN_TIPS);
  if (open.length === 0) announce(t('advice.none'));
  return [
    open.length > 0
      ? [
          h('p', { class: 'footnote' }, [looked(view), together(view)].filter(Boolean).join(' ')),
          h(
            'div',
            { class: 'tips' },
            open.map((advice) => adviceTip(advice, view, deed)),
          ),
        ]
      : nothing(view),
    h('div', { class: 'rest' }, adviceRest(view, shown.slice(OPEN_TIPS), deed)),
    h(
      'p',
      { class: 'footnote' },
      [meaning === 'api-equivalent' && t('advice.onSubscription'), calibration(view)].filter(Boolean).join(' '),
    ),
  ];
}

function looked({ calls, sessions, billNano, unpricedCalls }: AdviceView): string {
  const unpriced = unpricedCalls > 0 ? `, ${t('cost.plusUnpriced', count(unpricedCalls))}` : '';
  const bill = unpricedCalls < calls ? moneyInWords(billNano) + unpriced : t('cost.unpriced');
  return t('advice.looked', plural('count.calls', calls), plural('count.sessions', sessions), bill);
}

function together({ claimed, billNano, days }: AdviceView): string | undefined {
  const monthly = {
    lowNano: (claimed.lowNano * MONTH_DAYS) / days,
    highNano: (claimed.highNano * MONTH_DAYS) / days,
  };
  const amount = amountText({ ...claimed, monthly }, billNano);
  return amount && t('advice.together', amount);
}

function nothing({ calls, sessions, unpricedCalls }: AdviceView): HTMLElement {
  const text = t('advice.noneText', plural('count.calls', calls), plural('count.sessions', sessions));
  // What has no price is no saving: that nothing was found says little of such calls.
  const unpriced = unpricedCalls > 0 && t('basis.unpriced', plural('count.calls', unpricedCalls));
  return h(
    'div',
    { class: 'empty' },
    h('h2', null, t('advice.none')),
    h('p', null, [text, unpriced].filter(Boolean).join(' ')),
  );
}

function calibration({ calibration: models }: AdviceView): string | undefined {
  if (models.length === 0) return undefined;
  const each = models.map(({ model, error }) => t('advice.calibration.model', modelName(model), percent(error)));
  return t('advice.calibration', listed(each));
}

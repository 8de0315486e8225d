import type { Advice, AdviceView } from '../../../../src/protocol/coachViews';
import { button } from '../../controls';
import type { Deed } from '../../deed';
import { disclosure } from '../../disclosure';
import { h, uniqueId, type Child } from '../../dom';
import { fact } from '../../fact';
import { dateOf, plural } from '../../format';
import { send } from '../../host';
import { phrase, translated } from '../../phraseText';
import { t } from '../../setup';
import { stopChecking } from '../../stopChecking';
import { worthText } from './adviceAmount';
import { adviceEvidence, placeOf } from './adviceEvidence';
import { followedAs, notNow } from './adviceMarks';

/** One tip: what it says, what it is worth, how sure that is, and what can be done. */
export function adviceTip(advice: Advice, { billNano }: AdviceView, deed: Deed): HTMLElement {
  const { ruleId, title, tier, risk, check, followed } = advice;
  const id = uniqueId('tip');
  const worth = worthText(advice, billNano);
  return h(
    'article',
    { class: 'tip', 'aria-labelledby': id },
    h('h2', { id }, phrase(title)),
    h('p', { class: 'tip-worth' }, worth && h('strong', null, worth), often(advice)),
    h(
      'dl',
      { class: 'facts' },
      fact(t('advice.basis'), t(`sure.${tier}`)),
      fact(t('advice.risk'), phrase(risk)),
      fact(t('advice.check'), phrase(check)),
    ),
    followed &&
      h(
        'p',
        { class: 'notice' },
        t('advice.followed', dateOf(followed.at)),
        ' ',
        stopChecking(followed.id, ruleId, deed),
      ),
    guide(advice),
    h('div', { class: 'actions' }, actionButton(advice, deed), !followed && followButton(advice, deed)),
    adviceEvidence(advice),
    disclosure(`not-now-${ruleId}`, t('advice.notNow'), () => notNow(advice, deed)),
  );
}

export function often({ occurrences, distinctDays }: Advice): HTMLElement {
  const words = t('advice.often', plural('count.times', occurrences), plural('count.days', distinctDays));
  return h('span', { class: 'often' }, words);
}

/** Its steps stand in the tip itself. */
function guide({ ruleId, action, actionLabel }: Advice): Child {
  if (action.kind !== 'guide') return null;
  const steps = () =>
    h(
      'ol',
      { class: 'steps' },
      action.steps.map((step) => h('li', null, translated(step))),
    );
  return h('div', { class: 'guide' }, disclosure(`guide-${ruleId}`, translated(actionLabel), steps));
}

function actionButton(advice: Advice, deed: Deed): Child {
  const { ruleId, action, actionLabel, evidence } = advice;
  const label = translated(actionLabel);
  const options = { key: `act-${ruleId}` };
  switch (action.kind) {
    case 'guide':
      return null;
    case 'copy':
      return button(
        label,
        () => {
          send({ type: 'copy', text: action.text });
          deed.say(t('deed.copied'));
        },
        { ...options, icon: 'copy' },
      );
    default:
      return button(
        label,
        () => {
          const place = evidence[0];
          send({ type: 'adviceAction', ...followedAs(advice), evidence: place && placeOf(place) });
        },
        options,
      );
  }
}

function followButton(advice: Advice, deed: Deed): HTMLElement {
  return button(
    t('advice.follow'),
    () => {
      send({ type: 'follow', ...followedAs(advice) });
      deed.say(t('deed.followed'));
    },
    { secondary: true, key: `follow-${advice.ruleId}` },
  );
}

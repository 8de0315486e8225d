import type { VerdictView } from '../../../../src/protocol/coachViews';
import { button } from '../../controls';
import type { Deed } from '../../deed';
import { h, type Child } from '../../dom';
import { count, dateOf, moneyInWords, percent } from '../../format';
import { send } from '../../host';
import { projectName, properName, ruleName } from '../../names';
import { phrase } from '../../phraseText';
import { t } from '../../setup';
import { stopChecking } from '../../stopChecking';

/** What became of the advice that was followed; where it did harm, the way back comes first. */
export function verdictList(verdicts: readonly VerdictView[], deed: Deed): HTMLElement {
  if (verdicts.length === 0) return h('p', { class: 'footnote' }, t('outcomes.noVerdicts'));
  return h(
    'ul',
    { class: 'small-things' },
    verdicts.map((verdict) => h('li', null, entry(verdict, deed))),
  );
}

function entry(view: VerdictView, deed: Deed): Child {
  const { id, ruleId, check, workspace, verdict, followedAt, before, after, ratio, power, realisedNano, why } = view;
  return [
    h(
      'div',
      { class: 'evidence-head' },
      h('strong', null, ruleName(ruleId)),
      workspace !== '' && properName(projectName(workspace)),
      h('span', { class: verdict === 'harmful' ? 'badge strong' : 'badge' }, t(`verdict.${verdict}`)),
    ),
    verdict === 'harmful' &&
      button(t('outcomes.undo'), () => send({ type: 'undoChange', ruleId }), { key: `undo-${id}` }),
    h('p', null, phrase(why)),
    h('p', { class: 'aside' }, phrase(check)),
    h(
      'p',
      { class: 'aside' },
      [
        t('outcomes.followedOn', dateOf(followedAt)),
        t('outcomes.beforeAfter', count(before), count(after)),
        ratio && t('outcomes.change', percent(ratio.middle), percent(ratio.low), percent(ratio.high)),
        realisedNano !== undefined && t('outcomes.realised', t('amount.month', moneyInWords(realisedNano))),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    h('p', { class: 'aside' }, power < 1 ? t('outcomes.power', percent(power)) : t('outcomes.noPower')),
    stopChecking(id, ruleId, deed),
  ];
}

import type { Advice, AdviceView } from '../../../../src/protocol/coachViews';
import type { Capability } from '../../../../src/core/sources/source';
import type { SourceId } from '../../../../src/core/usage/usageRecord';
import { linkButton } from '../../controls';
import type { Deed } from '../../deed';
import { disclosure } from '../../disclosure';
import { h, type Child } from '../../dom';
import { count, dateOf, listed } from '../../format';
import { ruleName, sourceName } from '../../names';
import { phrase, phraseText } from '../../phraseText';
import { t } from '../../setup';
import { worthText } from './adviceAmount';
import { wake } from './adviceMarks';
import { adviceTip, often } from './adviceTip';

/** What is not among the open tips, each with its reason. */
export function adviceRest(view: AdviceView, further: readonly Advice[], deed: Deed): Child {
  const hidden = view.advice.filter(({ shown }) => !shown);
  const { unavailable, failures } = view;
  return [
    further.length > 0 &&
      disclosure('advice-more', t('advice.more', count(further.length)), () =>
        h(
          'div',
          { class: 'tips' },
          further.map((advice) => adviceTip(advice, view, deed)),
        ),
      ),
    hidden.length > 0 &&
      disclosure('advice-small', t('advice.small', count(hidden.length)), () =>
        h(
          'ul',
          { class: 'small-things' },
          hidden.map((advice) => h('li', null, smallThing(advice, view, deed))),
        ),
      ),
    unavailable.length > 0 &&
      disclosure(
        'advice-unavailable',
        t('advice.unavailable', count(new Set(unavailable.map(({ ruleId }) => ruleId)).size)),
        () => bySource(unavailable),
      ),
    failures.length > 0 &&
      h(
        'div',
        { class: 'notice failure' },
        h('p', null, t('advice.failures')),
        h(
          'ul',
          null,
          failures.map(({ ruleId, message }) => h('li', null, `${ruleName(ruleId)}: ${message}`)),
        ),
      ),
  ];
}

function smallThing(advice: Advice, { billNano }: AdviceView, deed: Deed): Child {
  const { title, hiddenBecause, ruleId } = advice;
  const worth = worthText(advice, billNano);
  return [
    h('div', null, phrase(title)),
    h('div', { class: 'aside' }, worth && `${worth} · `, often(advice), ' · ', t('advice.because', reason(advice))),
    (hiddenBecause === 'snoozed' || hiddenBecause === 'dismissed') &&
      linkButton(
        t('advice.wake'),
        () => {
          wake(advice);
          deed.say(t('deed.undone'));
        },
        { label: `${t('advice.wake')}: ${phraseText(title)}`, key: `wake-${ruleId}` },
      ),
  ];
}

function reason({ hiddenBecause, snoozedUntil }: Advice): string {
  // For ever is the year 9999.
  if (hiddenBecause === 'snoozed' && snoozedUntil !== undefined && snoozedUntil < Date.UTC(9000, 0)) {
    return t('hidden.snoozedUntil', dateOf(snoozedUntil));
  }
  return t(`hidden.${hiddenBecause ?? 'too-small'}`);
}

/** By assistant, and by what its logs lack: many rules share a reason. */
function bySource(unavailable: AdviceView['unavailable']): HTMLElement {
  const groups = new Map<string, { source: SourceId; missing: Capability[]; rules: string[] }>();
  for (const { ruleId, source, missing } of unavailable) {
    const key = `${source} ${missing.join()}`;
    const group = groups.get(key) ?? { source, missing, rules: [] };
    group.rules.push(ruleId);
    groups.set(key, group);
  }
  return h(
    'ul',
    { class: 'small-things' },
    [...groups.values()].map(({ source, missing, rules }) =>
      h(
        'li',
        null,
        h(
          'div',
          null,
          t('advice.unavailable.source', sourceName(source), listed(missing.map((one) => t(`capability.${one}`)))),
        ),
        h('div', { class: 'aside' }, rules.map(ruleName).join(' · ')),
      ),
    ),
  );
}

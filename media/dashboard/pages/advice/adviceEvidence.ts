import type { Advice, Evidence } from '../../../../src/protocol/coachViews';
import type { EvidencePlace } from '../../../../src/protocol/messages';
import { linkButton } from '../../controls';
import { disclosure } from '../../disclosure';
import { h, type Child } from '../../dom';
import { count, dateTime, meaning, moneyRange } from '../../format';
import { send } from '../../host';
import { properName, sourceName } from '../../names';
import { phrase, phraseText, translated } from '../../phraseText';
import { t } from '../../setup';
import { setState } from '../../state';
import { followedAs } from './adviceMarks';

/** The places where it shows: each leads to "Why this number?" of its call, or to its line in the log. */
export function adviceEvidence(advice: Advice): Child {
  const { evidence, occurrences, ruleId } = advice;
  if (evidence.length === 0) return null;
  const all = evidence.length >= occurrences;
  const label = all
    ? t('advice.evidence', count(evidence.length))
    : t('advice.evidenceDearest', count(evidence.length), count(occurrences));
  return disclosure(`evidence-${ruleId}`, label, () =>
    h(
      'ul',
      { class: 'evidence' },
      evidence.map((one, i) => h('li', null, row(one, advice, i))),
    ),
  );
}

export function placeOf({ sessionId, at }: Evidence): EvidencePlace {
  return { sessionId, ...at };
}

function row(evidence: Evidence, advice: Advice, index: number): Child {
  const { timestamp, source, project, why, lowNano, highNano } = evidence;
  const when = dateTime(timestamp);
  return [
    h(
      'div',
      { class: 'evidence-head' },
      where(evidence, advice.ruleId, index, when),
      h('span', { class: 'aside' }, sourceName(source), ' · ', properName(project || t('name.noProject'))),
      // On a subscription a single place has no amount: it is charged to nobody.
      highNano > 0 && meaning !== 'api-equivalent' && h('span', { class: 'amount' }, moneyRange(lowNano, highNano)),
    ),
    h('div', null, phrase(why)),
    advice.action.kind === 'copy-made' &&
      linkButton(
        translated(advice.actionLabel),
        () => send({ type: 'adviceAction', ...followedAs(advice), evidence: placeOf(evidence) }),
        { label: `${translated(advice.actionLabel)}: ${when}`, key: `made-${advice.ruleId}-${index}` },
      ),
  ];
}

function where(evidence: Evidence, ruleId: string, index: number, when: string): HTMLElement {
  const { requestId: request, at, why } = evidence;
  const key = `evidence-${ruleId}-${index}`;
  if (request !== undefined) {
    return linkButton(when, () => setState({ request }), {
      label: `${when}, ${phraseText(why)}: ${t('explain.title')}`,
      key,
    });
  }
  return h(
    'span',
    null,
    `${when} · `,
    linkButton(t('advice.openLog'), () => send({ type: 'openLog', file: at.file, offset: at.offset }), {
      label: `${t('advice.openLog')}: ${when}`,
      key,
    }),
  );
}

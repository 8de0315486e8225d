import type { OutcomesView, SessionTag } from '../../../src/protocol/coachViews';
import { linkButton } from '../controls';
import { Deed } from '../deed';
import { h, type Child } from '../dom';
import { dateTime, moneyInWords } from '../format';
import { query, send } from '../host';
import { properName, shortName } from '../names';
import { section } from '../section';
import { setup, t } from '../setup';
import { setState } from '../state';
import { metricPairs } from './outcomes/metricPairs';
import { PeriodPage } from './periodPage';
import { verdictList } from './outcomes/verdictList';

const TAGS = ['worth-it', 'waste', 'exploring'] as const satisfies SessionTag[];

type TaggedSession = OutcomesView['sessions'][number];

/** What the tokens were good for. Nothing here counts for more the more of it there is. */
export function outcomesPage(): PeriodPage<OutcomesView> {
  const deed = new Deed();
  return new PeriodPage<OutcomesView>({
    intro: t('outcomes.intro'),
    deed: deed.element,
    ask: (days) => query('outcomes', { days, billing: setup.billing }),
    draw: ({ metrics, sessions, verdicts }) => [
      section(
        t('outcomes.metrics'),
        metrics.length > 0 ? metricPairs(metrics) : h('p', { class: 'footnote' }, t('outcomes.none')),
      ),
      section(
        t('outcomes.sessions'),
        h('p', { class: 'footnote' }, t(sessions.length > 0 ? 'outcomes.sessionsText' : 'outcomes.noSessions')),
        sessions.length > 0 &&
          h(
            'ul',
            { class: 'small-things' },
            sessions.map((session) => h('li', null, sessionRow(session))),
          ),
      ),
      section(t('outcomes.verdicts'), verdictList(verdicts, deed)),
    ],
  });
}

function sessionRow({ id, project, timestamp, costNano, tag, traceless }: TaggedSession): Child {
  const name = shortName(project) || t('name.noProject');
  const when = dateTime(timestamp);
  return [
    h(
      'div',
      { class: 'evidence-head' },
      linkButton(when, () => setState({ page: 'sessions', session: id, request: undefined }), {
        label: `${name}, ${when}`,
        key: `session-${id}`,
      }),
      properName(name),
      traceless && h('span', { class: 'aside' }, t('outcomes.traceless')),
      h('span', { class: 'amount' }, moneyInWords(costNano)),
    ),
    h(
      'div',
      { role: 'group', 'aria-label': t('outcomes.tagOf', `${name}, ${when}`), class: 'tags' },
      TAGS.map((one) =>
        h(
          'button',
          {
            type: 'button',
            class: 'tag',
            'aria-pressed': String(one === tag),
            'data-focus': `tag-${id}-${one}`,
            // The same tag again takes it off.
            on: { click: () => send({ type: 'tagSession', session: id, tag: one === tag ? undefined : one }) },
          },
          t(`tag.${one}`),
        ),
      ),
    ),
  ];
}

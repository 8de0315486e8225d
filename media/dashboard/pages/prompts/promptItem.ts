import type { PromptPlace, PromptRow } from '../../../../src/protocol/promptViews';
import { linkButton } from '../../controls';
import { unpriced } from '../../cost';
import type { Deed } from '../../deed';
import { disclosure } from '../../disclosure';
import { h } from '../../dom';
import { fact } from '../../fact';
import { compact, count, dateTime, moneyInWords, plural } from '../../format';
import { query } from '../../host';
import { properName, sourceName } from '../../names';
import { Region } from '../../region';
import { t } from '../../setup';
import { setState } from '../../state';
import { promptText } from './promptText';

/** One prompt: what it was, what it cost, and on request its text. */
export function promptItem(row: PromptRow, deed: Deed): HTMLElement {
  const { project, timestamp, costNano, calls, model, source, sessionId, logGone } = row;
  const when = dateTime(timestamp);
  const name = project || t('name.noProject');
  return h(
    'article',
    { class: 'tip prompt' },
    h('h3', null, properName(name), h('span', { class: 'aside' }, ' ', when)),
    h(
      'p',
      { class: 'tip-worth' },
      costNano === undefined ? unpriced() : h('strong', null, t('prompts.cost', moneyInWords(costNano))),
      linkButton(t('prompts.session'), () => setState({ page: 'sessions', session: sessionId }), {
        label: `${t('prompts.session')}: ${name}, ${when}`,
      }),
    ),
    h(
      'dl',
      { class: 'facts' },
      fact(t('prompts.holds'), holds(row)),
      fact(t('prompts.carriedBy'), plural('count.calls', calls)),
      fact(t('prompts.answeredBy'), [sourceName(source), model !== '' && [' · ', properName(model)]]),
    ),
    logGone
      ? h('p', { class: 'footnote' }, t('prompts.logGone'))
      : disclosure(`prompt-${keyOf(row)}`, t('prompts.show'), () => textOf(row, deed)),
  );
}

function keyOf({ sessionId, file, offset, timestamp }: PromptPlace): string {
  return JSON.stringify([sessionId, file, offset, timestamp]);
}

function holds({ tokens, images }: PromptRow): string {
  const parts = [
    tokens.typed > 0 && t('prompts.holdsTyped', compact(tokens.typed)),
    tokens.pasted > 0 && t('prompts.holdsPasted', compact(tokens.pasted)),
    tokens.injected > 0 && t('prompts.holdsInjected', compact(tokens.injected)),
    images > 0 && t('prompts.holdsImages', count(images)),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** It is read from the log only now, and kept nowhere. */
function textOf({ sessionId, file, offset, timestamp }: PromptRow, deed: Deed): HTMLElement {
  const region = new Region(
    () => query('prompt', { sessionId, file, offset, timestamp }),
    (view) => promptText(view, deed),
  );
  void region.load();
  return region.element;
}

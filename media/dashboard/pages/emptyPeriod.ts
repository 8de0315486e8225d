import { button } from '../controls';
import { h } from '../dom';
import { t } from '../setup';
import { setState, state } from '../state';

/** Nothing in the days looked at: there may be more in a longer time, or no log was found at all. */
export function emptyPeriod(text: string): HTMLElement {
  const secondary = true;
  return h(
    'div',
    { class: 'empty' },
    h('p', null, text),
    h(
      'div',
      { class: 'actions' },
      state().coachDays < 90 &&
        button(t('coach.longer'), () => setState({ coachDays: 90 }), { secondary, key: 'longer' }),
      button(t('empty.where'), () => setState({ page: 'sources' }), { secondary, key: 'where' }),
    ),
  );
}

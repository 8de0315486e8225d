import { button } from '../controls';
import { h } from '../dom';
import { send } from '../host';
import { t } from '../setup';
import { setState } from '../state';

/** No assistant's log was found at all, or none yet. */
export function noData(indexing: boolean): HTMLElement {
  if (indexing) return h('div', { class: 'empty' }, h('h2', null, t('empty.title')), h('p', null, t('empty.indexing')));
  return h(
    'div',
    { class: 'empty' },
    h('h2', null, t('empty.title')),
    h('p', null, t('empty.text')),
    h('p', null, t('empty.privacy')),
    h(
      'div',
      { class: 'actions' },
      button(t('empty.sample'), () => send({ type: 'trySampleData' })),
      button(t('empty.where'), () => setState({ page: 'sources' }), { secondary: true }),
    ),
  );
}

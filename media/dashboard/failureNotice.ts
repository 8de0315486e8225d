import { button } from './controls';
import { h } from './dom';
import { t } from './setup';

/** What went wrong, with a way to try again. */
export function failureNotice(error: unknown, retry: () => void): HTMLElement {
  const message = error instanceof Error ? error.message : String(error);
  return h(
    'div',
    { class: 'notice failure', role: 'alert' },
    h('p', null, t('failure.text')),
    h('p', { class: 'detail' }, message),
    button(t('failure.retry'), retry, { icon: 'refresh', key: 'retry' }),
  );
}

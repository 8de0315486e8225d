import { h, type Child } from './dom';

/** A figure of a list of cards, with notes below it. */
export function card(title: string, value: Child, notes: Child[] = []): HTMLElement {
  return h(
    'div',
    { class: 'card' },
    h('dt', null, title),
    h('dd', { class: 'value' }, value),
    notes.filter(Boolean).map((note) => h('dd', { class: 'note' }, note)),
  );
}

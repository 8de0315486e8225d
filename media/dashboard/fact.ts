import { h, type Child } from './dom';

/** A line of a list of facts; nothing where there is no value. */
export function fact(title: string, value: Child): Child {
  return value ? h('div', null, h('dt', null, title), h('dd', null, value)) : null;
}

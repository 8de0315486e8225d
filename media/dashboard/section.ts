import { h, type Child } from './dom';

/** A part of a page under a heading of its own. */
export function section(title: string, ...content: Child[]): HTMLElement {
  return h('section', null, h('h2', null, title), content);
}

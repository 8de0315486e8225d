// Elements are made here and only here: text becomes text nodes, so nothing from a log can become markup.

export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Listeners = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

export interface Props {
  on?: Listeners;
  /** Inline styles, set through the CSSOM: a style attribute would break the content security policy. */
  css?: Record<string, string>;
  /** Attributes. `true` is an empty attribute; false, null and undefined are left out. */
  [attribute: string]: string | number | boolean | null | undefined | Listeners | Record<string, string>;
}

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props?: Props | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props?: Props | null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG_NAMESPACE, tag), props, children);
}

function fill<E extends HTMLElement | SVGElement>(element: E, props: Props | null | undefined, children: Child[]): E {
  const { on, css, ...attributes } = props ?? {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined || typeof value === 'object') continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, value] of Object.entries(css ?? {})) element.style.setProperty(name, value);
  for (const [type, listener] of Object.entries(on ?? {})) element.addEventListener(type, listener as EventListener);
  add(element, children);
  return element;
}

/** Puts `children` in place of what `parent` holds. */
export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, children);
}

function add(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(parent, child as readonly Child[]);
    else parent.append(child instanceof Node ? child : String(child as string | number));
  }
}

let ids = 0;

/** An id that no other element of the page has. */
export function uniqueId(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** Text for screen readers only. */
export function hidden(text: string): HTMLElement {
  return h('span', { class: 'visually-hidden' }, text);
}

export function icon(name: string): HTMLElement {
  return h('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

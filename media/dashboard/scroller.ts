import { h, type Child } from './dom';

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scroller = target.closest<HTMLElement>('.scroller');
    if (scroller) adjust(scroller);
  }
});

/** A box for what may be wider than the panel. It takes part in the tab order only while there is something to scroll. */
export function scroller(label: string, content: HTMLElement): HTMLElement {
  const box = h('div', { class: 'scroller', 'data-label': label }, content as Child);
  observer.observe(box);
  observer.observe(content);
  return box;
}

function adjust(box: HTMLElement): void {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  box.classList.toggle('scrolls', scrolls);
  if (scrolls) {
    box.tabIndex = 0;
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', box.dataset['label'] ?? '');
  } else {
    for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name);
  }
}

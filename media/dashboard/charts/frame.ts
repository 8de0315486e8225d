import { h, replace, svg, type Child } from '../dom';

interface FrameOptions {
  /** What the chart shows, in words: its accessible name. */
  summary: string;
  height: number;
  draw: (width: number, height: number) => Child;
  /** What to say about the place under the pointer; undefined = nothing. */
  tip?: (x: number, width: number) => Child | undefined;
  click?: (x: number, width: number) => void;
}

const drawings = new WeakMap<Element, (width: number) => void>();

const observer = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) drawings.get(target)?.(Math.floor(contentRect.width));
});

/** A chart as wide as its place, drawn anew when that changes, with a tip that follows the pointer. */
export function chartFrame(options: FrameOptions): HTMLElement {
  const image = svg('svg', { class: 'chart', role: 'img', 'aria-label': options.summary, height: options.height });
  const tip = h('div', { class: 'chart-tip', 'aria-hidden': 'true', hidden: true });
  const element = h('div', { class: 'chart-frame' }, image, tip);
  let drawn = 0;
  drawings.set(element, (width) => {
    if (width === drawn || width <= 0) return;
    drawn = width;
    image.setAttribute('width', String(width));
    replace(image, options.draw(width, options.height));
  });
  observer.observe(element);

  element.addEventListener('pointermove', (event) => {
    const x = event.clientX - element.getBoundingClientRect().left;
    const content = options.tip?.(x, drawn);
    tip.hidden = !content;
    if (!content) return;
    replace(tip, content);
    const left = x + 14 + tip.offsetWidth > drawn ? Math.max(0, x - 14 - tip.offsetWidth) : x + 14;
    tip.style.transform = `translateX(${Math.round(left)}px)`;
  });
  element.addEventListener('pointerleave', () => (tip.hidden = true));
  const { click } = options;
  if (click) {
    image.classList.add('clickable');
    image.addEventListener('click', (event) => click(event.clientX - element.getBoundingClientRect().left, drawn));
  }
  return element;
}

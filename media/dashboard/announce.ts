import { h } from './dom';

const region = h('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
document.body.append(region);

let lastAt = 0;

/** Tells screen readers. `quietSeconds`: not sooner than this after the last announcement. */
export function announce(text: string, quietSeconds = 0): void {
  const now = Date.now();
  if (now - lastAt < quietSeconds * 1000 || region.textContent === text) return;
  lastAt = now;
  region.textContent = text;
}

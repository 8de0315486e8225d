import { h, type Child } from './dom';

/** Which ones the user has opened, so that redrawing leaves them open. */
const open = new Set<string>();

/** Something that can be unfolded; drawn only when it is. */
export function disclosure(key: string, label: string, draw: () => Child): HTMLElement {
  const body = h('div', { class: 'disclosure-body' });
  const fill = () => {
    if (body.childElementCount === 0) body.append(h('div', null, draw()));
  };
  const details = h(
    'details',
    { class: 'disclosure', open: open.has(key) },
    h('summary', { 'data-focus': `disclosure-${key}` }, label),
    body,
  );
  if (details.open) fill();
  details.addEventListener('toggle', () => {
    if (details.open) open.add(key);
    else open.delete(key);
    if (details.open) fill();
  });
  return details;
}

import { h, type Child } from './dom';

interface Tab<Id extends string> {
  id: Id;
  title: string;
  content: HTMLElement;
}

/** Tabs with the keyboard of VS Code's own: arrows, Home and End move and show; Tab goes on into the page. */
export function tabs<Id extends string>(
  label: string,
  all: readonly Tab<Id>[],
  onSelect: (id: Id) => void,
): { list: HTMLElement; panels: HTMLElement[]; show: (id: Id) => void } {
  const buttons = all.map(({ id, title }) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${id}`,
        'aria-controls': `page-${id}`,
        on: { click: () => onSelect(id) },
      },
      title,
    ),
  );
  const panels = all.map(({ id, content }) =>
    h('div', { role: 'tabpanel', id: `page-${id}`, 'aria-labelledby': `tab-${id}`, class: 'panel' }, content),
  );
  const list = h('div', { role: 'tablist', 'aria-label': label, class: 'tabs' }, buttons as Child);
  list.addEventListener('keydown', (event) => {
    const now = buttons.findIndex((button) => button === document.activeElement);
    const last = buttons.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: now === last ? 0 : now + 1,
      ArrowLeft: now === 0 ? last : now - 1,
      Home: 0,
      End: last,
    };
    const target = all[moves[event.key] ?? -1];
    if (!target || now < 0) return;
    event.preventDefault();
    onSelect(target.id);
    buttons[all.indexOf(target)]?.focus();
  });
  return {
    list,
    panels,
    show: (id) => {
      all.forEach((tab, i) => {
        const selected = tab.id === id;
        buttons[i]!.setAttribute('aria-selected', String(selected));
        buttons[i]!.tabIndex = selected ? 0 : -1;
        panels[i]!.hidden = !selected;
      });
    },
  };
}

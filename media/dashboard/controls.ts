// Buttons and the search field come from @vscode-elements/elements; where the native control is enough, it is used.
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { h, icon, uniqueId } from './dom';

interface ButtonOptions {
  icon?: string;
  secondary?: boolean;
  /** Survives redrawing: focus returns to the element with the same key. */
  key?: string;
  describedBy?: string;
}

export function button(label: string, onClick: () => void, options: ButtonOptions = {}): HTMLElement {
  return h(
    'vscode-button',
    {
      // The element sets this, too, but only after a while: focus could not return to a new one.
      tabindex: 0,
      secondary: options.secondary,
      'data-focus': options.key,
      'aria-describedby': options.describedBy,
      on: {
        click: onClick,
        // The element has acted, but lets the page scroll on Space, and Enter press what has the focus by now.
        keydown: (event) => {
          if (event.key === ' ' || event.key === 'Enter') event.preventDefault();
        },
      },
    },
    // The element's own icon carries an inline style, which the content security policy forbids.
    options.icon && h('span', { slot: 'content-before' }, icon(options.icon)),
    label,
  );
}

/** A button that looks like a link: an action within text or a table. `label` is for screen readers where text is short. */
export function linkButton(text: string, onClick: () => void, options: { label?: string; key?: string } = {}) {
  return h(
    'button',
    {
      type: 'button',
      class: 'link',
      'aria-label': options.label,
      'data-focus': options.key,
      on: { click: onClick },
    },
    text,
  );
}

/** Label and drop-down list: a native one, which knows typing ahead, Home and End. */
export function select<V extends string>(
  label: string,
  choices: readonly (readonly [V, string])[],
  onChange: (value: V) => void,
): { element: HTMLElement; set: (value: V) => void } {
  const list: HTMLSelectElement = h(
    'select',
    { on: { change: () => onChange(list.value as V) } },
    choices.map(([value, text]) => h('option', { value }, text)),
  );
  return {
    element: h(
      'label',
      { class: 'control' },
      h('span', { class: 'control-label' }, label),
      h('span', { class: 'dropdown' }, list, icon('chevron-down')),
    ),
    set: (value) => (list.value = value),
  };
}

/** Two or three choices side by side: native radio buttons, so arrow keys work as everywhere. */
export function segments<V extends string>(
  label: string,
  choices: readonly (readonly [V, string])[],
  onChange: (value: V) => void,
): { element: HTMLElement; set: (value: V) => void } {
  const name = uniqueId('segments');
  const inputs = choices.map(([value]) =>
    h('input', { type: 'radio', name, value, on: { change: () => onChange(value) } }),
  );
  return {
    element: h(
      'fieldset',
      { class: 'control segments' },
      h('legend', { class: 'control-label' }, label),
      h(
        'div',
        { class: 'segments-row' },
        choices.map(([, text], i) => h('label', null, inputs[i], h('span', null, text))),
      ),
    ),
    set(value) {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}

/** Calls `onInput` once the typing has paused. */
export function searchField(
  label: string,
  onInput: (text: string) => void,
): { element: HTMLElement; set: (text: string) => void } {
  const field = h('vscode-textfield', { label, type: 'search', placeholder: label, maxlength: 200 });
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => onInput(field.value), 200);
  });
  return {
    element: h('div', { class: 'control grow' }, field),
    set(text) {
      if (field.value !== text) field.value = text;
    },
  };
}

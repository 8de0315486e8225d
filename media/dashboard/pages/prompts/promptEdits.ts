import type { PromptEdit, PromptText } from '../../../../src/protocol/promptViews';
import { dataTable } from '../../dataTable';
import { h, type Child } from '../../dom';
import { count } from '../../format';
import { t } from '../../setup';

const MOST_EDITS = 30;
/** Of either side of a change. */
const MOST_IN_ROW = 120;

/** What could go, the most worth first, each with a box to tick. */
export function promptEdits({ text, edits }: PromptText, choose: (edit: PromptEdit, wanted: boolean) => void): Child {
  const shown = edits.toSorted((a, b) => b.tokens - a.tokens).slice(0, MOST_EDITS);
  const tick = (edit: PromptEdit) => {
    const box = h('input', {
      type: 'checkbox',
      checked: edit.applied,
      on: { change: () => choose(edit, box.checked) },
    });
    return h('label', { class: 'tick' }, box, h('span', null, t(`edit.${edit.class}`)));
  };
  return h(
    'div',
    null,
    h('h4', null, t('prompts.edits')),
    dataTable(
      shown,
      [
        { title: t('prompts.what'), cell: tick },
        { title: t('prompts.change'), cell: (edit) => change(text, edit) },
        { title: t('prompts.fewer'), numeric: true, cell: ({ tokens }) => (tokens > 0 ? count(tokens) : '–') },
        { title: t('prompts.why'), cell: (edit) => t(`edit.${edit.class}.why`) },
      ],
      { caption: t('prompts.edits') },
    ),
    edits.length > shown.length &&
      h('p', { class: 'footnote' }, t('prompts.moreEdits', count(edits.length - shown.length))),
  );
}

function change(text: string, { start, end, replacement }: PromptEdit): Child {
  return h(
    'span',
    { class: 'change' },
    h('del', null, h('bdi', null, oneLine(text.slice(start, Math.min(end, start + MOST_IN_ROW + 1))))),
    replacement !== '' && [' ', h('ins', null, h('bdi', null, oneLine(replacement)))],
  );
}

function oneLine(part: string): string {
  const visible = part.slice(0, MOST_IN_ROW + 1).replaceAll(/\r\n|\r|\n/g, '↵');
  return visible.length > MOST_IN_ROW ? `${visible.slice(0, MOST_IN_ROW)}…` : visible;
}

import type { PromptEdit, PromptText, PromptTextView } from '../../../src/protocol/promptViews';
import { button } from '../controls';
import { dataTable } from '../dataTable';
import type { Deed } from '../deed';
import { h, uniqueId, type Child } from '../dom';
import { count, moneyInWords } from '../format';
import { send } from '../host';
import { t } from '../setup';

/** Nobody reads more of a prompt here, and the page stays quick. */
const MOST_SHOWN = 20_000;
const MOST_EDITS = 30;
/** Of either side of a change. */
const MOST_IN_ROW = 120;

/** A prompt before and after, side by side, with each edit and its reason. */
export function promptText(view: PromptTextView, deed: Deed): Child {
  if ('missing' in view) return h('p', { class: 'footnote' }, t(`prompts.missing.${view.missing}`));
  const { text, edits, untouched } = view;
  const applied = edits.filter((edit) => edit.applied);
  const offered = edits.filter((edit) => !edit.applied);
  return [
    h('p', null, verdict(view, applied.length)),
    h(
      'div',
      { class: 'before-after' },
      side(t('prompts.before'), text, marked(text, applied, 'before')),
      applied.length > 0 && side(t('prompts.after'), view.shortened, marked(text, applied, 'after')),
    ),
    h('p', { class: 'footnote' }, t('prompts.wasTyped')),
    applied.length > 0 && [
      h(
        'div',
        { class: 'actions' },
        button(
          t('prompts.copy'),
          () => {
            send({ type: 'copy', text: view.shortened });
            deed.say(t('prompts.copied'));
          },
          { icon: 'copy' },
        ),
      ),
      editTable(t('prompts.edits'), text, applied),
    ],
    offered.length > 0 && untouched === undefined && editTable(t('prompts.offered'), text, offered),
  ];
}

function verdict({ edits, tokensBefore, tokensAfter, estimate, savedNano, untouched }: PromptText, applied: number) {
  if (untouched) return t(`prompts.untouched.${untouched}`);
  if (applied === 0) return t(edits.length === 0 ? 'prompts.nothing' : 'prompts.onlyAsk');
  const difference = t(
    estimate ? 'prompts.differenceEstimate' : 'prompts.difference',
    count(tokensBefore),
    count(tokensAfter),
    count(tokensBefore - tokensAfter),
  );
  const saved = savedNano !== undefined && savedNano > 0 && t('prompts.saved', moneyInWords(savedNano));
  return [difference, saved].filter(Boolean).join(' ');
}

function side(title: string, text: string, content: Child): HTMLElement {
  const id = uniqueId('side');
  return h(
    'figure',
    null,
    h('figcaption', { id }, title),
    // It may scroll, so the keyboard has to reach it.
    h('pre', { tabindex: 0, role: 'region', 'aria-labelledby': id, dir: 'auto' }, content),
    text.length > MOST_SHOWN && h('p', { class: 'footnote' }, t('prompts.cut', count(text.length - MOST_SHOWN))),
  );
}

/** The text as it was or as it would be, with what goes and what comes marked. */
function marked(text: string, edits: readonly PromptEdit[], which: 'before' | 'after'): Child {
  const parts: Child[] = [];
  let done = 0;
  let shown = 0;
  const add = (part: string, wrap?: 'del' | 'ins') => {
    const cut = part.slice(0, Math.max(0, MOST_SHOWN - shown));
    shown += part.length;
    if (cut !== '') parts.push(wrap ? h(wrap, null, cut) : cut);
  };
  for (const { start, end, replacement } of edits) {
    if (shown >= MOST_SHOWN) break;
    add(text.slice(done, start));
    if (which === 'before') add(text.slice(start, end), 'del');
    else add(replacement, 'ins');
    done = end;
  }
  add(text.slice(done, done + MOST_SHOWN));
  return parts;
}

function editTable(caption: string, text: string, edits: readonly PromptEdit[]): Child {
  const shown = edits.slice(0, MOST_EDITS);
  return h(
    'div',
    null,
    h('h4', null, caption),
    dataTable(
      shown,
      [
        { title: t('prompts.what'), cell: (edit) => t(`edit.${edit.class}`) },
        { title: t('prompts.change'), cell: (edit) => change(text, edit) },
        { title: t('prompts.fewer'), numeric: true, cell: ({ tokens }) => (tokens > 0 ? count(tokens) : '–') },
        { title: t('prompts.why'), cell: (edit) => t(`edit.${edit.class}.why`) },
      ],
      { caption },
    ),
    edits.length > shown.length &&
      h('p', { class: 'footnote' }, t('prompts.moreEdits', count(edits.length - shown.length))),
  );
}

function change(text: string, { start, end, replacement }: PromptEdit): Child {
  const side = (part: string) => {
    const visible = part.slice(0, MOST_IN_ROW + 1).replaceAll(/\r\n|\r|\n/g, '↵');
    return visible.length > MOST_IN_ROW ? `${visible.slice(0, MOST_IN_ROW)}…` : visible;
  };
  return h(
    'span',
    { class: 'change' },
    h('del', null, h('bdi', null, side(text.slice(start, Math.min(end, start + MOST_IN_ROW + 1))))),
    replacement !== '' && [' ', h('ins', null, h('bdi', null, side(replacement)))],
  );
}

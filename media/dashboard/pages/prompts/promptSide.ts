import type { PromptEdit } from '../../../../src/protocol/promptViews';
import { h, uniqueId, type Child } from '../../dom';
import { count } from '../../format';
import { t } from '../../setup';

/** Nobody reads more of a prompt here, and the page stays quick. */
const MOST_SHOWN = 20_000;

/** The text as it was or as it would be, with what goes or what comes marked. */
export function promptSide(text: string, edits: readonly PromptEdit[], which: 'before' | 'after'): HTMLElement {
  const id = uniqueId('side');
  const parts: Child[] = [];
  let done = 0;
  let length = 0;
  const add = (part: string, wrap?: 'del' | 'ins') => {
    const cut = part.slice(0, Math.max(0, MOST_SHOWN - length));
    length += part.length;
    if (cut !== '') parts.push(wrap ? h(wrap, null, cut) : cut);
  };
  for (const { start, end, replacement } of edits) {
    const [head, tail] = equalLines(text.slice(start, end), replacement);
    add(text.slice(done, start + head));
    if (which === 'before') add(text.slice(start + head, end - tail), 'del');
    else add(replacement.slice(head, replacement.length - tail), 'ins');
    done = end - tail;
  }
  add(text.slice(done));
  return h(
    'figure',
    null,
    h('figcaption', { id }, t(`prompts.${which}`)),
    // It may scroll, so the keyboard has to reach it.
    h('pre', { tabindex: 0, role: 'region', 'aria-labelledby': id, dir: 'auto' }, parts),
    length > MOST_SHOWN && h('p', { class: 'footnote' }, t('prompts.cut', count(length - MOST_SHOWN))),
  );
}

/** Characters of the whole lines with which both begin and end: a folded log keeps those that matter. */
function equalLines(before: string, after: string): [head: number, tail: number] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  // From −1 on it would be looked for at 0.
  if (head > 0) head = before.lastIndexOf('\n', head - 1) + 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const feed = before.indexOf('\n', before.length - tail);
  return [head, feed < 0 ? 0 : before.length - feed];
}

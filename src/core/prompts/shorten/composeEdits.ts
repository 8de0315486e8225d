import { applyEdits } from './edit';
import type { Edit } from './edit';

/**
 * One list of edits of a text that does what two lists do one after the other: `first` turned the text into `between`,
 * `second` are edits of `between`. Edits that overlap, and an edit beside what was taken away, become one, which keeps
 * the earlier one's class and is only as safe as both. Both lists in order, not overlapping; so is the result.
 */
export function composeEdits(between: string, first: readonly Edit[], second: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  let i = 0;
  let j = 0;
  /** How much longer `between` is than the text, before the next group. */
  let shift = 0;
  const startOfFirst = (at: number): number => at + shift;
  while (i < first.length || j < second.length) {
    const nextFirst = first[i];
    const fromFirst = nextFirst ? startOfFirst(nextFirst.start) : Infinity;
    const fromSecond = second[j]?.start ?? Infinity;
    const start = Math.min(fromFirst, fromSecond);
    const textStart = start - shift;
    let end = start;
    const inFirst: Edit[] = [];
    const inSecond: Edit[] = [];
    for (;;) {
      const f = first[i];
      const s = second[j];
      const isOpen = inFirst.length + inSecond.length === 0;
      const from = f ? startOfFirst(f.start) : Infinity;
      // What was taken away leaves a place without width: a later edit beside it may only make sense with it.
      const touchesSecond = f?.replacement === '' && from === end && inSecond.length > 0;
      const touchesFirst = s?.start === end && inFirst.at(-1)?.replacement === '';
      if (f && from <= (s?.start ?? Infinity) && (isOpen || from < end || touchesSecond)) {
        end = Math.max(end, from + f.replacement.length);
        shift += f.replacement.length - (f.end - f.start);
        inFirst.push(f);
        i++;
      } else if (s && (isOpen || s.start < end || touchesFirst)) {
        end = Math.max(end, s.end);
        inSecond.push(s);
        j++;
      } else break;
    }
    const inGroup = [...inFirst, ...inSecond];
    const local = inSecond.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    result.push({
      class: inGroup[0]!.class,
      tier: inGroup.some(({ tier }) => tier === 'ask') ? 'ask' : 'safe',
      start: textStart,
      end: end - shift,
      replacement: applyEdits(between.slice(start, end), local),
    });
  }
  return result;
}

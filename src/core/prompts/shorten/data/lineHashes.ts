/** How the lines of a pasted block relate to a file's. Line numbers count from 1. */
export interface SharedLines {
  /** same: at least 98 % of the block's lines, in order, in one place; variant: at least 80 %, so likely on purpose. */
  match: 'same' | 'variant' | 'different';
  /** Of the lines of the block and of the file's passage, whichever are more, those in both; blank ones aside. */
  share: number;
  fromLine: number;
  toLine: number;
}

const SAME = 0.98;
const VARIANT = 0.8;
/** Neighbouring lines that are looked up together: single ones, such as a brace, are everywhere. */
const GRAM = 3;
/** Places remembered for one group of lines. */
const PLACES = 8;

/**
 * How much of `block` stands in `file` in one place and in order; indentation and blank lines do not matter. Groups of
 * three lines vote for where the block would begin in the file; around the place with most votes the lines are matched
 * one by one. Linear time.
 */
export function sharedLines(block: string, file: string): SharedLines {
  const wanted = contentOf(block);
  const present = contentOf(file);
  const none: SharedLines = { match: 'different', share: 0, fromLine: 0, toLine: 0 };
  const begin = likeliestBegin(wanted.lines, present.lines);
  if (begin === undefined) return none;

  const total = wanted.lines.length;
  // Lines added to or dropped from a variant shift what follows by as many.
  const slack = Math.ceil(total * (1 - VARIANT)) + 1;
  const from = Math.max(0, begin - slack);
  const places = placesOf(present.lines, from, begin + total + slack);
  let at = from;
  /** How far what was found last is from where the votes would have it. */
  let shift = 0;
  let first = -1;
  let found = 0;
  wanted.lines.forEach((line, i) => {
    const isAt = (place: number): boolean => place >= at && present.lines[place] === line;
    const agrees = (place: number): boolean => i + 1 === total || present.lines[place + 1] === wanted.lines[i + 1];
    let place: number | undefined;
    if (found > 0 && isAt(at)) place = at;
    else if (isAt(begin + i + shift)) place = begin + i + shift;
    else {
      // A jump needs a second line that agrees: a brace may be found anywhere.
      const all = places.get(line);
      while (all && all.next < all.places.length && all.places[all.next]! < at) all.next++;
      place = all?.places.slice(all.next, all.next + PLACES).find(agrees);
    }
    if (place === undefined || place > begin + i + slack) return;
    at = place + 1;
    shift = place - begin - i;
    if (found++ === 0) first = place;
  });
  if (found === 0) return none;
  // Lines of the file that the block leaves out count as much as lines that it adds.
  const share = found / Math.max(total, at - first);
  return {
    match: share >= SAME ? 'same' : share >= VARIANT ? 'variant' : 'different',
    share,
    fromLine: present.numbers[first]!,
    toLine: present.numbers[at - 1]!,
  };
}

/** The lines that are not blank, and their numbers. */
function contentOf(text: string): { lines: string[]; numbers: number[] } {
  const lines: string[] = [];
  const numbers: number[] = [];
  text.split('\n').forEach((line, i) => {
    const trimmed = line.trim();
    if (trimmed === '') return;
    lines.push(trimmed);
    numbers.push(i + 1);
  });
  return { lines, numbers };
}

/** Index in `present` at which the first line of `wanted` would stand; may be negative. undefined: nothing in common. */
function likeliestBegin(wanted: readonly string[], present: readonly string[]): number | undefined {
  const size = Math.min(GRAM, wanted.length);
  if (size === 0) return undefined;
  const gramAt = (lines: readonly string[], i: number): string => lines.slice(i, i + size).join('\n');
  const asked = new Map<string, number[]>();
  for (let i = 0; i + size <= wanted.length; i++) asked.set(gramAt(wanted, i), []);
  for (let i = 0; i + size <= present.length; i++) {
    const places = asked.get(gramAt(present, i));
    if (places && places.length < PLACES) places.push(i);
  }
  const votes = new Map<number, number>();
  let best: number | undefined;
  for (let i = 0; i + size <= wanted.length; i++) {
    for (const place of asked.get(gramAt(wanted, i))!) {
      const begin = place - i;
      const count = (votes.get(begin) ?? 0) + 1;
      votes.set(begin, count);
      if (best === undefined || count > votes.get(best)!) best = begin;
    }
  }
  return best;
}

/** For each line where it stands between `from` and `to`, ascending. */
function placesOf(lines: readonly string[], from: number, to: number): Map<string, { places: number[]; next: number }> {
  const found = new Map<string, { places: number[]; next: number }>();
  for (let i = from; i < Math.min(to, lines.length); i++) {
    const line = lines[i]!;
    const queue = found.get(line);
    if (queue) queue.places.push(i);
    else found.set(line, { places: [i], next: 0 });
  }
  return found;
}

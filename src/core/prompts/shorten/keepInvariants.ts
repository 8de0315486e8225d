import { applyEdits } from './edit';
import type { Edit, EditClass } from './edit';
import { brokenInvariant } from './invariants';
import type { Invariant } from './invariants';

/** An edit that was not made, and what it would have changed. */
export interface Refusal {
  edit: Edit;
  broken: Invariant | 'emptied';
}

/** Whole blocks; their makers check what they must keep (a copy's original, a log's errors, a table's values). */
const BLOCKS: ReadonlySet<EditClass> = new Set([
  'duplicate',
  'log-fold',
  'data-minify',
  'data-convert',
  'restated-code',
]);
/** Characters beside an edit that are looked at to see what it changes. */
const NEAR = 60;
/** Characters beside an edit that its tokens may reach into. */
const WORD_REACH = 24;

export interface EditChecks {
  countTokens: (text: string) => number;
  brokenInvariant: (before: string, after: string) => Invariant | undefined;
}

/**
 * Checks that remember what they said: a look at a text that was just shortened meets most places again, unchanged.
 * `goOn` is called before each.
 */
export function rememberingChecks(countTokens: (text: string) => number, goOn?: () => void): EditChecks {
  const tokens = new Map<string, number>();
  const broken = new Map<string, Invariant | undefined>();
  return {
    countTokens(text) {
      goOn?.();
      return remembered(tokens, text, () => countTokens(text));
    },
    // Texts with this sign in them are not shortened: it sets the two apart.
    brokenInvariant: (before, after) => remembered(broken, `${before}\0${after}`, () => brokenInvariant(before, after)),
  };
}

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  const value = known.get(key);
  if (value !== undefined || known.has(key)) return value as T;
  const found = find();
  known.set(key, found);
  return found;
}

/**
 * Of edits in order and not overlapping, those that save at least one token and no characters' worth of meaning: each by
 * itself and all together. What breaks an invariant is refused; what saves nothing is left out without a word. Linear time.
 */
export function keepInvariants(
  text: string,
  edits: readonly Edit[],
  checks: EditChecks,
): { edits: Edit[]; refused: Refusal[] } {
  const refused: Refusal[] = [];
  const alone = edits.filter((edit) => {
    if (!savesTokens(text, edit, checks)) return false;
    // White space alone has no meaning but line breaks; these are compared below.
    if (edit.class === 'whitespace' || BLOCKS.has(edit.class)) return true;
    const start = nearBefore(text, edit.start);
    const end = nearAfter(text, edit.end);
    const after = text.slice(start, edit.start) + edit.replacement + text.slice(edit.end, end);
    const broken = checks.brokenInvariant(text.slice(start, end), after);
    if (broken) refused.push({ edit, broken });
    return !broken;
  });
  const kept: Edit[] = [];
  for (const { start, end, edits: together } of hunks(text, alone)) {
    const local = together.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const slice = text.slice(start, end);
    const blocks = local.filter((edit) => BLOCKS.has(edit.class));
    const broken = checks.brokenInvariant(applyEdits(slice, blocks), applyEdits(slice, local));
    for (const edit of together) {
      if (broken && !BLOCKS.has(edit.class)) refused.push({ edit, broken });
      else kept.push(edit);
    }
  }
  if (kept.length > 0 && applyEdits(text, kept).trim() === '') {
    return { edits: [], refused: [...refused, ...kept.map((edit) => ({ edit, broken: 'emptied' as const }))] };
  }
  return { edits: kept, refused };
}

/** Edits by the lines that they touch: lines that are touched by no edit are equal anyway. */
function* hunks(text: string, edits: readonly Edit[]): Generator<{ start: number; end: number; edits: Edit[] }> {
  let hunk: { start: number; end: number; edits: Edit[] } | undefined;
  for (const edit of edits) {
    if (!hunk || edit.start > hunk.end) {
      if (hunk) yield hunk;
      hunk = { start: edit.start === 0 ? 0 : text.lastIndexOf('\n', edit.start - 1) + 1, end: 0, edits: [] };
    }
    hunk.edits.push(edit);
    if (edit.end >= hunk.end) {
      const feed = text.indexOf('\n', edit.end);
      hunk.end = feed < 0 ? text.length : feed;
    }
  }
  if (hunk) yield hunk;
}

function savesTokens(text: string, edit: Edit, { countTokens }: EditChecks): boolean {
  if (edit.replacement.length >= edit.end - edit.start) return false;
  let start = edit.start;
  const first = Math.max(0, start - WORD_REACH);
  while (start > first && isSpace(text[start - 1])) start--;
  while (start > first && !isSpace(text[start - 1])) start--;
  if (start > first) start--;
  let end = edit.end;
  const last = Math.min(text.length, end + WORD_REACH);
  while (end < last && isSpace(text[end])) end++;
  while (end < last && !isSpace(text[end])) end++;
  const after = text.slice(start, edit.start) + edit.replacement + text.slice(edit.end, end);
  return countTokens(after) < countTokens(text.slice(start, end));
}

/** The line's start, or a blank before if it is far. */
function nearBefore(text: string, at: number): number {
  const limit = Math.max(0, at - NEAR);
  for (let i = at; i > limit; i--) if (text[i - 1] === '\n') return i;
  for (let i = limit; i > limit - NEAR && i > 0; i--) if (isSpace(text[i])) return i;
  return limit;
}

function nearAfter(text: string, at: number): number {
  const limit = Math.min(text.length, at + NEAR);
  for (let i = at; i < limit; i++) if (text[i] === '\n') return i;
  for (let i = limit; i < limit + NEAR && i < text.length; i++) if (isSpace(text[i])) return i;
  return limit;
}

function isSpace(c: string | undefined): boolean {
  return c === ' ' || c === '\n' || c === '\t' || c === '\r';
}

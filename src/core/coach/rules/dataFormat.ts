import { pasteEditsOf } from '../../insights/activity/pasteEdits';
import { pastes } from '../../insights/activity/promptTexts';
import { tokensOnceShorter } from '../../prompts/pastedEdits';
import { applyEdits, type Edit } from '../../prompts/shorten/edit';
import type { Claim } from '../claims';
import type { CoachRule, Saving } from '../coachRule';
import { phrase, tokens } from '../phrase';

/** Smaller tables are quicker pasted than thought about. */
const LEAST_TOKENS = 500;
/** Minified JSON is the same JSON: what is saved is arithmetic (tier A). Another notation might be read otherwise. */
const RANGE = { 'data-minify': 0.9, 'data-convert': 0.8 } as const;
const MOST_READ = 60;

/**
 * P4: data pasted with its padding.
 * Signal: a pasted text of 500 tokens that is JSON, XML or a table. At least 5 uniform flat rows become CSV (−63 % of
 * pretty JSON, COACHING B), anything else loses its padding only (−39 %); both by converters that keep every scalar as
 * it is written. Silent where the prompt is about the very form: indentation, order, schema, validity.
 * Saving: what the tokens that go cost over their life; 80 to 100 % of it for CSV, 90 to 100 % for less padding.
 */
export const dataFormat: CoachRule = {
  id: 'data-format',
  family: 'prompt',
  tier: 'B',
  needs: ['prompts'],
  range: [RANGE['data-convert'], 1],
  words: {
    title: 'Data pasted {n} times took {tokens} tokens; without its padding, {after} hold the same.',
    risk: 'Where the layout itself is the question, paste it as it is.',
    check: 'We compare the tokens of the data you paste.',
    action: 'Copy as Compact Data',
  },
  verification: {
    unit: 'pasted data',
    units: (session) => {
      const units = [];
      let left = MOST_READ;
      for (const { turn, block } of pastes(session, LEAST_TOKENS / 4)) {
        const text = left-- > 0 ? session.textOf(block) : undefined;
        const rows = text ? rowsOf(text) : 0;
        if (rows > 0) units.push({ at: turn.at, value: block.tokens / rows });
      }
      return units;
    },
  },
  action: () => ({ kind: 'copy-made', what: 'converted-data' }),
  start: ({ countTokens }) => {
    const sums = { before: 0, after: 0 };
    return {
      session(session, desk) {
        const { calls } = session.threads[0]!;
        for (const { turn, block, text, edits: proposed } of pasteEditsOf(session)) {
          const edits = compactEdits(proposed);
          if (edits.length === 0) continue;
          const after = tokensOnceShorter(block.tokens, text, applyEdits(text, edits), countTokens);
          if (after >= block.tokens) continue;
          const [from, to] = [block.from + after, block.from + block.tokens];
          const claim = desk.claims.context(calls, { from, to, first: block.first, end: block.end });
          const isCsv = edits.some((edit) => edit.class === 'data-convert');
          const low = RANGE[isCsv ? 'data-convert' : 'data-minify'];
          sums.before += block.tokens;
          sums.after += after;
          const figures = { tokens: tokens(block.tokens), after: tokens(after) };
          const why = isCsv
            ? phrase('Rows of {tokens} tokens that take {after} as CSV', figures)
            : phrase('Data of {tokens} tokens that take {after} without padding', figures);
          const saving = ({ nano }: Claim): Saving => ({ lowNano: nano * low, highNano: nano });
          desk.found({ at: turn.at, call: calls[block.first], block, claim, saving, why });
        }
      },
      finish: () => ({ figures: { tokens: tokens(sums.before), after: tokens(sums.after) } }),
    };
  },
};

/** A pasted text with its data made compact; undefined: there is none. */
export function compactData(text: string, proposed: readonly Edit[]): string | undefined {
  const edits = compactEdits(proposed);
  return edits.length > 0 ? applyEdits(text, edits) : undefined;
}

/** One for each piece of data: as CSV where it can be, else without padding. */
function compactEdits(proposed: readonly Edit[]): Edit[] {
  const edits = proposed.filter(({ class: kind }) => kind in RANGE);
  const converted = edits.filter((edit) => edit.class === 'data-convert');
  const stays = (edit: Edit): boolean => !converted.some((csv) => csv.start < edit.end && edit.start < csv.end);
  return edits.filter((edit) => edit.class === 'data-convert' || stays(edit));
}

const FENCE = /^[ \t]*(?:```|~~~)[^\n]*\n/;
const CSV_ROW = /^[^,\n]+(?:,[^,\n]*){2,}$/;
const TABLE_ROW = /^\s*[|│║].*[^\s|│║:+─━-]/;

/** Rows of what looks like data, as many in one notation as in another; 0 for other texts. */
function rowsOf(text: string): number {
  const data = text.replace(FENCE, '').trimStart();
  if (/^[[{]/.test(data)) return countOf(data, '}');
  if (data.startsWith('<')) return countOf(data, '</');
  const lines = data.split('\n').filter((line) => line.trim() !== '' && !FENCE.test(`${line}\n`));
  const rows = lines.filter((line) => CSV_ROW.test(line) || TABLE_ROW.test(line)).length;
  return rows >= lines.length * 0.5 ? rows - 1 : 0;
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}

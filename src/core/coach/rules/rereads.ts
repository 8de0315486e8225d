import { blocksOfKind } from '../../insights/session/blocksOfKind';
import type { PlacedBlock, Thread } from '../../insights/session/sessionFacts';
import { PRINTS } from '../../insights/activity/printedFiles';
import { pathOf, readsFile } from '../../insights/activity/toolUse';
import { BlockKind } from '../../usage/blockKind';
import { byGroup } from '../byGroup';
import type { CoachRule, Occurrence } from '../coachRule';
import { count, phrase, tokens } from '../phrase';

/** Of one file in one context: so often, and so many tokens more than one reading. */
const LEAST_READS = 3;
const LEAST_EXTRA = 2_000;
/** A client may want a file read before it is edited: a reading followed so soon by an edit was for that. */
const BEFORE_EDIT_CALLS = 5;

/**
 * C11: the same file read again, unchanged, while what was read stands in the context.
 * Signal: equal content from the same file (or of the same printing program, where the log does not name the file) at
 * least 3 times between two restarts of the context, 2,000 tokens more than once. Equal content is equal bytes, so
 * overlapping ranges do not count. Left out: readings after an edit of that file, and ones followed by one within 5
 * calls, which clients ask for.
 * Saving: the repeated readings over their life; 70 to 100 % of it.
 */
export const rereads: CoachRule = {
  id: 'rereads',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls', 'tool-results'],
  range: [0.7, 1],
  words: {
    title: '{file} was read {times} times unchanged in one context; such readings put in {tokens} tokens twice.',
    risk: 'The assistant decides what it reads: a line of instruction helps only sometimes.',
    check: 'We compare how many tokens a session reads again.',
    action: 'Copy a Line for the Instructions',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const at = threads[0]!.calls[0]?.at;
      const again = threads.flatMap((thread) => repeatsIn(thread)).reduce((sum, { block }) => sum + block.tokens, 0);
      return at === undefined ? [] : [{ at, value: again }];
    },
  },
  action: () => ({
    kind: 'copy',
    text: 'Do not read a file again that you have read and nobody changed; of files over 800 lines read only the lines you need.',
  }),
  start: () => ({
    session({ id, threads }, desk) {
      for (const thread of threads) {
        for (const { block, times } of repeatsIn(thread)) {
          const { from, first, end } = block;
          const claim = desk.claims.context(thread.calls, { from, to: from + block.tokens, first, end });
          const figures = { file: nameOf(block), tokens: tokens(block.tokens), times: count(times) };
          const why = phrase('{file}: the same {tokens} tokens again, reading {times}', figures);
          const group = `${id} ${thread.agent} ${block.target || block.hash}`;
          desk.found({ at: block.at, call: thread.calls[first], block, claim, group, why });
        }
      }
    },
    finish(occurrences) {
      const groups = [...byGroup(occurrences).values()];
      const most = groups.sort((a, b) => b.length - a.length || sizeOf(b) - sizeOf(a))[0]!;
      const { file } = most[0]!.why.figures;
      return { figures: { file: file!, times: count(most.length + 1), tokens: tokens(sizeOf(occurrences)) } };
    },
  }),
};

function sizeOf(occurrences: readonly Occurrence[]): number {
  return occurrences.reduce((sum, { block }) => sum + (block?.tokens ?? 0), 0);
}

/** Readings of what the context held already. `times`: the second, the third … */
function repeatsIn(thread: Thread): { block: PlacedBlock; times: number }[] {
  const readings = new Map<string, PlacedBlock[]>();
  for (const block of oftenTheSame(blocksOfKind(thread, BlockKind.ToolResult).blocks)) {
    if (block.isError || block.end <= block.first) continue;
    if (!(readsFile(block) && pathOf(block)) && !PRINTS.has(block.target)) continue;
    // Their sizes may differ: around what a command printed stands how long that took.
    const key = `${block.hash} ${block.end} ${block.target}`;
    const list = readings.get(key);
    if (list) list.push(block);
    else readings.set(key, [block]);
  }
  if (readings.size === 0) return [];
  const edits = new Map<string, number[]>();
  for (const { target, first } of blocksOfKind(thread, BlockKind.Edit).blocks) {
    const list = edits.get(target);
    if (list) list.push(first);
    else edits.set(target, [first]);
  }
  const found: { block: PlacedBlock; times: number }[] = [];
  for (const list of readings.values()) {
    if (list.length < LEAST_READS) continue;
    const edited = edits.get(list[0]!.target) ?? [];
    const kept = list.filter((block, i) => {
      const before = list[i - 1]?.first ?? block.first;
      return i > 0 && !edited.some((at) => at > before && at <= block.first + BEFORE_EDIT_CALLS);
    });
    const extra = kept.reduce((sum, block) => sum + block.tokens, 0);
    if (kept.length < LEAST_READS - 1 || extra < LEAST_EXTRA) continue;
    for (const block of kept) found.push({ block, times: list.indexOf(block) + 1 });
  }
  return found;
}

/** Those whose text came up often enough: nearly all come once. */
function oftenTheSame(results: readonly PlacedBlock[]): PlacedBlock[] {
  const times = new Map<number, number>();
  for (const { hash } of results) if (hash !== 0) times.set(hash, (times.get(hash) ?? 0) + 1);
  return results.filter(({ hash }) => (times.get(hash) ?? 0) >= LEAST_READS);
}

function nameOf(block: PlacedBlock): string {
  const path = pathOf(block);
  return path ? path.slice(path.lastIndexOf('/') + 1) : 'A file';
}

import { contextCost } from '../../insights/session/blockCost';
import { parallelHelpers } from '../../insights/activity/parallelHelpers';
import { reuseAfter } from '../../insights/activity/reuse';
import type { PlacedBlock, SessionFacts, Thread, Turn } from '../../insights/session/sessionFacts';
import { ADVISOR } from '../../insights/session/setAdviceAside';
import { pathOf, readsFile } from '../../insights/activity/toolUse';
import { BlockKind } from '../../usage/blockKind';
import type { Claim, Claims } from '../claims';
import { costOfCalls } from '../../insights/session/sessionCost';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { count, nano, phrase, share, tokens } from '../phrase';

/** Helpers at once; of their files, so many read by another one too; of their cost, so much for starting up. */
const LEAST_HELPERS = 3;
const LEAST_OVERLAP = 0.5;
const LEAST_SHARED_FILES = 3;
const LEAST_STARTUP = 0.6;
/** What one turn looked through in the main thread, and how much of it may come back. */
const LEAST_EXPLORED = 50_000;
const USED = { share: 0.05, names: 10 };
/** What a helper would have reported. */
const REPORT_TOKENS = 2_000;
/** Results of one turn, and turns of one session, that are looked at: 41 texts each. */
const MOST_RESULTS = 4;
const MOST_TURNS = 3;

/** Asked to look twice on purpose. */
const REVIEW =
  /review|critic|critique|verif|judge|audit|second opinion|independent|compare|vote|검토|검증|レビュー|検証|审查|评审|prüf/i;

/**
 * C15: helpers that do the same work, or none where one was due.
 * Signal: (a) 3 or more sub-agents at once, half of whose files another one reads too (3 files or more), or whose fixed
 * prefix is 60 % of their cost; (b) 50,000 tokens of files and searches in one turn of the main thread, less than 5 % of
 * whose rare words (of the 4 largest, and fewer than 10 names) come back. Left out: helpers asked to review or to
 * compare, who read the same on purpose.
 * Saving: (a) the files that an earlier helper had read, and the prefix written once instead of once for each; (b) what
 * was looked through, but for 2,000 tokens of report; 40 to 80 % of it, for one helper would have read more, and
 * another's report does not hold all.
 */
export const fanOut: CoachRule = {
  id: 'fan-out',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls', 'tool-results', 'sub-agents'],
  range: [0.4, 0.8],
  words: {
    title: 'Helpers read the same files, or long searches stayed in the main conversation: {n} times, {cost}.',
    risk: 'Helpers that are to judge independently have to read the same.',
    check: 'We compare what sub-agents cost, per session.',
    action: 'Copy a Way to Delegate',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const helpers = threads.slice(1).flatMap(({ agent, calls }) => (agent === ADVISOR ? [] : calls));
      const cost = costOfCalls(helpers);
      return helpers.length === 0 ? [] : [{ at: helpers[0]!.at, value: cost }];
    },
  },
  action: () => ({
    kind: 'copy',
    text: 'Use one helper for this. Scope: <folders>. Files: <list>. Return at most 20 lines: places (file:line) and one sentence each.',
  }),
  start: () => ({
    session(session, desk) {
      for (const helpers of parallelHelpers(session, LEAST_HELPERS)) {
        const { overlap, repeated } = overlapOf(helpers);
        const startup = startupOf(helpers);
        if (overlap < LEAST_OVERLAP && startup < LEAST_STARTUP) continue;
        if (isReview(session, helpers)) continue;
        const claim = claimHelpers(desk.claims, helpers, repeated);
        const figures = { helpers: count(helpers.length), overlap: share(overlap), startup: share(startup) };
        const text =
          overlap >= LEAST_OVERLAP
            ? '{helpers} helpers at once: {overlap} of their files were read by another one too'
            : '{helpers} helpers at once: {startup} of their cost was for starting up';
        const call = helpers[0]!.calls[0]!;
        desk.found({ at: call.at, call, claim, group: 'helpers', why: phrase(text, figures) });
      }
      for (const results of explorations(session)) {
        const main = session.threads[0]!;
        const claim = desk.claims.together(() => {
          let report = REPORT_TOKENS;
          for (const block of results) {
            const { from, first, end } = block;
            const kept = Math.min(report, block.tokens);
            report -= kept;
            desk.claims.context(main.calls, { from: from + kept, to: from + block.tokens, first, end });
          }
        });
        const block = results[0]!;
        const size = tokens(results.reduce((sum, result) => sum + result.tokens, 0));
        const why = phrase('{size} tokens of files and searches stayed in the main conversation, hardly used', {
          size,
        });
        desk.found({ at: block.at, call: main.calls[block.first], block, claim, group: 'main', why });
      }
    },
    finish: (occurrences) => ({
      figures: { cost: nano(claimed(occurrences)) },
    }),
  }),
};

/** Helpers' readings of files: how many of them another helper reads too, and which an earlier one had read. */
function overlapOf(helpers: readonly Thread[]): { overlap: number; repeated: Map<Thread, PlacedBlock[]> } {
  const readers = new Map<string, Set<Thread>>();
  const repeated = new Map<Thread, PlacedBlock[]>();
  for (const helper of helpers) {
    for (const block of helper.blocks) {
      const path = block.kind === BlockKind.ToolResult && readsFile(block) ? pathOf(block) : '';
      if (!path) continue;
      const others = readers.get(path);
      if (!others) readers.set(path, new Set([helper]));
      else if (!others.has(helper)) {
        others.add(helper);
        const list = repeated.get(helper);
        if (list) list.push(block);
        else repeated.set(helper, [block]);
      }
    }
  }
  let [all, common, files] = [0, 0, 0];
  for (const { size } of readers.values()) {
    all += size;
    if (size > 1) {
      common += size;
      files++;
    }
  }
  return { overlap: files < LEAST_SHARED_FILES ? 0 : common / all, repeated };
}

function startupOf(helpers: readonly Thread[]): number {
  let [startup, all] = [0, 0];
  for (const { calls, epochs } of helpers) {
    const prefix = epochs[0]?.prefix ?? 0;
    for (const call of calls) {
      startup += contextCost(call, 0, prefix);
      all += call.costNano ?? 0;
    }
  }
  return all > 0 ? startup / all : 0;
}

function isReview(session: SessionFacts, helpers: readonly Thread[]): boolean {
  const agents = new Set(helpers.map(({ agent }) => agent));
  const [first, last] = [helpers[0]!.calls[0]!.at, helpers.at(-1)!.calls[0]!.at];
  const asked = session.threads[0]!.blocks.filter(
    ({ kind, at }) => kind === BlockKind.SubAgent && at <= last && at > first - 10 * 60_000,
  );
  const words = asked
    .slice(-2 * agents.size)
    .map((block) => `${block.name} ${block.target} ${session.textOf(block) ?? 'review'}`);
  return words.length === 0 || words.some((text) => REVIEW.test(text));
}

function claimHelpers(claims: Claims, helpers: readonly Thread[], repeated: Map<Thread, PlacedBlock[]>): Claim {
  return claims.together(() => {
    for (const [i, helper] of helpers.entries()) {
      const prefix = helper.epochs[0]?.prefix ?? 0;
      if (i > 0) claims.premium(helper.calls[0]!, 0, prefix);
      for (const { from, tokens: size, first, end } of repeated.get(helper) ?? [])
        claims.context(helper.calls, { from, to: from + size, first, end });
    }
  });
}

/** Per turn of the main thread, what was looked through before anything was changed, if hardly any of it was used. */
function explorations(session: SessionFacts): PlacedBlock[][] {
  const main = session.threads[0]!;
  const { blocks } = main;
  const found: PlacedBlock[][] = [];
  let [i, judged] = [0, 0];
  for (const turn of session.turns) {
    const begin = i;
    let [size, edited] = [0, blocks.length];
    for (; i < blocks.length && blocks[i]!.first <= turn.end; i++) {
      const block = blocks[i]!;
      if (block.kind === BlockKind.Edit) edited = Math.min(edited, i);
      if (i < edited && isFound(block, turn)) size += block.tokens;
    }
    if (size < LEAST_EXPLORED || judged++ >= MOST_TURNS) continue;
    const results: number[] = [];
    for (let k = begin; k < Math.min(i, edited); k++) if (isFound(blocks[k]!, turn)) results.push(k);
    const largest = results.toSorted((a, b) => blocks[b]!.tokens - blocks[a]!.tokens).slice(0, MOST_RESULTS);
    const unused = largest.every((index) => {
      const reuse = reuseAfter(session, main, index, { enough: USED });
      return reuse !== undefined && reuse.share < USED.share && reuse.names < USED.names;
    });
    if (unused) found.push(results.map((index) => blocks[index]!));
  }
  return found;
}

function isFound({ kind, first, isError }: PlacedBlock, turn: Turn): boolean {
  return kind === BlockKind.ToolResult && !isError && first > turn.first;
}

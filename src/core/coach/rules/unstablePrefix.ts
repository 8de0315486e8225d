import { cacheLifeAt } from '../../insights/session/cacheLife';
import type { SessionFacts, Thread } from '../../insights/session/sessionFacts';
import { namesAnother } from '../../usage/namesAnother';
import { BlockKind } from '../../usage/blockKind';
import { byGroup } from '../byGroup';
import { claimed } from '../claimed';
import type { Claim } from '../claims';
import type { AdviceAction, CoachRule } from '../coachRule';
import { count, nano, phrase, tokens } from '../phrase';

/** So much of what was sent just before should at least have been found in the cache. */
const FOUND = 0.5;
/** Less is not worth a look. */
const LEAST_LOST = 10_000;
/** A cache is looked up so many blocks back: what came in more of them at once hides what was before. */
const LOOK_BACK_BLOCKS = 20;
/** A measured prefix may be a little off. */
const WITHIN_PREFIX = 0.9;

type Cause = 'update' | 'prefix' | 'blocks' | 'unknown';

/**
 * C14: the cache broke without a pause.
 * Signal: less than half of the context before was found, within its cache's life, with model, tier, speed and effort
 * (where both rows name it) as before, no restart of the context, nothing cut from it, 10,000 tokens lost. Anthropic
 * only: others evict and balance loads. Left out: the first call of a turn after thinking, which several models drop
 * there.
 * Causes that a log can tell: the assistant was updated in between, and brought another system prompt and other
 * tools; something was found, but not all of the fixed prefix, so system prompt or tools behind the first of them
 * changed; or more than 20 blocks came at once, beyond which a cache is not looked for. What of tools and prompts
 * changed no log holds. Nothing found at all may be the provider's doing as well: unknown.
 * Saving: what was written beyond the price of reading it; 90 to 100 % of it, for unknown causes 0 to 100 %.
 */
export const unstablePrefix: CoachRule = {
  id: 'unstable-prefix',
  family: 'context',
  tier: 'A',
  needs: ['per-call-usage', 'cache-split', 'cache-ttl'],
  range: [0.9, 1],
  words: {
    title: 'The cache broke {n} times without a pause: {cost} for writing again what was there.',
    risk: 'None, if what changes is found. Some breaks are the provider’s own.',
    check: 'We compare what such breaks cost, per session.',
    action: 'What to Look For',
  },
  verification: {
    unit: 'session',
    units: (session) => {
      const at = session.threads[0]!.calls[0]?.at;
      return at === undefined ? [] : [{ at, value: breaksIn(session).reduce((sum, b) => sum + b.to - b.from, 0) }];
    },
  },
  action: () => guideFor('unknown'),
  start: () => ({
    session(session, desk) {
      const { calls } = session.threads[0]!;
      for (const { j, from, to, cause } of breaksIn(session)) {
        const call = calls[j]!;
        const claim = desk.claims.premium(call, from, to);
        const why = phrase(WHY[cause], { tokens: tokens(to - from), found: tokens(call.cacheRead) });
        const saving = cause === 'unknown' ? ({ nano: got }: Claim) => ({ lowNano: 0, highNano: got }) : undefined;
        desk.found({ at: call.at, call, claim, saving, group: cause, why });
      }
    },
    finish(occurrences) {
      const groups = [...byGroup(occurrences)].sort((a, b) => b[1].length - a[1].length);
      const cause = groups[0]![0] as Cause;
      const cost = claimed(occurrences);
      return { figures: { n: count(occurrences.length), cost: nano(cost) }, action: guideFor(cause) };
    },
  }),
};

const WHY: Record<Cause, string> = {
  update: '{tokens} tokens written again: the assistant was updated in the middle of the session',
  prefix: '{tokens} tokens written again: only the first {found} of the prefix were as before',
  blocks: '{tokens} tokens written again: more than 20 blocks came at once',
  unknown: '{tokens} tokens written again, {found} found; the log does not say why',
};

interface Break {
  j: number;
  from: number;
  to: number;
  cause: Cause;
}

function breaksIn({ threads, turns }: SessionFacts): Break[] {
  const main = threads[0]!;
  const { calls, epochs } = main;
  const found: Break[] = [];
  let turnStarts: Set<number> | undefined;
  for (const { first, end, prefix } of epochs) {
    for (let j = first + 1; j < end; j++) {
      const [call, before] = [calls[j]!, calls[j - 1]!];
      const to = Math.min(before.input, before.cacheRead + before.cacheWrite);
      if (call.cacheRead >= FOUND * before.input || to - call.cacheRead < LEAST_LOST) continue;
      if (call.provider !== 'anthropic' || call.input < before.input) continue;
      const isSame = call.model === before.model && call.tier === before.tier && call.speed === before.speed;
      if (!isSame || namesAnother(call.effort, before.effort) || call.operation !== before.operation) continue;
      const life = cacheLifeAt(calls, j - 1);
      if (life === undefined || call.at - before.at >= life) continue;
      turnStarts ??= new Set(turns.map((turn) => turn.first));
      if (turnStarts.has(j) && hasThinking(main, first, j)) continue;
      found.push({ j, from: call.cacheRead, to, cause: causeOf(main, j, prefix) });
    }
  }
  return found;
}

function causeOf({ calls, blocks }: Thread, j: number, prefix: number): Cause {
  const { cacheRead, clientVersion } = calls[j]!;
  if (namesAnother(clientVersion, calls[j - 1]!.clientVersion)) return 'update';
  if (cacheRead > 0 && cacheRead < WITHIN_PREFIX * prefix) return 'prefix';
  let arrived = 0;
  for (const { first, kind } of blocks) if (first === j && kind !== BlockKind.Edit) arrived++;
  return arrived > LOOK_BACK_BLOCKS ? 'blocks' : 'unknown';
}

function hasThinking({ blocks }: Thread, first: number, j: number): boolean {
  return blocks.some((block) => block.kind === BlockKind.Thinking && block.first > first && block.first <= j);
}

const FINISH_FIRST = 'Finish a session before updating, and before resuming it elsewhere.';
const LOOK_FOR = [
  'Look at /mcp for servers that connect again in the middle of a session.',
  'Look for dates, git status or command output in CLAUDE.md and what it includes.',
  FINISH_FIRST,
];
const STEPS: Record<Cause, string[]> = {
  update: [FINISH_FIRST],
  prefix: LOOK_FOR,
  blocks: ['Let fewer tools run at once: a cache is looked up 20 blocks back.'],
  unknown: LOOK_FOR,
};

function guideFor(cause: Cause): AdviceAction {
  return { kind: 'guide', steps: STEPS[cause] };
}

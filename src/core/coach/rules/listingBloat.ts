import { BlockKind } from '../../usage/textBlock';
import type { SessionFacts } from '../../insights/session/sessionFacts';
import { listed } from '../../insights/workspaceFiles';
import { claimPrefix } from '../claimPrefix';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, nano, phrase, tokens } from '../phrase';

/** COACHING C13: about 1 % of a window is what the clients themselves give to such lists. */
const LEAST_TOKENS = 1_500;
const LEAST_UNUSED = 0.5;
const LEAST_SESSIONS = 10;
/** Calls of skills read in one session. */
const MOST_READ = 20;

/**
 * C13: descriptions of skills, agents and commands are listed in every request, and at least half of them were never
 * used in the days looked at. Saving: what the descriptions of the unused ones cost, 70 % at least. Rare but critical
 * ones are better hidden from the list than deleted.
 */
export const listingBloat: CoachRule = {
  id: 'listing-bloat',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls'],
  range: [0.7, 1],
  words: {
    title: '{unused} of {all} skills, agents and commands were never used; their descriptions cost {cost}.',
    risk: 'What is rare may be vital: keep it with disable-model-invocation: true, and call it by name.',
    check: 'We compare the size of the first request, per session.',
    action: 'Show What Helps',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: [
      'Open the workspace’s Context page: it lists them with their sizes.',
      'Shorten descriptions to what tells when to use it; put disable-model-invocation: true into what you call by name only.',
    ],
  }),
  start: ({ filesOf }) => {
    const used = new Set<string>();
    const workspaces = new Map<string, { sessions: number; names: string[]; tokens: number }>();
    return {
      session(session, desk) {
        const files = filesOf?.(session.workspace);
        const first = session.threads[0]!.calls[0];
        if (!files || !first) return;
        const list = listed(files, session.source);
        if (list.length === 0) return;
        const key = `${session.workspace} ${session.source}`;
        const tally = workspaces.get(key) ?? { sessions: 0, names: [], tokens: 0 };
        workspaces.set(key, tally);
        tally.sessions++;
        tally.names = list.map(({ name }) => name);
        tally.tokens = list.reduce((sum, one) => sum + one.tokens, 0);
        for (const name of usedNames(session)) used.add(`${key} ${name}`);
        for (const { name, tokens: size } of list) {
          const claim = claimPrefix(session, desk.claims, size);
          const why = phrase('{name}: {tokens} tokens in every call, never used', { name, tokens: tokens(size) });
          desk.found({ at: first.at, call: first, claim, why, group: `${key} ${name}` });
        }
      },
      finish: (occurrences) => {
        const bloated = [...workspaces].filter(([key, { sessions, names, tokens: size }]) => {
          const unused = names.filter((name) => !used.has(`${key} ${name}`)).length;
          return sessions >= LEAST_SESSIONS && size >= LEAST_TOKENS && unused >= LEAST_UNUSED * names.length;
        });
        const groups = new Set(bloated.flatMap(([key, { names }]) => names.map((name) => `${key} ${name}`)));
        const keep = ({ group = '' }: { group?: string }): boolean => groups.has(group) && !used.has(group);
        const kept = occurrences.filter(keep);
        return {
          figures: {
            unused: count(new Set(kept.map(({ group }) => group)).size),
            all: count(groups.size),
            cost: nano(claimed(kept)),
          },
          keep,
        };
      },
    };
  },
};

/** Agents by their type, skills and commands by the name that a call gives. */
function usedNames(session: SessionFacts): string[] {
  let left = MOST_READ;
  return session.threads.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === BlockKind.SubAgent) return block.target || block.name;
      const isSkill = block.kind === BlockKind.ToolCall && /^(?:Skill|SlashCommand)$/.test(block.name);
      if (!isSkill || left-- <= 0) return [];
      const found = /"(?:skill|command|name)"\s*:\s*"\/?([^"\s]+)/.exec(session.textOf(block) ?? '')?.[1];
      return found ? (found.split(':').at(-1) ?? []) : [];
    }),
  );
}

import { ownName, skillListing, usedSkills } from '../../insights/activity/skillListing';
import { listed } from '../../insights/workspaceFiles';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, nano, phrase, tokens } from '../phrase';

/** COACHING C13: about 1 % of a window is what the clients themselves give to such lists. */
const LEAST_TOKENS = 1_500;
const LEAST_UNUSED = 0.5;
const LEAST_SESSIONS = 10;

/**
 * C13: descriptions of skills, agents and commands are listed in every request, and at least half of them were never
 * used in the days looked at, in any workspace. Which they were is taken from the log where it says so (Claude Code since
 * 2.1, with those of plugins), else from the files of the workspace and the user. Saving: what the descriptions of the
 * unused ones cost, 70 % at least. Rare but critical ones are better hidden from the list than deleted.
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
    check: 'We compare the size of the first call, per session.',
    action: 'Show What Helps',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: [
      'Open the workspace’s Context page: it lists them with their sizes.',
      'Shorten descriptions to what tells when to use it; put disable-model-invocation: true into what you call by name only.',
      'Skills of plugins and of Claude Code itself: "skillOverrides" in its settings.json lists one by its name alone ("name-only"), or not at all ("user-invocable-only").',
    ],
  }),
  start: ({ filesOf }) => {
    const used = new Set<string>();
    const workspaces = new Map<string, { source: string; sessions: number; names: string[]; tokens: number }>();
    return {
      session(session, desk) {
        const first = session.threads[0]!.calls[0];
        if (!first) return;
        const files = filesOf?.(session.workspace);
        const list = skillListing(session) ?? (files ? listed(files, session.source) : []);
        if (list.length === 0) return;
        for (const name of usedSkills(session)) used.add(`${session.source} ${name}`);
        const key = `${session.workspace} ${session.source}`;
        const tally = workspaces.get(key) ?? { source: session.source, sessions: 0, names: [], tokens: 0 };
        workspaces.set(key, tally);
        tally.sessions++;
        tally.names = list.map(({ name }) => name);
        tally.tokens = list.reduce((sum, one) => sum + one.tokens, 0);
        for (const { name, tokens: size } of list) {
          const claim = desk.claims.prefix(session.threads[0]!, size);
          const why = phrase('{name}: {tokens} tokens in every call, never used', { name, tokens: tokens(size) });
          desk.found({ at: first.at, call: first, claim, why, group: `${key} ${name}` });
        }
      },
      finish: (occurrences) => {
        const groups = new Set<string>();
        let all = 0;
        for (const [key, { source, sessions, names, tokens: size }] of workspaces) {
          const unused = names.filter((name) => !used.has(`${source} ${ownName(name)}`));
          if (sessions < LEAST_SESSIONS || size < LEAST_TOKENS || unused.length < LEAST_UNUSED * names.length) continue;
          all += names.length;
          for (const name of unused) groups.add(`${key} ${name}`);
        }
        const keep = ({ group = '' }: { group?: string }): boolean => groups.has(group);
        const kept = occurrences.filter(keep);
        return {
          figures: {
            unused: count(new Set(kept.map(({ group }) => group)).size),
            all: count(all),
            cost: nano(claimed(kept)),
          },
          keep,
        };
      },
    };
  },
};

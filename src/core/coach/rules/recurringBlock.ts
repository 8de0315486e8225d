import type { PlacedBlock, SessionFacts } from '../../insights/session/sessionFacts';
import { alwaysLoaded } from '../../insights/workspaceFiles';
import { standingParts } from '../../prompts/standingParts';
import type { SourceId } from '../../usage/usageRecord';
import { BlockKind } from '../../usage/blockKind';
import type { AdviceAction, CoachRule, Occurrence } from '../coachRule';
import { count, phrase, tokens } from '../phrase';

/** What others take for a habit as well; a month of prompts. */
const LEAST_SESSIONS = 5;
const LEAST_PROMPTS = 8;
const MONTH_DAYS = 30;
/** A file that is always loaded costs every conversation its tokens: the cheaper home from this share of them on. */
const ALWAYS_SHARE = 0.5;
/** Below, the prompts are copies of each other: a program or a command sent them. */
const LEAST_DIFFERENT = 0.5;
/** Shorter prompts hold no such paragraph; longer ones, in bytes, nobody types. */
const LEAST_TOKENS = 25;
const LONGEST = 40_000;
/** Prompts read in one conversation and in all. */
const MOST_READ = 12;
const MOST_READ_IN_ALL = 1_500;
const NOTHING = { nano: 0, tokens: 0 };

/**
 * P3: the same paragraph typed again and again.
 * Signal: a sentence or paragraph of at least 25 tokens, alike but for case and punctuation, in 5 conversations or in 8
 * prompts a month. Not where the whole prompts are copies of each other: a program types those. (Looking for paragraphs
 * that are merely alike would have to compare each with all.)
 * Saving: wherever the paragraph lives, a conversation that needs it carries it once; what can be saved is typing it a
 * second time into the same context, or into one that has it from a loaded instruction file. So only that is claimed,
 * 80 to 100 % of it; the rest is less to type. In a file that is always loaded it would cost the conversations without
 * it, too: that home is named from half of a workspace's conversations on, else a snippet or skill.
 */
export const recurringBlock: CoachRule = {
  id: 'recurring-block',
  family: 'prompt',
  tier: 'B',
  needs: ['prompts'],
  range: [0.8, 1],
  words: {
    title: 'You typed the same {tokens} tokens in {sessions} conversations. One home for them, and no more typing.',
    risk: 'In a file that is always loaded, every conversation pays for the text.',
    check: 'We compare the tokens typed per prompt.',
    action: 'Show Where It Could Live',
  },
  verification: {
    unit: 'prompt',
    units: ({ turns }) =>
      turns.map(({ at, prompt }) => ({
        at,
        value: prompt.reduce((sum, block) => sum + (block.kind === BlockKind.Typed ? block.tokens : 0), 0),
      })),
  },
  action: (source) => homeFor(source, false),
  start: ({ days, filesOf }) => {
    const loaded = new Map<string, ReadonlySet<string>>();
    const loadedIn = ({ workspace, source }: SessionFacts): ReadonlySet<string> => {
      const place = `${source} ${workspace}`;
      let keys = loaded.get(place);
      if (!keys) {
        const files = filesOf?.(workspace);
        const parts = files ? alwaysLoaded(files, source).flatMap(({ file }) => standingParts(file.text)) : [];
        loaded.set(place, (keys = new Set(parts.map(({ key }) => key))));
      }
      return keys;
    };
    let leftInAll = MOST_READ_IN_ALL;
    const conversations = new Map<string, number>();
    return {
      session(session, desk) {
        const { calls } = session.threads[0]!;
        conversations.set(session.workspace, (conversations.get(session.workspace) ?? 0) + 1);
        const said = new Map<string, PlacedBlock>();
        let left = MOST_READ;
        for (const turn of session.turns) {
          for (const block of turn.prompt) {
            if (block.kind !== BlockKind.Typed || block.tokens < LEAST_TOKENS || block.bytes > LONGEST) continue;
            const text = left-- > 0 && leftInAll-- > 0 ? session.textOf(block) : undefined;
            if (!text) continue;
            for (const { start, end, key } of standingParts(text)) {
              const [from, to] = [start, end].map((at) => block.from + Math.round((block.tokens * at) / text.length));
              const before = said.get(key);
              said.set(key, block);
              const place = { from: from!, to: to!, first: block.first, end: block.end };
              const isAgain = before !== undefined && before.end > block.first;
              const isLoaded = loadedIn(session).has(key);
              const claim = isAgain || isLoaded ? desk.claims.context(calls, place) : NOTHING;
              const figures = { tokens: tokens(to! - from!) };
              const why = isLoaded
                ? phrase('{tokens} tokens typed that a loaded instruction file says already', figures)
                : isAgain
                  ? phrase('{tokens} tokens typed a second time', figures)
                  : phrase('{tokens} tokens typed that other conversations hold too', figures);
              desk.found({ at: turn.at, call: calls[block.first], block, claim, why, group: key });
            }
          }
        }
      },
      finish(occurrences) {
        const groups = groupsOf(occurrences);
        const leastPrompts = LEAST_PROMPTS * Math.max(1, days / MONTH_DAYS);
        const isHabit = ({ sessions, prompts }: Group): boolean => {
          const uses = new Set(prompts.map(({ hash, bytes }) => `${bytes} ${hash}`)).size;
          if (uses < prompts.length * LEAST_DIFFERENT) return false;
          return sessions.size >= LEAST_SESSIONS || prompts.length >= leastPrompts;
        };
        const habits = [...groups.values()].filter(isHabit).sort((a, b) => b.sessions.size - a.sessions.size);
        const keys = new Set(habits.map(({ key }) => key));
        const most = habits[0];
        if (!most) return { figures: { tokens: tokens(0), sessions: count(0) }, keep: () => false };
        let inWorkspaces = 0;
        for (const workspace of most.workspaces) inWorkspaces += conversations.get(workspace) ?? 0;
        return {
          figures: { tokens: most.tokens, sessions: count(most.sessions.size) },
          keep: ({ group }) => keys.has(group ?? ''),
          action: homeFor(most.source, most.sessions.size > inWorkspaces * ALWAYS_SHARE),
        };
      },
    };
  },
};

interface Group {
  key: string;
  source: SourceId;
  tokens: Occurrence['why']['figures'][string];
  sessions: Set<number>;
  workspaces: Set<string>;
  prompts: PlacedBlock[];
}

function groupsOf(occurrences: readonly Occurrence[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { group: key = '', session, block, why } of occurrences) {
    let group = groups.get(key);
    if (!group) {
      const none = { sessions: new Set<number>(), workspaces: new Set<string>(), prompts: [] };
      groups.set(key, (group = { key, source: session.source, tokens: why.figures['tokens']!, ...none }));
    }
    group.sessions.add(session.id);
    group.workspaces.add(session.workspace);
    if (block) group.prompts.push(block);
  }
  return groups;
}

const ALWAYS: Record<SourceId, string> = {
  'claude-code': 'Put it into CLAUDE.md, which every conversation in this folder loads.',
  codex: 'Put it into AGENTS.md, which every conversation in this folder loads.',
  'copilot-chat': 'Put it into .github/copilot-instructions.md, which every conversation in this folder loads.',
};
const ON_DEMAND: Record<SourceId, string> = {
  'claude-code': 'Put it into a skill, .claude/skills/<name>/SKILL.md, and call it as /<name>.',
  codex: 'Put it into a skill, .agents/skills/<name>/SKILL.md, and call it as $<name>.',
  'copilot-chat': 'Put it into a prompt file, .github/prompts/<name>.prompt.md, and call it as /<name>.',
};

function homeFor(source: SourceId, isAlways: boolean): AdviceAction {
  const home = isAlways ? ALWAYS[source] : ON_DEMAND[source];
  const steps = ['Open a prompt of the evidence and copy the paragraph; leave out keys and passwords.', home];
  return { kind: 'guide', steps: [...steps, 'Where it stands in a loaded file already, just stop typing it.'] };
}

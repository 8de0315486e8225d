import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts } from '../session/sessionFacts';

export interface ListedSkill {
  name: string;
  /** Of its name and description, as they stood in the context. */
  tokens: number;
}

/** What Claude Code says to the model of skills and agents, since 2.1: attachments of these names. */
const LISTINGS = new Set(['skill_listing', 'agent_listing_delta']);
/** Agents that are part of the program, and that no file of the user's describes. */
const BUILT_IN = new Set(['general-purpose', 'Explore', 'Plan', 'statusline-setup', 'claude-code-guide']);
/** A line of a listing; what a description goes on with stands below it. */
const ENTRY = /^- ([^\s:]+(?::[^\s:]+)*): /gm;
/** Calls of skills, and what the user called by name, read in one session. */
const MOST_READ = 20;
const LONGEST_COMMAND = 2_000;

/**
 * Skills and agents that the main thread was told of before its first call, the user's own and those of plugins among
 * them; undefined: the log does not say.
 */
export function skillListing(session: SessionFacts): ListedSkill[] | undefined {
  const lists = blocksOfKind(session.threads[0]!, BlockKind.Instructions).blocks.filter(
    ({ name, first }) => first === 0 && LISTINGS.has(name),
  );
  const texts = lists.map((block) => ({ block, text: session.textOf(block) }));
  if (texts.every(({ text }) => text === undefined)) return undefined;
  return texts.flatMap(({ block, text }) => entriesOf(text ?? '', block));
}

function entriesOf(text: string, { tokens }: PlacedBlock): ListedSkill[] {
  const found = [...text.matchAll(ENTRY)];
  return found.flatMap(({ 1: name, index }, i) => {
    const length = (found[i + 1]?.index ?? text.length) - index;
    return BUILT_IN.has(name!) ? [] : { name: name!, tokens: Math.round((tokens * length) / text.length) };
  });
}

/** Names of the agents, skills and commands that were used in a session, by the model or the user; without a plugin's. */
export function usedSkills(session: SessionFacts): string[] {
  let left = MOST_READ;
  return session.threads.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === BlockKind.SubAgent) return ownName(block.target || block.name);
      const isCall = block.kind === BlockKind.ToolCall && /^(?:Skill|SlashCommand)$/.test(block.name);
      const isCommand = block.kind === BlockKind.Injected && block.name === '' && block.bytes < LONGEST_COMMAND;
      if ((!isCall && !isCommand) || left <= 0) return [];
      left--;
      const text = session.textOf(block) ?? '';
      const found = isCall
        ? /"(?:skill|command|name)"\s*:\s*"\/?([^"\s]+)/.exec(text)
        : /<command-name>\s*\/?([^<\s]+)/.exec(text);
      return found ? ownName(found[1]!) : [];
    }),
  );
}

/** What a skill is called within its plugin. */
export function ownName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

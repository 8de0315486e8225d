import fs from 'node:fs';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { parseWorkspace } from '../../core/prompts/lint/parseWorkspace';
import type { WorkerConfig } from '../../protocol/messages';
import { assistantFolders, managedFolders, ownName, placeIn, type AssistantFolders } from '../lint/assistantFolders';
import { placeOf, readInstructionTexts } from '../lint/instructionTexts';
import { walkWorkspace } from '../lint/walkWorkspace';

const MOST_ENTRIES = 1_000;
const CLAUDE = '~/.claude/CLAUDE.md';
const CODEX = ['~/.codex/AGENTS.override.md', '~/.codex/AGENTS.md'];

/** Folders of skills, a folder each. */
const SKILLS = ['~/.claude/skills', '~/.codex/skills', '~/.agents/skills', '~/.copilot/skills'];

/**
 * Instructions of the user's own that assistants load in every workspace, and what they import: Claude Code's CLAUDE.md
 * and rules, Codex's AGENTS.md or what overrides it; skills, agents and commands, of which they list the descriptions.
 * And what the machine's administrator gave Claude Code for everybody. Paths begin with '~/'; what a variable or an
 * administrator put elsewhere is named by its whole path. Where a variable moves an assistant's folder, what is in the
 * usual one is not loaded.
 */
export function userInstructions(
  config: Pick<WorkerConfig, 'home' | 'env'>,
  managed: readonly string[] = managedFolders(config),
): InstructionFile[] {
  const { home } = config;
  const folders = assistantFolders(config);
  const exists = (file: string): boolean => !folders.has(usualOf(file)) || placeIn(folders, file) !== undefined;
  const realPlace = (file: string): string => placeIn(folders, file) ?? placeOf(file, home, home);
  const paths = [CLAUDE, ...CODEX];
  for (const folder of ['~/.claude/rules', '~/.claude/agents', '~/.claude/commands'].filter(exists)) {
    const { paths: found } = walkWorkspace(realPlace(folder), MOST_ENTRIES);
    paths.push(...found.map((file) => `${folder}/${file}`));
  }
  for (const folder of SKILLS.filter(exists)) paths.push(...skillsIn(realPlace(folder), folder));
  const own = read(paths.filter(exists), home, folders).map((file) => {
    const path = ownName(realPlace(file.path), home);
    // Copilot looks for Claude Code's skills in their usual place alone.
    const isMoved = path !== file.path;
    return { ...file, path, readers: file.readers.filter((reader) => !isMoved || reader !== 'Copilot') };
  });
  const policies = managed.map((folder) => {
    const there: AssistantFolders = new Map([[usualOf(CLAUDE), folder]]);
    return read([CLAUDE], home, there).map((file) => {
      const place = placeIn(there, file.path) ?? placeOf(file.path, home, home);
      return { ...file, path: ownName(place, home), managed: true };
    });
  });
  return [...own, ...(policies.find(({ length }) => length > 0) ?? [])];
}

/** '~/.claude/' of '~/.claude/rules/style.md'. */
function usualOf(file: string): string {
  return /^~\/[^/]*\//.exec(`${file}/`)?.[0] ?? '';
}

function read(paths: readonly string[], home: string, folders: AssistantFolders): InstructionFile[] {
  const { texts } = readInstructionTexts(home, home, paths, undefined, folders);
  const ofCodex = CODEX.find((file) => texts.get(file)?.trim());
  for (const file of CODEX) if (file !== ofCodex) texts.delete(file);
  return parseWorkspace(Array.from(texts, ([file, text]) => ({ path: file, text })));
}

/** Of links, too: many people keep their skills elsewhere. */
function skillsIn(place: string, folder: string): string[] {
  try {
    const names = fs.readdirSync(place).slice(0, MOST_ENTRIES);
    return names.map((name) => `${folder}/${name}/SKILL.md`);
  } catch {
    return [];
  }
}

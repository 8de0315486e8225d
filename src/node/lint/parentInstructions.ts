import type { Assistant } from '../../core/prompts/lint/classifyInstructionFile';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { parseWorkspace } from '../../core/prompts/lint/parseWorkspace';
import { readInstructionTexts } from './instructionTexts';

const NAMES = ['CLAUDE.md', 'CLAUDE.local.md', '.claude/CLAUDE.md', 'AGENTS.md'];
/** They begin at the repository; Copilot and Cursor at the workspace. */
const READERS: readonly Assistant[] = ['Claude Code', 'Codex'];

/** What is loaded of the folders around a workspace, nearest first, and what it imports; '../CLAUDE.md' and so on. */
export function parentInstructions(parents: readonly string[], home: string): InstructionFile[] {
  return parents.flatMap((folder, i) => {
    const { texts } = readInstructionTexts(folder, home, NAMES);
    return parseWorkspace(Array.from(texts, ([path, text]) => ({ path, text })))
      .map((file) => ({
        ...file,
        path: file.path.startsWith('~/') ? file.path : `${'../'.repeat(i + 1)}${file.path}`,
        readers: file.readers.filter((reader) => READERS.includes(reader)),
      }))
      .filter(({ load, readers }) => load === 'always' && readers.length > 0);
  });
}

import type { FrontMatter } from './frontMatter';

export type InstructionKind =
  | 'claude'
  | 'claude-rule'
  | 'memory'
  | 'agents'
  | 'copilot'
  | 'instructions'
  | 'cursor-rule'
  | 'cursor'
  | 'skill'
  | 'agent'
  | 'prompt'
  | 'command'
  | 'mcp'
  /** Loaded because another file imports it. */
  | 'import';

export type Assistant = 'Claude Code' | 'Codex' | 'Copilot' | 'Cursor';

/** In every request, in those that touch certain files, or only when called for. */
export type Load = 'always' | 'match' | 'invoke';

export interface Classification {
  kind: InstructionKind;
  load: Load;
  readers: readonly Assistant[];
  /** The front matter's description is in every request, whatever becomes of the rest. */
  listed: boolean;
}

/** Who lists the skills of which folders, as their documentation has it. */
const SKILL_FOLDERS: readonly [folder: string, readers: readonly Assistant[]][] = [
  ['.claude/skills', ['Claude Code', 'Copilot']],
  ['.agents/skills', ['Codex', 'Copilot']],
  ['.codex/skills', ['Codex']],
  ['.github/skills', ['Copilot']],
  ['.copilot/skills', ['Copilot']],
  ['.cursor/skills', ['Cursor']],
];

const ANYBODY: readonly Assistant[] = ['Claude Code', 'Codex', 'Copilot'];
const CLAUDE: readonly Assistant[] = ['Claude Code'];
const COPILOT: readonly Assistant[] = ['Copilot'];
const CURSOR: readonly Assistant[] = ['Cursor'];

/**
 * What a file is to the assistants, and when they load it; undefined: nothing. `path` is relative to the workspace, with
 * '/'; a leading '~/' is the home directory. As Claude Code's, VS Code's, Codex's and Cursor's documentation has it.
 */
export function classifyInstructionFile(path: string, fields: FrontMatter = new Map()): Classification | undefined {
  const parts = path.replace(/^~\//, '').split('/');
  const name = parts.pop() ?? '';
  const folder = parts.join('/');
  const within = (...folders: string[]): boolean => folders.some((f) => `/${folder}/`.includes(`/${f}/`));
  const has = (field: string): boolean => /\S/.test(fields.get(field)?.value ?? '');
  const made = (kind: InstructionKind, load: Load, readers: readonly Assistant[], listed = false): Classification => ({
    kind,
    load,
    readers,
    // Called by name only: then no client lists it.
    listed: listed && has('description') && !/^true$/i.test(fields.get('disable-model-invocation')?.value.trim() ?? ''),
  });

  if (/^~\/\.codex\/AGENTS(?:\.override)?\.md$/.test(path)) return made('agents', 'always', ['Codex']);
  switch (name) {
    case 'CLAUDE.md':
    case 'CLAUDE.local.md':
      return made('claude', folder === '' || folder === '.claude' ? 'always' : 'match', CLAUDE);
    case 'AGENTS.md':
      return made('agents', folder === '' ? 'always' : 'match', ['Codex', 'Copilot', 'Cursor']);
    case 'MEMORY.md':
      // Claude Code's own of a repository; that of an agent is loaded with the agent.
      if (/^~\/\.claude\/projects\/[^/]+\/memory\/MEMORY\.md$/.test(path)) return made('memory', 'always', CLAUDE);
      return within('.claude') || folder === 'memory' ? made('memory', 'invoke', CLAUDE) : undefined;
    case '.cursorrules':
      return made('cursor', folder === '' ? 'always' : 'match', CURSOR);
    case 'SKILL.md':
      return made('skill', 'invoke', skillReaders(within), true);
    case '.mcp.json':
      return folder === '' ? made('mcp', 'always', CLAUDE) : undefined;
    case 'mcp.json':
      if (folder === '.vscode') return made('mcp', 'always', COPILOT);
      return folder === '.cursor' ? made('mcp', 'always', CURSOR) : undefined;
    case 'copilot-instructions.md':
      return folder === '.github' ? made('copilot', 'always', COPILOT) : undefined;
  }
  if (name.endsWith('.instructions.md')) {
    const applyTo = fields.get('applyTo')?.value.trim() ?? '';
    const everywhere = /^(?:\*\*|\*\*\/\*|\*|\*\*\/\*\.\*)$/.test(applyTo);
    const load = everywhere && folder.startsWith('.github') ? 'always' : 'match';
    return made('instructions', applyTo === '' ? 'invoke' : load, COPILOT);
  }
  if (name.endsWith('.mdc')) {
    const always = fields.get('alwaysApply')?.value === 'true';
    const load = always ? (folder.startsWith('.cursor') ? 'always' : 'match') : has('globs') ? 'match' : 'invoke';
    return made('cursor-rule', load, CURSOR, load === 'invoke');
  }
  if (!name.endsWith('.md') || name === 'README.md') return undefined;
  if (within('.claude/rules')) {
    return made('claude-rule', has('paths') || !folder.startsWith('.claude') ? 'match' : 'always', CLAUDE);
  }
  if (within('.claude/agents')) return made('agent', 'invoke', CLAUDE, true);
  if (name.endsWith('.agent.md') || within('.github/agents')) return made('agent', 'invoke', COPILOT, true);
  if (within('.claude/commands')) return made('command', 'invoke', CLAUDE, true);
  if (name.endsWith('.prompt.md')) return made('prompt', 'invoke', COPILOT);
  return undefined;
}

function skillReaders(within: (folder: string) => boolean): readonly Assistant[] {
  return SKILL_FOLDERS.find(([folder]) => within(folder))?.[1] ?? ANYBODY;
}

/** Skills elsewhere, as in a plugin's repository, are on their way to such a folder: nobody lists them where they are. */
export function isInSkillFolder(path: string): boolean {
  return SKILL_FOLDERS.some(([folder]) => `/${path.replace(/^~\//, '')}`.includes(`/${folder}/`));
}

import type { Environment, LogRoot, Source } from './source';

/** Sessions lie two folders deep, sub-agents four, a workflow's sub-agents six. */
const DEPTH = 8;
const DESKTOP = 'Claude Desktop agent mode';

/**
 * Claude Code: one JSON object per line under `<config>/projects/<encoded folder>/`, a file per session.
 *
 * - One response is written as several rows, one per content block, with the same message id and request id; the usage
 *   is repeated on each, its output partial on the early ones. The fullest row counts, at the first row's time.
 * - Resumed and forked sessions begin with a copy of the old rows, so ids are compared across all files.
 * - Side threads (`isSidechain`) are calls of their own, but an aside (`/btw`) replays its parent's messages under new
 *   request ids: there the message id alone decides, and the main thread's row wins.
 * - Input, cache read and cache write are disjoint in the log; output includes thinking, which is not told apart.
 * - `iterations` name other models within a response: advisors that it asked, and models that declined it.
 * - `toolUseResult` of a sub-agent's call repeats the sub-agent's totals and is never added.
 * - Not in the log: title and summary calls, the compaction call, failed requests.
 */
export const claudeCode: Source = {
  id: 'claude-code',
  name: 'Claude Code',
  capabilities: [
    'per-call-usage',
    'cache-split',
    'cache-ttl',
    'prompts',
    'tool-calls',
    'tool-results',
    'edits',
    'compactions',
    'sub-agents',
  ],
  roots,
  // Big tool outputs lie beside the transcripts; and on Windows, Claude's package is one of many.
  enters: (folder, root) =>
    !folder.endsWith('/tool-results') && (!root.path.endsWith('/Packages') || folder.includes('Claude')),
  classify(relativePath, root) {
    const name = relativePath.slice(relativePath.lastIndexOf('/') + 1);
    if (root.label === DESKTOP && !relativePath.includes('projects/')) return undefined;
    // A workflow's journal is a list of its steps, not a transcript.
    return name.endsWith('.jsonl') && name !== 'journal.jsonl' ? { as: 'lines' } : undefined;
  },
};

function roots({ home, platform, env, extraFolders }: Environment): LogRoot[] {
  const found: LogRoot[] = [];
  const add = (path: string, label: string, depth = DEPTH): void => {
    const slashed = platform === 'win32' ? path.replaceAll('\\', '/') : path;
    const clean = slashed.replace(/(?<=.)\/+$/, '').replace(/(?<=.)\/{2,}/g, '/');
    if (!found.some((root) => root.path === clean)) found.push({ path: clean, label, depth });
  };
  // One folder by Anthropic's own documentation; a list separated by commas is what other tools made a habit of.
  for (const folder of (env['CLAUDE_CONFIG_DIR'] ?? '').split(',').map((f) => f.trim())) {
    if (folder) add(`${folder}/projects`, 'CLAUDE_CONFIG_DIR');
  }
  add(`${home}/.claude/projects`, 'default');
  add(`${env['XDG_CONFIG_HOME'] || `${home}/.config`}/claude/projects`, 'older default');
  const desktop = {
    linux: [`${env['XDG_CONFIG_HOME'] || `${home}/.config`}/Claude`],
    darwin: [`${home}/Library/Application Support/Claude`],
    win32: [
      `${env['APPDATA'] ?? `${home}/AppData/Roaming`}/Claude`,
      `${env['LOCALAPPDATA'] ?? `${home}/AppData/Local`}/Packages`,
    ],
  }[platform];
  for (const folder of desktop) {
    // Installed from the Windows store, its data lies in a package folder with a changing name.
    const isPackages = folder.endsWith('/Packages');
    add(isPackages ? folder : `${folder}/local-agent-mode-sessions`, DESKTOP, 2 * DEPTH);
  }
  for (const folder of extraFolders['claude-code'] ?? []) {
    add(`${folder}/projects`, 'setting');
    add(folder, 'setting');
  }
  return found;
}

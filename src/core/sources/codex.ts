import type { Environment, LogRoot, Source } from './source';

/** Day folders lie three deep; rotated segments have a folder per thread and one per segment. */
const DEPTH = 8;

/**
 * Codex (terminal, desktop app, editor extensions): one JSON object per line, a file (“rollout”) per thread.
 *
 * - Cached and cache-written tokens are parts of input, reasoning is a part of output.
 * - A token event holds the thread's running totals and the last call's figures. It is repeated with unchanged totals,
 *   so differences between totals count; the last call's figures only where totals are missing, fell, or began elsewhere.
 * - Exceeding the context window overwrites the totals with zeros: a new epoch begins.
 * - `total_tokens` is never used: after a compaction it is an estimate of the context's size.
 * - A fork's or sub-agent's file starts with its origin's events, at the time of the fork, or with the origin's totals
 *   and a last call of zeros. Calls are named by thread and totals, in a fork also by what the origin calls them, so
 *   that copies are recognised whichever file comes first; the same names tell archived, compressed and live copies.
 * - `codex exec --json` streams tell only a turn's end, with the thread's totals so far.
 * - Model and effort are the last turn context's. Not in the log: cost, service tier, failed requests.
 */
export const codex: Source = {
  id: 'codex',
  name: 'Codex',
  capabilities: [
    'per-call-usage',
    'cache-split',
    'reasoning',
    'prompts',
    'tool-calls',
    'tool-results',
    'edits',
    'compactions',
    'sub-agents',
  ],
  roots,
  enters(folder, root) {
    if (root.label === 'setting') return true;
    // Beside the logs lie caches, plug-ins and whole work trees.
    return /^(?:sessions|archived_sessions|[^/]*(?:rollout|segment)[^/]*)(?:\/|$)/.test(folder);
  },
  classify(relativePath, root) {
    if (root.label !== 'setting' && !relativePath.includes('/')) return undefined;
    if (/(?:^|\/)history\.jsonl$/.test(relativePath)) return undefined;
    if (relativePath.endsWith('.jsonl')) return { as: 'lines' };
    return relativePath.endsWith('.jsonl.zst') ? { as: 'zstd-lines' } : undefined;
  },
};

function roots({ home, platform, env, extraFolders }: Environment): LogRoot[] {
  const found: LogRoot[] = [];
  const add = (path: string, label: string): void => {
    const slashed = platform === 'win32' ? path.replaceAll('\\', '/') : path;
    const trimmed = slashed.trim().replace(/(?<=.)\/+$/, '');
    if (trimmed && !found.some((root) => root.path === trimmed)) found.push({ path: trimmed, label, depth: DEPTH });
  };
  for (const folder of (env['CODEX_HOME'] ?? '').split(',')) add(folder, 'CODEX_HOME');
  add(`${home}/.codex`, 'default');
  for (const folder of extraFolders.codex ?? []) add(folder, 'setting');
  return found;
}

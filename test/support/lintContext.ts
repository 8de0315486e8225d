import type { LintContext, StyleTool } from '../../src/core/prompts/lint/lintRule';

/** A workspace that exists only in a test. */
export interface ToldWorkspace {
  paths?: readonly string[];
  scripts?: readonly string[];
  tools?: readonly StyleTool[];
  usage?: LintContext['usage'];
}

/** Four characters to a token: a length that a test can name. */
export function lintContext({ paths = [], scripts, tools = [], usage }: ToldWorkspace = {}): LintContext {
  const known = new Set(paths.flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))));
  return {
    exists: (path) => (path.startsWith('~/') ? undefined : known.has(path)),
    existsSomewhere: (path) => [...known].some((one) => one === path || one.endsWith(`/${path}`)),
    scripts: scripts && new Set(scripts),
    tools,
    countTokens: (text) => Math.ceil(text.length / 4),
    usage,
  };
}

import type { McpServer, WorkspaceFiles } from '../../src/core/insights/workspaceFiles';
import { lint } from '../../src/core/prompts/lint/lint';
import { lintContext, type ToldWorkspace } from './lintContext';

/** A workspace with these instruction files, by path; each four characters are a token. */
export function workspaceFiles(
  texts: Record<string, string>,
  told: ToldWorkspace & { servers?: readonly (string | McpServer)[] } = {},
): WorkspaceFiles {
  const context = lintContext(told);
  const { files, findings } = lint(
    Object.entries(texts).map(([path, text]) => ({ path, text, links: [] })),
    context,
  );
  return {
    root: '/home/me/shop',
    home: '/home/me',
    files,
    findings,
    countTokens: (text) => context.countTokens(text),
    servers: (told.servers ?? []).map((server) =>
      typeof server === 'string'
        ? { name: server, file: '.mcp.json', readers: ['Claude Code'], everywhere: false }
        : server,
    ),
  };
}

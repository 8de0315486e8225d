import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { LintContext, LintRule } from '../lintRule';
import type { InstructionFile } from '../parseInstructionFile';
import { mentionedPath } from '../pathMention';
import { isTooDeep } from '../strictJson';

/** Built before it is run. */
const BUILT = /(?:^|\/)(?:node_modules|dist|build|out|target|bin|\.venv|venv)\//;

/** What an interpreter is given to run; other files may be made by the server itself. */
const SCRIPT = /\.(?:[cm]?[jt]sx?|py|sh|bash|zsh|rb|pl|php|lua|jar|ps1)$/i;

/** A server that cannot start is asked for, in vain, by each session. */
export const missingProgram: LintRule = {
  id: 'missing-program',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      if (file.kind !== 'mcp' || file.unparsed) continue;
      for (const node of programs(file)) {
        const path = workspacePath(String(node.value), context);
        if (path === undefined) continue;
        const range = { start: node.offset, end: node.offset + node.length };
        yield { file, range, wording: 'missing-program', params: [path], tokens: 0 };
      }
    }
  },
};

/** What each server's command line names to be run: the program, and scripts among its arguments. */
function programs(file: InstructionFile): Node[] {
  if (isTooDeep(file.text)) return [];
  const tree = parseTree(file.text);
  const servers = tree && (findNodeAtLocation(tree, ['mcpServers']) ?? findNodeAtLocation(tree, ['servers']));
  const words = (servers?.children ?? []).flatMap((property) => {
    const server = property.children?.[1];
    if (server?.type !== 'object') return [];
    const command = findNodeAtLocation(server, ['command']);
    const args = findNodeAtLocation(server, ['args'])?.children ?? [];
    return [...(command ? [command] : []), ...args.filter(({ value }) => SCRIPT.test(String(value)))];
  });
  return words.filter((node) => node.type === 'string');
}

/** A path that says that it lies in the workspace, and does not. */
function workspacePath(word: string, context: LintContext): string | undefined {
  const path = /^(?:\$\{workspaceFolder\}\/|\.\/)(.*)$/.exec(word)?.[1];
  if (path === undefined || mentionedPath(`./${path}`) === undefined || BUILT.test(path)) return undefined;
  return context.exists(path.replace(/\/$/, '')) === false ? path : undefined;
}

import { BlockKind } from '../../usage/textBlock';
import type { PlacedBlock, SessionFacts } from '../../insights/session/sessionFacts';
import type { CoachRule, Occurrence } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, phrase } from '../phrase';

/** COACHING C8: with fewer sessions a server may just not have had its turn. */
const LEAST_SESSIONS = 10;
/** What was put in during the last week may not have been needed yet. */
const LEAST_MS = 7 * 24 * 60 * 60_000;

/** How a model asks for tools that its client holds back: in Claude Code, in Codex, in Copilot with Claude. */
const TOOL_SEARCH = /^(?:ToolSearch|tool_search(?:_tool_(?:regex|bm25))?)$/;

/**
 * C8: an MCP server is configured for the workspace, and in ten sessions or more, over a week at least, none of its
 * tools was called. No amount: logs do not hold the tools' schemas. A client that holds tools back until they are
 * searched for sends little more than their names: where one was seen to do so, its sessions in that workspace do not
 * count, whether they searched or not. The Context page shows what of the prefix no file accounts for.
 */
export const mcpIdle: CoachRule = {
  id: 'mcp-idle',
  family: 'context',
  tier: 'C',
  needs: ['tool-calls'],
  range: [0, 0],
  least: { occurrences: LEAST_SESSIONS, days: 2 },
  words: {
    title: 'The MCP server {server} was there in {n} sessions and never called.',
    risk: 'Take it out between sessions: a change of tools in the middle of one breaks its cache.',
    check: 'We compare the size of the first request, per session.',
    action: 'Open the Configuration',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: ['Take the server out of the MCP configuration, or load it for the projects that use it.'],
  }),
  start: ({ filesOf }) => {
    const called = new Set<string>();
    const files = new Map<string, string>();
    /** Clients by workspace. */
    const holdBack = new Set<string>();
    return {
      session(session, desk) {
        if (session.threads.some(({ blocks }) => blocks.some(tellsOfTools))) holdBack.add(clientIn(session));
        const found = filesOf?.(session.workspace);
        const first = session.threads[0]!.calls[0];
        if (!found || !first || found.servers.length === 0) return;
        const tools = toolNames(session);
        const config = found.files.find(({ kind }) => kind === 'mcp')?.path ?? '';
        for (const server of found.servers) {
          const group = `${session.workspace}\n${server}`;
          files.set(group, `${found.root}/${config}`);
          if (
            tools.some((name) => name.startsWith(`mcp__${slug(server)}__`) || name.startsWith(`mcp_${slug(server)}_`))
          ) {
            called.add(group);
          } else {
            const why = phrase('{server} was configured and not called', { server });
            desk.found({ at: first.at, call: first, claim: { nano: 0, tokens: 0 }, why, group });
          }
        }
      },
      finish: (occurrences) => {
        const loads = ({ session, group = '' }: Occurrence): boolean =>
          !holdBack.has(clientIn({ source: session.source, workspace: group.split('\n')[0]! }));
        const times = new Map<string, number[]>();
        for (const { group = '', at } of occurrences.filter(loads)) {
          const own = times.get(group);
          if (own) own.push(at);
          else times.set(group, [at]);
        }
        const idle = [...times]
          .filter(([group, at]) => at.length >= LEAST_SESSIONS && at.at(-1)! - at[0]! >= LEAST_MS && !called.has(group))
          .sort((a, b) => b[1].length - a[1].length);
        const [group = '', { length: n } = []] = idle[0] ?? [];
        return {
          figures: { server: group.split('\n')[1] ?? '', n: count(n) },
          keep: (o) => o.group === group && loads(o),
          action: { kind: 'open-file', file: files.get(group) ?? '' },
        };
      },
    };
  },
};

/** Was the model told of tools that are held back, or did it search for one? */
function tellsOfTools({ kind, name }: PlacedBlock): boolean {
  if (kind === BlockKind.Instructions) return name === 'deferred_tools_delta';
  return kind === BlockKind.ToolCall && TOOL_SEARCH.test(name);
}

function clientIn({ source, workspace }: Pick<SessionFacts, 'source' | 'workspace'>): string {
  return `${source}\n${workspace}`;
}

function toolNames({ threads }: SessionFacts): string[] {
  const names = new Set<string>();
  for (const { blocks } of threads) {
    for (const { kind, name } of blocks) if (kind === BlockKind.ToolCall && name.startsWith('mcp_')) names.add(name);
  }
  return [...names];
}

/** As clients make a tool's name from a server's. */
function slug(server: string): string {
  return server.replaceAll(/[^\w-]/g, '_');
}

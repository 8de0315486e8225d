import { BlockKind } from '../../usage/blockKind';
import type { PlacedBlock, SessionFacts } from '../../insights/session/sessionFacts';
import { loadedServers, placeOf } from '../../insights/workspaceFiles';
import type { CoachRule, Occurrence } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, phrase } from '../phrase';

/** COACHING C8: with fewer sessions a server may just not have had its turn. */
const LEAST_SESSIONS = 10;
/** What was put in during the last week may not have been needed yet: sessions from before it did not have it. */
const LEAST_MS = 7 * 24 * 60 * 60_000;

/** How a model asks for tools that its client holds back: in Claude Code, in Codex, in Copilot with Claude. */
const TOOL_SEARCH = /^(?:ToolSearch|tool_search(?:_tool_(?:regex|bm25))?)$/;

/**
 * C8: an assistant loads an MCP server, and in ten sessions or more, over a week at least and all since its
 * configuration was written, none of its tools was called. One that the user has for all workspaces has to be idle in
 * all of them. No amount: logs do not hold the tools' schemas. A client that holds tools back until they are
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
    check: 'We compare the size of the first call, per session.',
    action: 'Open the Configuration',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: ['Take the server out of the MCP configuration, or load it for the projects that use it.'],
  }),
  start: ({ filesOf }) => {
    const called = new Set<string>();
    const servers = new Map<string, { name: string; file: string }>();
    /** Clients by workspace. */
    const holdBack = new Set<string>();
    return {
      session(session, desk) {
        if (session.threads.some(({ blocks }) => blocks.some(tellsOfTools))) holdBack.add(clientIn(session));
        const found = filesOf?.(session.workspace);
        const first = session.threads[0]!.calls[0];
        if (!found || !first) return;
        const loaded = loadedServers(found, session.source);
        if (loaded.length === 0) return;
        const tools = toolNames(session);
        for (const { name, file, everywhere, changedAt = 0 } of loaded) {
          const place = placeOf(found, file);
          const group = `${everywhere ? '' : session.workspace}\n${place}\n${name}`;
          servers.set(group, { name, file: place });
          if (tools.some((tool) => isOf(name, tool))) {
            called.add(group);
          } else if (first.at >= changedAt) {
            const why = phrase('{server} was configured and not called', { server: name });
            desk.found({ at: first.at, call: first, claim: { nano: 0, tokens: 0 }, why, group });
          }
        }
      },
      finish: (occurrences) => {
        const loads = ({ session }: Occurrence): boolean => !holdBack.has(clientIn(session));
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
        const { name = '', file = '' } = servers.get(group) ?? {};
        return {
          figures: { server: name, n: count(n) },
          keep: (o) => o.group === group && loads(o),
          action: { kind: 'open-file', file },
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

/** VS Code cuts a server's name so short in those of its tools. */
const LONGEST_OF_COPILOT = 13;

/** Clients make a tool's name from its server's, and each has other characters that may not be in it. */
function isOf(server: string, tool: string): boolean {
  const [name, called] = [slug(server), slug(tool)];
  return called.startsWith(`mcp__${name}__`) || called.startsWith(`mcp_${name.slice(0, LONGEST_OF_COPILOT)}_`);
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '_');
}

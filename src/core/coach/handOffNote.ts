import type { PlacedBlock, SessionFacts, Thread } from '../insights/session/sessionFacts';
import { callOfResult, commandOf } from '../insights/activity/toolUse';
import { BlockKind } from '../usage/blockKind';

const MOST_FILES = 30;
const MOST_OPEN = 20;
/** The end of a failure says what it was. */
const FAILURE_LINES = 8;
const LONGEST_LINE = 200;
/** Results looked back over for a failure. */
const MOST_RESULTS = 40;

/**
 * What a fresh session has to know to go on: branch, changed files, the last command that failed and was not seen to
 * work since, what is still open. Made from the log alone, the same each time; '' where there is nothing to hand on.
 * `until`: only what happened before that time, epoch milliseconds. At most 83 texts are read.
 */
export function handOffNote(
  session: SessionFacts,
  { until = Infinity, branch = '' }: { until?: number; branch?: string } = {},
): string {
  const main = session.threads[0]!;
  const sections = [
    ['Changed files', changedFiles(session, until)],
    ['Last failure', lastFailure(session, main, until)],
    ['Still open', openItems(session, main, until)],
  ] as const;
  const parts = sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [`${title}:`, ...lines]);
  if (parts.length === 0) return '';
  return [['Continue this work.', ...(branch ? [`Branch: ${branch}`] : [])], ...parts]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** By all threads, the latest first. */
function changedFiles({ threads, workspace }: SessionFacts, until: number): string[] {
  const files = new Map<string, { added: number; removed: number; at: number }>();
  for (const { blocks } of threads) {
    for (const { kind, target, added, removed, at } of blocks) {
      if (kind !== BlockKind.Edit || target === '' || at >= until) continue;
      const file = files.get(target) ?? { added: 0, removed: 0, at };
      files.set(target, { added: file.added + added, removed: file.removed + removed, at: Math.max(at, file.at) });
    }
  }
  const inside = `${workspace}/`;
  return [...files]
    .sort((a, b) => b[1].at - a[1].at)
    .slice(0, MOST_FILES)
    .map(([path, { added, removed }]) => {
      const name = path.startsWith(inside) ? path.slice(inside.length) : path;
      // Some logs tell of an edit, and not of its lines.
      return added + removed > 0 ? `- ${name} (+${added} −${removed})` : `- ${name}`;
    });
}

function lastFailure(session: SessionFacts, { blocks }: Thread, until: number): string[] {
  const worked = new Set<string>();
  let left = MOST_RESULTS;
  for (let i = blocks.length - 1; i >= 0 && left > 0; i--) {
    const result = blocks[i]!;
    if (result.kind !== BlockKind.ToolResult || result.at >= until) continue;
    const call = callOfResult(blocks, i);
    if (!call || call.hash === 0) continue;
    left--;
    const command = commandOf(session.textOf(call) ?? '').trim();
    if (!command) continue;
    if (!result.isError) worked.add(command);
    else if (!worked.has(command)) {
      const lines = (session.textOf(result) ?? '').split('\n').filter((line) => line.trim() !== '');
      return [`- ${cut(command.split('\n')[0]!)}`, ...lines.slice(-FAILURE_LINES).map((line) => `    ${cut(line)}`)];
    }
  }
  return [];
}

const PLANS = new Set(['TodoWrite', 'update_plan', 'manage_todo_list', 'todo_write']);
const OPEN_LINE = /^\s*(?:[-*] \[ \]|(?:[-*] )?TODO\b:?)\s*(\S.*)$/;

/** Of the latest plan, and of the last answer, what was not done. */
function openItems(session: SessionFacts, { blocks }: Thread, until: number): string[] {
  const plan = blocks.findLast(({ kind, name, at }) => kind === BlockKind.ToolCall && PLANS.has(name) && at < until);
  const answer = blocks.findLast(({ kind, at }) => kind === BlockKind.AssistantText && at < until);
  const text = (block: PlacedBlock | undefined): string => (block && session.textOf(block)) ?? '';
  const lines = text(answer).split('\n');
  const promised = lines.flatMap((line) => OPEN_LINE.exec(line)?.[1] ?? []);
  return [...new Set([...unfinished(text(plan)), ...promised])].slice(0, MOST_OPEN).map((item) => `- ${cut(item)}`);
}

/** Items of a plan's arguments: `todos` of Claude Code, `plan` of Codex, `todoList` of Copilot. */
function unfinished(args: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(args);
  } catch {
    return [];
  }
  const { todos, plan, todoList } = (parsed ?? {}) as Record<string, unknown>;
  const items = [todos, plan, todoList].find((list) => Array.isArray(list)) as unknown[] | undefined;
  return (items ?? []).flatMap((item) => {
    const { content, step, title, status } = (item ?? {}) as Record<string, unknown>;
    const name = [content, step, title].find((value) => typeof value === 'string' && value.trim() !== '');
    return typeof name === 'string' && status !== 'completed' ? name.trim() : [];
  });
}

function cut(line: string): string {
  const flat = line.trim();
  return flat.length > LONGEST_LINE ? `${flat.slice(0, LONGEST_LINE - 1)}…` : flat;
}

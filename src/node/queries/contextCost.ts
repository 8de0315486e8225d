import { carryCost } from '../../core/insights/session/blockCost';
import { alwaysLoaded, isOwn, listed, placeOf, type WorkspaceFiles } from '../../core/insights/workspaceFiles';
import { blocksOfKind } from '../../core/insights/session/blocksOfKind';
import type { SessionFacts, Thread } from '../../core/insights/session/sessionFacts';
import { everyRequestTokens } from '../../core/prompts/lint/everyRequest';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { BlockKind } from '../../core/usage/blockKind';
import type { SourceId } from '../../core/usage/usageRecord';
import type { ContextFile, ContextTold, ContextView, ContextWorkspace } from '../../protocol/coachViews';
import { coachSessions } from '../coach/coachSessions';
import { startOfLastDays } from '../coach/lastDays';
import { workspaceFilesReader } from '../coach/readWorkspaceFiles';
import { loadLint } from '../loadLint';
import { countTokens, loadCounter } from '../tokenCount';
import type { QueryContext } from '../queryContext';
import { lastPart } from './sessionRows';

const MOST_WORKSPACES = 20;

interface Tally {
  workspace: string;
  source: SourceId;
  /** Of each session's first context. */
  prefixes: number[];
  calls: number;
  nano: number;
  priced: boolean;
  /** What one token of the prefix cost in all these calls. */
  perToken: number;
  /** Of the latest session that tells: its time, and tokens of what it was told. */
  latest: number;
  told: Map<ContextTold['what'], number>;
}

/** As Claude Code names what it adds to a conversation, since 2.1. */
const TOLD: Readonly<Record<string, ContextTold['what']>> = {
  skill_listing: 'skills',
  agent_listing_delta: 'agents',
  deferred_tools_delta: 'tools',
  mcp_instructions_delta: 'servers',
};

/** What is loaded into every request before anybody says a word, workspace by workspace, dearest first. */
export function contextCost(context: QueryContext, { days }: { days: number }): ContextView {
  const since = startOfLastDays(context, days);
  const tallies = new Map<string, Tally>();
  coachSessions(context, { since }, (session) => {
    if (session.capabilities.has('per-call-usage')) tally(tallies, session);
  });
  const count = (text: string): number => countTokens(text, '', loadCounter(context.scripts)).tokens;
  const dearest = [...tallies.values()].sort((a, b) => b.nano - a.nano || b.calls - a.calls).slice(0, MOST_WORKSPACES);
  const filesOf = workspaceFilesReader(
    context.config,
    count,
    () => loadLint(context.scripts),
    () => dearest.map(({ workspace }) => workspace),
  );
  return { days, workspaces: dearest.map((one) => workspaceView(one, filesOf(one.workspace))) };
}

/** Helpers have prefixes of their own, which their definitions decide: only the main thread's is counted. */
function tally(tallies: Map<string, Tally>, { workspace, source, threads }: SessionFacts): void {
  const { calls, epochs, blocks } = threads[0]!;
  const first = epochs[0];
  // Without what was said, all of the first context would pass for what was there before.
  if (!first || !blocks.some((block) => block.first === 0 && block.tokens > 0)) return;
  const key = `${source} ${workspace}`;
  const sum: Tally = tallies.get(key) ?? {
    workspace,
    source,
    prefixes: [],
    calls: 0,
    nano: 0,
    priced: false,
    perToken: 0,
    latest: 0,
    told: new Map(),
  };
  tallies.set(key, sum);
  sum.prefixes.push(first.prefix);
  sum.calls += calls.length;
  sum.priced ||= calls.some(({ rates }) => rates !== undefined);
  const told = toldIn(threads[0]!);
  if (told.size > 0 && calls[0]!.at >= sum.latest) [sum.latest, sum.told] = [calls[0]!.at, told];
  for (const { first: from, end, prefix } of epochs) {
    const nano = carryCost(calls, { from: 0, to: prefix, first: from, end });
    sum.nano += nano;
    if (prefix > 0) sum.perToken += nano / prefix;
  }
}

function toldIn(thread: Thread): Tally['told'] {
  const told: Tally['told'] = new Map();
  for (const { name, tokens, first } of blocksOfKind(thread, BlockKind.Instructions).blocks) {
    const what = Object.hasOwn(TOLD, name) ? TOLD[name] : undefined;
    if (what && first === 0) told.set(what, (told.get(what) ?? 0) + tokens);
  }
  return told;
}

function workspaceView(sum: Tally, files: WorkspaceFiles | undefined): ContextWorkspace {
  const sorted = sum.prefixes.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const cost = (tokens: number): number | undefined => (sum.priced ? Math.round(tokens * sum.perToken) : undefined);
  const always = files ? alwaysLoaded(files, sum.source) : [];
  const lists = files ? listed(files, sum.source) : [];
  const told = furtherTold(sum.told, lists).map((part) => ({ ...part, costNano: cost(part.tokens) }));
  const known = [...always, ...lists, ...told].reduce((all, { tokens }) => all + tokens, 0);
  return {
    workspace: sum.workspace,
    project: lastPart(sum.workspace),
    source: sum.source,
    sessions: sorted.length,
    calls: sum.calls,
    prefixTokens: { low: at(0.25), middle: at(0.5), high: at(0.75) },
    costNano: sum.priced ? Math.round(sum.nano) : undefined,
    nanoPerToken: sum.priced ? sum.perToken : undefined,
    files: files ? [...always, ...lists].map(({ file, tokens }) => fileView(files, file, tokens, cost)) : [],
    told,
    otherTokens: Math.max(0, at(0.5) - known),
  };
}

/** Descriptions that files account for are not told twice. */
function furtherTold(told: Tally['told'], lists: ReturnType<typeof listed>): Omit<ContextTold, 'costNano'>[] {
  const left = new Map(told);
  for (const { file, tokens } of lists) {
    const what = file.kind === 'agent' ? 'agents' : 'skills';
    left.set(what, (left.get(what) ?? 0) - tokens);
  }
  return Array.from(left, ([what, tokens]) => ({ what, tokens })).filter(({ tokens }) => tokens > 0);
}

function fileView(
  files: WorkspaceFiles,
  file: InstructionFile,
  tokens: number,
  cost: (tokens: number) => number | undefined,
): ContextFile {
  const { findings, countTokens } = files;
  const isWhole = file.load === 'always' && tokens === everyRequestTokens(file, { countTokens });
  return {
    path: placeOf(files, file.path),
    own: isOwn(file.path) && !file.managed,
    loaded: file.load,
    tokens,
    costNano: cost(tokens),
    sections: (isWhole ? file.sections : []).map(({ title, start, ownEnd }) => {
      const size = countTokens(file.text.slice(start, ownEnd));
      return { title, line: file.lines.positionAt(start).line, tokens: size, costNano: cost(size) };
    }),
    findings: findings.filter((finding) => finding.file === file.path).length,
  };
}

import type { Capability } from '../../sources/source';
import { isPromptCommand } from '../../prompts/slashCommand';
import { BlockKind } from '../../usage/blockKind';
import { placeBlocks, sortIntoSteps, type Arrivals, type EstimateTokens, type LooseBlock } from './placeBlocks';
import type { CallFacts, PlacedBlock, SessionFacts, Thread, Turn } from './sessionFacts';
import { setAdviceAside } from './setAdviceAside';

/** A conversation as the ledger holds it. */
interface RawSession extends Pick<
  SessionFacts,
  'id' | 'source' | 'conversationId' | 'workspace' | 'omitted' | 'textOf'
> {
  /** By agent, '' is the main thread; each in time order. */
  calls: ReadonlyMap<string, CallFacts[]>;
  /** By agent, in log order. */
  blocks: ReadonlyMap<string, LooseBlock[]>;
}

function isFromUser({ kind }: PlacedBlock): boolean {
  return (
    kind === BlockKind.Typed || kind === BlockKind.Pasted || kind === BlockKind.Injected || kind === BlockKind.Image
  );
}

/** A conversation whose blocks are sorted, and have no tokens yet. */
export interface SortedSession extends Omit<SessionFacts, 'threads' | 'turns'> {
  /** The main thread first. */
  threads: readonly Arrivals[];
}

/** `promised` is what every log of the source tells. */
export function sortSession(raw: RawSession, promised: readonly Capability[]): SortedSession {
  const { id, source, conversationId, workspace, omitted, textOf } = raw;
  const calls = setAdviceAside(raw.calls);
  const agents = ['', ...[...calls.keys()].filter((agent) => agent !== '').sort()];
  const threads = agents.map((agent) => sortIntoSteps(agent, calls.get(agent) ?? [], raw.blocks.get(agent) ?? []));
  const capabilities = capabilitiesOf(promised, threads);
  return { id, source, conversationId, workspace, capabilities, threads, omitted, textOf };
}

export function buildSession(sorted: SortedSession, estimate: EstimateTokens): SessionFacts {
  const { id, source, conversationId, workspace, capabilities, omitted, textOf } = sorted;
  const threads = sorted.threads.map((thread) => placeBlocks(thread, estimate));
  const turns = turnsOf(threads[0]!, source === 'claude-code' ? commandTest(textOf) : () => false);
  return { id, source, conversationId, workspace, capabilities, threads, turns, omitted, textOf };
}

/** A source that estimates or sums up some calls may have recorded each of this session's: then it can say more. */
function capabilitiesOf(promised: readonly Capability[], threads: readonly Arrivals[]): ReadonlySet<Capability> {
  const found = new Set(promised);
  const someCall = (holds: (call: CallFacts) => boolean): boolean => threads.some(({ calls }) => calls.some(holds));
  if (threads.every(({ calls }) => calls.length === 0)) return found;
  if (someCall((call) => call.estimated || call.operation === 'turn')) {
    for (const usage of ['per-call-usage', 'cache-split', 'cache-ttl'] as const) found.delete(usage);
    return found;
  }
  found.add('per-call-usage');
  if (someCall((call) => call.cacheRead > 0)) found.add('cache-split');
  if (someCall((call) => call.reasoning > 0)) found.add('reasoning');
  // A session may have begun in a version that did not log it.
  const own = threads[0]!.calls.filter(({ operation }) => operation === 'chat');
  if (own.length > 0 && own.every(({ effort }) => effort !== '')) found.add('effort');
  return found;
}

/** Rows of one session that are read to see whether they call a command, each text once. */
const MOST_COMMANDS = 60;
const LONGEST_COMMAND = 2_000;

/** Whether a row holds nothing but a command of the user's that is a prompt. */
function commandTest(textOf: SessionFacts['textOf']): (prompt: readonly PlacedBlock[]) => boolean {
  const known = new Map<string, boolean>();
  return ([block]) => {
    if (block?.kind !== BlockKind.Injected || block.name !== '' || block.bytes > LONGEST_COMMAND) return false;
    const key = `${block.bytes} ${block.hash}`;
    let answer = known.get(key);
    if (answer !== undefined || known.size >= MOST_COMMANDS) return answer ?? false;
    answer = isPromptCommand(textOf(block) ?? '');
    known.set(key, answer);
    return answer;
  };
}

/**
 * A row of the log with something typed or pasted begins a turn; what a harness added to it belongs to it. So does a
 * command without arguments that calls were made for.
 */
function turnsOf({ blocks, calls }: Thread, isCommand: (prompt: readonly PlacedBlock[]) => boolean): Turn[] {
  const prompts = new Map<string, PlacedBlock[]>();
  let prompt: PlacedBlock[] | undefined;
  for (const block of blocks) {
    if (!isFromUser(block)) continue;
    const last = prompt?.[0];
    if (!last || last.at !== block.at || last.offset !== block.offset || last.file !== block.file) {
      const key = `${block.at} ${block.offset} ${block.file}`;
      prompt = prompts.get(key);
      if (!prompt) prompts.set(key, (prompt = []));
    }
    prompt!.push(block);
  }
  const isOwn = ({ kind }: PlacedBlock): boolean => kind === BlockKind.Typed || kind === BlockKind.Pasted;
  const turns = [...prompts.values()]
    .filter((prompt) => prompt.some(isOwn) || isCommand(prompt))
    .map((prompt) => ({ at: prompt[0]!.at, prompt, first: prompt[0]!.first, end: calls.length }))
    .sort((a, b) => a.at - b.at)
    .filter(({ prompt, first }, i, all) => prompt.some(isOwn) || (all[i + 1]?.first ?? calls.length) > first);
  for (const [i, turn] of turns.entries()) turn.end = Math.max(turn.first, turns[i + 1]?.first ?? calls.length);
  return turns;
}

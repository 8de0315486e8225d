import type { DatabaseSync } from 'node:sqlite';
import { buildSession, sortSession, type SortedSession } from '../../core/insights/session/buildSession';
import type { EstimateTokens, LooseBlock } from '../../core/insights/session/placeBlocks';
import type { CallFacts, SessionFacts } from '../../core/insights/session/sessionFacts';
import type { PriceBook } from '../../core/pricing/priceBook';
import { sourceById } from '../../core/sources/index';
import type { SourceId } from '../../core/usage/usageRecord';
import { Column, Flag, WIDTH } from '../ledger/callChunk';
import { nameReader, rowsOf } from '../ledger/rows';
import { sessionBlocks } from '../ledger/sessionBlocks';
import { sessionCalls } from '../ledger/sessionCalls';
import type { StoredCall } from '../ledger/storedCall';
import type { LogText, TextPlace } from './logText';

/** Of a session that never ends, its newest calls. */
const MOST_CALLS = 20_000;

export interface LoadOptions {
  db: DatabaseSync;
  prices: PriceBook;
  estimate: EstimateTokens;
  texts: LogText;
  /** Only calls and blocks from then on, epoch milliseconds. */
  since: number;
  until: number;
  /** Only these, by the ledger's ids. */
  only?: readonly number[];
}

/** The conversations with calls in a span of time, oldest first, one at a time: never all in memory. */
export function* loadSessions(options: LoadOptions): Generator<SessionFacts> {
  for (const sorted of readSessions(options)) yield buildSession(sorted, options.estimate);
}

/** The same before their blocks have tokens. Those that `read` holds need not be read again. */
export function* readSessions(
  options: Omit<LoadOptions, 'estimate'>,
  read?: ReadonlyMap<number, SortedSession>,
): Generator<SortedSession> {
  const { db, since, until, only } = options;
  const wanted = only === undefined ? '' : 'AND id IN (SELECT value FROM json_each(?))';
  const sql = `SELECT id, source, conversation_id, workspace_id FROM session
    WHERE last_at >= ? AND first_at < ? ${wanted} ORDER BY first_at, id`;
  const name = nameReader(db);
  const paths = new Map(rowsOf(db, 'SELECT id, path FROM file').map(([id, path]) => [Number(id), String(path)]));
  const rows = rowsOf(db, sql, since, until, ...(only === undefined ? [] : [JSON.stringify(only)]));
  for (const [id, sourceText, conversationId, workspaceId] of rows) {
    const known = read?.get(Number(id));
    if (known) {
      yield known;
      continue;
    }
    const source = sourceText as SourceId;
    const newest = new NewestCalls();
    const look = (call: StoredCall): void => {
      newest.add({
        call: callOf(call, source, options.prices, name, paths),
        agent: name(call.agentId),
        workspace: name(call.workspaceId),
      });
    };
    sessionCalls(db, Number(id), look, since, until);
    const calls = new Map<string, CallFacts[]>();
    const found = newest.byTime();
    for (const { call, agent } of found) {
      const list = calls.get(agent);
      if (list) list.push(call);
      else calls.set(agent, [call]);
    }
    if (calls.size === 0) continue;
    const raw = {
      id: Number(id),
      source,
      conversationId: String(conversationId),
      omitted: newest.omitted,
      workspace: name(workspaceId) || found.find(({ workspace }) => workspace !== '')?.workspace || '',
      calls,
      // What came before the calls that are looked at is part of their prefix.
      blocks: blocksOf({ ...options, since: newest.omitted ? found[0]!.call.at : since }, Number(id), paths),
      textOf: (block: TextPlace) => options.texts.textOf(block, source),
    };
    yield sortSession(raw, sourceById(source).capabilities);
  }
}

interface FoundCall {
  call: CallFacts;
  agent: string;
  workspace: string;
}

/** The newest calls of a session, and what was billed for those before them. */
class NewestCalls {
  omitted: SessionFacts['omitted'];
  private calls: FoundCall[] = [];

  add(call: FoundCall): void {
    this.calls.push(call);
    if (this.calls.length >= 2 * MOST_CALLS) this.byTime();
  }

  /** Oldest first. */
  byTime(): FoundCall[] {
    // They were read in the order of their ids, which sorting leaves as it is.
    this.calls.sort((a, b) => a.call.at - b.call.at);
    if (this.calls.length < MOST_CALLS) return this.calls;
    const omitted = this.omitted ?? { calls: 0, unpriced: 0, nano: 0 };
    const older = this.calls.slice(0, -MOST_CALLS);
    for (const { call } of older) {
      omitted.calls++;
      if (call.costNano === undefined) omitted.unpriced++;
      omitted.nano += call.costNano ?? 0;
    }
    this.omitted = omitted;
    return (this.calls = this.calls.slice(-MOST_CALLS));
  }
}

function blocksOf(
  { db, since, until }: Omit<LoadOptions, 'estimate'>,
  session: number,
  paths: ReadonlyMap<number, string>,
) {
  const byAgent = new Map<string, LooseBlock[]>();
  let [file, fileId, agent] = ['', -1, ''];
  let blocks: LooseBlock[] | undefined;
  sessionBlocks(db, session, (block) => {
    if (block.timestamp < since || block.timestamp >= until) return;
    if (block.fileId !== fileId) [file, fileId] = [paths.get(block.fileId) ?? '', block.fileId];
    if (!blocks || block.agentName !== agent) {
      agent = block.agentName;
      blocks = byAgent.get(agent);
      if (!blocks) byAgent.set(agent, (blocks = []));
    }
    blocks.push({
      kind: block.kind,
      isError: block.isError,
      isSimple: block.isSimple,
      name: block.name,
      target: block.target,
      at: block.timestamp,
      bytes: block.bytes,
      hash: block.hash,
      added: block.added,
      removed: block.removed,
      file,
      offset: block.offset,
      callHash: block.callHash,
      tokens: 0,
      from: 0,
      first: 0,
      end: 0,
      writtenBy: -1,
    });
  });
  return byAgent;
}

/** Most of it from the chunk's numbers at once: a getter for each would take longer than the rest. */
function callOf(
  { id, keyHash, responseId, estimated, costNano, chunk, row }: StoredCall,
  source: SourceId,
  prices: PriceBook,
  name: (id: number) => string,
  paths: ReadonlyMap<number, string>,
): CallFacts {
  const n = chunk.numbers;
  const at = row * WIDTH;
  const call: CallFacts = {
    id,
    responseId,
    at: n[at + Column.At]!,
    model: name(n[at + Column.Model]!),
    provider: name(n[at + Column.Provider]!),
    operation: name(n[at + Column.Operation]!),
    tier: name(n[at + Column.Tier]!),
    speed: name(n[at + Column.Speed]!),
    effort: name(n[at + Column.Effort]!),
    clientVersion: name(n[at + Column.ClientVersion]!),
    input: n[at + Column.Input]!,
    cacheRead: n[at + Column.CacheRead]!,
    cacheWrite: n[at + Column.CacheWrite]!,
    cacheWrite1h: n[at + Column.CacheWrite1h]!,
    output: n[at + Column.Output]!,
    reasoning: n[at + Column.Reasoning]!,
    toolCalls: n[at + Column.ToolCalls]!,
    webSearches: n[at + Column.WebSearches]!,
    estimated,
    costNano,
    rates: undefined,
    file: paths.get(n[at + Column.File]!) ?? '',
    offset: n[at + Column.Offset]!,
    hash: keyHash,
  };
  call.rates = prices.rates({
    source,
    providerName: call.provider,
    operationName: call.operation,
    requestModel: name(n[at + Column.RequestModel]!),
    responseModel: call.model,
    timestamp: call.at,
    inputTokens: call.input,
    cacheReadInputTokens: call.cacheRead,
    cacheCreationInputTokens: call.cacheWrite,
    cacheCreation1hInputTokens: call.cacheWrite1h,
    outputTokens: call.output,
    serviceTier: call.tier,
    speed: call.speed,
    webSearchRequests: call.webSearches,
    summed: (n[at + Column.Flags]! & Flag.Summed) !== 0,
  });
  return call;
}

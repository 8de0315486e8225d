import type { DatabaseSync } from 'node:sqlite';
import { buildSession, type RawSession } from '../../core/insights/buildSession';
import type { EstimateTokens, LooseBlock } from '../../core/insights/placeBlocks';
import type { CallFacts, SessionFacts } from '../../core/insights/sessionFacts';
import type { PriceBook } from '../../core/pricing/priceBook';
import { sourceById } from '../../core/sources/index';
import type { SourceId } from '../../core/usage/usageRecord';
import { nameReader, rowReader, rowsOf, type Value } from '../ledger/rows';
import { sessionBlocks } from '../ledger/sessionBlocks';
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

const CALLS = `SELECT id, at, model_id, request_model_id, provider_id, agent_id, operation_id, tier_id, speed_id,
  input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, tool_calls,
  web_searches, cost_nano, estimated, response_id, key_hash, file_id, offset, workspace_id, effort_id
  FROM request WHERE session_id = ? AND counted = 1 AND at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ${MOST_CALLS}`;

/** The conversations with calls in a span of time, oldest first, one at a time: never all in memory. */
export function* loadSessions(options: LoadOptions): Generator<SessionFacts> {
  for (const raw of readSessions(options)) yield sessionOf(raw, options.estimate);
}

export function sessionOf(raw: RawSession, estimate: EstimateTokens): SessionFacts {
  return buildSession(raw, sourceById(raw.source).capabilities, estimate);
}

/** The same before their blocks have a place. Those that `read` holds need not be read again. */
export function* readSessions(
  options: Omit<LoadOptions, 'estimate'>,
  read?: ReadonlyMap<number, RawSession>,
): Generator<RawSession> {
  const { db, since, until, only } = options;
  const wanted = only === undefined ? '' : 'AND id IN (SELECT value FROM json_each(?))';
  const sql = `SELECT id, source, conversation_id, workspace_id FROM session
    WHERE last_at >= ? AND first_at < ? ${wanted} ORDER BY first_at, id`;
  const name = nameReader(db);
  const callsOf = rowReader(db, CALLS);
  const paths = new Map(rowsOf(db, 'SELECT id, path FROM file').map(([id, path]) => [Number(id), String(path)]));
  const rows = rowsOf(db, sql, since, until, ...(only === undefined ? [] : [JSON.stringify(only)]));
  for (const [id, sourceText, conversationId, workspaceId] of rows) {
    const known = read?.get(Number(id));
    if (known) {
      yield known;
      continue;
    }
    const source = sourceText as SourceId;
    const calls = new Map<string, CallFacts[]>();
    const workspaces = new Set<string>();
    const newest = callsOf(Number(id), since, until).reverse();
    for (const row of newest) {
      const agent = name(row[5]);
      const list = calls.get(agent);
      const call = callOf(row, source, options.prices, name, paths);
      workspaces.add(name(row[23]));
      if (list) list.push(call);
      else calls.set(agent, [call]);
    }
    if (calls.size === 0) continue;
    yield {
      id: Number(id),
      source,
      conversationId: String(conversationId),
      omitted: newest.length < MOST_CALLS ? undefined : omittedOf(db, Number(id), since, newest[0]!),
      workspace: name(workspaceId) || [...workspaces].find((folder) => folder !== '') || '',
      calls,
      // What came before the calls that are looked at is part of their prefix.
      blocks: blocksOf(
        { ...options, since: newest.length < MOST_CALLS ? since : Number(newest[0]![1]) },
        Number(id),
        paths,
      ),
      textOf: (block: TextPlace) => options.texts.textOf(block, source),
    };
  }
}

/** What was billed before the oldest of the calls that are looked at. */
function omittedOf(db: DatabaseSync, session: number, since: number, [id, at]: readonly Value[]) {
  const sql = `SELECT count(*), count(*) - count(cost_nano), total(cost_nano) FROM request
    WHERE session_id = ? AND counted = 1 AND at >= ? AND (at < ? OR (at = ? AND id < ?))`;
  const [row] = rowsOf(db, sql, session, since, Number(at), Number(at), Number(id));
  return { calls: Number(row?.[0]), unpriced: Number(row?.[1]), nano: Number(row?.[2]) };
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

function callOf(
  row: readonly Value[],
  source: SourceId,
  prices: PriceBook,
  name: (id: Value | undefined) => string,
  paths: ReadonlyMap<number, string>,
): CallFacts {
  const number = (i: number): number => Number(row[i]);
  const call: CallFacts = {
    id: number(0),
    responseId: String(row[19]),
    at: number(1),
    model: name(row[2]),
    provider: name(row[4]),
    operation: name(row[6]),
    tier: name(row[7]),
    speed: name(row[8]),
    effort: name(row[24]),
    input: number(9),
    cacheRead: number(10),
    cacheWrite: number(11),
    cacheWrite1h: number(12),
    output: number(13),
    reasoning: number(14),
    toolCalls: number(15),
    webSearches: number(16),
    estimated: row[18] === 1,
    costNano: row[17] === null ? undefined : number(17),
    rates: undefined,
    file: paths.get(number(21)) ?? '',
    offset: number(22),
    hash: number(20),
  };
  call.rates = prices.rates({
    source,
    providerName: call.provider,
    requestModel: name(row[3]),
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
  });
  return call;
}

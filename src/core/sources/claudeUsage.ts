import { KeySet, RecurringText, namesOf, type JsonSkim } from './jsonSkim';

/** `message.usage` of a Claude row, or one of its `iterations`, as logged: the three input counts are disjoint. */
export interface ClaudeUsage {
  input: number;
  output: number;
  cacheRead: number;
  /** All cache writes. */
  cacheWrite: number;
  cacheWrite1h: number;
  serviceTier: string;
  speed: string;
  webSearches: number;
  /** Calls to other models made within this one and billed beside it: not in the numbers above. */
  advisors: ClaudeUsage[];
  /** Of an iteration: which model, and what it was for. */
  model: string;
  type: string;
}

enum UsageKey {
  input_tokens,
  output_tokens,
  cache_read_input_tokens,
  cache_creation_input_tokens,
  cache_creation,
  ephemeral_5m_input_tokens,
  ephemeral_1h_input_tokens,
  service_tier,
  speed,
  server_tool_use,
  web_search_requests,
  iterations,
  type,
  model,
}
const KEYS = new KeySet(namesOf(UsageKey));

/** No call of any model comes near; larger counts are damage or mischief, and would drown every real figure. */
const MOST_TOKENS = 1e9;

const tiers = new RecurringText();

/**
 * Reads the usage object that the skim stands at. undefined: not an object. A count that is negative, not whole or
 * absurdly large makes the whole usage implausible, which shows as NaN in `input`.
 */
export function readClaudeUsage(skim: JsonSkim, bytes: Uint8Array): ClaudeUsage | undefined {
  return readUsage(skim, bytes, 0);
}

function readUsage(skim: JsonSkim, bytes: Uint8Array, depth: number): ClaudeUsage | undefined {
  if (!skim.enter(123)) {
    skim.skip();
    return undefined;
  }
  const usage: ClaudeUsage = {
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite: 0,
    cacheWrite1h: 0,
    serviceTier: '',
    speed: '',
    webSearches: 0,
    advisors: [],
    model: '',
    type: '',
  };
  let write5m = 0;
  while (skim.nextKey()) {
    switch (KEYS.indexOf(bytes, skim.from, skim.to)) {
      case UsageKey.input_tokens:
        usage.input = skim.count();
        break;
      case UsageKey.output_tokens:
        usage.output = skim.count();
        break;
      case UsageKey.cache_read_input_tokens:
        usage.cacheRead = skim.count();
        break;
      case UsageKey.cache_creation_input_tokens:
        usage.cacheWrite = skim.count();
        break;
      case UsageKey.cache_creation:
        if (!skim.enter(123)) skim.skip();
        else
          while (skim.nextKey()) {
            const key = KEYS.find(bytes, skim.from, skim.to);
            if (key === 'ephemeral_5m_input_tokens') write5m = skim.count();
            else if (key === 'ephemeral_1h_input_tokens') usage.cacheWrite1h = skim.count();
            else skim.skip();
          }
        break;
      case UsageKey.service_tier: {
        const tier = tiers.next(skim, bytes);
        usage.serviceTier = tier === 'standard' || tier === 'default' ? '' : tier;
        break;
      }
      case UsageKey.speed: {
        const speed = tiers.next(skim, bytes);
        usage.speed = speed === 'standard' ? '' : speed;
        break;
      }
      case UsageKey.server_tool_use:
        if (!skim.enter(123)) skim.skip();
        else
          while (skim.nextKey()) {
            if (KEYS.find(bytes, skim.from, skim.to) === 'web_search_requests') usage.webSearches = skim.count();
            else skim.skip();
          }
        break;
      case UsageKey.iterations:
        usage.advisors.length = 0;
        if (depth > 0 || !skim.enter(91)) skim.skip();
        else
          while (skim.nextElement()) {
            // 'message' iterations state the top-level numbers once more; only advisors are spent beside them.
            const iteration = readUsage(skim, bytes, 1);
            if (iteration?.type === 'advisor_message' && usage.advisors.length < 100) usage.advisors.push(iteration);
          }
        break;
      case UsageKey.type:
        usage.type = skim.text();
        break;
      case UsageKey.model:
        usage.model = skim.text();
        break;
      default:
        skim.skip();
    }
  }
  // Some versions wrote 0 as the sum although the parts were not; the parts are never added to the sum.
  usage.cacheWrite = Math.max(usage.cacheWrite, write5m + usage.cacheWrite1h);
  const most = Math.max(usage.input, usage.output, usage.cacheRead, usage.cacheWrite, usage.webSearches);
  if (!(most <= MOST_TOKENS)) usage.input = NaN;
  return usage;
}

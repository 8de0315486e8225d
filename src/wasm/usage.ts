import { Bytes } from './bytes';
import { Json, OPENING_BRACE, OPENING_BRACKET } from './json';
import { literal } from './literal';
import { endOf, startOf, textAsWritten, Text, textAt } from './texts';
import { word, wordAt } from './words';

/** `message.usage` of a row, or one of its `iterations`, as logged: the three input counts are disjoint. */
@unmanaged
export class Usage {
  /** NaN: some count is implausible. */
  input: f64;
  output: f64;
  cacheRead: f64;
  /** All cache writes. */
  cacheWrite: f64;
  cacheWrite1h: f64;
  webSearches: f64;
  serviceTier: Text;
  speed: Text;
  /** Of an iteration: which model, and what it was for. */
  model: Text;
  type: u32;
  /** Input of the requests that it took, if several are told: before and after an advisor was asked. */
  sampled: f64;
  /** Calls to other models made within this one and billed beside it, not in the numbers above: a Usage each. */
  others: Bytes;

  static create(): Usage {
    const usage = changetype<Usage>(heap.alloc(offsetof<Usage>()));
    usage.others = Bytes.create(0);
    return usage;
  }

  get allInput(): f64 {
    return this.input + this.cacheRead + this.cacheWrite;
  }

  /** The numbers are those of several requests. */
  get isSum(): bool {
    return this.sampled > 0 && this.sampled === this.allInput;
  }

  get otherCount(): u32 {
    return <u32>(this.others.length / offsetof<Usage>());
  }

  /** A model that was asked first and declined: what it had written until then is billed. */
  get isAttempt(): bool {
    return this.type === MESSAGE;
  }

  other(index: u32): Usage {
    return changetype<Usage>(this.others.at + index * offsetof<Usage>());
  }
}

/** No call of any model comes near; larger counts are damage or mischief, and would drown every real figure. */
const MOST_TOKENS: f64 = 1e9;
const MOST_OTHERS: usize = 100;

const INPUT_TOKENS = word('input_tokens');
const OUTPUT_TOKENS = word('output_tokens');
const CACHE_READ = word('cache_read_input_tokens');
const CACHE_WRITE = word('cache_creation_input_tokens');
const CACHE_CREATION = word('cache_creation');
const WRITE_5M = word('ephemeral_5m_input_tokens');
const WRITE_1H = word('ephemeral_1h_input_tokens');
const SERVICE_TIER = word('service_tier');
const SPEED = word('speed');
const GEOGRAPHY = word('inference_geo');
const US = word('us');
const US_ONLY = literal('us-only');
const BEHIND_TIER = literal(' us-only');
const SERVER_TOOL_USE = word('server_tool_use');
const WEB_SEARCHES = word('web_search_requests');
const ITERATIONS = word('iterations');
const TYPE = word('type');
const MODEL = word('model');
const STANDARD = word('standard');
const DEFAULT = word('default');
const ADVISOR = word('advisor_message');
const MESSAGE = word('message');
const FALLBACK = word('fallback_message');

const iteration = Usage.create();

/** Reads the usage object that is next into `usage`; false: it is none. */
export function readUsage(usage: Usage, depth: i32): bool {
  if (!Json.entersElseSkips(OPENING_BRACE)) return false;
  usage.input = usage.output = usage.cacheRead = usage.cacheWrite = usage.cacheWrite1h = usage.webSearches = 0;
  usage.serviceTier = usage.speed = usage.model = usage.type = 0;
  usage.others.length = 0;
  usage.sampled = 0;
  let write5m: f64 = 0;
  let isUsOnly: bool = false;
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    if (key === INPUT_TOKENS) usage.input = Json.count();
    else if (key === OUTPUT_TOKENS) usage.output = Json.count();
    else if (key === CACHE_READ) usage.cacheRead = Json.count();
    else if (key === CACHE_WRITE) usage.cacheWrite = Json.count();
    else if (key === CACHE_CREATION) {
      write5m = usage.cacheWrite1h = 0;
      if (!Json.entersElseSkips(OPENING_BRACE)) continue;
      while (Json.nextKey()) {
        const part = wordAt(Json.from, Json.to);
        if (part === WRITE_5M) write5m = Json.count();
        else if (part === WRITE_1H) usage.cacheWrite1h = Json.count();
        else Json.skip();
      }
    } else if (key === SERVICE_TIER) usage.serviceTier = unusual();
    else if (key === SPEED) usage.speed = unusual();
    else if (key === GEOGRAPHY) isUsOnly = Json.stringElseSkips() && wordAt(Json.from, Json.to) === US;
    else if (key === SERVER_TOOL_USE) {
      usage.webSearches = 0;
      if (!Json.entersElseSkips(OPENING_BRACE)) continue;
      while (Json.nextKey()) {
        if (wordAt(Json.from, Json.to) === WEB_SEARCHES) usage.webSearches = Json.count();
        else Json.skip();
      }
    } else if (key === ITERATIONS) readIterations(usage, depth);
    else if (key === TYPE) usage.type = Json.stringElseSkips() ? wordAt(Json.from, Json.to) : 0;
    else if (key === MODEL) usage.model = Json.stringElseSkips() ? textAt(Json.from, Json.to) : 0;
    else Json.skip();
  }
  if (isUsOnly) usage.serviceTier = inUs(usage.serviceTier);
  // Some versions wrote 0 as the sum although the parts were not; the parts are never added to the sum.
  usage.cacheWrite = max(usage.cacheWrite, write5m + usage.cacheWrite1h);
  const inputs = max(max(usage.input, usage.cacheRead), usage.cacheWrite);
  if (!(max(max(inputs, usage.output), usage.webSearches) <= MOST_TOKENS)) usage.input = NaN;
  return true;
}

/**
 * 'message' iterations state the top-level numbers once more, and advisors are spent beside them. Where another model had
 * to step in, the top-level numbers are its own: then what others wrote before they declined is spent beside them, too.
 */
function readIterations(usage: Usage, depth: i32): void {
  usage.others.length = 0;
  if (depth > 0) {
    Json.skip();
    return;
  }
  if (!Json.entersElseSkips(OPENING_BRACKET)) return;
  const most = MOST_OTHERS * offsetof<Usage>();
  let steppedIn: bool = false;
  let samplings = 0;
  let sampled: f64 = 0;
  while (Json.nextElement()) {
    if (!readUsage(iteration, 1)) continue;
    if (iteration.type === FALLBACK) steppedIn = true;
    else if (iteration.type === MESSAGE) {
      samplings++;
      sampled += iteration.allInput;
    }
    const mayBeAttempt = iteration.isAttempt && iteration.model !== 0 && iteration.output > 0;
    if ((iteration.type !== ADVISOR && !mayBeAttempt) || usage.others.length >= most) continue;
    memory.copy(usage.others.add(offsetof<Usage>()), changetype<usize>(iteration), offsetof<Usage>());
  }
  if (steppedIn) return;
  dropAttempts(usage);
  if (samplings > 1) usage.sampled = sampled;
}

function dropAttempts(usage: Usage): void {
  const count = usage.otherCount;
  usage.others.length = 0;
  for (let i: u32 = 0; i < count; i++) {
    const other = usage.other(i);
    if (other.isAttempt) continue;
    // Never behind the one that it is copied from.
    memory.copy(usage.others.add(offsetof<Usage>()), changetype<usize>(other), offsetof<Usage>());
  }
}

/** A tier or speed that is not the one that all calls have. */
function unusual(): Text {
  if (!Json.stringElseSkips()) return 0;
  const known = wordAt(Json.from, Json.to);
  return known === STANDARD || known === DEFAULT ? 0 : textAt(Json.from, Json.to);
}

/** As core/usage/serviceTier.ts has it. */
function inUs(tier: Text): Text {
  if (tier === 0) return US_ONLY.text;
  const length = endOf(tier) - startOf(tier);
  scratch.length = 0;
  memory.copy(scratch.add(length), startOf(tier), length);
  memory.copy(scratch.add(BEHIND_TIER.length), BEHIND_TIER.at, BEHIND_TIER.length);
  return textAsWritten(scratch.at, scratch.at + scratch.length);
}

const scratch = Bytes.create(64);

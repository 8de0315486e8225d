import { Coach, type CoachResult, type RuleAdvice } from '../../src/core/coach/coach';
import type { CoachRule, CoachSetup } from '../../src/core/coach/coachRule';
import { commandOf } from '../../src/core/insights/activity/toolUse';
import { buildSession, sortSession } from '../../src/core/insights/session/buildSession';
import type { LooseBlock } from '../../src/core/insights/session/placeBlocks';
import type { CallFacts, SessionFacts } from '../../src/core/insights/session/sessionFacts';
import { PRIOR, estimateBlock } from '../../src/core/insights/session/tokenEstimate';
import type { Cost, Priceable } from '../../src/core/pricing/priceBook';
import { sourceById } from '../../src/core/sources/index';
import { isSimpleCommand } from '../../src/core/sources/simpleCommand';
import { BlockKind } from '../../src/core/usage/blockKind';
import { textHash } from '../../src/core/usage/textHash';
import { namesAnother } from '../../src/core/usage/namesAnother';
import type { SourceId } from '../../src/core/usage/usageRecord';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1, 9);

/** $ per million tokens of input and output; reads cost a tenth, writes 1.25 times (5 minutes) or twice (an hour). */
const PRICES: Record<string, readonly [input: number, output: number]> = {
  'claude-opus-4-8': [5, 25],
  'claude-opus-4-6': [5, 25],
  'claude-sonnet-4-6': [3, 15],
  'claude-haiku-4-5': [1, 5],
  'gpt-5.5': [5, 30],
  'gpt-5-mini': [0.25, 2],
  'gpt-5.4-mini': [0.75, 4.5],
};
/** Above so many tokens the whole request costs twice. */
const LONG_TIER: Record<string, number> = { 'gpt-5.5': 272_000 };

export const scenarioPrices = {
  rates(call: Pick<Priceable, 'requestModel' | 'responseModel' | 'inputTokens' | 'speed' | 'serviceTier'>) {
    const model = call.responseModel || call.requestModel;
    const price = PRICES[model];
    if (!price) return undefined;
    const long = call.inputTokens > (LONG_TIER[model] ?? Infinity) ? 2 : 1;
    const factor = long * (call.speed === 'fast' || call.serviceTier === 'priority' ? 2 : 1) * 1e6;
    const [input, output] = [price[0] * factor, price[1] * factor];
    return { input, cacheRead: input / 10, cacheWrite5m: input * 1.25, cacheWrite1h: input * 2, output };
  },
  cost(call: Priceable): Cost | undefined {
    const rates = scenarioPrices.rates(call);
    if (!rates) return undefined;
    const { inputTokens, cacheReadInputTokens: read, cacheCreationInputTokens: write } = call;
    const hour = call.cacheCreation1hInputTokens;
    const nano = (tokens: number, rate: number): number => Math.round((tokens * rate) / 1000);
    const uncachedInputNano = nano(inputTokens - read - write, rates.input);
    const cacheReadNano = nano(read, rates.cacheRead);
    const cacheWriteNano = nano(write - hour, rates.cacheWrite5m) + nano(hour, rates.cacheWrite1h);
    const outputNano = nano(call.outputTokens, rates.output);
    const totalNano = uncachedInputNano + cacheReadNano + cacheWriteNano + outputNano;
    return { totalNano, uncachedInputNano, cacheReadNano, cacheWriteNano, outputNano, webSearchNano: 0 };
  },
};

export interface ScenarioTool {
  name: string;
  target?: string;
  /** What the model wrote to call it. */
  input?: string;
  result?: string;
  isError?: boolean;
  /** Lines of an edit that went through. */
  edit?: { added: number; removed: number };
}

export interface ScenarioCall {
  model?: string;
  /** Tokens that the model wrote; default: as many as its text and tools take. */
  out?: number;
  reasoning?: number;
  text?: string;
  tools?: readonly ScenarioTool[];
  speed?: string;
  tier?: string;
  effort?: string;
  clientVersion?: string;
  /** Nothing is found in the cache, though it should be. */
  cacheMiss?: boolean;
  estimated?: boolean;
  operation?: string;
}

export interface ScenarioSession {
  source?: SourceId;
  model?: string;
  /** Day of the scenario, from 0; hour of that day. */
  day?: number;
  hour?: number;
  workspace?: string;
  /** Tokens of system prompt and tools. */
  prefix?: number;
  cache?: '5m' | '1h';
  effort?: string;
  id?: string;
}

/** Where a thread stands after its last call. */
interface ThreadState {
  context: number;
  cached: number;
  lastAt: number;
  model: string;
  effort: string;
}

let ids = 0;

/** A conversation told step by step; each call's cache and context follow from what was said before. */
export class SessionScript {
  facts: () => SessionFacts;
  private readonly calls = new Map<string, CallFacts[]>();
  private readonly blocks = new Map<string, LooseBlock[]>();
  private readonly texts = new Map<string, string>();
  private readonly id = ++ids;
  private readonly threads = new Map<string, ThreadState>();
  private agent = '';
  private clock: number;
  private offset = 0;

  constructor(private readonly setup: ScenarioSession) {
    this.clock = START + (setup.day ?? 0) * DAY + ((setup.hour ?? 9) - 9) * 60 * MINUTE;
    this.facts = () => this.build(1);
  }

  /** How fast-check shows it: all of it would be a page for each call. */
  [Symbol.for('fast-check/toStringMethod')](): string {
    const calls = [...this.calls].map(([agent, list]) => `${agent || 'main'}: ${list.map((c) => c.input).join(', ')}`);
    return `session ${JSON.stringify(this.setup)} with contexts of ${calls.join('; ')}`;
  }

  /** The same at other prices. */
  atPrices(factor: number): this {
    const again = Object.assign(Object.create(SessionScript.prototype) as this, this);
    again.facts = () => this.build(factor);
    return again;
  }

  private build(factor: number): SessionFacts {
    const source = this.setup.source ?? 'claude-code';
    const copied = <T extends object>(lists: Map<string, T[]>): Map<string, T[]> =>
      new Map([...lists].map(([agent, list]) => [agent, list.map((one) => ({ ...one }))]));
    const calls = copied(this.calls);
    if (factor !== 1) for (const call of [...calls.values()].flat()) reprice(call, factor);
    const raw = {
      id: this.id,
      source,
      conversationId: this.setup.id ?? `session-${this.id}`,
      workspace: this.setup.workspace ?? '/home/me/shop',
      calls,
      blocks: copied(this.blocks),
      textOf: ({ bytes, hash }: { bytes: number; hash: number }) => this.texts.get(`${bytes} ${hash}`),
    };
    return buildSession(sortSession(raw, sourceById(source).capabilities), (block) => estimateBlock(block, PRIOR));
  }

  /** Minutes pass. */
  wait(minutes: number): this {
    this.clock += minutes * MINUTE;
    return this;
  }

  /** What follows happens in a sub-agent, until `main()`. */
  helper(agent: string): this {
    this.agent = agent;
    return this;
  }

  main(): this {
    this.agent = '';
    return this;
  }

  prompt(...parts: (string | { pasted?: string; injected?: string; name?: string })[]): this {
    this.clock += 1000;
    this.offset += 1000;
    for (const part of parts) {
      if (typeof part === 'string') this.block(BlockKind.Typed, part);
      else if (part.pasted !== undefined) this.block(BlockKind.Pasted, part.pasted);
      else this.block(BlockKind.Injected, part.injected ?? '', { name: part.name ?? 'meta' });
    }
    return this;
  }

  /** What the assistant adds by itself, in a row of its own: a listing, which stands in the prefix, or a file. */
  attach(name: string, text: string, kind: BlockKind.Instructions | BlockKind.Injected = BlockKind.Injected): this {
    this.offset += 1000;
    this.block(kind, text, { name });
    return this;
  }

  /** The context is summarised; what is left of it is `summary`. */
  compact(summary: string): this {
    this.clock += 1000;
    this.block(BlockKind.Compaction, '', { name: 'auto' });
    const thread = this.thread();
    thread.context = this.setup.prefix ?? 20_000;
    thread.cached = 0;
    return this.prompt({ injected: summary, name: 'compact-summary' });
  }

  error(text: string): this {
    this.block(BlockKind.Error, text, { isError: true }, 0);
    return this;
  }

  call(call: ScenarioCall = {}): this {
    const { setup } = this;
    this.clock += 5000;
    const thread = this.thread();
    const model = call.model ?? setup.model ?? 'claude-opus-4-8';
    const life = setup.cache === '1h' ? 60 * MINUTE : 5 * MINUTE;
    const warm = !call.cacheMiss && thread.model === model && this.clock - thread.lastAt <= life;
    const input = Math.round(thread.context);
    const isClaude = model.startsWith('claude');
    const effort = call.effort ?? setup.effort ?? '';
    // Another effort loses the messages, and not what stands before them.
    const found = isClaude && namesAnother(effort, thread.effort) ? (setup.prefix ?? 20_000) : thread.cached;
    const cacheRead = warm ? Math.min(input, found, thread.cached) : 0;
    const cacheWrite = isClaude ? input - cacheRead : 0;
    const written = [
      call.text ?? '',
      ...(call.tools ?? []).map((tool) => tool.input ?? `{"path":"${tool.target ?? ''}"}`),
    ];
    const output = call.out ?? Math.max(1, Math.round(written.join('').length / 4.3)) + (call.reasoning ?? 0);
    const id = this.id * 10_000 + (this.calls.get(this.agent)?.length ?? 0) + this.agent.length * 1000;
    const priceable: Priceable = {
      source: setup.source ?? 'claude-code',
      providerName: isClaude ? 'anthropic' : 'openai',
      requestModel: model,
      responseModel: model,
      timestamp: this.clock,
      inputTokens: input,
      cacheReadInputTokens: cacheRead,
      cacheCreationInputTokens: cacheWrite,
      cacheCreation1hInputTokens: setup.cache === '1h' ? cacheWrite : 0,
      outputTokens: output,
      serviceTier: call.tier ?? '',
      speed: call.speed ?? '',
      webSearchRequests: 0,
    };
    const facts: CallFacts = {
      id,
      responseId: `msg_${id}`,
      at: this.clock,
      model,
      provider: priceable.providerName,
      operation: call.operation ?? 'chat',
      tier: priceable.serviceTier,
      speed: priceable.speed,
      effort,
      clientVersion: call.clientVersion ?? '',
      input,
      cacheRead,
      cacheWrite,
      cacheWrite1h: priceable.cacheCreation1hInputTokens,
      output,
      reasoning: call.reasoning ?? 0,
      toolCalls: call.tools?.length ?? 0,
      webSearches: 0,
      estimated: call.estimated ?? false,
      costNano: scenarioPrices.cost(priceable)?.totalNano,
      rates: scenarioPrices.rates(priceable),
      file: this.file(),
      offset: (this.offset += 1000),
      hash: id,
    };
    this.listOf(this.calls).push(facts);
    Object.assign(thread, { cached: input, lastAt: this.clock, model, effort, context: input + output });
    if (call.text) this.block(BlockKind.AssistantText, call.text, {}, id);
    for (const tool of call.tools ?? []) this.tool(tool, id);
    return this;
  }

  private tool(tool: ScenarioTool, callHash: number): void {
    const { name, target = '', isError = false } = tool;
    const kind = name === 'Task' || name === 'Agent' ? BlockKind.SubAgent : BlockKind.ToolCall;
    const input = tool.input ?? `{"path":"${target}"}`;
    this.block(kind, input, { name, target, isSimple: isSimpleCommand(commandOf(input)) }, callHash);
    this.clock += 1000;
    this.offset += 100;
    this.block(BlockKind.ToolResult, tool.result ?? 'ok', { name, target, isError });
    if (tool.edit) this.block(BlockKind.Edit, '', { name, target, ...tool.edit });
  }

  private block(kind: BlockKind, text: string, more: Partial<LooseBlock> = {}, callHash = 0): void {
    const encoded = new TextEncoder().encode(text);
    const block: LooseBlock = {
      kind,
      isError: false,
      isSimple: false,
      name: '',
      target: '',
      at: this.clock,
      bytes: encoded.length,
      hash: textHash(encoded, 0, encoded.length),
      added: 0,
      removed: 0,
      file: this.file(),
      offset: this.offset,
      callHash,
      tokens: 0,
      from: 0,
      first: 0,
      end: 0,
      writtenBy: -1,
      ...more,
    };
    this.texts.set(`${block.bytes} ${block.hash}`, text);
    this.listOf(this.blocks).push(block);
    if (callHash === 0) this.thread().context += estimateBlock(block, PRIOR);
  }

  private thread(): ThreadState {
    let thread = this.threads.get(this.agent);
    if (!thread) {
      thread = { context: this.setup.prefix ?? 20_000, cached: 0, lastAt: -Infinity, model: '', effort: '' };
      this.threads.set(this.agent, thread);
    }
    return thread;
  }

  private listOf<T>(map: Map<string, T[]>): T[] {
    let list = map.get(this.agent);
    if (!list) map.set(this.agent, (list = []));
    return list;
  }

  private file(): string {
    return `/logs/session-${this.id}${this.agent && `-${this.agent}`}.jsonl`;
  }
}

function reprice(call: CallFacts, factor: number): void {
  if (call.costNano !== undefined) call.costNano *= factor;
  if (!call.rates) return;
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, output: written } = call.rates;
  call.rates = {
    input: input * factor,
    cacheRead: cacheRead * factor,
    cacheWrite5m: cacheWrite5m * factor,
    cacheWrite1h: cacheWrite1h * factor,
    output: written * factor,
  };
}

export const SCENARIO_SETUP: CoachSetup = {
  now: START + 30 * DAY,
  days: 30,
  dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
  billing: 'api',
  prices: scenarioPrices,
  countTokens: (text) => Math.ceil(text.length / 4),
};

/** What the rules say of some conversations. */
export function adviseOn(
  scripts: readonly SessionScript[],
  rules: readonly CoachRule[],
  setup: Partial<CoachSetup> = {},
): CoachResult {
  const coach = new Coach(rules, { ...SCENARIO_SETUP, ...setup });
  for (const script of scripts) coach.add(script.facts());
  return coach.finish();
}

/** What one rule found in some conversations; undefined: nothing. */
export function findingOf(
  rule: CoachRule,
  scripts: readonly SessionScript[],
  setup: Partial<CoachSetup> = {},
): RuleAdvice | undefined {
  const { advice, failures } = adviseOn(scripts, [rule], setup);
  if (failures[0]) throw new Error(failures[0].message);
  return advice[0];
}

export function conversation(setup: ScenarioSession = {}): SessionScript {
  return new SessionScript(setup);
}

/** A text of so many tokens, unlike that of another `seed`, as something typed, pasted or said counts. */
export function prose(tokens: number, seed = 'a'): string {
  return textOf(Math.round(tokens * PRIOR.prose), seed);
}

/** The same for the result of a tool. */
export function output(tokens: number, seed = 'a'): string {
  return textOf(Math.round(tokens * PRIOR.result), seed);
}

function textOf(length: number, seed: string): string {
  const words: string[] = [];
  let state = Array.from(seed).reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);
  for (let written = 0; written <= length;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = (state >>> 8).toString(36);
    words.push(word);
    written += word.length + 1;
  }
  return words.join(' ').slice(0, length);
}

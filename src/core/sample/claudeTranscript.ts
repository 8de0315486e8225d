import { addToSampleTally, emptySampleTally, projectFolder, sampleTokens, type SampleFile } from './sampleFile';
import { sampleSessionId, type SampleRandom } from './sampleRandom';

export interface ClaudeToolUse {
  name: string;
  input: object;
  result: string;
  isError?: boolean;
  /** The tool's own record of what it did, as the log keeps it beside the result. */
  details?: object;
}

export interface ClaudeCall {
  thinking?: string;
  text?: string;
  tools?: readonly ClaudeToolUse[];
  model?: string;
  fast?: boolean;
}

export interface ClaudeSetup {
  random: SampleRandom;
  /** Names the session; its id follows from it. */
  name: string;
  project: string;
  model: string;
  startAt: number;
  /** How long a cached prefix lives: an hour on a subscription's main thread, 5 minutes elsewhere. */
  cacheLife?: 'hour' | '5m';
  /** Tokens of system prompt and tool descriptions, which no log holds. */
  prefix?: number;
  version?: string;
  agentId?: string;
}

const MINUTE = 60_000;

/**
 * Writes one transcript as Claude Code does: a row per content block, usage repeated on each with partial output on
 * all but the last, and the arithmetic of a prefix cache with a lifetime.
 */
export class ClaudeTranscript {
  readonly rows: string[] = [];
  readonly tally = emptySampleTally();
  readonly sessionId: string;
  clock: number;
  /** Tokens that the next call sends. */
  context: number;
  private parent: string | null = null;
  private readonly cached = new Map<string, { tokens: number; at: number }>();

  constructor(readonly setup: ClaudeSetup) {
    this.sessionId = sampleSessionId(setup.name);
    this.clock = setup.startAt;
    this.context = setup.prefix ?? 19_400;
  }

  wait(milliseconds: number): this {
    this.clock += milliseconds;
    return this;
  }

  prompt(text: string): this {
    this.user(text);
    return this.wait(this.setup.random.int(500, 2000));
  }

  call(call: ClaudeCall): this {
    const { random } = this.setup;
    this.clock += random.int(2000, 9000);
    const model = call.model ?? this.setup.model;
    const blocks: object[] = [];
    if (call.thinking) blocks.push({ type: 'thinking', thinking: call.thinking, signature: random.id(120) });
    if (call.text) blocks.push({ type: 'text', text: call.text });
    const uses = (call.tools ?? []).map((tool) => ({ ...tool, id: `toolu_01${random.id(22)}` }));
    for (const { id, name, input } of uses) blocks.push({ type: 'tool_use', id, name, input });

    const output = blocks.reduce((sum, block) => sum + sampleTokens(JSON.stringify(block)), random.int(5, 30));
    const usage = this.usage(model, output, call.fast === true);
    const ids = { id: `msg_01${random.id(22)}`, requestId: `req_011${random.id(21)}` };
    blocks.forEach((block, i) => {
      const last = i === blocks.length - 1;
      const written = last ? output : Math.min(output, random.int(1, 9));
      const stop = last ? (uses.length > 0 ? 'tool_use' : 'end_turn') : null;
      this.assistant(model, ids, block, { ...usage, output_tokens: written }, stop);
      this.clock += random.int(100, 900);
    });
    for (const use of uses) this.result(use);
    return this;
  }

  /** The history is replaced by a summary, which the log calls a user's message. */
  compact(summary: string): this {
    const compactMetadata = { trigger: 'manual', preTokens: this.context };
    this.push({
      type: 'system',
      subtype: 'compact_boundary',
      content: 'Conversation compacted',
      isMeta: false,
      compactMetadata,
    });
    this.context = this.setup.prefix ?? 19_400;
    this.cached.clear();
    this.user(summary, { isCompactSummary: true });
    return this;
  }

  /** What is shown when a call fails: made up by the assistant itself, not a call. */
  apiError(text: string): this {
    const usage = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 };
    const content = [{ type: 'text', text }];
    const message = {
      id: this.setup.random.uuid(),
      model: '<synthetic>',
      role: 'assistant',
      type: 'message',
      usage,
      content,
    };
    this.push({ type: 'assistant', message, isApiErrorMessage: true });
    return this;
  }

  /** A resumed session's file begins with the rows of the one it continues. */
  resume(earlier: ClaudeTranscript): this {
    this.rows.push(...earlier.rows);
    this.context = earlier.context;
    this.parent = earlier.parent;
    return this;
  }

  /** @param torn a crash cut the last line off */
  file(torn = ''): SampleFile {
    const { agentId, project } = this.setup;
    const folder = `.claude/projects/${projectFolder(project).replaceAll(/[^A-Za-z0-9]/g, '-')}`;
    const name = agentId ? `${this.sessionId}/subagents/agent-${agentId}` : this.sessionId;
    return { path: `${folder}/${name}.jsonl`, content: `${this.rows.join('\n')}\n${torn}` };
  }

  private usage(model: string, output: number, fast: boolean) {
    const hour = this.setup.cacheLife !== '5m';
    const before = this.cached.get(model);
    const warm = before !== undefined && this.clock - before.at < (hour ? 60 : 5) * MINUTE;
    const read = warm ? Math.min(before.tokens, this.context) : 0;
    const input = this.setup.random.int(2, 8);
    const write = this.context - read;
    this.cached.set(model, { tokens: this.context, at: this.clock });
    this.context += output;
    addToSampleTally(this.tally, {
      requests: 1,
      inputTokens: input + read + write,
      cacheReadInputTokens: read,
      cacheCreationInputTokens: write,
      outputTokens: output,
    });
    return {
      input_tokens: input,
      cache_creation_input_tokens: write,
      cache_read_input_tokens: read,
      cache_creation: { ephemeral_5m_input_tokens: hour ? 0 : write, ephemeral_1h_input_tokens: hour ? write : 0 },
      output_tokens: output,
      service_tier: 'standard',
      speed: fast ? 'fast' : 'standard',
    };
  }

  private assistant(
    model: string,
    ids: { id: string; requestId: string },
    block: object,
    usage: object,
    stop: string | null,
  ) {
    const { id, requestId } = ids;
    const reason = { stop_reason: stop, stop_sequence: null };
    const message = { model, id, type: 'message', role: 'assistant', content: [block], ...reason, usage };
    this.push({ message, requestId, type: 'assistant' });
  }

  private result({ id, result, isError, details }: ClaudeToolUse & { id: string }) {
    this.clock += this.setup.random.int(50, 4000);
    const content = { tool_use_id: id, type: 'tool_result', content: result, is_error: isError === true };
    this.user([content], details ? { toolUseResult: details } : {}, result);
  }

  private user(content: unknown, more: object = {}, text = typeof content === 'string' ? content : '') {
    this.context += sampleTokens(text);
    this.push({ type: 'user', message: { role: 'user', content }, ...more });
  }

  private push(row: object) {
    const { random, project, version = '2.1.230', agentId } = this.setup;
    const uuid = random.uuid();
    const head = {
      parentUuid: this.parent,
      isSidechain: agentId !== undefined,
      userType: 'external',
      cwd: projectFolder(project),
      sessionId: this.sessionId,
      version,
      gitBranch: 'main',
      ...(agentId ? { agentId } : {}),
    };
    this.rows.push(JSON.stringify({ ...head, ...row, uuid, timestamp: new Date(this.clock).toISOString() }));
    this.parent = uuid;
  }
}

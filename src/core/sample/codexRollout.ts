import { addToSampleTally, emptySampleTally, projectFolder, sampleTokens, type SampleFile } from './sampleFile';
import { sampleSessionId, type SampleRandom } from './sampleRandom';

export interface CodexSetup {
  random: SampleRandom;
  name: string;
  project: string;
  model: string;
  startAt: number;
  /** The user's zone: file names carry local time. */
  zoneOffset: number;
  /** What the assistant sends before the first prompt. */
  prefix?: number;
}

export interface CodexCall {
  reasoning?: number;
  text?: string;
  command?: string;
  output?: string;
  patch?: { path: string; diff: string };
}

interface Usage {
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  reasoning_output_tokens: number;
  total_tokens: number;
}

const NOTHING: Usage = {
  input_tokens: 0,
  cached_input_tokens: 0,
  output_tokens: 0,
  reasoning_output_tokens: 0,
  total_tokens: 0,
};
const WINDOW = 272_000;
const CACHE_STEP = 128;
const CACHE_LIFE = 8 * 60_000;

/** Writes one rollout as Codex does: running totals after each call, now and then the same ones again. */
export class CodexRollout {
  readonly rows: string[] = [];
  readonly tally = emptySampleTally();
  readonly id: string;
  clock: number;
  totals: Usage = { ...NOTHING };
  private context: number;
  private cached = 0;
  private lastCall = -Infinity;

  constructor(readonly setup: CodexSetup) {
    this.id = sampleSessionId(setup.name);
    this.clock = setup.startAt;
    this.context = setup.prefix ?? 9600;
  }

  start(meta: object = {}): this {
    const { project, model } = this.setup;
    this.push('session_meta', {
      id: this.id,
      timestamp: new Date(this.clock).toISOString(),
      cwd: projectFolder(project),
      originator: 'codex-tui',
      cli_version: '0.147.0',
      source: 'cli',
      model_provider: 'openai',
      base_instructions: { text: 'You help with the code in this folder.' },
      git: { branch: 'main' },
      ...meta,
    });
    return this.turnContext(model);
  }

  /** A fork's file begins with its origin's lines, all written at the moment of forking. */
  forkOf(origin: CodexRollout): this {
    this.start({ forked_from_id: origin.id });
    for (const row of origin.rows.slice(1)) {
      const { type, payload } = JSON.parse(row) as { type: string; payload: object };
      this.push(type, payload);
    }
    this.totals = { ...origin.totals };
    this.context = origin.context;
    this.clock += 9000;
    return this;
  }

  /** A helper's thread begins with its parent's totals, of which nothing is its own. */
  spawnedBy(parent: CodexRollout): this {
    const spawn = { parent_thread_id: parent.id, depth: 1, agent_nickname: 'Scout', agent_role: 'explorer' };
    this.start({
      parent_thread_id: parent.id,
      thread_source: 'subagent',
      source: { subagent: { thread_spawn: spawn } },
    });
    this.totals = { ...parent.totals };
    this.tokenCount(NOTHING);
    return this;
  }

  prompt(text: string): this {
    this.clock += 400;
    this.message('user', 'input_text', text);
    this.push('event_msg', { type: 'user_message', message: text, kind: 'plain' });
    this.context += sampleTokens(text);
    return this;
  }

  call({ reasoning = 0, text, command, output, patch }: CodexCall): this {
    const { random } = this.setup;
    this.clock += random.int(3000, 15_000);
    const sent = this.context;
    const visible = sampleTokens(`${text ?? ''}${command ?? ''}${patch?.diff ?? ''}`) + random.int(4, 20);
    if (reasoning > 0)
      this.push('response_item', { type: 'reasoning', summary: [], encrypted_content: random.id(160) });
    if (text) {
      this.push('event_msg', { type: 'agent_message', message: text });
      this.message('assistant', 'output_text', text);
    }
    const callId = `call_${random.id(22)}`;
    if (command) {
      const args = JSON.stringify({ command: ['bash', '-lc', command] });
      this.push('response_item', { type: 'function_call', name: 'shell', arguments: args, call_id: callId });
    }
    if (patch) {
      const input = `*** Begin Patch\n*** Update File: ${patch.path}\n${patch.diff}\n*** End Patch`;
      this.push('response_item', { type: 'custom_tool_call', name: 'apply_patch', input, call_id: callId });
    }
    this.count(sent, visible, reasoning);
    if (command) this.push('response_item', { type: 'function_call_output', call_id: callId, output: output ?? '' });
    if (patch) {
      const changes = { [patch.path]: { type: 'update', unified_diff: patch.diff } };
      this.push('event_msg', { type: 'patch_apply_end', call_id: callId, success: true, changes });
      this.push('response_item', { type: 'custom_tool_call_output', call_id: callId, output: 'Success.' });
    }
    this.context += sampleTokens(output ?? '');
    return this;
  }

  /** The same totals again, as after a change of rate limits: nothing was used. */
  repeat(): this {
    this.clock += 300;
    return this.tokenCount(this.last, { primary: { used_percent: 12, window_minutes: 300, resets_at: 0 } });
  }

  wait(milliseconds: number): this {
    this.clock += milliseconds;
    return this;
  }

  switchTo(model: string): this {
    this.cached = 0;
    return this.turnContext(model);
  }

  file(kind: 'active' | 'archived' | 'compressed' = 'active'): SampleFile {
    const local = new Date(this.setup.startAt - this.setup.zoneOffset).toISOString();
    const name = `rollout-${local.slice(0, 19).replaceAll(':', '-')}-${this.id}.jsonl`;
    const content = `${this.rows.join('\n')}\n`;
    if (kind === 'archived') return { path: `.codex/archived_sessions/${name}`, content };
    const path = `.codex/sessions/${local.slice(0, 10).replaceAll('-', '/')}/${name}`;
    return kind === 'compressed' ? { path: `${path}.zst`, content, compressed: true } : { path, content };
  }

  private last: Usage = NOTHING;

  private count(sent: number, visible: number, reasoning: number) {
    const warm = this.clock - this.lastCall < CACHE_LIFE;
    const cached = warm ? Math.floor(this.cached / CACHE_STEP) * CACHE_STEP : 0;
    this.lastCall = this.clock;
    this.cached = sent;
    this.context += visible;
    const output = visible + reasoning;
    this.last = {
      input_tokens: sent,
      cached_input_tokens: cached,
      output_tokens: output,
      reasoning_output_tokens: reasoning,
      total_tokens: sent + output,
    };
    const keys = Object.keys(NOTHING) as (keyof Usage)[];
    for (const key of keys) this.totals[key] += this.last[key];
    addToSampleTally(this.tally, {
      requests: 1,
      inputTokens: sent,
      cacheReadInputTokens: cached,
      cacheCreationInputTokens: 0,
      outputTokens: output,
    });
    this.tokenCount(this.last);
  }

  private tokenCount(last: Usage, limits: object | null = null): this {
    const info = { total_token_usage: this.totals, last_token_usage: last, model_context_window: WINDOW };
    this.push('event_msg', { type: 'token_count', info, rate_limits: limits });
    return this;
  }

  private turnContext(model: string): this {
    const cwd = projectFolder(this.setup.project);
    const policy = { approval_policy: 'on-request', sandbox_policy: { type: 'workspace-write' } };
    this.push('turn_context', { cwd, ...policy, model, effort: 'medium', summary: 'auto' });
    return this;
  }

  private message(role: string, type: string, text: string) {
    this.push('response_item', { type: 'message', role, content: [{ type, text }] });
  }

  private push(type: string, payload: object) {
    this.rows.push(JSON.stringify({ timestamp: new Date(this.clock).toISOString(), type, payload }));
  }
}

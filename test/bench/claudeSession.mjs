// One invented Claude Code session: its rows, in the key order and with the habits of real transcripts.

import { addCall, addTally, emptyTally } from './tally.mjs';

const MODELS = ['claude-sonnet-4-5-20250929', 'claude-opus-4-5-20251101', 'claude-haiku-4-5-20251001'];
const VERSIONS = ['1.0.120', '2.0.28', '2.1.47', '2.1.47'];
const TOOLS = ['Bash', 'Bash', 'Bash', 'Read', 'Read', 'Edit', 'Edit', 'Grep', 'TodoWrite', 'Write'];
const CHARACTERS_PER_TOKEN = 3.6;
const CONTEXT_LIMIT = 155_000;

/** @typedef {import('./tally.mjs').Call} Call */

export class ClaudeSession {
  /**
   * @param {object} setup
   * @param {import('./random.mjs').Random} setup.random
   * @param {import('./corpus.mjs').Corpus} setup.corpus
   * @param {number} setup.startAt
   * @param {string} setup.cwd
   * @param {string} [setup.sessionId]
   * @param {string} [setup.agentId] of a helper's own file
   * @param {ClaudeSession} [setup.main] the session whose helper or continuation this is
   * @param {boolean} [setup.plain] without the two kinds of rows on which tools disagree: see `generateLogs`
   */
  constructor({ random, corpus, startAt, cwd, sessionId = random.uuid(), agentId = '', main, plain = false }) {
    this.random = random;
    this.corpus = corpus;
    this.sessionId = sessionId;
    this.cwd = cwd;
    this.agentId = agentId;
    this.plain = plain;
    this.version = main?.version ?? random.pick(VERSIONS);
    this.model =
      agentId && random.chance(0.5) ? MODELS[2] : (main?.model ?? (random.chance(0.7) ? MODELS[0] : MODELS[1]));
    this.ttl = agentId || random.chance(0.4) ? 5 * 60_000 : 60 * 60_000;
    this.clock = startAt;
    this.parent = 'null';
    /** Whole lines. @type {string[]} */
    this.rows = [];
    this.bytes = 0;
    /** What the rows mean. @type {Call[]} */
    this.calls = [];
    /** Calls of the session's helpers, whose messages the main file repeats. @type {Call[]} */
    this.helperCalls = [];
    /** What a reader gets who counts every row, or every row that has no request id. */
    this.everyRow = emptyTally();
    this.everyRowWithoutRequestId = emptyTally();
    this.base = random.int(14_000, 22_000);
    this.context = this.base;
    this.cached = 0;
    this.lastCall = -Infinity;
  }

  /** Begins with the whole history of an earlier session, as a resumed one's file does, partly under its own id. */
  resume(earlier) {
    const { random } = this;
    const from = `"sessionId":"${earlier.sessionId}"`;
    const to = random.chance(0.5) ? `"sessionId":"${this.sessionId}"` : from;
    this.rows = earlier.rows.map((row) => row.replace(from, to));
    this.bytes = earlier.bytes;
    addTally(this.everyRow, earlier.everyRow);
    addTally(this.everyRowWithoutRequestId, earlier.everyRowWithoutRequestId);
    this.context = earlier.context;
    this.parent = earlier.parent;
    this.clock = earlier.clock + random.int(1, 30) * 3_600_000;
  }

  /** Adds turns until the file has about `bytes`. */
  grow(bytes) {
    while (this.bytes < bytes) this.#turn(bytes);
    return this;
  }

  /** A crash in the middle of writing: half a line, no line feed. It counts for nobody. */
  tear() {
    const row = this.rows.at(-1);
    this.torn = row.slice(0, Math.floor(row.length * 0.6)).replace(/"id":"msg_[^"]+"/, '"id":"msg_torn"');
  }

  text() {
    return this.rows.join('\n') + '\n' + (this.torn ?? '');
  }

  #turn(limit) {
    const { random, corpus } = this;
    const prompt = corpus.prose.slice(random, random.spread(40, 1500)).text;
    const pasted = random.chance(0.08) ? '\\n```\\n' + corpus.log.slice(random, random.spread(2000, 30_000)).text : '';
    this.#user(`"${prompt}${pasted}"`, prompt.length + pasted.length);
    if (random.chance(0.02)) this.#image();
    const calls = random.spread(2, 60);
    for (let i = 0; i < calls && this.bytes < limit; i++) {
      this.#call(i === calls - 1);
      if (this.context > CONTEXT_LIMIT) this.#compact();
    }
    if (random.chance(0.01)) this.#synthetic();
    this.clock += random.spread(20_000, 40 * 60_000);
  }

  #push(row) {
    this.rows.push(row);
    this.bytes += row.length + 1;
  }

  #head() {
    return `{"parentUuid":${this.parent},"isSidechain":${this.agentId !== ''},"userType":"external","cwd":"${this.cwd}","sessionId":"${this.sessionId}","version":"${this.version}","gitBranch":"main"${this.agentId ? `,"agentId":"${this.agentId}"` : ''}`;
  }

  #tail() {
    const uuid = this.random.uuid();
    this.parent = `"${uuid}"`;
    return `"uuid":"${uuid}","timestamp":"${new Date(this.clock).toISOString()}"`;
  }

  #user(content, characters, toolUseResult = '') {
    this.context += Math.ceil(characters / CHARACTERS_PER_TOKEN);
    const head = this.#head();
    const result = toolUseResult && `,"toolUseResult":${toolUseResult}`;
    this.#push(`${head},"type":"user","message":{"role":"user","content":${content}},${this.#tail()}${result}}`);
  }

  #image() {
    const at = this.random.int(0, 300_000);
    const data = this.corpus.base64.slice(at, at + this.random.spread(100_000, 800_000));
    const source = `{"type":"base64","media_type":"image/png","data":"${data}"}`;
    this.#user(`[{"type":"text","text":"see"},{"type":"image","source":${source}}]`, 5000);
  }

  #compact() {
    const { random, corpus } = this;
    this.#push(
      `${this.#head()},"type":"system","subtype":"compact_boundary","content":"Conversation compacted","isMeta":false,"level":"info","compactMetadata":{"trigger":"auto","preTokens":${this.context}},${this.#tail()}}`,
    );
    this.context = this.base;
    this.cached = Math.min(this.cached, this.base);
    const summary = corpus.prose.slice(random, random.int(4000, 12_000)).text;
    this.context += Math.ceil(summary.length / CHARACTERS_PER_TOKEN);
    this.#push(
      `${this.#head()},"type":"user","message":{"role":"user","content":"${summary}"},"isCompactSummary":true,${this.#tail()}}`,
    );
  }

  #synthetic() {
    const usage =
      '{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"service_tier":null}';
    this.#push(
      `${this.#head()},"type":"assistant",${this.#tail()},"message":{"id":"${this.random.uuid()}","model":"<synthetic>","role":"assistant","stop_reason":"stop_sequence","stop_sequence":"","type":"message","usage":${usage},"content":[{"type":"text","text":"API Error: 529"}]},"isApiErrorMessage":true}`,
    );
  }

  #call(last) {
    const { random } = this;
    this.clock += random.int(2000, 25_000);
    const blocks = [];
    if (random.chance(0.25)) blocks.push(this.#thinking());
    if (last || random.chance(0.5)) blocks.push(this.#said(last));
    const tools = last ? 0 : random.chance(0.12) ? random.int(2, 4) : 1;
    const uses = Array.from({ length: tools }, () => this.#tool());
    for (const use of uses) blocks.push(use.block);

    const warm = this.clock - this.lastCall < this.ttl;
    this.lastCall = this.clock;
    const read = warm ? this.cached : 0;
    const input = random.int(1, 12);
    const write = Math.max(0, this.context - read);
    this.cached = read + write;
    const output = Math.ceil(blocks.join('').length / CHARACTERS_PER_TOKEN) + random.int(20, 400);
    this.context += output;
    const hour = this.ttl > 300_000;

    /** @type {Call} */
    const call = {
      id: `msg_01${random.id(22)}`,
      requestId: random.chance(0.02) && !this.plain ? '' : `req_011${random.id(21)}`,
      model: this.model,
      timestamp: this.clock,
      inputTokens: input + read + write,
      cacheReadInputTokens: read,
      cacheCreationInputTokens: write,
      cacheCreation1hInputTokens: hour ? write : 0,
      outputTokens: output,
    };
    this.calls.push(call);

    blocks.forEach((block, i) => {
      const final = i === blocks.length - 1;
      if (i > 0) this.clock += random.int(100, 2000);
      this.#assistant(call, block, final ? output : Math.min(output, random.int(1, 9)), final && !tools);
    });
    for (const use of uses) {
      this.clock += random.spread(20, 20_000);
      if (this.helperCalls.length > 0 && random.chance(0.1)) this.#progress(random.pick(this.helperCalls));
      const content = `[{"tool_use_id":"${use.id}","type":"tool_result","content":"${use.result}"${use.isError}}]`;
      this.#user(content, use.result.length, use.details);
    }
  }

  #assistant(call, block, output, ends) {
    const asRow = { ...call, outputTokens: output };
    addCall(this.everyRow, asRow);
    if (!call.requestId) addCall(this.everyRowWithoutRequestId, asRow);
    const head = this.#head();
    const stop = ends ? '"end_turn"' : 'null';
    const requestId = call.requestId && `"requestId":"${call.requestId}",`;
    this.#push(
      `${head},"message":${this.#message(call, block, output, stop)},${requestId}"type":"assistant",${this.#tail()}}`,
    );
  }

  #message(call, block, output, stop) {
    const input = call.inputTokens - call.cacheReadInputTokens - call.cacheCreationInputTokens;
    const fiveMinutes = call.cacheCreationInputTokens - call.cacheCreation1hInputTokens;
    const newer = this.version.startsWith('2.1');
    const tier = newer
      ? `"service_tier":"standard","inference_geo":"not_available","speed":"standard"`
      : `"service_tier":"standard"`;
    const usage = `{"input_tokens":${input},"cache_creation_input_tokens":${call.cacheCreationInputTokens},"cache_read_input_tokens":${call.cacheReadInputTokens},"cache_creation":{"ephemeral_5m_input_tokens":${fiveMinutes},"ephemeral_1h_input_tokens":${call.cacheCreation1hInputTokens}},"output_tokens":${output},${tier}}`;
    const names = this.version.startsWith('1.')
      ? `"id":"${call.id}","type":"message","role":"assistant","model":"${call.model}"`
      : `"model":"${call.model}","id":"${call.id}","type":"message","role":"assistant"`;
    return `{${names},"content":[${block}],"stop_reason":${stop},"stop_sequence":null,"usage":${usage}}`;
  }

  /** Newer versions repeat a helper's message in the main file: a copy of a call that is counted already. */
  #progress(call) {
    if (this.plain || !this.version.startsWith('2.1')) return;
    const message = this.#message(call, '{"type":"text","text":"Looking"}', 1, 'null');
    const requestId = call.requestId && `"requestId":"${call.requestId}",`;
    const at = new Date(call.timestamp).toISOString();
    const inner = `{"type":"assistant","timestamp":"${at}","message":${message},${requestId}"uuid":"${this.random.uuid()}"}`;
    this.#push(
      `${this.#head()},"type":"progress","data":{"type":"agent_progress","message":${inner},"prompt":"","agentId":"${this.random.id(7)}"},"toolUseID":"toolu_${this.random.id(22)}",${this.#tail()}}`,
    );
  }

  #thinking() {
    const { random, corpus } = this;
    const at = random.int(0, 900_000);
    const signature = corpus.base64.slice(at, at + random.spread(300, 4000));
    return `{"type":"thinking","thinking":"${corpus.prose.slice(random, random.spread(200, 4000)).text}","signature":"${signature}"}`;
  }

  #said(last) {
    const { random, corpus } = this;
    const text = corpus.prose.slice(random, last ? random.spread(200, 5000) : random.spread(40, 400)).text;
    return `{"type":"text","text":"${text}"}`;
  }

  #tool() {
    const { random } = this;
    const name = random.pick(TOOLS);
    const id = `toolu_01${random.id(22)}`;
    const { input, result, details, isError = '' } = this[`tool${name}`]();
    return {
      id,
      result,
      details,
      isError,
      block: `{"type":"tool_use","id":"${id}","name":"${name}","input":${input}}`,
    };
  }

  #path() {
    return `${this.cwd}/src/${this.random.pick(['cart', 'route', 'ledger', 'sensor'])}/${this.random.id(5)}.ts`;
  }

  toolBash() {
    const { random, corpus } = this;
    const size = random.chance(0.004) ? random.spread(100_000, 1_000_000) : random.spread(60, 12_000);
    const out = corpus.log.slice(random, size).text;
    const failed = random.chance(0.08);
    return {
      input: `{"command":"npm test -- --grep \\"${random.id(6)}\\"","description":"Run the tests"}`,
      result: out,
      isError: `,"is_error":${failed}`,
      details: failed ? `"Error: ${out}"` : `{"stdout":"${out}","stderr":"","interrupted":false,"isImage":false}`,
    };
  }

  toolRead() {
    const { random, corpus } = this;
    const { first, count } = corpus.code.slice(random, random.spread(600, 12_000));
    const path = this.#path();
    const file = `{"filePath":"${path}","content":"${corpus.code.between(first, count)}","numLines":${count},"startLine":1,"totalLines":${count}}`;
    return {
      input: `{"file_path":"${path}"}`,
      result: corpus.numbered.between(first, count),
      details: `{"type":"text","file":${file}}`,
    };
  }

  toolEdit() {
    const { random, corpus } = this;
    const path = this.#path();
    const [old, now] = [corpus.code.slice(random, 300), corpus.code.slice(random, 400)];
    const [before, after] = [old.text, now.text];
    const lines = [...corpus.code.each(old, '-'), ...corpus.code.each(now, '+')].join();
    const original = corpus.code.slice(random, random.spread(600, 12_000)).text;
    const patch = `[{"oldStart":12,"oldLines":${old.count},"newStart":12,"newLines":${now.count},"lines":[${lines}]}]`;
    return {
      input: `{"file_path":"${path}","old_string":"${before}","new_string":"${after}"}`,
      result: `The file ${path} has been updated. Here's the result of running \`cat -n\`:\\n${after}`,
      details: `{"filePath":"${path}","oldString":"${before}","newString":"${after}","originalFile":"${original}","structuredPatch":${patch},"userModified":false,"replaceAll":false}`,
    };
  }

  toolWrite() {
    const { random, corpus } = this;
    const path = this.#path();
    const content = corpus.code.slice(random, random.spread(400, 8000)).text;
    return {
      input: `{"file_path":"${path}","content":"${content}"}`,
      result: `File created successfully at: ${path}`,
      details: `{"type":"create","filePath":"${path}","content":"${content}","structuredPatch":[]}`,
    };
  }

  toolGrep() {
    const { random, corpus } = this;
    const found = corpus.code.slice(random, random.spread(60, 4000)).text;
    return {
      input: `{"pattern":"${random.id(6)}","output_mode":"content"}`,
      result: found,
      details: `{"mode":"content","numFiles":0,"filenames":[],"content":"${found}","numLines":${random.int(1, 40)}}`,
    };
  }

  toolTodoWrite() {
    const { random } = this;
    const todos = Array.from(
      { length: random.int(3, 8) },
      () => `{"content":"step ${random.id(5)}","status":"pending","activeForm":"doing ${random.id(5)}"}`,
    ).join();
    return {
      input: `{"todos":[${todos}]}`,
      result: 'Todos have been modified successfully.',
      details: `{"oldTodos":[${todos}],"newTodos":[${todos}]}`,
    };
  }
}

import { arrayOf, isObject, objectAt, objectsOf, textOr, tokenCount, type JsonObject } from './copilotJson';
import { estimateTokens, textOf } from './copilotText';

export interface ToolUse {
  id: string;
  name: string;
  /** JSON as the model wrote it; '' when the log does not keep it. */
  args: string;
  result: string;
  isError: boolean;
}

/** One model call of a turn: what came out of it, and what its tools gave back to the next one. */
export interface Round {
  id: string;
  timestamp: number | undefined;
  /** What served this round where it is said, as a model id; else ''. */
  modelId: string;
  text: string;
  thinking: string;
  tools: ToolUse[];
  estimatedOutput: number;
  /** What stays in the prompt for later rounds: thinking does not. */
  estimatedCarry: number;
}

export interface Summary {
  text: string;
  /** The round up to which this summary replaces the conversation. */
  roundId: string;
  usage: JsonObject | undefined;
  modelId: string;
}

/** What a request says about its tokens. undefined: absent; NaN: there, but cannot be a count. */
export interface TurnUsage {
  /** Prompt of the turn's last call. */
  lastInput: number | undefined;
  /** Output of the turn's last call. */
  lastOutput: number | undefined;
  /** Request-level count: the running output of the turn in newer builds, of its last call in older ones. */
  runningOutput: number | undefined;
  /** Whole-turn sums by model, which agent-host sessions give. */
  totals: readonly JsonObject[];
}

export interface Turn {
  request: JsonObject;
  id: string;
  /** Text the user wrote. */
  message: string;
  /** The user's message as it was sent, with context and reminders around it; '' when not kept. */
  rendered: string;
  /** Sent once per conversation, ahead of all messages. */
  globalContext: string;
  /** In order; none when no model was called. */
  rounds: Round[];
  /** The log does not list the rounds; they were told from the order of the response's parts. */
  inferredRounds: boolean;
  summaries: Summary[];
  usage: TurnUsage;
}

/** `mayGoOn`: it is the last one of a session that was written to a moment ago. */
export function readTurn(request: JsonObject, mayGoOn: boolean): Turn {
  const metadata = objectAt(request, 'result', 'metadata');
  const usage = readUsage(request, metadata);
  const listed = objectsOf(metadata.toolCallRounds);
  let rounds =
    listed.length > 0 ? listed.map((r) => readRound(r, objectAt(metadata.toolCallResults))) : inferRounds(request);
  // However many calls there turn out to be, the first is one of them.
  if (mayGoOn && hasNoEnd(request)) rounds = rounds.slice(0, 1);
  const inferredRounds = listed.length === 0;
  // Numbers are evidence of a call even where its text is gone.
  if (rounds.length === 0 && (usage.lastInput ?? usage.lastOutput ?? usage.runningOutput) !== undefined) {
    rounds = [finish({ ...EMPTY_ROUND, tools: [] }, '')];
  }
  return {
    request,
    id: textOr(request.requestId, ''),
    message: typeof request.message === 'string' ? request.message : textOr(objectAt(request, 'message').text, ''),
    rendered: textOf(metadata.renderedUserMessage),
    globalContext: textOf(metadata.renderedGlobalContext),
    rounds: isForeign(request) || isPending(request) ? [] : rounds,
    inferredRounds: inferredRounds && rounds.length > 1,
    summaries: readSummaries(metadata),
    usage,
  };
}

/** Agents with logs of their own run inside chat sessions too; their calls are counted there. */
const FOREIGN_AGENTS: ReadonlySet<unknown> = new Set(['claude-code', 'openai-codex']);

function isForeign(request: JsonObject): boolean {
  return FOREIGN_AGENTS.has(objectAt(request, 'agent').id);
}

/**
 * Still being answered: its rounds are only listed at the end, and guessing them before could leave more calls behind
 * than there turn out to be.
 */
function isPending(request: JsonObject): boolean {
  const { value } = objectAt(request.modelState);
  return (value === STATE_PENDING || value === STATE_NEEDS_INPUT) && !isObject(request.result);
}

/** Releases that do not write whether a request is still being answered write how the answer ended. */
function hasNoEnd(request: JsonObject): boolean {
  return request.modelState === undefined && !isObject(request.result) && request.isCanceled !== true;
}

const STATE_PENDING = 0;
const STATE_NEEDS_INPUT = 4;

function readUsage(request: JsonObject, metadata: JsonObject): TurnUsage {
  const result = objectAt(request, 'result');
  // Zeros stand for "not reported": no prompt is empty.
  const first = (...values: unknown[]): number | undefined =>
    values.map(tokenCount).find((n) => n !== undefined && n !== 0);
  return {
    lastInput: first(
      metadata.promptTokens,
      objectAt(result.usage).promptTokens,
      result.promptTokens,
      request.promptTokens,
    ),
    lastOutput: first(metadata.outputTokens, objectAt(result.usage).completionTokens, result.outputTokens),
    runningOutput: first(request.completionTokens),
    totals: objectsOf(request.modelTotals).filter((total) => total.inputTokens !== 0 || total.outputTokens !== 0),
  };
}

function readSummaries(metadata: JsonObject): Summary[] {
  const listed = objectsOf(metadata.summaries);
  return (listed.length > 0 ? listed : objectsOf([metadata.summary])).map((s) => ({
    text: textOr(s.text, ''),
    roundId: textOr(s.toolCallRoundId, ''),
    usage: isObject(s.usage) ? s.usage : undefined,
    modelId: textOr(s.model, ''),
  }));
}

const EMPTY_ROUND = { id: '', timestamp: undefined, modelId: '', text: '', thinking: '' };

type RoundText = Omit<Round, 'estimatedOutput' | 'estimatedCarry'>;

/** `code` is what the model wrote besides the text: edits. */
function finish(round: RoundText, code: string, thinkingTokens?: number): Round {
  let written = estimateTokens(round.text, 'prose') + estimateTokens(code, 'code');
  let results = 0;
  for (const tool of round.tools) {
    written += estimateTokens(tool.name, 'code') + estimateTokens(tool.args, 'code');
    results += estimateTokens(tool.result, 'code');
  }
  const thought = thinkingTokens || estimateTokens(round.thinking, 'prose');
  return { ...round, estimatedOutput: written + thought, estimatedCarry: written + results };
}

function readRound(raw: JsonObject, results: JsonObject): Round {
  const thinking = objectAt(raw.thinking);
  const round: RoundText = {
    id: textOr(raw.id, ''),
    timestamp: typeof raw.timestamp === 'number' ? raw.timestamp : undefined,
    modelId: textOr(raw.modelId, ''),
    text: textOf(raw.response),
    thinking: textOf(thinking.text),
    tools: objectsOf(raw.toolCalls).map((call) => {
      const id = textOr(call.id, '');
      return {
        id,
        name: textOr(call.name, ''),
        args: textOr(call.arguments, ''),
        result: Object.hasOwn(results, id) ? textOf(objectAt(results, id).content) : '',
        isError: false,
      };
    }),
  };
  return finish(round, '', tokenCount(thinking.tokens));
}

/** Text after a tool begins a new round; tools in a row are taken as called together. */
function inferRounds(request: JsonObject): Round[] {
  const rounds: Round[] = [];
  let open: (RoundText & { code: string }) | undefined;
  const close = (): void => {
    if (open) rounds.push(finish(open, open.code));
    open = undefined;
  };
  for (const part of arrayOf(request.response)) {
    const piece = readPart(part);
    if (!piece) continue;
    if (!piece.tool && open && open.tools.length > 0) close();
    open ??= { ...EMPTY_ROUND, tools: [], code: '' };
    open.text += piece.text;
    open.thinking += piece.thinking;
    open.code += piece.code;
    if (piece.tool) open.tools.push(piece.tool);
  }
  close();
  return rounds;
}

/** A sub-agent's own tool calls are shown in the response too. */
export function isSubAgents(part: JsonObject): boolean {
  return Boolean(part.subAgentInvocationId ?? part.subagentInvocationId);
}

interface Piece {
  text: string;
  thinking: string;
  code: string;
  tool: ToolUse | undefined;
}

/** undefined for parts that no model wrote (progress, confirmations) and for what a sub-agent did. */
function readPart(part: unknown): Piece | undefined {
  if (!isObject(part) || isSubAgents(part)) return undefined;
  const none = { text: '', thinking: '', code: '', tool: undefined };
  switch (part.kind) {
    case undefined:
      return typeof part.value === 'string' && part.value !== '' ? { ...none, text: part.value } : undefined;
    case 'markdownContent':
    case 'markdownVuln': {
      const text = textOf(part.content);
      return text === '' ? undefined : { ...none, text };
    }
    case 'thinking': {
      const thinking = textOf(part.value);
      return thinking === '' ? undefined : { ...none, thinking };
    }
    case 'textEditGroup': {
      const code = arrayOf(part.edits)
        .flatMap(objectsOf)
        .map((edit) => textOf(edit.text))
        .join('\n');
      return { ...none, code };
    }
    case 'toolInvocationSerialized':
      return { ...none, tool: readInvocation(part) };
    default:
      return undefined;
  }
}

function readInvocation(part: JsonObject): ToolUse {
  const details = objectAt(part.resultDetails);
  return {
    id: textOr(part.toolCallId, ''),
    name: textOr(part.toolId, ''),
    args: textOr(details.input, ''),
    result: textOf(details.output),
    isError: details.isError === true,
  };
}

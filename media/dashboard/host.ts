// The only way out of the page: messages to the extension host, and its answers.
import * as v from 'valibot';
import type { FromWebview, QueryName, QueryParams, QueryResult, ToWebview } from '../../src/protocol/messages';

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export const vscodeApi = acquireVsCodeApi();

export type HostEvent = Exclude<ToWebview, { type: 'reply' | 'failure' }>;

// Only the envelope is checked: an answer's content is typed by the query that asked for it.
const Message = v.variant('type', [
  v.object({ type: v.literal('reply'), id: v.number(), result: v.unknown() }),
  v.object({ type: v.literal('failure'), id: v.number(), message: v.string() }),
  v.object({ type: v.literal('changed'), asked: v.optional(v.boolean()) }),
  v.object({
    type: v.literal('progress'),
    indexing: v.boolean(),
    filesDone: v.number(),
    filesTotal: v.number(),
    bytesDone: v.number(),
    bytesTotal: v.number(),
  }),
  v.object({ type: v.literal('show'), state: v.record(v.string(), v.unknown()) }),
]);

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

const pending = new Map<number, Pending>();
let lastId = 0;

export function send(message: FromWebview): void {
  vscodeApi.postMessage(message);
}

/** Rejects with the host's message when the query failed. */
export function query<Q extends QueryName>(method: Q, params: QueryParams<Q>): Promise<QueryResult<Q>> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve: (result) => resolve(result as QueryResult<Q>), reject });
    send({ type: 'query', id, method, params });
  });
}

/** Calls `listener` for everything the host says unasked. What is no message of ours is ignored. */
export function listen(listener: (event: HostEvent) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const parsed = v.safeParse(Message, event.data);
    if (!parsed.success) return;
    const message = parsed.output;
    if (message.type !== 'reply' && message.type !== 'failure') return listener(message);
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.type === 'reply') waiting?.resolve(message.result);
    else waiting?.reject(new Error(message.message));
  });
}

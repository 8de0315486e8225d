import type { LogFile } from './source';

/** A fork's file begins with its origin's events, all written at once: no model answers as soon as they follow each other. */
const REPLAY_MS = 5000;
const PAUSE_MS = 1000;

/** What is known of the thread that a file holds. */
export interface CodexThread {
  id: string;
  /** Whether a line said the id; else it is the file's name. */
  isNamed: boolean;
  /** The thread this one was copied from or spawned by. */
  origin: string;
  /** The first of the line of forks, as far as this file knows it: the last one named. All forks agree on its names. */
  root: string;
  startedAt: number;
  /** Nothing was written for a while: whatever came before, from here on it is the thread's own. */
  hasPaused: boolean;
  /** The totals may have begun in another file. */
  inherits: boolean;
  agentName: string;
  operationName: string;
  workspace: string;
  provider: string;
  model: string;
  effort: string;
  clientVersion: string;
  /** Saved output of `codex exec --json`, not a rollout. */
  isStream: boolean;
  lastTime: number;
  calls: number;
  /** Since the last call that was counted. */
  toolCalls: number;
  webSearches: number;
  compacted: boolean;
}

/** As far as its file's name tells. */
export function newThread(file: LogFile): CodexThread {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.jsonl(?:\.zst)?$/, '');
  return {
    id: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(name)?.[0] ?? name,
    isNamed: false,
    origin: '',
    root: '',
    startedAt: 0,
    hasPaused: false,
    inherits: false,
    agentName: '',
    operationName: 'chat',
    workspace: '',
    provider: '',
    model: '',
    effort: '',
    clientVersion: '',
    isStream: false,
    lastTime: 0,
    calls: 0,
    toolCalls: 0,
    webSearches: 0,
    compacted: false,
  };
}

/** Is a line of this time copied from the thread's origin? */
export function isReplay({ origin, startedAt, hasPaused }: CodexThread, time: number): boolean {
  return origin !== '' && !hasPaused && time <= startedAt + REPLAY_MS;
}

/** Takes note of a line's time. */
export function passTime(thread: CodexThread, time: number): void {
  // Copies may keep their old times.
  const last = Math.max(thread.lastTime, thread.startedAt);
  if (last > 0 && time > last + PAUSE_MS) thread.hasPaused = true;
  thread.lastTime = time;
}

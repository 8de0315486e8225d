import type { CodexTokens } from './codexCounter';

/** Of English, code and JSON alike, about; the log's own bytes, escapes included. */
const BYTES_PER_TOKEN = 4;

/** The tools' descriptions were sent, too, and are in no log; part of what was sent was cheaper, from a cache. */
export const ESTIMATE_ERROR = 0.5;

export interface EstimateState {
  context: number;
  input: number;
  output: number;
  isAnswering: boolean;
}

/** Guesses from a thread's text what a turn used of which the log counts nothing. In bytes until asked. */
export class CodexEstimate {
  private readonly state: EstimateState;

  constructor(state: EstimateState | undefined) {
    this.state = state ? { ...state } : { context: 0, input: 0, output: 0, isAnswering: false };
  }

  toJSON(): EstimateState {
    return this.state;
  }

  sent(bytes: number): void {
    this.state.context += bytes;
    this.state.isAnswering = false;
  }

  /** The first piece of an answer tells that a call was made, with all that was said before. */
  received(bytes: number): void {
    const { state } = this;
    if (!state.isAnswering) state.input += state.context;
    state.isAnswering = true;
    state.context += bytes;
    state.output += bytes;
  }

  compacted(bytes: number): void {
    this.state.context = bytes;
  }

  /** What has been used since this was last asked; undefined when the model has not answered. */
  take(): CodexTokens | undefined {
    const { input, output } = this.state;
    this.state.input = this.state.output = 0;
    if (output === 0) return undefined;
    const tokens = (bytes: number): number => Math.ceil(bytes / BYTES_PER_TOKEN);
    return { input: tokens(input), cached: 0, written: 0, output: tokens(output), reasoning: 0 };
  }
}

export interface ClaudeCall {
  /** Names the call; two with the same number are one. */
  call: number;
  inputTokens?: number;
  outputTokens?: number;
  model?: string;
  at?: Date;
}

/** A line of Claude Code about one call; by default it cost 1.8 cents and was made now. */
export function claudeLine(some: ClaudeCall): string {
  const { call, inputTokens = 1000, outputTokens = 1000, model = 'claude-sonnet-4-5', at = new Date() } = some;
  const usage = { input_tokens: inputTokens, output_tokens: outputTokens };
  const row = {
    type: 'assistant',
    sessionId: '5f0e',
    cwd: '/tower',
    requestId: `req_${call}`,
    timestamp: at.toISOString(),
    uuid: `u${call}`,
    message: { id: `msg_${call}`, type: 'message', role: 'assistant', model, content: [], usage },
  };
  return `${JSON.stringify(row)}\n`;
}

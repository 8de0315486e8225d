export interface CallRow {
  id: string;
  request?: string;
  session?: string;
  /** Uncached. */
  input?: number;
  output?: number;
  cacheRead?: number;
  model?: string;
  /** Minutes after the invented day begins. */
  minute?: number;
  isSidechain?: boolean;
  /** Length of the answer's text. */
  text?: number;
}

const DAY = Date.UTC(2025, 0, 15, 8);

/** A row of Claude Code about one call, without a line feed: 1,000 tokens in and 100 out unless said otherwise. */
export function callRow(row: CallRow): string {
  const { id, session = 'one', input = 1000, output = 100, cacheRead = 0, minute = 0, text = 2 } = row;
  return JSON.stringify({
    type: 'assistant',
    sessionId: session,
    cwd: '/home/dev/shop',
    isSidechain: row.isSidechain ?? false,
    requestId: row.request ?? `req_${id}`,
    timestamp: new Date(DAY + minute * 60_000).toISOString(),
    uuid: `uuid_${id}`,
    message: {
      id,
      type: 'message',
      role: 'assistant',
      model: row.model ?? 'claude-sonnet-4-5',
      content: [{ type: 'text', text: 'x'.repeat(text) }],
      usage: { input_tokens: input, output_tokens: output, cache_read_input_tokens: cacheRead },
    },
  });
}

export function promptRow(text: string, session = 'one'): string {
  return JSON.stringify({
    type: 'user',
    sessionId: session,
    cwd: '/home/dev/shop',
    timestamp: new Date(DAY).toISOString(),
    message: { role: 'user', content: text },
  });
}

/** Whole lines. */
export function lines(...rows: string[]): string {
  return rows.map((row) => `${row}\n`).join('');
}

export interface Tally {
  requests: number;
  inputTokens: number;
  cacheReadInputTokens: number;
  cacheCreationInputTokens: number;
  cacheCreation1hInputTokens: number;
  outputTokens: number;
}

export interface Expected {
  bytes: number;
  files: number;
  lines: number;
  totals: Tally;
  byModel: Record<string, Tally>;
  byDay: Record<string, Tally>;
  everyRow: Tally;
  everyRowWithoutRequestId: Tally;
}

export function parseSize(text: string): number;
export function generateLogs(options: { out: string; bytes: number; seed?: number; plain?: boolean }): Expected;

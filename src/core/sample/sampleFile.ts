import type { SourceId } from '../usage/usageRecord';

/** One file of the sample month, by its path below the home directory. */
export interface SampleFile {
  path: string;
  content: string;
  /** Stored as a zstd frame; the path says so too. */
  compressed?: boolean;
}

/** What the calls of a sample add up to, kept while it is written. */
export interface SampleTally {
  requests: number;
  inputTokens: number;
  cacheReadInputTokens: number;
  cacheCreationInputTokens: number;
  outputTokens: number;
}

export function emptySampleTally(): SampleTally {
  return { requests: 0, inputTokens: 0, cacheReadInputTokens: 0, cacheCreationInputTokens: 0, outputTokens: 0 };
}

export function addToSampleTally(to: SampleTally, more: SampleTally): void {
  to.requests += more.requests;
  to.inputTokens += more.inputTokens;
  to.cacheReadInputTokens += more.cacheReadInputTokens;
  to.cacheCreationInputTokens += more.cacheCreationInputTokens;
  to.outputTokens += more.outputTokens;
}

export interface SampleMonth {
  files: SampleFile[];
  /** Recorded calls only; what is estimated from Copilot's text has no true count. */
  tallies: Record<SourceId, SampleTally>;
}

/** Everything that one assistant's part of the month needs. */
export interface SampleCalendar {
  /** Midnights (UTC, ms) of the working days, the oldest first. */
  days: readonly number[];
  /** Milliseconds from UTC midnight to midnight in the user's zone. */
  zoneOffset: number;
  /** Now, on the last working day or later: what comes after it has not happened yet. */
  until: number;
}

const HOUR = 3_600_000;
const LATEST_START = 18 * HOUR;
const LONGEST_SESSION = HOUR;

/** A time on the n-th working day, in the user's zone, to begin a session at. */
export function timeOn(calendar: SampleCalendar, day: number, hour: number, minute = 0): number {
  const { days, zoneOffset, until } = calendar;
  const index = day % days.length;
  const midnight = (days[index] ?? 0) + zoneOffset;
  const sinceMidnight = hour * HOUR + minute * 60_000;
  if (index < days.length - 1) return midnight + sinceMidnight;
  // A day that is not over is drawn together, so that it holds the same sessions.
  const latest = until - LONGEST_SESSION;
  const over = Math.min(1, Math.max(0, (latest - midnight) / LATEST_START));
  return Math.min(midnight + Math.floor(sinceMidnight * over), latest);
}

export const SAMPLE_PROJECTS = ['parcel-desk', 'orchard-api', 'tide-charts'] as const;

export function projectFolder(project: string): string {
  return `/home/dev/${project}`;
}

/** What a text of this length costs; the exact ratio differs by model and does not matter to a sample. */
export function sampleTokens(text: string): number {
  return Math.ceil(text.length / 3.6);
}

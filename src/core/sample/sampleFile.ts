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
}

/** A time on the n-th working day (counted from the end when negative), in the user's zone. */
export function timeOn(calendar: SampleCalendar, day: number, hour: number, minute = 0): number {
  const midnight = calendar.days.at(day % calendar.days.length) ?? 0;
  return midnight + calendar.zoneOffset + (hour * 60 + minute) * 60_000;
}

export const SAMPLE_PROJECTS = ['parcel-desk', 'orchard-api', 'tide-charts'] as const;

export function projectFolder(project: string): string {
  return `/home/dev/${project}`;
}

/** What a text of this length costs; the exact ratio differs by model and does not matter to a sample. */
export function sampleTokens(text: string): number {
  return Math.ceil(text.length / 3.6);
}

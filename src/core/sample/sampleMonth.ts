import { claudeMonth } from './claudeMonth';
import { codexMonth } from './codexMonth';
import { copilotMonth } from './copilotMonth';
import type { SampleCalendar, SampleMonth } from './sampleFile';
import { SampleRandom } from './sampleRandom';
import { SampleText } from './sampleText';

const DAY = 86_400_000;
const MONTH_DAYS = 30;

export interface SampleOptions {
  seed: number;
  /** The month's last day, 'YYYY-MM-DD'; a working day even on a Sunday, so that there is something today. */
  endDay: string;
  /** Minutes that the user's clock is ahead of UTC: working hours are the user's. */
  utcOffsetMinutes: number;
  /** Milliseconds UTC, on `endDay` or later, after which nothing has happened yet; default: the end of that day. */
  until?: number;
  /** Leaves out what `PLANTED` lists. */
  healthy?: boolean;
}

/**
 * An invented month of three assistants' logs. The same options give the same bytes. The text and the names in it are
 * made up; the shapes are those of real logs.
 */
export function sampleMonth(options: SampleOptions): SampleMonth {
  const { seed, healthy = false } = options;
  const calendar = workdays(options);
  // One generator each: leaving something out of one assistant's month does not change another's.
  const [forClaude, forCodex, forCopilot] = [seed, seed + 1, seed + 2].map((s) => new SampleRandom(s * 7919)) as [
    SampleRandom,
    SampleRandom,
    SampleRandom,
  ];
  const claude = claudeMonth(forClaude, new SampleText(forClaude), calendar, healthy);
  const codex = codexMonth(forCodex, new SampleText(forCodex), calendar);
  const copilot = copilotMonth(forCopilot, new SampleText(forCopilot), calendar, healthy);
  return {
    files: [...claude.files, ...codex.files, ...copilot.files],
    tallies: { 'claude-code': claude.tally, codex: codex.tally, 'copilot-chat': copilot.tally },
  };
}

function workdays({ endDay, utcOffsetMinutes, until = Infinity }: SampleOptions): SampleCalendar {
  const last = Date.parse(`${endDay}T00:00:00Z`);
  if (Number.isNaN(last)) throw new RangeError(`not a day: ${endDay}`);
  const days: number[] = [];
  for (let day = last - (MONTH_DAYS - 1) * DAY; day <= last; day += DAY) {
    const weekday = new Date(day).getUTCDay();
    if ((weekday !== 0 && weekday !== 6) || day === last) days.push(day);
  }
  return { days, zoneOffset: -utcOffsetMinutes * 60_000, until };
}

import type { DashboardState } from '../../src/protocol/messages';
import type { DaySpan } from '../../src/protocol/views';
import { setup } from './setup';

const DAYS = { '7d': 7, '30d': 30, '90d': 90 };

/** The local days that a period covers, today included. */
export function periodSpan(period: DashboardState['period']): DaySpan {
  if (period === 'all') return {};
  const today = localDay(Date.now());
  if (period === 'month') return { since: `${today.slice(0, 7)}-01`, until: today };
  return { since: addDays(today, 1 - DAYS[period]), until: today };
}

function localDay(ms: number): string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: setup.timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']}`;
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** First days of all buckets from `since` to `until`, so that a day without any call shows as a gap. */
export function bucketDays(since: string, until: string, bucket: 'day' | 'week' | 'month', first?: string): string[] {
  const days: string[] = [];
  // Weeks start where the data's weeks start.
  let day = bucket === 'month' ? `${since.slice(0, 7)}-01` : bucket === 'week' && first ? first : since;
  while (day <= until && days.length < 1000) {
    days.push(day);
    day = bucket === 'month' ? `${addDays(day, 31).slice(0, 7)}-01` : addDays(day, bucket === 'week' ? 7 : 1);
  }
  return days;
}

import type { FirstDay } from './settingValues';

/** The week's first day as JavaScript counts: 0 is Sunday. */
export function firstWeekday(firstDay: FirstDay, locale: string): number {
  if (firstDay === 'sunday') return 0;
  if (firstDay === 'monday') return 1;
  if (firstDay === 'saturday') return 6;
  // `getWeekInfo` counts from Monday = 1 to Sunday = 7; engines before it had the accessor `weekInfo`.
  const info = new Intl.Locale(locale) as Intl.Locale & Partial<WeekInfoSource>;
  return (info.getWeekInfo?.() ?? info.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}

interface WeekInfoSource {
  getWeekInfo(): { firstDay: number };
  weekInfo: { firstDay: number };
}

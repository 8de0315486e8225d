import { addDays } from '../../core/usage/period';
import { zoneFor } from '../machineZone';
import type { QueryContext } from '../queryContext';

const MOST_DAYS = 3650;

/** When the last `days` local days began, today included; epoch milliseconds. Throws for a number of days that is none. */
export function startOfLastDays({ config, now }: Pick<QueryContext, 'config' | 'now'>, days: number): number {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) throw new Error(`not a number of days: ${String(days)}`);
  const zone = zoneFor(config.timezone);
  return zone.startOfDay(addDays(zone.dayOf(now), 1 - days));
}

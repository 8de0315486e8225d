import fs from 'node:fs';
import type { Zone } from '../core/usage/period';
import { createZone } from '../core/usage/period';

/** The machine's own time zone by its IANA name, without `Intl` where the system says it in words. */
export function machineTimezone(): string {
  const set = process.env['TZ'];
  // What is set goes before what the system is set to, also where only `Intl` knows a name for it.
  return nameIn(set) ?? (set ? nameByIntl() : undefined) ?? nameIn(localtimeLink()) ?? nameByIntl() ?? 'UTC';
}

/** Days of `timezone`; for the machine's own zone the offsets come from `Date`, which needs no formatter. */
export function zoneFor(timezone: string): Zone {
  if (timezone !== machineTimezone()) return createZone(timezone);
  return createZone(timezone, (ms) => -new Date(ms).getTimezoneOffset());
}

/**
 * 'Area/Place' at the end of a TZ value or of a path into the zone database. Abbreviations and names that the database
 * does not know are left to `Intl`, which then says what `Date` really uses.
 */
function nameIn(text: string | undefined): string | undefined {
  const name = /(?:^:?|zoneinfo\/)([A-Z][A-Za-z_-]+(?:\/[A-Z][A-Za-z_-]+){1,2})$/.exec(text ?? '')?.[1];
  if (name === 'Etc/UTC') return 'UTC';
  return name && fs.existsSync(`/usr/share/zoneinfo/${name}`) ? name : undefined;
}

/** undefined: it has no name for what `Date` uses, as for TZ=JST-9. */
function nameByIntl(): string | undefined {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return name === 'Etc/Unknown' ? undefined : name;
}

function localtimeLink(): string | undefined {
  try {
    return fs.readlinkSync('/etc/localtime');
  } catch {
    return undefined; // Windows, or a copied file
  }
}

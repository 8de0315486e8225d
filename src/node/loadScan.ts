import { loadBundle } from './loadBundle';
import type { ScanBundle } from './scanBundle';

export const SCAN_BUNDLE = 'scan.js';
/** The data of a thread that is to read logs. */
export const SCAN_THREAD = 'tokenmin-scan';

/** What reads logs: a third of the tally, of no use where nothing is new. */
export function loadScan(scripts: string): ScanBundle {
  return loadBundle<{ scanBundle: ScanBundle }>(scripts, SCAN_BUNDLE).scanBundle;
}

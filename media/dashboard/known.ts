import type { StringKey } from '../../src/protocol/strings';
import { setup, t } from './setup';

/** The words for a key of the data; the key itself where it is one that this page does not know. */
export function known(key: string, prefix: 'task' | 'cache-life' | 'tier' | 'effort'): string {
  const name = `${prefix}.${key}`;
  return Object.hasOwn(setup.strings, name) ? t(name as StringKey) : key;
}

import { createRequire } from 'node:module';
import path from 'node:path';

/** One of our bundles in the folder `scripts`, loaded only now: at start-up nobody waits for what is seldom needed. */
export function loadBundle<T>(scripts: string, name: string): T {
  const file = path.join(scripts, name);
  return createRequire(file)(file) as T;
}

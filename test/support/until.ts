import { setTimeout as wait } from 'node:timers/promises';

/** Waits for what is going to be, however busy the machine; fails with its name when it is not. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await wait(10);
  }
}

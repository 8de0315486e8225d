import os from 'node:os';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isBusy } from './openLedger';

/** A window that died without a word is succeeded after this long. */
const LEASE_MS = 15_000;
/** Whoever goes on has it for so long at least: to prolong it is a transaction, with all that it takes to be safe. */
const LEAST_MS = 10_000;

/** Of several windows (and command lines) on one ledger, one indexes at a time; all read. */
export class Lease {
  private readonly look: StatementSync;
  private readonly take: StatementSync;
  private readonly drop: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly owner = leaseOwner(process.pid),
  ) {
    this.look = db.prepare('SELECT owner, until FROM lease');
    this.take = db.prepare(
      `INSERT INTO lease (id, owner, until) VALUES (1, ?1, ?2)
       ON CONFLICT DO UPDATE SET owner = ?1, until = ?2 WHERE owner = ?3`,
    );
    this.drop = db.prepare('DELETE FROM lease WHERE owner = ?');
  }

  /** Takes or prolongs the lease; false: somebody else holds it. */
  acquire(now: number): boolean {
    // Looked at first: to write, one would have to wait for the transaction of whoever holds it.
    const held = this.look.get();
    const holder = String(held?.['owner'] ?? this.owner);
    const until = Number(held?.['until']);
    if (holder !== this.owner && isValid(until, now) && mayLive(holder)) return false;
    if (held && holder === this.owner && until >= now + LEAST_MS && until <= now + LEASE_MS) return true;
    try {
      return this.take.run(this.owner, now + LEASE_MS, holder).changes === 1;
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    }
  }

  release(): void {
    this.drop.run(this.owner);
  }
}

/** Names a window or command line; its process can be told from the name. */
export function leaseOwner(pid: number): string {
  const unique = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  return `${pid} ${unique} ${os.hostname()}`;
}

/** A lease that ends in the far future was made by a clock that has been set since. */
function isValid(until: number, now: number): boolean {
  return until >= now && until <= now + 10 * LEASE_MS;
}

/** False: the process is known to have ended, so that nobody has to wait until its lease does. */
function mayLive(owner: string): boolean {
  const [pid, , host] = owner.split(' ');
  if (host !== os.hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

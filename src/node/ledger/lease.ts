import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A window that died without a word is succeeded after this long. */
const LEASE_MS = 10_000;

/** Of several windows (and command lines) on one ledger, one indexes at a time; all read. */
export class Lease {
  private readonly take: StatementSync;
  private readonly drop: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly owner: string,
  ) {
    this.take = db.prepare(
      `INSERT INTO lease (id, owner, until) VALUES (1, ?1, ?2)
       ON CONFLICT DO UPDATE SET owner = ?1, until = ?2 WHERE owner = ?1 OR until < ?3 OR until > ?3 + ${10 * LEASE_MS}`,
    );
    this.drop = db.prepare('DELETE FROM lease WHERE owner = ?');
  }

  /** Takes or prolongs the lease; false: somebody else holds it. */
  acquire(now: number): boolean {
    return this.take.run(this.owner, now + LEASE_MS, now).changes === 1;
  }

  release(): void {
    this.drop.run(this.owner);
  }
}

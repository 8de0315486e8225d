import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { UsageRecord } from '../../core/usage/usageRecord';

const MOST_CACHED = 20_000;

/** Texts that many rows share, by number. */
export class Names {
  private readonly find: StatementSync;
  private readonly insert: StatementSync;
  private readonly read: StatementSync;
  private readonly ids = new Map<string, number>();
  private readonly texts = new Map<number, string>();
  /** Of the last record, in the order of `idsOf`. */
  private last: readonly string[] = [];
  private lastIds = new Uint32Array(0);

  constructor(db: DatabaseSync) {
    this.find = db.prepare('SELECT id FROM name WHERE text = ?');
    this.insert = db.prepare('INSERT OR IGNORE INTO name (text) VALUES (?)');
    this.read = db.prepare('SELECT text FROM name WHERE id = ?');
  }

  idOf(text: string): number {
    const cached = this.ids.get(text);
    if (cached !== undefined) return cached;
    const { changes, lastInsertRowid } = this.insert.run(text);
    const id = Number(changes === 1 ? lastInsertRowid : this.find.get(text)?.['id']);
    if (this.ids.size >= MOST_CACHED) this.ids.clear();
    this.ids.set(text, id);
    return id;
  }

  /**
   * Ids of a record's shared texts in the order of a call's columns: model, request model, provider, agent,
   * operation, workspace, tier, speed, effort; then client version. Neighbouring records mostly agree in all of them.
   */
  idsOf(r: UsageRecord): Uint32Array {
    const { last } = this;
    if (
      last[0] === r.responseModel &&
      last[1] === r.requestModel &&
      last[2] === r.providerName &&
      last[3] === r.agentName &&
      last[4] === r.operationName &&
      last[5] === r.workspace &&
      last[6] === r.serviceTier &&
      last[7] === r.speed &&
      last[8] === r.effort &&
      last[9] === r.clientVersion
    ) {
      return this.lastIds;
    }
    this.last = [
      r.responseModel,
      r.requestModel,
      r.providerName,
      r.agentName,
      r.operationName,
      r.workspace,
      r.serviceTier,
      r.speed,
      r.effort,
      r.clientVersion,
    ];
    this.lastIds = Uint32Array.from(this.last, (text, i) => this.idOf(i === 0 ? text || r.requestModel : text));
    return this.lastIds;
  }

  textOf(id: number): string {
    let text = this.texts.get(id);
    if (text === undefined) {
      text = String(this.read.get(id)?.['text'] ?? '');
      if (this.texts.size >= MOST_CACHED) this.texts.clear();
      this.texts.set(id, text);
    }
    return text;
  }

  /** After a rollback, ids given since the last commit are not in the ledger. */
  forget(): void {
    this.last = [];
    this.ids.clear();
    this.texts.clear();
  }
}

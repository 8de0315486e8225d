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
  private lastRecord: UsageRecord | undefined;
  private lastIds: readonly number[] = [];

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
   * operation, workspace, tier, speed, effort. Neighbouring records mostly agree in all of them.
   */
  idsOf(r: UsageRecord): readonly number[] {
    const last = this.lastRecord;
    if (
      last &&
      last.requestModel === r.requestModel &&
      last.responseModel === r.responseModel &&
      last.providerName === r.providerName &&
      last.agentName === r.agentName &&
      last.operationName === r.operationName &&
      last.workspace === r.workspace &&
      last.serviceTier === r.serviceTier &&
      last.speed === r.speed &&
      last.effort === r.effort
    ) {
      return this.lastIds;
    }
    this.lastRecord = r;
    this.lastIds = [
      r.responseModel || r.requestModel,
      r.requestModel,
      r.providerName,
      r.agentName,
      r.operationName,
      r.workspace,
      r.serviceTier,
      r.speed,
      r.effort,
    ].map((text) => this.idOf(text));
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
    this.lastRecord = undefined;
    this.ids.clear();
    this.texts.clear();
  }
}

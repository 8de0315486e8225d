import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { Names } from './names';

/**
 * The folders of conversations that several stores tell, of which some name none: only Copilot has such, its traces. By
 * the ids of their names; 0: nobody has told it.
 */
export class ConversationFolders {
  private readonly known = new Map<number, number>();
  private readonly select: StatementSync;
  private readonly update: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly names: Names,
  ) {
    this.select = db.prepare('SELECT workspace_id FROM session WHERE id = ?');
    this.update = db.prepare('UPDATE session SET workspace_id = ? WHERE id = ?');
  }

  /** For a record of it whose store names none. */
  of(session: number, { source, workspace }: UsageRecord): number {
    return source === 'copilot-chat' && workspace === '' ? this.folderOf(session) : 0;
  }

  /** The first one that is told stays: its id where the record is the one that tells it, else 0. */
  learn(session: number, { source, workspace }: UsageRecord): number {
    if (source !== 'copilot-chat' || workspace === '' || this.folderOf(session) !== 0) return 0;
    const id = this.names.idOf(workspace);
    this.update.run(id, session);
    this.known.set(session, id);
    return id;
  }

  forget(): void {
    this.known.clear();
  }

  private folderOf(session: number): number {
    let id = this.known.get(session);
    if (id === undefined) {
      id = Number(this.select.get(session)?.['workspace_id'] ?? 0);
      if (this.names.textOf(id) === '') id = 0;
      this.known.set(session, id);
    }
    return id;
  }
}

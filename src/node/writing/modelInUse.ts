import type { DatabaseSync } from 'node:sqlite';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { ModelFrom, WrittenText } from '../../protocol/writingViews';
import { readRequest } from '../ledger/requestRow';
import { nameReader } from '../ledger/rows';
import { newestSessions } from './newestSessions';

/** The newest conversations may be those of helpers only. */
const MOST_SESSIONS = 5;

export interface ModelInUse {
  model: string;
  from: ModelFrom;
  /** The newest call of it; undefined when only the setting names it. */
  call?: UsageRecord;
}

/** The model that the prompt will most likely go to: that of the newest call in this workspace, else of all. */
export function modelInUse(db: DatabaseSync, { workspace, model }: Omit<WrittenText, 'text'>): ModelInUse {
  const call = workspace === '' ? undefined : newestCall(db, workspace);
  if (call) return { model: call.responseModel || call.requestModel, from: 'workspace', call };
  if (model !== '') return { model, from: 'setting' };
  const any = newestCall(db, '');
  return any
    ? { model: any.responseModel || any.requestModel, from: 'elsewhere', call: any }
    : { model: '', from: 'none' };
}

function newestCall(db: DatabaseSync, folder: string): UsageRecord | undefined {
  const names = { textOf: nameReader(db) };
  const newest = db.prepare(
    `SELECT request.*, source, conversation_id FROM request JOIN session ON session.id = session_id
     WHERE session_id = ? AND counted = 1 ORDER BY at DESC, request.id DESC LIMIT 200`,
  );
  for (const id of newestSessions(db, folder, 0, MOST_SESSIONS)) {
    for (const row of newest.iterate(id)) {
      const { record } = readRequest(row, names);
      if (record.agentName === '') return record;
    }
  }
  return undefined;
}

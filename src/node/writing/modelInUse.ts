import type { DatabaseSync } from 'node:sqlite';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { ModelFrom, WrittenText } from '../../protocol/writingViews';
import { nameReader } from '../ledger/rows';
import { sessionCalls, sessionReader } from '../ledger/sessionCalls';
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
  const session = sessionReader(db);
  for (const id of newestSessions(db, folder, 0, MOST_SESSIONS)) {
    let newest: UsageRecord | undefined;
    sessionCalls(db, id, (call) => {
      if (names.textOf(call.agentId) !== '' || (newest && call.timestamp < newest.timestamp)) return;
      newest = call.record(session(id), names);
    });
    if (newest) return newest;
  }
  return undefined;
}

import type { DatabaseSync } from 'node:sqlite';
import { CallChunk } from '../../src/node/ledger/callChunk';
import { nameReader, rowsOf } from '../../src/node/ledger/rows';
import { sessionReader, show } from '../../src/node/ledger/sessionCalls';
import type { UsageRecord } from '../../src/core/usage/usageRecord';

export interface CallIn extends UsageRecord {
  id: number;
  counted: boolean;
  costNano: number | undefined;
}

/** All calls in a ledger, counted or not, in the order of their ids. */
export function callsIn(db: DatabaseSync): CallIn[] {
  const names = { textOf: nameReader(db) };
  const session = sessionReader(db);
  const calls: CallIn[] = [];
  for (const row of rowsOf(db, 'SELECT * FROM call_chunk ORDER BY id')) {
    show(CallChunk.unpack(row), (call) => {
      const { id, counted, costNano } = call;
      calls.push({ ...call.record(session(call.sessionId), names), id, counted, costNano });
    });
  }
  return calls;
}

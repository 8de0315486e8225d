import type { DatabaseSync } from 'node:sqlite';
import { DISMISSAL_REASONS, type DismissalReason, type Mark } from '../../core/coach/marks';
import type { SourceId } from '../../core/usage/usageRecord';
import type { SessionTag } from '../../protocol/coachViews';
import { rowsOf } from '../ledger/rows';

/** Reads the user's marks; several windows write them. */
export function readMarks(db: DatabaseSync): Mark[] {
  const marks = new Map<string, Mark>();
  const markOf = (ruleId: string, workspace: string): Mark => {
    const key = `${ruleId}\n${workspace}`;
    let mark = marks.get(key);
    if (!mark) marks.set(key, (mark = { ruleId, workspace }));
    return mark;
  };
  for (const [rule, workspace, until] of rowsOf(db, 'SELECT rule_id, workspace, until FROM snoozed')) {
    markOf(String(rule), String(workspace)).snoozedUntil = Number(until);
  }
  for (const [rule, workspace, reason, at, low] of rowsOf(
    db,
    'SELECT rule_id, workspace, reason, at, low_nano FROM dismissed',
  )) {
    const dismissed = { reason: reason as DismissalReason, at: Number(at), lowNano: Number(low) };
    markOf(String(rule), String(workspace)).dismissed = dismissed;
  }
  return [...marks.values()];
}

/** `until` in epoch milliseconds; 0 wakes it. */
export function snooze(db: DatabaseSync, ruleId: string, workspace: string, until: number): void {
  if (until <= 0) db.prepare('DELETE FROM snoozed WHERE rule_id = ? AND workspace = ?').run(ruleId, workspace);
  else db.prepare('INSERT OR REPLACE INTO snoozed VALUES (?, ?, ?)').run(ruleId, workspace, until);
}

/** `reason` undefined takes a dismissal back. Throws for a reason that is none. */
export function dismiss(
  db: DatabaseSync,
  mark: { ruleId: string; workspace: string; reason: DismissalReason | undefined; at: number; lowNano: number },
): void {
  const { ruleId, workspace, reason, at, lowNano } = mark;
  if (reason === undefined) {
    db.prepare('DELETE FROM dismissed WHERE rule_id = ? AND workspace = ?').run(ruleId, workspace);
    return;
  }
  if (!DISMISSAL_REASONS.includes(reason)) throw new Error(`not a reason: ${String(reason).slice(0, 40)}`);
  const row = [ruleId, workspace, reason, at, Math.max(0, Math.round(lowNano))];
  db.prepare('INSERT OR REPLACE INTO dismissed VALUES (?, ?, ?, ?, ?)').run(...row);
}

/** Advice that was followed is undone: nothing is compared any more. undefined: that was a mistake. */
export function unfollow(db: DatabaseSync, id: number, at: number | undefined): void {
  if (at === undefined) db.prepare('UPDATE followed SET undone_at = NULL WHERE id = ?').run(id);
  else db.prepare('UPDATE followed SET undone_at = ? WHERE id = ? AND undone_at IS NULL').run(at, id);
}

/** A session is known by what its assistant calls it: the ledger's own ids change when it is built anew. */
export function tagSession(db: DatabaseSync, session: number, tag: SessionTag | undefined, at: number): void {
  const of = 'SELECT source, conversation_id FROM session WHERE id = ?';
  if (tag === undefined) {
    db.prepare(`DELETE FROM session_tag WHERE (source, conversation_id) = (${of})`).run(session);
  } else {
    db.prepare(`INSERT OR REPLACE INTO session_tag SELECT source, conversation_id, ?, ? FROM session WHERE id = ?`).run(
      tag,
      at,
      session,
    );
  }
}

/** Tags by 'source conversation'. */
export function readTags(db: DatabaseSync): Map<string, SessionTag> {
  const rows = rowsOf(db, 'SELECT source, conversation_id, tag FROM session_tag');
  return new Map(rows.map(([source, id, tag]) => [tagKey(source as SourceId, String(id)), tag as SessionTag]));
}

export function tagKey(source: SourceId, conversationId: string): string {
  return `${source} ${conversationId}`;
}

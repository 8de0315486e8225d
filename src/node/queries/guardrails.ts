import { Marks } from '../../core/coach/marks';
import { nano, phrase, times } from '../../core/coach/phrase';
import { loopPhrase } from '../../core/coach/rules/loop';
import { stretchPhrase } from '../../core/coach/rules/unattended';
import type { SessionFacts } from '../../core/insights/session/sessionFacts';
import { costOf } from '../../core/insights/session/sessionCost';
import { LAST_SESSIONS, spikeLimit } from '../../core/insights/money/spikeLimit';
import { toolLoops } from '../../core/insights/activity/toolLoops';
import { unattendedStretches } from '../../core/insights/activity/unattended';
import type { GuardrailAlert } from '../../protocol/coachViews';
import { readMarks, readTags, tagKey } from '../coach/adviceState';
import { uncalibratedSessions } from '../coach/uncalibratedSessions';
import type { QueryContext } from '../queryContext';
import { rowsOf } from '../ledger/rows';
import { lastPart } from './sessionRows';

const MINUTE = 60_000;
/** What happened longer ago is no news: it is for the advice. */
const NEWS = 30 * MINUTE;
/** How much of a running conversation is looked at. */
const LOOK_BACK = 24 * 60 * MINUTE;
/** More do not run at once. */
const MOST_SESSIONS = 10;

/** What goes wrong right now: loops, spikes and unattended runs of the conversations of the last half hour. */
export function guardrails(context: QueryContext): GuardrailAlert[] {
  const { db, now } = context;
  const active = 'SELECT id FROM session WHERE last_at >= ? ORDER BY last_at DESC LIMIT ?';
  const only = rowsOf(db, active, now - NEWS, MOST_SESSIONS).map(([id]) => Number(id));
  if (only.length === 0) return [];
  const marks = new Marks(readMarks(db), now);
  const tags = readTags(db);
  const alerts: GuardrailAlert[] = [];
  uncalibratedSessions(context, { since: now - LOOK_BACK, only }, (session) => {
    const tagged = tags.has(tagKey(session.source, session.conversationId));
    for (const alert of [
      ...loops(session, now),
      ...stretches(session, now),
      ...(tagged ? [] : spikes(context, session)),
    ]) {
      if (marks.silences(alert.ruleId, session.workspace) === undefined) alerts.push(alert);
    }
  });
  return alerts;
}

type Told = Pick<GuardrailAlert, 'ruleId' | 'why' | 'costNano'> & { times: string; requestId?: number };

function alertOf({ id, source, conversationId, workspace }: SessionFacts, told: Told): GuardrailAlert {
  const { times: which, ...rest } = told;
  // The ledger's ids change when it is built anew; the user is told once all the same.
  const key = `${told.ruleId} ${source} ${conversationId} ${which}`;
  return { ...rest, key, sessionId: id, source, workspace, project: lastPart(workspace) };
}

function loops(session: SessionFacts, now: number): GuardrailAlert[] {
  return session.threads.flatMap((thread) =>
    toolLoops(thread, session)
      .filter(({ block }) => block.at >= now - NEWS)
      .map((loop) => {
        const cost = loop.wasted.reduce((sum, j) => sum + (thread.calls[j]?.costNano ?? 0), 0);
        const requestId = thread.calls[loop.wasted.at(-1) ?? -1]?.id;
        // As it goes on it is still the same loop.
        const start = `${thread.agent} ${thread.calls[loop.wasted[0] ?? -1]?.at ?? loop.block.at}`;
        return alertOf(session, { ruleId: 'loop', why: loopPhrase(loop), costNano: cost, times: start, requestId });
      }),
  );
}

function stretches(session: SessionFacts, now: number): GuardrailAlert[] {
  return unattendedStretches(session)
    .filter(({ call }) => call.at >= now - NEWS)
    .map((stretch) =>
      alertOf(session, {
        ruleId: 'unattended',
        why: stretchPhrase(stretch),
        costNano: stretch.nano,
        times: String(stretch.from),
        requestId: stretch.call.id,
      }),
    );
}

function spikes({ db }: QueryContext, session: SessionFacts): GuardrailAlert[] {
  const first = session.threads.flatMap(({ calls }) => calls).reduce((at, call) => Math.min(at, call.at), Infinity);
  // Broken logs may add up to more than a number holds as a whole one.
  const before =
    'SELECT CAST(cost_nano AS REAL) FROM session WHERE first_at < ? AND id != ? AND requests > 0 ORDER BY first_at DESC LIMIT ?';
  const costs = rowsOf(db, before, first, session.id, LAST_SESSIONS).map(([cost]) => Number(cost));
  const found = spikeLimit(costs.reverse());
  const total = costOf(session);
  if (!found || total <= found.limit) return [];
  const figures = { cost: nano(total), usual: nano(found.usual), factor: times(total / Math.max(1, found.usual)) };
  const why = phrase('{cost} in one session, where {usual} is usual', figures);
  return [alertOf(session, { ruleId: 'spike', why, costNano: total, times: '' })];
}

import { sendFactors, type SendFactors } from '../../core/insights/money/sendFactors';
import type { SessionFacts } from '../../core/insights/session/sessionFacts';
import { uncalibratedSessions } from '../coach/uncalibratedSessions';
import type { QueryContext } from '../queryContext';
import { newestSessions } from './newestSessions';

const LOOKED_BACK_MS = 90 * 86_400_000;
const MOST_SESSIONS = 20;
/** Fewer of the model's own say less than all of them. */
const ENOUGH = 3;
/** While somebody types, conversations are not looked through again and again. */
const HOLDS_MS = 60_000;

interface Recent {
  factors: SendFactors | undefined;
  elsewhere: boolean;
}

let last: { key: string; at: number; recent: Recent } | undefined;

/** How the beginnings of the newest conversations in this workspace were billed, of `model` where there are some. */
export function recentFactors(context: QueryContext, workspace: string, model: string): Recent {
  const key = JSON.stringify([context.config.ledgerFile, context.priceBook.key, workspace, model]);
  if (last?.key !== key || Math.abs(context.now - last.at) > HOLDS_MS) {
    last = { key, at: context.now, recent: look(context, workspace, model) };
  }
  return last.recent;
}

function look(context: QueryContext, workspace: string, model: string): Recent {
  const since = context.now - LOOKED_BACK_MS;
  const here = workspace === '' ? [] : newestSessions(context.db, workspace, since, MOST_SESSIONS);
  const only = here.length > 0 ? here : newestSessions(context.db, '', since, MOST_SESSIONS);
  const sessions: SessionFacts[] = [];
  uncalibratedSessions(context, { since, only }, (session) => sessions.push(session));
  const ofModel = sessions.filter(({ threads }) => threads[0]?.calls[0]?.model === model);
  const factors = sendFactors(ofModel.length >= ENOUGH ? ofModel : sessions);
  return { factors, elsewhere: here.length === 0 && factors !== undefined };
}

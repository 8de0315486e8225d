import { isCoachQuery, type CoachQueryName } from '../../protocol/coachQueries';
import type { Queries, QueryName } from '../../protocol/messages';
import { loadBundle } from '../loadBundle';
import { explain } from './explain';
import { gauge } from './gauge';
import { overview } from './overview';
import { notes } from './notes';
import type { QueryContext } from '../queryContext';
import { report } from './report';
import { session } from './session';
import { sessions } from './sessions';
import { sources } from './sources';

/** The answer to a query. It reads the ledger and, for some, logs; it changes nothing. */
type Answer<Q extends QueryName> = (context: QueryContext, params: Parameters<Queries[Q]>[0]) => ReturnType<Queries[Q]>;

const TALLY = { gauge, overview, sessions, session, explain, sources, notes, report } satisfies {
  [Q in Exclude<QueryName, CoachQueryName>]: Answer<Q>;
};

/** Queries of the coach: in a bundle of their own, see coachBundle.ts. */
export type CoachQueries = {
  [Q in CoachQueryName]: (...given: Parameters<Answer<Q>>) => ReturnType<Queries[Q]> | Promise<ReturnType<Queries[Q]>>;
};

export function isQuery(name: string): name is QueryName {
  return Object.hasOwn(TALLY, name) || isCoachQuery(name);
}

/** `scripts`: the folder of our bundles. */
export function answerOf<Q extends QueryName>(
  name: Q,
  scripts: string,
): (...given: Parameters<Answer<Q>>) => ReturnType<Queries[Q]> | Promise<ReturnType<Queries[Q]>> {
  const all: object = Object.hasOwn(TALLY, name)
    ? TALLY
    : loadBundle<{ coachQueries: CoachQueries }>(scripts, 'coach.js').coachQueries;
  return (all as Record<Q, Answer<Q>>)[name];
}

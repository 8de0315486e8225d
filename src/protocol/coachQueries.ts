import type { QueryName } from './messages';

/** What takes rules and texts to answer, and time: a bundle of its own, and in the editor a thread of its own. */
export const COACH_QUERIES = [
  'advice',
  'adviceText',
  'contextCost',
  'countText',
  'guardrails',
  'lint',
  'outcomes',
  'pasteOffers',
  'prompt',
  'prompts',
  'sendCost',
  'shorten',
  'whatIf',
] as const satisfies readonly QueryName[];

export type CoachQueryName = (typeof COACH_QUERIES)[number];

export function isCoachQuery(name: string): name is CoachQueryName {
  return (COACH_QUERIES as readonly string[]).includes(name);
}

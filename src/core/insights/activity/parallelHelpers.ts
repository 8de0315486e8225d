import type { SessionFacts, Thread } from '../session/sessionFacts';
import { ADVISOR } from '../session/setAdviceAside';

/** Groups of sub-agents that worked at the same time, `least` or more of them, in the order in which they began. */
export function parallelHelpers({ threads }: SessionFacts, least: number): Thread[][] {
  const helpers = threads.slice(1).filter(({ agent, calls }) => agent !== ADVISOR && calls.length > 0);
  if (helpers.length < least) return [];
  helpers.sort((a, b) => a.calls[0]!.at - b.calls[0]!.at);
  const groups: Thread[][] = [];
  let until = -Infinity;
  for (const helper of helpers) {
    if (helper.calls[0]!.at > until) groups.push([]);
    groups.at(-1)!.push(helper);
    until = Math.max(until, helper.calls.at(-1)!.at);
  }
  return groups.filter((group) => group.length >= least);
}

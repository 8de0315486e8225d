import { walkWorkspace, type Walk } from './walkWorkspace';

/** While somebody types, the tree of folders is not walked through again and again. */
const HOLDS_MS = 30_000;

let last: { root: string; at: number; walk: Walk } | undefined;

/** What lies below `root`, as it was a moment ago. `now`: epoch milliseconds. */
export function recentWalk(root: string, now: number): Walk {
  if (last?.root !== root || Math.abs(now - last.at) > HOLDS_MS) last = { root, at: now, walk: walkWorkspace(root) };
  return last.walk;
}

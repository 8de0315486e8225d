/** A commit of a repository, as the editor's Git extension tells it. Times are epoch milliseconds. */
export interface CommitFacts {
  hash: string;
  at: number;
  /** The repository's folder. */
  root: string;
  /** Files it touched, relative to `root`, with '/'; undefined: not asked for, there were too many commits. */
  files?: readonly string[];
  /** When another commit said that it takes this one back. */
  revertedAt?: number;
}

/** What is known of a conversation when commits look for theirs. */
export interface CommitCandidate {
  id: number;
  workspace: string;
  firstAt: number;
  lastAt: number;
  nano: number;
  /** Files that it edited, as the log names them. */
  files: ReadonlySet<string>;
}

export interface CommitCosts {
  /** What each surviving commit cost: a conversation's cost in equal parts for each of its commits. */
  surviving: number[];
  reverted: number;
  /** Commits whose conversation is told by time alone, or for which two came into question. */
  ambiguous: number;
  /** Conversations with edits and none of these commits. */
  uncommitted: number;
}

const DAY = 86_400_000;
/** COACHING O1: a commit that lasts so long has survived. */
const SURVIVES = 14 * DAY;
/** A conversation's work is committed within a day of its last word, or it is not its work any more. */
const WITHIN = DAY;

/**
 * Which conversation a commit came from: in the same folder, committed while it went on or within a day, with a file in
 * common; of several the one with the most files in common, then the latest. Linear in commits × conversations of a day.
 */
export function commitCosts(commits: readonly CommitFacts[], candidates: readonly CommitCandidate[]): CommitCosts {
  const byTime = [...candidates].filter(({ files }) => files.size > 0).sort((a, b) => a.firstAt - b.firstAt);
  const found = new Map<number, { nano: number; commits: CommitFacts[] }>();
  let ambiguous = 0;
  for (const commit of commits) {
    const fitting = byTime
      .filter((c) => c.firstAt <= commit.at && commit.at <= c.lastAt + WITHIN && isWithin(c.workspace, commit.root))
      .map((candidate) => ({ candidate, common: filesInCommon(commit, candidate) }))
      .filter(({ common }) => common === undefined || common > 0)
      .sort((a, b) => (b.common ?? 0) - (a.common ?? 0) || b.candidate.lastAt - a.candidate.lastAt);
    const [best, second] = fitting;
    if (!best) continue;
    if (best.common === undefined || (second && second.common === best.common)) ambiguous++;
    const { id, nano } = best.candidate;
    const own = found.get(id);
    if (own) own.commits.push(commit);
    else found.set(id, { nano, commits: [commit] });
  }
  const surviving: number[] = [];
  let reverted = 0;
  for (const { nano, commits: own } of found.values()) {
    const lasting = own.filter(({ at, revertedAt }) => revertedAt === undefined || revertedAt - at > SURVIVES);
    reverted += own.length - lasting.length;
    for (let i = 0; i < lasting.length; i++) surviving.push(nano / lasting.length);
  }
  return { surviving, reverted, ambiguous, uncommitted: byTime.length - found.size };
}

/** Is one of two folders the other, or within it? */
function isWithin(workspace: string, root: string): boolean {
  const [a, b] = [workspace, root].map((folder) => `${folder.replaceAll('\\', '/').replace(/\/+$/, '')}/`);
  return workspace !== '' && root !== '' && (a!.startsWith(b!) || b!.startsWith(a!));
}

function filesInCommon({ files, root }: CommitFacts, candidate: CommitCandidate): number | undefined {
  if (!files) return undefined;
  const base = root.replaceAll('\\', '/').replace(/\/+$/, '');
  let common = 0;
  for (const file of files) {
    if (candidate.files.has(file) || candidate.files.has(`${base}/${file}`)) common++;
  }
  return common;
}

export const DISMISSAL_REASONS = ['wrong', 'not-worth-it', 'already-did'] as const;
export type DismissalReason = (typeof DISMISSAL_REASONS)[number];

/** What the user said to a rule, in one workspace or ('') everywhere. Times are epoch milliseconds. */
export interface Mark {
  ruleId: string;
  workspace: string;
  snoozedUntil?: number;
  dismissed?: { reason: DismissalReason; at: number; lowNano: number };
}

/** A dismissed tip may come back when it is about so many times as much money as then (COACHING D0.5). */
const COMES_BACK = 2;

/** The user's marks, asked by rule and workspace. */
export class Marks {
  private readonly byPlace: ReadonlyMap<string, Mark>;

  constructor(
    marks: readonly Mark[],
    private readonly now: number,
  ) {
    this.byPlace = new Map(marks.map((mark) => [keyOf(mark.ruleId, mark.workspace), mark]));
  }

  /** Why a rule is not to speak of a workspace at all. */
  silences(ruleId: string, workspace: string): 'snoozed' | undefined {
    const asleep = this.of(ruleId, workspace).some(({ snoozedUntil = 0 }) => snoozedUntil > this.now);
    return asleep ? 'snoozed' : undefined;
  }

  /** What a finding has to exceed to be shown: a multiple of the usual thresholds, and an amount. */
  raises(ruleId: string, workspaces: readonly string[]): { factor: number; lowNano: number } {
    let lowNano = 0;
    for (const workspace of new Set(workspaces)) {
      const dismissals = this.of(ruleId, workspace).flatMap(({ dismissed }) => dismissed ?? []);
      // Where one of its places was never dismissed, the finding stands by what is there.
      if (dismissals.length === 0) return { factor: 1, lowNano: 0 };
      lowNano = Math.max(lowNano, ...dismissals.map((d) => d.lowNano * COMES_BACK));
    }
    return workspaces.length === 0 ? { factor: 1, lowNano: 0 } : { factor: COMES_BACK, lowNano };
  }

  /** When the first of these workspaces hears of a rule again; undefined: one of them does now. */
  snoozedUntil(ruleId: string, workspaces: readonly string[]): number | undefined {
    const ends = workspaces.map((workspace) =>
      Math.max(0, ...this.of(ruleId, workspace).map(({ snoozedUntil = 0 }) => snoozedUntil)),
    );
    const first = Math.min(...ends);
    return workspaces.length > 0 && first > this.now ? first : undefined;
  }

  private of(ruleId: string, workspace: string): Mark[] {
    return [...new Set([workspace, ''])].flatMap((place) => this.byPlace.get(keyOf(ruleId, place)) ?? []);
  }
}

function keyOf(ruleId: string, workspace: string): string {
  return `${ruleId}\n${workspace}`;
}

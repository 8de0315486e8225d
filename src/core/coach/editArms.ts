import { compareModels, type ModelComparison } from '../insights/money/compareModels';
import { editOutcomes } from '../insights/activity/editOutcome';
import { median } from '../insights/money/intervals';
import type { CallFacts, SessionFacts } from '../insights/session/sessionFacts';
import type { Claim, Claims } from './claims';
import type { Desk, Occurrence } from './coachRule';
import { nano, phrase } from './phrase';

/** An edit turn that may be claimed once all others are known. */
interface ArmTurn {
  at: number;
  costNano: number;
  oneShot: boolean;
  lines: number;
  /** Price of a token of output: which of two models is the smaller one. */
  rate: number;
  calls: CallFacts[];
  claims: Claims;
  claim: Claim;
  saving: { lowNano: number; highNano: number };
}

/** Two models on one class of edits in one project. `dear` and `cheap` by what a token costs. */
export interface Comparison {
  workspace: string;
  dear: { model: string; turns: readonly ArmTurn[] };
  cheap: { model: string; turns: readonly ArmTurn[] };
  /** Of the cheap model to the dear one. */
  found: ModelComparison;
}

/** Newest ones of each rule: their calls are kept until all conversations were seen. */
const MOST_TURNS = 2_000;
/** Older work was done with other versions of models and tools (COACHING D2, M2). */
const NEWEST = 60 * 86_400_000;

/**
 * Edit turns by project, class and model. What they save depends on all of them, so nothing is claimed before the end:
 * a comparison that is not shown then takes nothing from other rules, and what others claimed is no longer there.
 */
export class EditArms {
  private readonly turns = new Map<string, Map<string, ArmTurn[]>>();
  private kept = 0;

  constructor(private readonly now: number) {}

  add(session: SessionFacts, desk: Desk): void {
    // Without a folder nobody knows what is the same project.
    if (session.workspace === '') return;
    for (const { at, taskClass, model, lines, oneShot, costNano, calls } of editOutcomes(session)) {
      const [call] = calls;
      if (model === '' || !costNano || !call?.rates || at < this.now - NEWEST || this.kept >= MOST_TURNS) continue;
      this.kept++;
      desk.claims.expectMore();
      const claim = { nano: 0, tokens: 0 };
      const saving = { lowNano: 0, highNano: 0 };
      const rate = call.rates.output;
      const turn = { at, costNano, oneShot, lines, rate, calls, claims: desk.claims, claim, saving };
      const key = `${taskClass}\n${session.workspace}`;
      const models = this.turns.get(key) ?? new Map<string, ArmTurn[]>();
      this.turns.set(key, models);
      const list = models.get(model);
      if (list) list.push(turn);
      else models.set(model, [turn]);
      const figures = { model, cost: nano(costNano) };
      const why = oneShot
        ? phrase('A change by {model}, right at once: {cost}', figures)
        : phrase('A change by {model}, not right at once: {cost}', figures);
      desk.found({ at, call, claim, saving, why, group: `${key}\n${model}` });
    }
  }

  /** Every pair of models that have at least `least` edits each in one class of one project. */
  *comparisons(least: number): Generator<Comparison> {
    for (const [key, models] of this.turns) {
      const arms = [...models].filter(([, turns]) => turns.length >= least).map(([model, turns]) => ({ model, turns }));
      for (const dear of arms) {
        for (const cheap of arms) {
          if (rateOf(cheap.turns) >= rateOf(dear.turns)) continue;
          const found = compareModels(dear.turns, cheap.turns);
          if (found && Math.min(found.first.n, found.second.n) >= least) {
            yield { workspace: key.slice(key.indexOf('\n') + 1), dear, cheap, found };
          }
        }
      }
    }
  }
}

function rateOf(turns: readonly ArmTurn[]): number {
  return median(turns.map(({ rate }) => rate));
}

/** The last part of a project's path. */
export function projectName(workspace: string): string {
  return workspace.split(/[\\/]/).findLast((part) => part !== '') ?? workspace;
}

/** Claims so much of each turn; gives what it got. */
export function claimTurns(turns: readonly ArmTurn[], low: number, high: number): number {
  let sum = 0;
  for (const { calls, claims, claim, saving, costNano } of turns) {
    claims.together(() => {
      for (const call of calls) claims.share(call, high);
    }, claim);
    saving.highNano = Math.min(claim.nano, costNano * high);
    saving.lowNano = Math.min(saving.highNano, costNano * low);
    sum += saving.highNano;
  }
  return sum;
}

/** Occurrences that are among these turns. */
export function among(turns: Iterable<readonly ArmTurn[]>): (occurrence: Occurrence) => boolean {
  const claims = new Set([...turns].flatMap((list) => list.map(({ claim }) => claim)));
  return ({ claim }) => claims.has(claim);
}

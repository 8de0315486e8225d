import { editOutcomes } from '../../insights/activity/editOutcome';
import type { CoachRule, RuleResult } from '../coachRule';
import { EditArms, among, claimTurns, projectName, type Comparison } from '../editArms';
import { count, type Figure } from '../phrase';

/** COACHING D2, M2: so many edits each, at so much of the cost, as often right but for so much, as far as one can tell. */
const LEAST_EDITS = 30;
const MOST_COST = 0.6;
const LEAST_DIFFERENCE = -0.03;
const LEAST_TRIAL = -0.12;
const LEAST_DEFAULT = -0.06;

/**
 * M2: in one project and class of edits, the user's own work on a cheaper model was about as often right at once, at
 * 0.6 times the cost or less. An offer to try it, not a verdict: the easy tasks may have gone to it, though like sizes
 * are compared. Saving: the difference in cost per change that was right, as far as a bootstrap can tell. Claimed last,
 * when all edits are known.
 */
export const evidenceDefault: CoachRule = {
  id: 'evidence-default',
  family: 'model',
  tier: 'B',
  needs: ['per-call-usage', 'prompts', 'tool-calls', 'tool-results', 'edits'],
  range: [0, 1],
  words: {
    title:
      'In {project}, {cheap} was right at once in {a} of {an} changes, {dear} in {b} of {bn} like them, at {times} the cost.',
    risk: 'That fits anything from {worse} points worse to {better} better; easy tasks may have gone to {cheap}.',
    check: 'A trial: {cheap} and {dear} on alternate days for 20 changes each.',
    action: 'Start a Trial',
  },
  verification: {
    unit: 'edit turn',
    changes: 'model',
    isMoney: true,
    units: (session) =>
      editOutcomes(session).flatMap(({ at, costNano, taskClass }) =>
        costNano === undefined ? [] : [{ at, value: costNano, stratum: taskClass }],
      ),
  },
  action: () => ({ kind: 'guide', steps: TRIAL }),
  start: ({ now }) => {
    const arms = new EditArms(now);
    return {
      session: (session, desk) => arms.add(session, desk),
      finish(): RuleResult {
        // One comparison for each class of a project: the one that is worth most.
        const best = new Map<readonly unknown[], Comparison>();
        for (const comparison of arms.comparisons(LEAST_EDITS)) {
          if (!isOffer(comparison)) continue;
          const other = best.get(comparison.dear.turns);
          if (!other || comparison.found.cost.middle < other.found.cost.middle) {
            best.set(comparison.dear.turns, comparison);
          }
        }
        const offers = [...best.values()].map((comparison) => {
          const { dear, found } = comparison;
          return { comparison, worth: claimTurns(dear.turns, 1 - found.cost.high, 1 - found.cost.low) };
        });
        const top = offers.sort((a, b) => b.worth - a.worth)[0]?.comparison;
        if (!top) return { figures: {}, keep: () => false };
        const { found, cheap } = top;
        const steps = found.oneShot.low >= LEAST_DEFAULT ? [...TRIAL, DEFAULT] : TRIAL;
        return {
          figures: figuresOf(top),
          keep: among(offers.map(({ comparison }) => comparison.dear.turns)),
          action: { kind: 'guide', steps: steps.map((step) => step.replace('{cheap}', cheap.model)) },
        };
      },
    };
  },
};

const TRIAL = [
  'For the next 20 changes of this kind, begin every other conversation on {cheap}.',
  'Afterwards look at Outcomes: cost per change, and how many were right at once.',
];
const DEFAULT = 'The difference is small enough already: {cheap} as the default for such work is your call.';

function isOffer({ found: { cost, oneShot } }: Comparison): boolean {
  return cost.middle <= MOST_COST && oneShot.middle >= LEAST_DIFFERENCE && oneShot.low >= LEAST_TRIAL;
}

function figuresOf({ workspace, dear, cheap, found }: Comparison): Record<string, Figure> {
  return {
    project: projectName(workspace),
    cheap: cheap.model,
    dear: dear.model,
    a: count(found.second.oneShot),
    an: count(found.second.n),
    b: count(found.first.oneShot),
    bn: count(found.first.n),
    times: { unit: 'times', value: found.cost.middle },
    worse: count(Math.round(Math.max(0, -found.oneShot.low) * 100)),
    better: count(Math.round(Math.max(0, found.oneShot.high) * 100)),
  };
}

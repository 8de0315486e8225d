import { editOutcomes } from '../../insights/activity/editOutcome';
import type { CoachRule, RuleResult } from '../coachRule';
import { EditArms, among, claimTurns, projectName, type Comparison } from '../editArms';

/** COACHING D2, M9: so many edits each, and the smaller model dearer per change by so much. */
const LEAST_EDITS = 15;
const LEAST_TIMES = 1.1;

/**
 * M9: a smaller model that needs so many rounds that a change comes dearer than on the large one. Saving: the
 * difference in cost per change that was right at once. The catalogue's other signal, three retries as the median, is
 * left out: without a difference in cost there is nothing to save. The whole 80 % interval has to be on the dear side,
 * since 15 edits alone tell little. Claimed last, when all edits are known.
 */
export const falseEconomy: CoachRule = {
  id: 'false-economy',
  family: 'model',
  tier: 'B',
  needs: ['per-call-usage', 'prompts', 'tool-calls', 'tool-results', 'edits'],
  range: [0, 1],
  words: {
    title: 'In {project}, a change that is right costs {times} as much on {cheap} as on {dear}, failures included.',
    risk: 'The harder changes may have gone to {cheap}; like sizes were compared.',
    check: 'We compare the cost of a change of this kind, and how many are right at once.',
    action: 'Show How',
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
  action: () => ({ kind: 'guide', steps: ['Begin such work on the larger model.', ESCALATE] }),
  start: ({ now }) => {
    const arms = new EditArms(now);
    return {
      session: (session, desk) => arms.add(session, desk),
      finish(): RuleResult {
        const worst = new Map<readonly unknown[], Comparison>();
        for (const comparison of arms.comparisons(LEAST_EDITS)) {
          const { cost } = comparison.found;
          if (cost.middle < LEAST_TIMES || cost.low <= 1) continue;
          const other = worst.get(comparison.cheap.turns);
          if (!other || cost.middle > other.found.cost.middle) worst.set(comparison.cheap.turns, comparison);
        }
        const found = [...worst.values()].map((comparison) => {
          const { low, high } = comparison.found.cost;
          return { comparison, worth: claimTurns(comparison.cheap.turns, 1 - 1 / low, 1 - 1 / high) };
        });
        const top = found.sort((a, b) => b.worth - a.worth)[0]?.comparison;
        if (!top) return { figures: {}, keep: () => false };
        return {
          ...(top.found.second.oneShot === 0 && { title: NEVER }),
          figures: {
            project: projectName(top.workspace),
            cheap: top.cheap.model,
            dear: top.dear.model,
            times: { unit: 'times', value: top.found.cost.middle },
          },
          keep: among(found.map(({ comparison }) => comparison.cheap.turns)),
          action: { kind: 'guide', steps: [`Begin such work on ${top.dear.model}.`, ESCALATE] },
        };
      },
    };
  },
};

const NEVER =
  'In {project}, {cheap} was never right at once where {dear} was; a change costs at least {times} as much.';
const ESCALATE = 'On the smaller model: after two checks that fail, begin again on the larger one.';

import { contextCost } from '../../insights/session/blockCost';
import { TURNS_TO_CORRECT, correctionReader } from '../../insights/activity/editOutcome';
import { median } from '../../insights/money/intervals';
import { typedText } from '../../insights/activity/promptTexts';
import type { CallFacts, SessionFacts } from '../../insights/session/sessionFacts';
import { SIMPLE_CLASSES, turnFacts, type TurnClass, type TurnFacts } from '../../insights/activity/turnClass';
import { showsError } from '../../prompts/showsError';
import { BlockKind } from '../../usage/blockKind';
import type { SourceId } from '../../usage/usageRecord';
import { reasoningByCall } from '../../insights/session/reasoningByCall';
import { costOfCalls } from '../../insights/session/sessionCost';
import type { AdviceAction, CoachRule, Occurrence } from '../coachRule';
import { lighterOffer, premiumTest } from '../lighterOffer';
import { count, nano, phrase, share } from '../phrase';

/** Habit (COACHING D2, M1): so many turns, and so much of what the dear models cost. */
const LEAST_TURNS = 20;
const LEAST_SHARE = 0.25;
/** Chance that the small model's answer is taken, at least; what is not is asked again on the large one. */
const TAKEN_LOW = 0.6;
/** A small model needs more rounds for the same. */
const MORE_WORK = 1.15;
const MOST_FILES = 3;
/** Where no other work tells what is usual: what takes more thought is no simple question. */
const MUCH_REASONING = 2_000;
/** A direction claims nothing, so that rules with amounts find what there is. */
const NOTHING = { nano: 0, tokens: 0 };

/**
 * M1: questions, documents, commit texts and small edits on the dearest models. Only turns that a conversation begins
 * with, for a change of model later writes the context anew (switch-bust); who quotes an error wants it found, which is
 * no small thing however few lines mend it. A direction without an amount until the user's own work shows what the small
 * model's answers are worth; silent where paying for its failures could cost more than it saves, as from Opus to Sonnet.
 */
export const simpleOnPremium: CoachRule = {
  id: 'simple-on-premium',
  family: 'model',
  tier: 'C',
  needs: ['per-call-usage', 'prompts', 'tool-calls'],
  range: [0, 1],
  words: {
    title: '{part} of what {model} cost went to {n} questions, commit texts and small edits; try {small} for those.',
    risk: 'Some answers will be worse, and asking again costs both.',
    check: 'We compare what such turns cost, and how many changes are right at once.',
    action: 'Show How',
  },
  verification: {
    unit: 'simple turn',
    changes: 'model',
    isMoney: true,
    units: (session) =>
      leading(session).map(({ turn, taskClass, calls }) => ({
        at: turn.at,
        value: costOfCalls(calls),
        stratum: taskClass,
      })),
  },
  action: (source) => smallerModel(source, ''),
  start: ({ prices }) => {
    const isPremium = premiumTest(prices);
    const spent = new Map<string, number>();
    /** Reasoning of turns that are not simple: what work on this model usually takes. */
    const usual = new Map<string, number[]>();
    const found = new Map<CallFacts, { nano: number; reasoning: number; small: string }>();
    const isSimple = ({ call }: Occurrence): boolean =>
      (found.get(call!)?.reasoning ?? 0) <= (usual.has(call!.model) ? median(usual.get(call!.model)!) : MUCH_REASONING);
    return {
      session(session, desk) {
        const { source } = session;
        for (const thread of session.threads) {
          for (const call of thread.calls) {
            if (isPremium(source, call)) spent.set(call.model, (spent.get(call.model) ?? 0) + (call.costNano ?? 0));
          }
        }
        const reasoning = reasoningByCall(session);
        const reasoningOf = ({ turn }: TurnFacts): number => {
          let sum = 0;
          for (let j = turn.first; j < turn.end; j++) sum += reasoning[j]!;
          return sum;
        };
        for (const fact of turnFacts(session)) {
          const [first] = fact.calls;
          if (!first || SIMPLE_CLASSES.has(fact.taskClass)) continue;
          const list = usual.get(first.model);
          if (list) list.push(reasoningOf(fact));
          else usual.set(first.model, [reasoningOf(fact)]);
        }
        const turns = leading(session, (call) => isPremium(source, call));
        const calls = turns.flatMap((turn) => turn.calls);
        const offers = calls.map((call) => lighterOffer(prices, source, call));
        if (offers.length === 0 || !offers.every((offer) => offer !== undefined)) return;
        let small =
          turns.length < session.turns.length ? contextCost(calls[0]!, 0, calls[0]!.input) * offers[0]!.high : 0;
        for (const [i, { high }] of offers.entries()) small += (calls[i]!.costNano ?? 0) * high * MORE_WORK;
        if (TAKEN_LOW * costOfCalls(calls) <= small) return;
        for (const fact of turns) {
          const { turn, taskClass, calls: own } = fact;
          const call = own[0]!;
          const cost = costOfCalls(own);
          found.set(call, { nano: cost, reasoning: reasoningOf(fact), small: offers[0]!.model });
          const why = phrase(WHY[taskClass]!, { model: call.model, cost: nano(cost) });
          desk.found({ at: turn.at, call, claim: NOTHING, why });
        }
      },
      finish(occurrences) {
        const simple = occurrences.filter(isSimple);
        const sums = new Map<string, number>();
        for (const { call } of simple) {
          sums.set(call!.model, (sums.get(call!.model) ?? 0) + (found.get(call!)?.nano ?? 0));
        }
        const [model, most] = [...sums].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
        const part = most / Math.max(1, spent.get(model) ?? 0);
        const mine = simple.filter(({ call }) => call!.model === model);
        const small = (mine[0] && found.get(mine[0].call!)?.small) ?? '';
        return {
          figures: { part: share(part), model, n: count(mine.length), small },
          keep: (o) => isSimple(o) && o.call!.model === model,
          hiddenBecause: mine.length < LEAST_TURNS || part < LEAST_SHARE ? 'below-threshold' : undefined,
          action: mine[0] && smallerModel(mine[0].session.source, small),
        };
      },
    };
  },
};

const WHY: Partial<Record<TurnClass, string>> = {
  question: 'A question to {model}, nothing was changed: {cost}',
  docs: 'Only documents were changed, by {model}: {cost}',
  mechanical: 'A few lines were changed, by {model}: {cost}',
  'git-text': 'Git was run and nothing else was changed, by {model}: {cost}',
};

function smallerModel(source: SourceId, small: string): AdviceAction {
  const model = small || 'MODEL';
  const steps = {
    'claude-code': [
      `Begin such conversations with: claude --model ${model}`,
      'Or type /model before the first prompt.',
    ],
    codex: [`Begin such conversations with: codex --model ${model}`, 'Or type /model before the first prompt.'],
    'copilot-chat': ['Choose Auto or a smaller model in the model picker before the first prompt of a conversation.'],
  }[source];
  return { kind: 'guide', steps: [...steps, 'What turns out to be harder: begin again on the large model.'] };
}

/** Simple turns that a conversation begins with, all their calls as `fits` wants them. */
function leading(session: SessionFacts, fits = (_call: CallFacts): boolean => true): TurnFacts[] {
  const facts = turnFacts(session);
  const isCorrection = correctionReader(session);
  const end = facts.findIndex(
    (fact, i) =>
      !isPlain(fact) ||
      !fact.calls.every(fits) ||
      showsError(typedText(session, fact.turn)) ||
      facts.slice(i + 1, i + 1 + TURNS_TO_CORRECT).some(({ turn }) => isCorrection(turn)),
  );
  return end < 0 ? facts : facts.slice(0, end);
}

/** Pasted text may be an error; what reads many files, or is given to a sub-agent, is no small thing. */
function isPlain({ taskClass, turn, calls, helperCalls, filesRead, failed }: TurnFacts): boolean {
  if (!SIMPLE_CLASSES.has(taskClass) || failed || filesRead > MOST_FILES || calls.length === 0) return false;
  if (helperCalls.length > 0) return false;
  return !turn.prompt.some(({ kind }) => kind === BlockKind.Pasted || kind === BlockKind.Image);
}

import { typedText } from '../../insights/activity/promptTexts';
import type { SessionFacts } from '../../insights/session/sessionFacts';
import { reasoningByCall } from '../../insights/session/reasoningByCall';
import { SIMPLE_CLASSES, turnFacts } from '../../insights/activity/turnClass';
import { showsError } from '../../prompts/showsError';
import { compareEffort } from '../../usage/effort';
import type { AdviceAction, CoachRule, Occurrence } from '../coachRule';
import { count, phrase, share, tokens } from '../phrase';

/** Half of the output is what nobody sees (COACHING D2, M4). */
const REASONING_SHARE = 0.5;
const LEAST_TURNS = 20;
/** At low or medium effort so small a thing takes a few hundred tokens: where a log does not name it, that tells. */
const MUCH_REASONING = 1_000;
const TO = 'medium';
/** The group of turns whose effort the log names, all of it above that. */
const KNOWN = 'known';
const PLAIN =
  'Reasoning is {part} of the output you pay for, and {n} small turns at {effort} effort took {tokens} tokens of it. Start small tasks at medium.';
const NOTHING = { nano: 0, tokens: 0 };

/**
 * M4: reasoning makes up most of the output, and many of the turns it is spent on are small edits, documents, commit
 * texts and questions; not where a check failed or the prompt quotes an error. A direction only, and medium effort, never
 * low: measured in coding, medium costs half for 2 points of solved tasks, low a quarter for 8 (COACHING B). Where a log
 * does not split reasoning off, it is what is left of the output after all that can be seen, counted generously.
 * Codex and newer Claude Code log the effort: what was thought at medium or less is left out, and where enough turns ran
 * above it, only these are spoken of, plainly. Else nobody knows, and the advice is conditional. Meant for a session's
 * start: changed within one, effort loses what is cached (M8), which the risk says.
 */
export const effortDown: CoachRule = {
  id: 'effort-down',
  family: 'model',
  tier: 'C',
  needs: ['per-call-usage', 'prompts', 'tool-calls'],
  range: [0, 1],
  words: {
    title:
      'Reasoning is {part} of the output you pay for, and {n} small turns took {tokens} tokens of it. If effort is set above medium, try medium.',
    risk: 'In coding, medium effort solved 2 in 100 tasks less. Changed within a session, it writes the context again.',
    check: 'We compare the output of small turns, and how many changes are right at once.',
    action: 'Set Medium Effort',
  },
  verification: {
    unit: 'small turn',
    changes: 'effort',
    units: (session) =>
      turnFacts(session)
        .filter(({ taskClass, calls }) => SIMPLE_CLASSES.has(taskClass) && calls.length > 0)
        .map(({ turn, taskClass, calls }) => {
          return { at: turn.at, value: calls.reduce((sum, { output }) => sum + output, 0), stratum: taskClass };
        }),
  },
  action: mediumEffort,
  start: () => {
    let [reasoned, written, small, known] = [0, 0, 0, 0];
    const efforts = new Set<string>();
    return {
      session(session, desk) {
        const reasoning = reasoningByCall(session);
        const main = session.threads[0]!.calls;
        for (let j = 0; j < main.length; j++) {
          const { output, rates } = main[j]!;
          const rate = rates?.output ?? 0;
          reasoned += reasoning[j]! * rate;
          written += output * rate;
        }
        for (const { turn, taskClass, calls, failed } of turnFacts(session)) {
          const [first] = calls;
          if (!first || !SIMPLE_CLASSES.has(taskClass)) continue;
          let [thought, out] = [0, 0];
          const asked = new Set<string>();
          for (let j = turn.first; j < turn.end; j++) {
            const { effort } = main[j]!;
            if (compareEffort(effort, TO) <= 0 || reasoning[j] === 0) continue;
            thought += reasoning[j]!;
            asked.add(effort);
          }
          for (const { output } of calls) out += output;
          const isKnown = [...asked].every((effort) => compareEffort(effort, TO) > 0);
          if (thought === 0 || thought < REASONING_SHARE * out || (!isKnown && thought < MUCH_REASONING)) continue;
          if (failed || showsError(typedText(session, turn))) continue;
          small += thought;
          const effort = [...asked].join(', ');
          if (isKnown) {
            known += thought;
            for (const one of asked) efforts.add(one);
          }
          const text = isKnown
            ? '{tokens} of {output} tokens were reasoning, for a small thing, by {model} at {effort} effort'
            : '{tokens} of {output} tokens were reasoning, for a small thing, by {model}';
          const figures = {
            tokens: tokens(thought),
            output: tokens(out),
            model: first.model,
            ...(isKnown && { effort }),
          };
          const group = isKnown ? KNOWN : undefined;
          desk.found({ at: turn.at, call: first, claim: NOTHING, group, why: phrase(text, figures) });
        }
      },
      finish(occurrences) {
        const isKnown = ({ group }: Occurrence): boolean => group === KNOWN;
        const above = occurrences.filter(isKnown).length;
        const isPlain = above >= LEAST_TURNS;
        return {
          figures: {
            part: share(written > 0 ? reasoned / written : 0),
            n: count(isPlain ? above : occurrences.length),
            tokens: tokens(isPlain ? known : small),
            ...(isPlain && { effort: [...efforts].toSorted((a, b) => compareEffort(a, b)).join(', ') }),
          },
          ...(isPlain && { title: PLAIN, keep: isKnown }),
          hiddenBecause:
            occurrences.length < LEAST_TURNS || reasoned < REASONING_SHARE * written ? 'below-threshold' : undefined,
        };
      },
    };
  },
};

function mediumEffort(source: SessionFacts['source']): AdviceAction {
  switch (source) {
    case 'claude-code':
      return { kind: 'assistant-setting', source, path: ['effortLevel'], value: TO };
    case 'codex':
      return { kind: 'assistant-setting', source, path: ['model_reasoning_effort'], value: TO };
    case 'copilot-chat':
      return {
        kind: 'guide',
        steps: ['Choose medium thinking effort beside the model, before the first prompt of a conversation.'],
      };
  }
}

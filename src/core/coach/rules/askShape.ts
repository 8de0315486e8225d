import { contextCost } from '../../insights/session/blockCost';
import { blocksOfKind } from '../../insights/session/blocksOfKind';
import { typedText } from '../../insights/activity/promptTexts';
import type { PlacedBlock, SessionFacts, Turn } from '../../insights/session/sessionFacts';
import { turnFacts } from '../../insights/activity/turnClass';
import { showsError } from '../../prompts/showsError';
import { BlockKind } from '../../usage/blockKind';
import type { Claim } from '../claims';
import type { CoachRule, Saving } from '../coachRule';
import { count, phrase, type Figure } from '../phrase';

/** 900 words: what is shorter is read, or not worth a rule. */
const LEAST_TOKENS = 1_200;
/** Code is not prose: it is copied, not read. */
const MOST_CODE = 0.3;
/** Nobody reads faster, skimming included. */
const WORDS_PER_MINUTE = 900;
const MINUTE = 60_000;
/** Once or twice one is called away. */
const LEAST_TIMES = 10;
/** What asking for the short form takes off (COACHING B: 34 % by "Be brief.", 49 % in one study): a claim of two fifths. */
const SHORTER = 0.4;
/** The line itself, in every call of the conversation. */
const INSTRUCTION_TOKENS = 12;
/** Texts read in all. */
const MOST_READ = 1_000;

const MATHS =
  /\b(?:prove|proof|theorem|lemma|integral|derivative|equation|beweis\w*|gleichung)\b|\$\$|증명|방정식|証明|方程式|证明|方程/i;

/**
 * P8: long answers that nobody read.
 * Signal: a question (nothing was edited, nothing had failed) whose last answer has at least 1,200 tokens, less than 30 %
 * of it code, and a next prompt sooner than its words can be read at 900 a minute; ten times. Not for maths, where the
 * steps are the answer.
 * Saving: 20 to 40 % of the answer's visible tokens, as output and carried afterwards, less what a line of 12 tokens
 * costs in every call of that conversation. Thinking is not touched by it.
 */
export const askShape: CoachRule = {
  id: 'ask-shape',
  family: 'prompt',
  tier: 'B',
  needs: ['prompts', 'per-call-usage'],
  range: [0.5, 1],
  words: {
    title:
      'You went on before long answers could be read: {n} times, after {words} words in {pause} once. Ask for the short form.',
    risk: 'A short answer may leave out what you would have asked next.',
    check: 'We compare the visible tokens per answered question, and how many questions follow.',
    action: 'Copy the Instruction',
  },
  verification: {
    unit: 'question',
    units: (session) => {
      const answers = answersOf(session);
      return answers.map(({ turnAt, answer }) => ({ at: turnAt, value: answer.tokens }));
    },
  },
  action: () => ({ kind: 'copy', text: 'Answer first, at most five bullet points, no recap.' }),
  start: () => {
    let left = MOST_READ;
    let longest: { words: number; gap: number } = { words: 0, gap: 0 };
    return {
      session(session, desk) {
        const { calls } = session.threads[0]!;
        let isFirst = true;
        for (const { answer, next, turn } of answersOf(session)) {
          const call = calls[answer.writtenBy];
          // Who speaks while the assistant still works has not left its answer.
          if (!call || call.toolCalls > 0 || next === undefined || answer.tokens < LEAST_TOKENS) continue;
          const gap = next - answer.at;
          // A token is less than a word: a pause this long was enough for any answer of its size.
          if (gap < 0 || gap > (answer.tokens / WORDS_PER_MINUTE) * MINUTE || left-- <= 0) continue;
          const words = proseWords(session.textOf(answer) ?? '');
          if (gap >= (words / WORDS_PER_MINUTE) * MINUTE || MATHS.test(typedText(session, turn))) continue;
          if (isOnError(session, turn)) continue;
          const less = Math.floor(answer.tokens * SHORTER);
          const [from, to] = [answer.from + answer.tokens - less, answer.from + answer.tokens];
          const claim = desk.claims.together(() => {
            desk.claims.output(call, less);
            desk.claims.context(calls, { from, to, first: answer.first, end: answer.end });
          });
          let line = 0;
          if (isFirst) for (const each of calls) line += contextCost(each, 0, INSTRUCTION_TOKENS);
          isFirst = false;
          const saving = ({ nano }: Claim): Saving => ({ lowNano: nano / 2 - line, highNano: nano - line });
          if (words > longest.words) longest = { words, gap };
          const figures = { words: count(words), pause: seconds(gap) };
          desk.found({
            at: call.at,
            call,
            block: answer,
            claim,
            saving,
            why: phrase('{words} words, left after {pause}', figures),
          });
        }
      },
      finish: (occurrences) => ({
        figures: { words: count(longest.words), pause: seconds(longest.gap) },
        hiddenBecause: occurrences.length < LEAST_TIMES ? 'below-threshold' : undefined,
      }),
    };
  },
};

/** Who shows an error wants it found, however long that takes to say. */
function isOnError(session: SessionFacts, { prompt }: Turn): boolean {
  return prompt.some(
    (block) =>
      (block.kind === BlockKind.Typed || block.kind === BlockKind.Pasted) && showsError(session.textOf(block) ?? ''),
  );
}

const seconds = (ms: number): Figure => ({ unit: 'seconds', value: Math.max(1, Math.round(ms / 1000)) });

/** The last thing said in answer to each question, and when the user went on. */
function answersOf(session: SessionFacts) {
  const last = new Map<number, PlacedBlock>();
  for (const block of blocksOfKind(session.threads[0]!, BlockKind.AssistantText).blocks) {
    if (block.writtenBy >= 0) last.set(block.writtenBy, block);
  }
  return turnFacts(session).flatMap(({ turn, taskClass, failed }, i) => {
    const answer = last.get(turn.end - 1);
    if (taskClass !== 'question' || failed || !answer) return [];
    return [{ turn, turnAt: turn.at, answer, next: session.turns[i + 1]?.at }];
  });
}

const CODE = /^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gm;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Words outside of code blocks; 0 where much of the text is code. Two characters of Chinese or Japanese are a word. */
function proseWords(text: string): number {
  const prose = text.replace(CODE, '');
  if (text.length - prose.length >= MOST_CODE * text.length) return 0;
  const wide = prose.match(WIDE)?.length ?? 0;
  return Math.round(wide / 2) + (prose.replace(WIDE, ' ').match(/\S+/g)?.length ?? 0);
}

import { coachRules } from '../../core/coach/index';
import { handOffNote } from '../../core/coach/handOffNote';
import { compactData } from '../../core/coach/rules/dataFormat';
import { foldedLogs } from '../../core/coach/rules/pasteFold';
import { knownPastes } from '../../core/insights/activity/knownPastes';
import { pastes, typedText } from '../../core/insights/activity/promptTexts';
import type { PlacedBlock, SessionFacts } from '../../core/insights/session/sessionFacts';
import { pastedEdits } from '../../core/prompts/pastedEdits';
import type { Edit } from '../../core/prompts/shorten/edit';
import { shorten } from '../../core/prompts/shorten/shorten';
import { BlockKind } from '../../core/usage/blockKind';
import type { LogPointer } from '../../core/usage/usageRecord';
import type { AdviceText, AdviceTextView } from '../../protocol/promptViews';
import { coachSessions } from '../coach/coachSessions';
import { countTokens } from '../tokenCount';
import { isGone } from './promptRows';
import type { QueryContext } from '../queryContext';

/** What was there and what stands in its place; undefined: nothing (any more) to be made of it. */
interface Made {
  before: string;
  after: string;
}
type Maker = (session: SessionFacts, isHere: (place: LogPointer) => boolean) => Made | undefined;
type Replacing = Exclude<AdviceText['what'], 'hand-off-note'>;

const count = (text: string): number => countTokens(text).tokens;

const MAKERS: Record<Replacing, Maker> = {
  'folded-log': ofPastes(foldedLogs),
  'converted-data': ofPastes(compactData),
  path(session, isHere) {
    for (const { block, shortened } of knownPastes(session)) {
      if (isHere(block)) return { before: session.textOf(block) ?? '', after: shortened };
    }
    return undefined;
  },
  'shortened-prompt'(session, isHere) {
    const turn = session.turns.find(({ prompt }) => prompt.some(isHere));
    const before = turn ? typedText(session, turn) : '';
    const { text: after } = shorten(before, { countTokens: count });
    return after === before ? undefined : { before, after };
  },
};

function ofPastes(make: (text: string, edits: readonly Edit[]) => string | undefined): Maker {
  return (session, isHere) => {
    for (const { turn, block } of pastes(session, 0)) {
      const before = isHere(block) ? session.textOf(block) : undefined;
      const after = before === undefined ? undefined : make(before, pastedEdits(before, typedText(session, turn)));
      if (before !== undefined && after !== undefined) return { before, after };
    }
    return undefined;
  };
}

/** What the button of a rule whose action is made from its evidence copies. */
export function adviceText(
  context: QueryContext,
  { ruleId, sessionId, file, offset }: LogPointer & { ruleId: string; sessionId: number },
): AdviceTextView {
  let view: AdviceTextView = { missing: 'unknown' };
  const rule = coachRules.find(({ id }) => id === ruleId);
  if (!rule) return view;
  coachSessions(context, { since: 0, only: [sessionId] }, (session) => {
    const action = rule.action(session.source);
    if (action.kind !== 'copy-made') return;
    const isHere = (place: LogPointer): boolean => place.offset === offset && place.file === file;
    const { what } = action;
    if (what === 'hand-off-note') view = noteAt(session, isHere) ?? view;
    else view = madeAt(session, what, isHere) ?? view;
  });
  return view;
}

/** undefined: there is no such prompt. */
function madeAt(
  session: SessionFacts,
  what: Replacing,
  isHere: (place: LogPointer) => boolean,
): AdviceTextView | undefined {
  const here = session.threads[0]!.blocks.filter((block) => isHere(block) && isPrompt(block));
  if (!here[0]) return undefined;
  const made = MAKERS[what](session, isHere);
  if (made) return { what, text: made.after, tokensBefore: count(made.before), tokensAfter: count(made.after) };
  if (here.some((block) => session.textOf(block) !== undefined)) return { missing: 'nothing-found' };
  return { missing: isGone(here[0].file) ? 'log-gone' : 'log-changed' };
}

/** What had been done before a call; undefined: there is no such call. */
function noteAt(session: SessionFacts, isHere: (place: LogPointer) => boolean): AdviceTextView | undefined {
  const call = session.threads[0]!.calls.find(isHere);
  if (!call) return undefined;
  const text = handOffNote(session, { until: call.at });
  if (text !== '') return { what: 'hand-off-note', text, tokensBefore: 0, tokensAfter: count(text) };
  return { missing: isGone(call.file) ? 'log-gone' : 'nothing-found' };
}

function isPrompt({ kind }: PlacedBlock): boolean {
  return kind === BlockKind.Typed || kind === BlockKind.Pasted;
}

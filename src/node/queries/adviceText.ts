import { coachRules } from '../../core/coach/index';
import { compactData } from '../../core/coach/rules/dataFormat';
import { foldedLogs } from '../../core/coach/rules/pasteFold';
import { knownPastes } from '../../core/insights/knownPastes';
import { pastes, typedText } from '../../core/insights/promptTexts';
import type { PlacedBlock, SessionFacts } from '../../core/insights/sessionFacts';
import { pastedEdits } from '../../core/prompts/pastedEdits';
import type { Edit } from '../../core/prompts/shorten/edit';
import { shorten } from '../../core/prompts/shorten/shorten';
import { BlockKind } from '../../core/usage/textBlock';
import type { LogPointer } from '../../core/usage/usageRecord';
import type { AdviceText, AdviceTextView } from '../../protocol/promptViews';
import { coachSessions } from '../coach/coachSessions';
import { countTokens } from '../tokenCount';
import { isGone } from './promptRows';
import type { QueryContext } from './queryContext';

/** What was there and what stands in its place; undefined: nothing (any more) to be made of it. */
interface Made {
  before: string;
  after: string;
}
type Maker = (session: SessionFacts, isHere: (block: PlacedBlock) => boolean) => Made | undefined;

const count = (text: string): number => countTokens(text).tokens;

const MAKERS: Partial<Record<AdviceText['what'], Maker>> = {
  'folded-log': ofPastes(foldedLogs),
  'converted-data': ofPastes(compactData),
  path(session, isHere) {
    for (const { block, reference } of knownPastes(session)) {
      if (isHere(block)) return { before: session.textOf(block) ?? '', after: reference || 'As above.' };
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
    const make = action.kind === 'copy-made' ? MAKERS[action.what] : undefined;
    const isHere = (block: LogPointer): boolean => block.offset === offset && block.file === file;
    const here = session.threads[0]!.blocks.filter((block) => isHere(block) && isPrompt(block));
    if (action.kind !== 'copy-made' || !make || here.length === 0) return;
    const made = make(session, isHere);
    if (made) {
      const { before, after } = made;
      view = { what: action.what, text: after, tokensBefore: count(before), tokensAfter: count(after) };
    } else if (here.some((block) => session.textOf(block) !== undefined)) view = { missing: 'nothing-found' };
    else view = { missing: isGone(file) ? 'log-gone' : 'log-changed' };
  });
  return view;
}

function isPrompt({ kind }: PlacedBlock): boolean {
  return kind === BlockKind.Typed || kind === BlockKind.Pasted;
}

import { shorten } from '../../core/prompts/shorten/shorten';
import type { SessionFacts, Turn } from '../../core/insights/session/sessionFacts';
import { BlockKind } from '../../core/usage/blockKind';
import type { PromptKind, PromptPlace, PromptText, PromptTextView } from '../../protocol/promptViews';
import { coachSessions } from '../coach/coachSessions';
import { countTokens } from '../tokenCount';
import { tokensSaved } from '../tokensSaved';
import { isGone, promptKind, promptRow } from './promptRows';
import type { QueryContext } from '../queryContext';

/** A prompt's text, out of its log, and what could be shorter in it. */
export function prompt(context: QueryContext, place: PromptPlace): PromptTextView {
  let view: PromptTextView = { missing: 'unknown' };
  coachSessions(context, { since: 0, only: [place.sessionId] }, (session) => {
    const turn = session.turns.find(
      ({ at, prompt: [first] }) =>
        at === place.timestamp && first?.offset === place.offset && first.file === place.file,
    );
    if (turn) view = textView(session, turn);
  });
  return view;
}

function textView(session: SessionFacts, turn: Turn): PromptTextView {
  const row = promptRow(session, turn);
  const parts = partsOf(session, turn);
  if (!parts) return { missing: isGone(row.file) ? 'log-gone' : 'log-changed' };
  const text = joined(parts.filter(({ kind }) => kind !== 'injected').map((part) => part.text));
  const model = row.model;
  const { edits, text: shortened, untouched } = shorten(text, { countTokens: inOwnVocabulary });
  const before = countTokens(text, model);
  const saved = tokensSaved(text, edits, model);
  const view: PromptText = {
    row,
    parts,
    text,
    shortened,
    tokensBefore: before.tokens,
    tokensAfter: countTokens(shortened, model).tokens,
    estimate: before.low !== before.high,
    edits: edits.map((edit, i) => ({ ...edit, tokens: saved[i]! })),
    untouched,
  };
  const own = row.tokens.typed + row.tokens.pasted;
  const share = own / Math.max(1, own + row.tokens.injected);
  if (row.costNano !== undefined && view.tokensBefore > 0) {
    view.savedNano = Math.round(row.costNano * share * (1 - view.tokensAfter / view.tokensBefore));
  }
  return view;
}

/** undefined: something that the user wrote is not there to be read. */
function partsOf(session: SessionFacts, turn: Turn): { kind: PromptKind; text: string }[] | undefined {
  const parts: { kind: PromptKind; text: string }[] = [];
  for (const block of turn.prompt) {
    const kind = promptKind(block);
    if (!kind) continue;
    const text = session.textOf(block);
    if (text !== undefined) parts.push({ kind, text });
    else if (block.kind !== BlockKind.Injected) return undefined;
  }
  return parts;
}

/** Parts of one text have their line breaks in them; texts beside each other do not. */
function joined(texts: readonly string[]): string {
  return texts.reduce((all, text) => {
    const isApart = all === '' || all.endsWith('\n') || text.startsWith('\n');
    return all + (isApart ? '' : '\n') + text;
  }, '');
}

function inOwnVocabulary(text: string): number {
  return countTokens(text).tokens;
}

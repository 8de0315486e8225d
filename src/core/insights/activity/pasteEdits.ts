import { pastedEdits } from '../../prompts/pastedEdits';
import type { Edit } from '../../prompts/shorten/edit';
import { pastes, typedText } from './promptTexts';
import type { PlacedBlock, SessionFacts, Turn } from '../session/sessionFacts';

/** A pasted text, and what can be done about the logs and data in it. */
export interface PasteEdits {
  turn: Turn;
  block: PlacedBlock;
  text: string;
  /** As `pastedEdits` gives them: rows of JSON have two for one place. */
  edits: Edit[];
}

/** Smaller pastes are not worth a thought: data of 500 tokens, logs of twice as many. */
const LEAST_TOKENS = 500;
/** Texts looked at in one conversation, the first ones; longer ones cost too much to look at. */
const MOST_READ = 24;
const LONGEST = 400_000;

const known = new WeakMap<SessionFacts, PasteEdits[]>();

/** The pastes of a conversation that could be shorter; several rules ask, and the texts are read once. */
export function pasteEditsOf(session: SessionFacts): readonly PasteEdits[] {
  let found = known.get(session);
  if (found) return found;
  found = [];
  let left = MOST_READ;
  for (const { turn, block } of pastes(session, LEAST_TOKENS)) {
    if (left-- <= 0) break;
    const text = block.bytes <= LONGEST ? session.textOf(block) : undefined;
    const edits = text ? pastedEdits(text, typedText(session, turn)) : [];
    if (text && edits.length > 0) found.push({ turn, block, text, edits });
  }
  known.set(session, found);
  return found;
}

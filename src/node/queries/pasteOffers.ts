import { applyEdits } from '../../core/prompts/shorten/edit';
import { proposeDataEdits } from '../../core/prompts/shorten/data/proposeDataEdits';
import { LONGEST_PROMPT } from '../../core/prompts/shorten/shorten';
import type { PasteOffer, WrittenText } from '../../protocol/writingViews';
import { countTokens } from '../tokenCount';
import { modelInUse } from '../writing/modelInUse';
import type { QueryContext } from '../queryContext';

/** A table as CSV comes in a fence of its own, which it needs only outside of one. */
const OWN_FENCE = /^```csv\r?\n([\s\S]*)\r?\n```$/;

/** Shorter ways to write a text that is about to be pasted; most texts have none. */
export function pasteOffers(
  { db }: QueryContext,
  { around, inFence, ...written }: WrittenText & { around: string; inFence: boolean },
): PasteOffer[] {
  const { text } = written;
  if (text.length > LONGEST_PROMPT || text.includes('\0')) return [];
  const { model } = modelInUse(db, written);
  const tokensBefore = countTokens(text, model).tokens;
  return proposeDataEdits(text, 0, text.length, { prompt: around }).flatMap((edit) => {
    const replacement = inFence ? edit.replacement.replace(OWN_FENCE, '$1') : edit.replacement;
    const shorter = applyEdits(text, [{ ...edit, replacement }]);
    const tokensAfter = countTokens(shorter, model).tokens;
    if (tokensAfter >= tokensBefore) return [];
    return [{ class: edit.class as PasteOffer['class'], text: shorter, tokensBefore, tokensAfter }];
  });
}

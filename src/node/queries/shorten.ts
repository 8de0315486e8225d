import { asksForVerbatim } from '../../core/prompts/asksForVerbatim';
import { shorten as shortenText } from '../../core/prompts/shorten/shorten';
import type { ShortenView, WrittenText } from '../../protocol/writingViews';
import { countTokens } from '../tokenCount';
import { throwIfStopped } from '../stopFlag';
import { tokensSaved } from '../tokensSaved';
import { modelInUse } from '../writing/modelInUse';
import type { QueryContext } from '../queryContext';

/** What could be shorter in a text that is being written. */
export function shorten(
  { db, stop }: QueryContext,
  { locale, ...written }: WrittenText & { locale: string },
): ShortenView {
  const { text } = written;
  const { model } = modelInUse(db, written);
  const goOn = (): void => throwIfStopped(stop);
  const shortened = shortenText(text, { locale, countTokens: (part) => countTokens(part).tokens, goOn });
  const saved = tokensSaved(text, shortened.edits, model, goOn);
  return {
    model,
    tokensBefore: countTokens(text, model).tokens,
    tokensAfter: countTokens(shortened.text, model).tokens,
    edits: shortened.edits.map((edit, i) => ({ ...edit, tokens: saved[i]! })),
    untouched: shortened.untouched ?? (shortened.edits.length === 0 && asksForVerbatim(text) ? 'verbatim' : undefined),
  };
}

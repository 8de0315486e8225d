import type { CountView, WrittenText } from '../../protocol/writingViews';
import { countTokens } from '../tokenCount';
import { modelInUse } from '../writing/modelInUse';
import type { QueryContext } from '../queryContext';

/** Tokens of what is being written, for the model that it will most likely go to. */
export function countText({ db }: QueryContext, written: WrittenText): CountView {
  const { model, from } = modelInUse(db, written);
  const { tokens, low, high } = countTokens(written.text, model);
  return { model, modelFrom: from, low, middle: tokens, high };
}

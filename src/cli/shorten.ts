import type { EditClass } from '../core/prompts/shorten/edit';
import { LONGEST_PROMPT, shorten } from '../core/prompts/shorten/shorten';
import type { Shortened } from '../core/prompts/shorten/shorten';
import { countTokens } from '../node/tokenCount';
import { COMMON_OPTIONS, parse } from './arguments';
import { count, counted } from './figures';
import { print } from './print';
import { readInput } from './readInput';

const OPTIONS = { ...COMMON_OPTIONS, fold: { type: 'boolean' }, convert: { type: 'boolean' } } as const;

const UNTOUCHED: Record<NonNullable<Shortened['untouched']>, string> = {
  'too-long': `longer than ${count(LONGEST_PROMPT)} characters`,
  binary: 'no text in UTF-8',
  unsettled: 'each look found something else to shorten',
};

export async function shortenCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS, ['FILE']);
  const bytes = readInput(positionals[0]!);
  const text = bytes.toString('utf8');
  const alsoApply: EditClass[] = [];
  if (values['fold']) alsoApply.push('log-fold');
  if (values['convert']) alsoApply.push('data-convert');
  const options = { alsoApply, countTokens: (part: string) => countTokens(part).tokens };
  // What is no UTF-8 would come back with its bytes replaced.
  const readable = Buffer.from(text, 'utf8').equals(bytes);
  const shortened = shorten(readable ? text : '', options);
  if (!readable) shortened.untouched = 'binary';

  if (values['json']) {
    const { tokensBefore, tokensAfter, edits, refused, untouched } = shortened;
    const result = readable ? shortened.text : null;
    const answer = { schema: 1, tokensBefore, tokensAfter, text: result, edits, refused, untouched };
    print(`${JSON.stringify(answer, undefined, 2)}\n`);
    return 0;
  }
  print(readable ? shortened.text : bytes);
  process.stderr.write(`tokenmin: ${summary(shortened)}\n`);
  return 0;
}

function summary({ tokensBefore, tokensAfter, edits, untouched }: Shortened): string {
  if (untouched) return `left as it is: ${UNTOUCHED[untouched]}`;
  const offered = edits.filter(({ applied }) => !applied).length;
  const more = offered === 0 ? '' : `; ${counted(offered, 'more edit')} to decide on, see --json`;
  return `${counted(tokensBefore, 'token')} before, ${count(tokensAfter)} after, estimated with o200k_base${more}`;
}

import type { EditClass } from '../../src/core/prompts/shorten/edit';

/** What is wrong with a block's replacement, if anything; `result` is the whole shortened text. */
type BlockCheck = (block: string, replacement: string, result: string) => string | undefined;

/** Classes that deal with whole blocks, and what such a block must have kept. Written without the shortener's own code. */
export const BLOCK_CHECKS: Partial<Record<EditClass, BlockCheck>> = {
  duplicate: (block, replacement, result) => {
    if (replacement !== '') return 'a copy is replaced, not taken away';
    return squeezed(result).includes(squeezed(block)) ? undefined : 'the original is gone';
  },
  'log-fold': (block, replacement) => {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    if (!replacement.includes(lines[0]!) || !replacement.includes(lines.at(-1)!)) return 'an end is gone';
    const has = new Set(wordsOf(replacement));
    for (const line of lines.filter((text) => /\b(?:error|fatal|panic|exception|failed|failure)\b/iu.test(text))) {
      const lost = wordsOf(line).find((word) => !has.has(word));
      if (lost !== undefined) return `${lost} of an error is gone`;
    }
    return undefined;
  },
  'data-minify': (block, replacement) =>
    block.replace(/\s+/gu, '') === replacement.replace(/\s+/gu, '') && valuesIn(block) === valuesIn(replacement)
      ? undefined
      : 'more than white space is gone',
  'data-convert': (block, replacement) => {
    const has = new Set(wordsOf(replacement));
    const lost = wordsOf(block.replace(/\\u[\da-f]{4}|\\./giu, ' ')).find((word) => !has.has(word));
    return lost === undefined ? undefined : `${lost} is gone`;
  },
  'restated-code': (_, replacement) => (/^@\S.*:\d+-\d+$/u.test(replacement) ? undefined : 'no reference'),
};

function squeezed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Words without digits: those are what folding is about. */
function wordsOf(text: string): string[] {
  return text.match(/(?<![\p{L}\p{N}_])\p{L}{3,}(?![\p{L}\p{N}_])/gu) ?? [];
}

/** Strings of JSON, attributes of XML: white space inside them counts. */
function valuesIn(text: string): string {
  return (text.match(/"(?:[^"\\]|\\.)*"/gu) ?? []).join('\n');
}

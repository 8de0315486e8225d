import type { Note } from '../protocol/views';
import { counted } from './figures';
import { plain } from './table';

const WORDS: Record<Note['kind'], (n: number, detail: string) => string> = {
  'ledger-rebuilt': (_, detail) =>
    `The ledger was damaged and begun anew from the logs; the old one is kept as ${detail}.`,
  'ledger-newer': () => 'The ledger was written by a newer Tokenmin and left alone; this run kept nothing.',
  'disk-full': (_, detail) => `Nothing more could be written to the ledger: ${detail}`,
  'indexed-elsewhere': () => 'Another Tokenmin is reading the logs just now; the newest calls may be missing.',
  'unpriced-models': (n, detail) => `No price is known for ${counted(n, 'model')}: ${detail}`,
  estimated: (n, detail) => `Estimated from their texts: ${counted(n, 'call')} (${detail}).`,
  'prices-old': (_, detail) => `The price list is from ${detail}; prices may have changed since.`,
  'cost-differs': (_, detail) => `The assistants themselves noted another cost for some calls: ${detail}.`,
  'malformed-lines': (n) => `Passed over: ${counted(n, 'damaged line')}; tokenmin doctor says where.`,
  'unreadable-files': (n) => `Could not be read: ${counted(n, 'place')}; tokenmin doctor says more.`,
  'times-replaced': (n) => `Impossible times: ${counted(n, 'line')}; the files' own times were taken.`,
};

/** Each note as a sentence. */
export function noteLines(notes: readonly Note[]): string[] {
  return notes.map(({ kind, count: n = 0, detail = '' }) => WORDS[kind](n, plain(detail, 400)));
}

/** At the end of a text, after an empty line. */
export function notesBelow(notes: readonly Note[]): string {
  return notes.length === 0 ? '' : `\n${noteLines(notes).join('\n')}\n`;
}

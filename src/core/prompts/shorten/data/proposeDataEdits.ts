import { BlockKind } from '../../../usage/blockKind';
import { segment } from '../../segment';
import type { Edit } from '../edit';
import { asksAboutForm, foldingAllowedBy } from './askedOf';
import { foldLog, looksLikeLog } from './foldLog';
import { jsonToCsv } from './jsonToCsv';
import { minifyJson } from './minifyJson';
import { minifyXml } from './minifyXml';
import { tableToCsv } from './tableToCsv';

/** Data and logs have about so many characters to a token; whoever counts exactly may still reject an edit. */
const CHARS_PER_TOKEN = 3.5;
const MIN_DATA_TOKENS = 500;
const MIN_LOG_TOKENS = 1000;
/** A folded log is offered if it is at most this share of the whole; some logs hardly fold. */
const FOLD_WORTH = 0.6;
/** The same for a table as CSV and for minified data. */
const CONVERT_WORTH = 0.8;
const MINIFY_WORTH = 0.95;

/** A fence's opening line is no longer. */
const FENCE_WIDTH = 200;

export interface DataEditOptions {
  /** What the user says about the blocks; by default everything typed in `text`. Give it when there are many blocks. */
  prompt?: string;
}

/**
 * What can be done about a pasted block, `text.slice(start, end)` (a fence's content, without the fence): fold a log,
 * minify JSON or XML, write uniform rows or a table as CSV. `[]` when nothing fits, is worth it, or when the prompt is
 * about the very thing that would go. Rows of JSON have two proposals for the same range, the safe one first: to minify
 * or to convert. Apply at most one.
 */
export function proposeDataEdits(text: string, start: number, end: number, options: DataEditOptions = {}): Edit[] {
  const whole = text.slice(start, end);
  const from = start + /^(?:[ \t]*\r?\n)*/.exec(whole)![0].length;
  const block = whole.slice(from - start).trimEnd();
  if (block.length < MIN_DATA_TOKENS * CHARS_PER_TOKEN) return [];
  const prompt = options.prompt ?? typedAround(text, start, end);

  if (looksLikeLog(block)) {
    const allowed = foldingAllowedBy(prompt);
    if (allowed === 'none' || block.length < MIN_LOG_TOKENS * CHARS_PER_TOKEN) return [];
    const folded = foldLog(block, { keepTimestamps: allowed === 'keep-timestamps' });
    return folded.length <= block.length * FOLD_WORTH
      ? [{ class: 'log-fold', tier: 'ask', start: from, end: from + block.length, replacement: folded }]
      : [];
  }
  if (asksAboutForm(prompt)) return [];

  const data = block.trimStart();
  const indent = block.slice(0, block.length - data.length);
  const at = { start: from + indent.length, end: from + block.length };
  const feed = `${data.includes('\r\n') ? '\r\n' : '\n'}${indent}`;
  const edits: Edit[] = [];
  const minified = minify(data);
  if (minified !== undefined && minified.length <= data.length * MINIFY_WORTH) {
    edits.push({ class: 'data-minify', tier: 'safe', ...at, replacement: minified });
  }
  const csv = data.startsWith('[') ? jsonToCsv(data) : tableToCsv(data);
  const worth = (minified ?? data).length * CONVERT_WORTH;
  // A row that begins like a fence would end the one it is in.
  if (csv !== undefined && csv.length <= worth && !/^[ \t]*(?:```|~~~)/m.test(csv)) {
    edits.push({ class: 'data-convert', tier: 'ask', ...withFence(text, start, at, csv.replaceAll('\n', feed), feed) });
  }
  return edits;
}

/** A fence's language is named anew. Rows without a fence get one: they look like prose to whoever reads them next. */
function withFence(
  text: string,
  start: number,
  at: { start: number; end: number },
  csv: string,
  feed: string,
): { start: number; end: number; replacement: string } {
  const before = text.slice(Math.max(0, start - FENCE_WIDTH), start);
  const fence = /(?:^|\n)[^\n`~]*(?:`{3,}|~{3,})[ \t]*(json[c5]?\b)?[^\n]*\n$/i.exec(before);
  if (!fence) return { ...at, replacement: `\`\`\`csv${feed}${csv}${feed}\`\`\`` };
  const language = fence[1];
  if (language === undefined) return { ...at, replacement: csv };
  const from = start - fence[0].length + fence[0].indexOf(language);
  return { start: from, end: at.end, replacement: `csv${text.slice(from + language.length, at.start)}${csv}` };
}

function minify(data: string): string | undefined {
  if (data.startsWith('{') || data.startsWith('[')) return minifyJson(data);
  return data.startsWith('<') ? minifyXml(data) : undefined;
}

function typedAround(text: string, start: number, end: number): string {
  const typed: string[] = [];
  for (const span of segment(text)) {
    if (span.kind !== BlockKind.Typed) continue;
    typed.push(text.slice(span.start, Math.min(span.end, start)), text.slice(Math.max(span.start, end), span.end));
  }
  return typed.join('\n');
}

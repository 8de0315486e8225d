import { isKept } from '../keepList';
import type { Draft, LintContext, LintRule } from '../lintRule';
import { loadedTogether } from '../loadedTogether';
import { nearDuplicates } from '../nearDuplicates';
import type { CodeBlock, InstructionFile, Statement } from '../parseInstructionFile';
import { removal } from '../removal';

/** Shorter sentences are alike by chance. */
const FEWEST_WORDS = 8;
/** Of a paragraph: what stands in no list says all it says by itself. */
const LONG_PARAGRAPH = 15;
/** Lists about several things share items. So many in a row are a copy. */
const FEWEST_IN_A_ROW = 6;
/** Of two files, to be told of together. */
const FEWEST_IN_A_COPY = 5;
const SIMILARITY = 0.85;
const FEWEST_CODE_LINES = 3;

export const duplicate: LintRule = {
  id: 'duplicate',
  severity: 'information',
  *check({ files, context }) {
    // What stays comes first: what is always loaded, then by name.
    const loaded = files.filter(({ load }) => load !== 'invoke');
    const ordered = loaded.sort((a, b) => Number(b.load === 'always') - Number(a.load === 'always'));
    yield* asCopies([...sameStatements(ordered), ...sameCode(ordered)], context);
  },
};

/** Where so much of a file stands in another one, that is said once. */
function* asCopies(drafts: readonly Draft[], context: LintContext): Iterable<Draft> {
  const pairs = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const pair = draft.file.path === draft.related?.file ? '' : `${draft.file.path}\n${draft.related?.file}`;
    const known = pairs.get(pair);
    if (known) known.push(draft);
    else pairs.set(pair, [draft]);
  }
  for (const [pair, found] of pairs) {
    const [first] = found;
    if (pair === '' || found.length < FEWEST_IN_A_COPY || !first?.related) {
      yield* found;
      continue;
    }
    const edits = found.flatMap(({ fix }) => fix?.edits ?? []);
    const texts = found.map(({ file, range }) => file.text.slice(range.start, range.end));
    yield {
      ...first,
      wording: 'duplicate.copy',
      params: [found.length, first.related.file],
      tokens: texts.reduce((sum, text) => sum + context.countTokens(text), 0),
      fix: edits.length === found.length ? { label: 'fix.remove', edits } : undefined,
    };
  }
}

function* sameStatements(files: readonly InstructionFile[]): Iterable<Draft> {
  const all = files.flatMap((file) =>
    file.statements
      .filter((statement) => new Set(statement.words).size >= FEWEST_WORDS && !isKept(file, statement))
      .map((statement) => ({ file, statement })),
  );
  const accept = (earlier: number, later: number): boolean =>
    loadedTogether(all[earlier]!.file, all[later]!.file) &&
    saysTheSame(all[earlier]!.statement, all[later]!.statement) &&
    meansTheSame(all[earlier]!, all[later]!);
  const words = all.map(({ statement }) => statement.words);
  for (const [earlier, later] of nearDuplicates(words, SIMILARITY, accept)) {
    const [one, other] = [all[earlier]!, all[later]!];
    yield draft(other.file, other.statement, one.file, one.statement, 'duplicate');
  }
}

interface Placed {
  file: InstructionFile;
  statement: Statement;
}

/** The same words under another heading may be about another thing: within one file, more has to be the same. */
function meansTheSame(a: Placed, b: Placed): boolean {
  if (a.file !== b.file) return true;
  const [one, other] = [a.statement, b.statement];
  if (one.heading === other.heading && one.lead === other.lead)
    return isItem(one) === isItem(other) && (isItem(one) || isLong(one));
  return (!isItem(other) && isLong(other)) || commonRun(a.file.statements, one, other) >= FEWEST_IN_A_ROW;
}

function isItem({ start, removal: away }: Statement): boolean {
  return away === undefined || away.start !== start;
}

function isLong({ words }: Statement): boolean {
  return words.length >= LONG_PARAGRAPH;
}

/** How many statements around these two are word by word the same. */
function commonRun(statements: readonly Statement[], a: Statement, b: Statement): number {
  const [i, j] = [statements.indexOf(a), statements.indexOf(b)];
  const same = (by: number): boolean => {
    const [one, other] = [statements[i + by], statements[j + by]];
    return one !== undefined && other !== undefined && one.plain === other.plain && Math.abs(i - j) > Math.abs(by);
  };
  let run = 1;
  for (let by = 1; same(by) && run < FEWEST_IN_A_ROW; by++) run++;
  for (let by = -1; same(by) && run < FEWEST_IN_A_ROW; by--) run++;
  return run;
}

function* sameCode(files: readonly InstructionFile[]): Iterable<Draft> {
  const seen = new Map<string, { file: InstructionFile; block: CodeBlock }[]>();
  for (const file of files) {
    for (const block of file.codeBlocks) {
      const code = block.value.trim();
      if (code.split('\n').length < FEWEST_CODE_LINES) continue;
      const before = seen.get(code) ?? [];
      const twin = before.find((other) => loadedTogether(other.file, file));
      if (twin) yield draft(file, { ...block, removal: block }, twin.file, twin.block, 'duplicate.code');
      // One of each file is enough to compare with.
      if (twin?.file !== file) seen.set(code, [...before, { file, block }]);
    }
  }
}

/** What differs must not be what matters: names, and words such as 'GET' and 'POST', are all the difference there is. */
function saysTheSame(a: Statement, b: Statement): boolean {
  const [one, other] = [new Set(a.words), new Set(b.words)];
  const different = [...a.words.filter((word) => !other.has(word)), ...b.words.filter((word) => !one.has(word))];
  return different.every((word) => SMALL_WORDS.has(word));
}

const SMALL_WORDS = new Set(
  'a an the this that these those is are be and or of to in on for with as at by it its your you we our should must will please also always all any when where if so then make sure ensure use using used'.split(
    ' ',
  ),
);

function draft(
  file: InstructionFile,
  { start, end, removal: away }: { start: number; end: number; removal?: { start: number; end: number } | undefined },
  otherFile: InstructionFile,
  other: { start: number },
  wording: 'duplicate' | 'duplicate.code',
): Draft {
  const { line } = otherFile.lines.positionAt(other.start);
  const edit = away && removal(file, away);
  return {
    file,
    range: { start, end },
    wording,
    params: [otherFile.path, line],
    savingTokens: 'all',
    related: { file: otherFile.path, line },
    ...(edit && { fix: { label: 'fix.remove', edits: [edit] } }),
  };
}

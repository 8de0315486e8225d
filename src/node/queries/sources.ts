import type { ProblemCode } from '../../core/sources/source';
import { sources as allSources } from '../../core/sources/index';
import type { SourceProblem, SourcesView, SourceView } from '../../protocol/views';
import { pricesOld } from './notes';
import type { QueryContext } from '../queryContext';
import { rowOf, rowsOf } from '../ledger/rows';

const MOST_PLACES = 20;

/** Per assistant: where was looked, what was found, what was passed over and why. */
export function sources(context: QueryContext): SourcesView {
  const { db, config, run, priceBook } = context;
  const pragma = (name: string): number => Number(rowOf(db, `PRAGMA ${name}`)?.[0] ?? 0);
  return {
    sources: allSources.map((source): SourceView => {
      const [files, bytes] = rowOf(
        db,
        'SELECT count(*), coalesce(sum(size), 0) FROM file WHERE source = ? AND gone = 0',
        source.id,
      )!;
      const [records, sessions, firstAt, lastAt] = rowOf(
        db,
        `SELECT coalesce(sum(requests), 0), count(*), min(first_at), max(last_at)
         FROM session WHERE source = ? AND requests > 0`,
        source.id,
      )!;
      return {
        source: source.id,
        name: source.name,
        enabled: !config.disabledSources.includes(source.id),
        capabilities: [...source.capabilities],
        roots: run.roots
          .filter((root) => root.source === source.id)
          .map(({ path, label, depth, state, files: count }) => ({ path, label, depth, state, files: count })),
        files: Number(files),
        bytes: Number(bytes),
        records: Number(records),
        sessions: Number(sessions),
        firstAt: typeof firstAt === 'number' ? firstAt : undefined,
        lastAt: typeof lastAt === 'number' ? lastAt : undefined,
        problems: problemsOf(context, source.id),
      };
    }),
    machine: config.machine,
    ledger: {
      file: config.ledgerFile,
      bytes: pragma('page_count') * pragma('page_size'),
      records: Number(rowOf(db, 'SELECT coalesce(sum(requests), 0) FROM session')?.[0]),
      schema: pragma('user_version'),
    },
    pricesAsOf: priceBook.asOf,
    notes: [...run.notes, ...pricesOld(context)],
  };
}

/** Of the logs that are there, by kind, most frequent first; the example is from the file that has most of them. */
function problemsOf(context: QueryContext, source: string): SourceProblem[] {
  const { db } = context;
  const problems = new Map<string, SourceProblem>();
  for (const [code, count, path, offset, detail] of rowsOf(
    db,
    `SELECT code, count, path, offset, detail FROM problem JOIN file ON file.id = file_id
     WHERE source = ? AND NOT gone ORDER BY count DESC`,
    source,
  )) {
    const known = problems.get(String(code));
    if (known) known.count += Number(count);
    else
      problems.set(String(code), {
        code: code as ProblemCode,
        count: Number(count),
        example: { file: String(path), offset: Number(offset) },
        detail: String(detail),
      });
  }
  return [...problems.values(), ...unreadablePlaces(context, source)].sort((a, b) => b.count - a.count);
}

/** Each by itself: it is the user who can open them. A root says so itself, and a log that was read is in the ledger. */
function unreadablePlaces({ db, run }: QueryContext, source: string): SourceProblem[] {
  const roots = run.roots.filter((root) => root.source === source).map(({ path }) => path);
  const known = `SELECT 1 FROM problem JOIN file ON file.id = file_id
    WHERE path = ? AND code IN ('unreadable', 'locked')`;
  const isKnown = (path: string): boolean => rowOf(db, known, path) !== undefined;
  return run.unreadable
    .filter(({ path }) => roots.some((root) => path.startsWith(`${root}/`)) && !roots.includes(path) && !isKnown(path))
    .slice(0, MOST_PLACES)
    .map(({ path, reason }) => ({ code: 'unreadable', count: 1, example: { file: path, offset: 0 }, detail: reason }));
}

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

export type Value = number | string | Uint8Array | null;

/** Of a connection, the queries that it was asked before, by their text: preparing one takes longer than many answers. */
const prepared = new WeakMap<DatabaseSync, Map<string, RowReader>>();
const MOST_PREPARED = 100;

type RowReader = (...values: SQLInputValue[]) => Value[][];

/**
 * All rows of a query as arrays, in the order of its columns: a third of the time that rows as objects take.
 * Columns need names of their own where `setReturnArrays` (Node 22.16) is missing.
 */
export function rowsOf(db: DatabaseSync, sql: string, ...values: SQLInputValue[]): Value[][] {
  return rowReader(db, sql)(...values);
}

/** The same for a query that is asked many times. */
export function rowReader(db: DatabaseSync, sql: string): RowReader {
  let readers = prepared.get(db);
  if (!readers) prepared.set(db, (readers = new Map<string, RowReader>()));
  let reader = readers.get(sql);
  if (!reader) {
    if (readers.size >= MOST_PREPARED) readers.clear();
    readers.set(sql, (reader = prepare(db, sql)));
  }
  return reader;
}

function prepare(db: DatabaseSync, sql: string): RowReader {
  const statement = db.prepare(sql);
  if (typeof statement.setReturnArrays === 'function') {
    statement.setReturnArrays(true);
    return (...values) => statement.all(...values) as unknown as Value[][];
  }
  return (...values) => statement.all(...values).map((row) => Object.values(row) as Value[]);
}

/** A query's only row as an array; undefined where there is none. */
export function rowOf(db: DatabaseSync, sql: string, ...values: SQLInputValue[]): Value[] | undefined {
  return rowsOf(db, sql, ...values)[0];
}

/** Looks up texts of the ledger's `name` table, each once. */
export function nameReader(db: DatabaseSync): (id: Value | undefined) => string {
  const statement = db.prepare('SELECT text FROM name WHERE id = ?');
  const known: (string | undefined)[] = [];
  return (id) => {
    const key = Number(id);
    return (known[key] ??= String(statement.get(key)?.['text'] ?? ''));
  };
}

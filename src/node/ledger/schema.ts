import type { DatabaseSync } from 'node:sqlite';
import { TOTAL_KEYS } from '../../core/usage/totals';

/** Column of a Totals key: 'costNano' → 'cost_nano'. */
export function totalColumn(key: string): string {
  return key.replace(/[A-Z]|\d+(?=h)/g, (c) => `_${c.toLowerCase()}`);
}

const TOTALS = TOTAL_KEYS.map((key) => `${totalColumn(key)} INTEGER NOT NULL DEFAULT 0`).join(',\n  ');

/** Seconds of a roll-up's bucket: every time zone's days begin at a quarter of an hour, UTC. */
export const BUCKET_MS = 15 * 60_000;

const tableOfSessions = (name: string): string => `
CREATE TABLE ${name} (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  workspace_id INTEGER NOT NULL DEFAULT 0, -- 0: not known yet
  first_at INTEGER NOT NULL DEFAULT 9007199254740991, -- of its calls; a session may have none yet
  last_at INTEGER NOT NULL DEFAULT 0,
  store_rank INTEGER NOT NULL DEFAULT 0, -- only calls of this rank are counted
  peak_context_tokens INTEGER NOT NULL DEFAULT 0,
  ${TOTALS},
  UNIQUE (source, conversation_id)
);`;

const TABLE_OF_ROLLUPS = `
CREATE TABLE rollup (
  bucket INTEGER NOT NULL,        -- quarter of an hour since the epoch
  source TEXT NOT NULL,
  model_id INTEGER NOT NULL,
  provider_id INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  ${TOTALS},
  PRIMARY KEY (bucket, source, model_id, provider_id, workspace_id)
) WITHOUT ROWID;`;

/**
 * Step n brings a ledger from version n to n + 1. Never change a step that was released, append one: these four are
 * what the first release has. (A column of calls is appended without a step, in callChunk.ts; but what an older
 * Tokenmin must not write, as it would a chunk without that column, needs a version, and be it an empty step.)
 *
 * The calls in `call_chunk` are the truth; `session` totals and `rollup` are sums over those that count, kept in the
 * same transaction. Money is nano-dollars; times are epoch milliseconds UTC; `*_id` of text point into `name`.
 */
const MIGRATIONS = [
  `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  root TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_at REAL NOT NULL,
  read_to INTEGER NOT NULL,       -- bytes that are in the ledger: whole lines only
  head_length INTEGER NOT NULL,   -- the first bytes' hash tells a rewritten file from a grown one …
  head_hash INTEGER NOT NULL,
  tail_hash INTEGER NOT NULL,     -- … and so does that of the last bytes before read_to
  state TEXT,                     -- what the parser needs to go on, JSON
  gone INTEGER NOT NULL DEFAULT 0 -- deleted by its owner; what it held stays counted
);

CREATE TABLE problem (
  file_id INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  code TEXT NOT NULL,
  count INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (file_id, code)
) WITHOUT ROWID;

${tableOfSessions('session')}

-- User prompts, one row each however many copies of the conversation there are.
CREATE TABLE turn (
  session_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  PRIMARY KEY (session_id, at, hash)
) WITHOUT ROWID;

-- The text side, as packed rows (see blockRows.ts): hundreds of thousands, always read a session at a time.
CREATE TABLE block_chunk (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  texts TEXT NOT NULL,
  data BLOB NOT NULL
);

${TABLE_OF_ROLLUPS}

CREATE TABLE lease (id INTEGER PRIMARY KEY CHECK (id = 1), owner TEXT NOT NULL, until INTEGER NOT NULL);
`,
  `
-- What the user said to advice. workspace '': everywhere.
CREATE TABLE snoozed (
  rule_id TEXT NOT NULL, workspace TEXT NOT NULL, until INTEGER NOT NULL,
  PRIMARY KEY (rule_id, workspace)
) WITHOUT ROWID;
CREATE TABLE dismissed (
  rule_id TEXT NOT NULL, workspace TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL, low_nano INTEGER NOT NULL,
  PRIMARY KEY (rule_id, workspace)
) WITHOUT ROWID;

-- Advice that was followed, with what was measured before: JSON of units, frozen.
CREATE TABLE followed (
  id INTEGER PRIMARY KEY, rule_id TEXT NOT NULL, workspace TEXT NOT NULL, at INTEGER NOT NULL, undone_at INTEGER,
  expected REAL NOT NULL, monthly_nano INTEGER NOT NULL, baseline TEXT NOT NULL
);

CREATE TABLE session_tag (
  source TEXT NOT NULL, conversation_id TEXT NOT NULL, tag TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (source, conversation_id)
) WITHOUT ROWID;
`,
  `
-- Ledgers from before the first release kept calls as rows: they are read anew.
DROP TABLE IF EXISTS request;
DROP TABLE IF EXISTS alias;
DELETE FROM file; DELETE FROM session; DELETE FROM turn; DELETE FROM block_chunk; DELETE FROM rollup;

-- Calls as packed rows, some hundred of one session together: see callChunk.ts.
CREATE TABLE call_chunk (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  keys BLOB NOT NULL,   -- hashes of the calls' keys, 32 bits each
  texts TEXT NOT NULL,
  data BLOB NOT NULL
);
CREATE INDEX call_chunk_by_session ON call_chunk (session_id);

-- Other names of a call: what forks of a conversation call it. call_id NULL: known, and never to be counted.
CREATE TABLE alias (dedup_key TEXT PRIMARY KEY, call_id INTEGER) WITHOUT ROWID;
CREATE INDEX alias_by_call ON alias (call_id);
`,
  `
-- Sums have columns that they had not: all are computed anew from the calls, as after a change of prices.
${tableOfSessions('new_session')}
INSERT INTO new_session (id, source, conversation_id, workspace_id, first_at, last_at, store_rank, peak_context_tokens)
SELECT id, source, conversation_id, workspace_id, first_at, last_at, store_rank, peak_context_tokens FROM session;
DROP TABLE session;
ALTER TABLE new_session RENAME TO session;
DROP TABLE rollup;
${TABLE_OF_ROLLUPS}
UPDATE meta SET value = '' WHERE key = 'prices';
`,
];

/** Made once the first reading is in: building an index over sorted rows costs a third of keeping it up row by row. */
const INDEXES = `
CREATE INDEX IF NOT EXISTS chunk_by_session ON block_chunk (session_id);
CREATE INDEX IF NOT EXISTS chunk_by_file ON block_chunk (file_id);
`;

const SCHEMA_VERSION = MIGRATIONS.length;

/** Thrown for a ledger that a newer Tokenmin wrote: it is left as it is. */
export class NewerLedgerError extends Error {}

export function migrate(db: DatabaseSync): void {
  if (versionOf(db) === SCHEMA_VERSION) return;
  db.exec('BEGIN IMMEDIATE');
  // Another window may have done it in the meantime.
  for (let v = versionOf(db); v < SCHEMA_VERSION; v++) db.exec(`${MIGRATIONS[v]} PRAGMA user_version = ${v + 1}`);
  db.exec('COMMIT');
}

/** Throws NewerLedgerError; a new file's version is 0. */
export function versionOf(db: DatabaseSync): number {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version < 0) throw new Error(`The ledger is corrupt: it has version ${version}.`);
  if (version > SCHEMA_VERSION)
    throw new NewerLedgerError(`ledger version ${version}, this Tokenmin knows ${SCHEMA_VERSION}`);
  return version;
}

export function createIndexes(db: DatabaseSync): void {
  db.exec(`BEGIN IMMEDIATE; ${INDEXES} COMMIT`);
}

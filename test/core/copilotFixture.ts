import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copilotChat } from '../../src/core/sources/copilotChat';
import type { Environment, LogFormat, LogRoot } from '../../src/core/sources/source';
import type { TextBlock } from '../../src/core/usage/textBlock';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { mergeCalls } from '../../src/core/usage/dedupe';

export const CASES = resolve('test/fixtures/copilot-chat');
export const READ_AT = Date.UTC(2026, 7, 15);

export interface Reading {
  records: UsageRecord[];
  blocks: TextBlock[];
  problems: Record<string, number>;
}

/** Reads one file's bytes as node/ would: `lines` line by line, the others as a whole. */
export function readBytes(path: string, bytes: Uint8Array, root: LogRoot, companion?: Uint8Array): Reading {
  const relative = path === root.path ? '' : path.slice(root.path.length + 1);
  const format = copilotChat.classify(relative, root);
  const reading: Reading = { records: [], blocks: [], problems: {} };
  if (!format) return reading;
  const parser = open(path, format, root, companion, reading);
  if (format.as === 'whole') parser.whole!(bytes);
  else if (format.as === 'database') rowsOf(bytes, format.query).forEach((row) => parser.row!(row));
  else {
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(10, start);
      if (end < 0) break;
      parser.line!(bytes, start, end, start);
      start = end + 1;
    }
  }
  parser.end?.();
  return reading;
}

function open(path: string, format: LogFormat, root: LogRoot, companion: Uint8Array | undefined, reading: Reading) {
  const file = { path, root, format, companion, modifiedAt: Date.UTC(2026, 6, 31), readAt: READ_AT };
  return copilotChat.open(
    file,
    {
      record: (record) => reading.records.push(record),
      block: (block) => reading.blocks.push(block),
      problem: (code) => (reading.problems[code] = (reading.problems[code] ?? 0) + 1),
    },
    undefined,
  );
}

/** Databases are kept as the SQL that makes them. */
function rowsOf(sql: Uint8Array, query: string): Record<string, unknown>[] {
  const database = new DatabaseSync(':memory:');
  database.exec(new TextDecoder().decode(sql));
  return database.prepare(query).all() as Record<string, unknown>[];
}

/** Everything below a case's home, before copies are merged. */
export function readCase(name: string): Reading {
  const folder = join(CASES, name);
  const home = join(folder, 'home');
  const overrides = join(folder, 'environment.json');
  const environment: Environment = {
    home,
    platform: 'linux',
    env: {},
    userDataFolders: [],
    extraFolders: {},
    temporaryFolder: join(home, 'tmp'),
    ...(existsSync(overrides) ? JSON.parse(readFileSync(overrides, 'utf8').replaceAll('$HOME', home)) : {}),
  };
  const all: Reading = { records: [], blocks: [], problems: {} };
  for (const root of copilotChat.roots(environment)) {
    for (const path of filesBelow(root)) {
      const relative = path === root.path ? '' : path.slice(root.path.length + 1);
      const beside = copilotChat.companion?.(relative, root);
      const companion = beside === undefined ? undefined : join(root.path, beside);
      const bytes = readFileSync(existsSync(path) ? path : `${path}.sql`);
      const one = readBytes(
        path,
        bytes,
        root,
        companion && existsSync(companion) ? readFileSync(companion) : undefined,
      );
      all.records.push(...one.records);
      all.blocks.push(...one.blocks);
      for (const [code, n] of Object.entries(one.problems)) all.problems[code] = (all.problems[code] ?? 0) + n;
    }
  }
  return all;
}

function filesBelow(root: LogRoot, folder = root.path, depth = root.depth): string[] {
  if (!existsSync(folder)) return [];
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path.replace(/\.db\.sql$/, '.db')];
    const enters = depth > 0 && copilotChat.enters!(path.slice(root.path.length + 1), root);
    return enters ? filesBelow(root, path, depth - 1) : [];
  });
}

/** As the ledger counts: copies once, and per conversation only the highest store. */
export function counted(records: readonly UsageRecord[]): UsageRecord[] {
  const best = new Map<string, number>();
  for (const { conversationId, storeRank } of records) {
    best.set(conversationId, Math.max(storeRank, best.get(conversationId) ?? 0));
  }
  return mergeCalls(records.filter((r) => r.storeRank === best.get(r.conversationId)));
}

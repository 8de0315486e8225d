import fs from 'node:fs';
import { sourceById } from '../../core/sources/index';
import type { LogFormat } from '../../core/sources/source';
import { isSameCall } from '../../core/usage/dedupe';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { CallLine } from '../../protocol/views';
import type { ReadTask } from '../ingest/reading';
import { loadScan } from '../loadScan';
import { openRegularFile } from '../openRegularFile';
import { fileHolds } from './fileHolds';
import type { QueryContext } from '../queryContext';
import type { FoundRequest } from './requestRows';
import { rowsOf } from '../ledger/rows';

const MOST_LINES = 50;
const MOST_MS = 2_000;

/**
 * The lines that speak of a call: looked for in the logs as they are now, for the ledger keeps one place per call. Its
 * own file comes first, then its project's, then those of the source that were written since; the search ends after
 * 50 lines or two seconds.
 */
export function callLines(context: QueryContext, call: FoundRequest): { lines: CallLine[]; logMissing: boolean } {
  const { record } = call;
  const aliases = rowsOf(context.db, 'SELECT dedup_key FROM alias WHERE call_id = ?', call.id);
  const keys = new Set([record.dedupKey, ...aliases.map(([key]) => String(key))]);
  const lines = new Map<string, CallLine>();
  const own = placeOf(record);
  const note = (row: UsageRecord): void => {
    if (!keys.has(row.dedupKey) && !keys.has(row.originalKey ?? '')) return;
    if (row.dedupKey === record.dedupKey && !isSameCall(row, record)) return;
    const place = placeOf(row);
    if (lines.has(place) || (lines.size >= MOST_LINES && place !== own)) return;
    lines.set(place, {
      at: row.at,
      role: roleOf(row, call),
      inputTokens: row.inputTokens,
      outputTokens: row.outputTokens,
      timestamp: row.timestamp,
    });
  };
  const until = performance.now() + MOST_MS;
  const token = tokenOf(record);
  for (const task of candidates(context, record, token)) {
    if (lines.size >= MOST_LINES || performance.now() > until) break;
    readInto(context.scripts, task, task.path === record.at.file ? '' : token, note);
  }
  const first = lines.get(own) ?? movedLine(lines.values(), call);
  const others = [...lines.values()].filter((line) => line !== first);
  return { lines: first ? [first, ...others] : others, logMissing: !first };
}

/** Of a log that was written anew, as when it was made smaller, the line stands elsewhere. */
function movedLine(lines: Iterable<CallLine>, { record, counted }: FoundRequest): CallLine | undefined {
  for (const line of lines) {
    const isAlike = line.inputTokens === record.inputTokens && line.outputTokens === record.outputTokens;
    if (line.role !== 'repeated' || !isAlike) continue;
    line.role = counted ? 'counted' : 'copied';
    return line;
  }
  return undefined;
}

function placeOf({ at }: UsageRecord): string {
  return `${at.offset} ${at.file}`;
}

function roleOf(row: UsageRecord, { record, counted }: FoundRequest): CallLine['role'] {
  // Of a session that another store of the assistant tells better, this one's lines are copies.
  if (placeOf(row) === placeOf(record)) return counted ? 'counted' : 'copied';
  if (row.replayed && !record.replayed) return 'replayed';
  return row.at.file === record.at.file ? 'repeated' : 'copied';
}

/** A text that every log holds which speaks of the call; '' where there is none. */
function tokenOf({ source, dedupKey, responseId, conversationId }: UsageRecord): string {
  if (source !== 'claude-code') return conversationId;
  // Copies in resumed sessions keep the message id, not the session's.
  return responseId || (/^claude-code:uuid:(.+)$/.exec(dedupKey)?.[1] ?? '');
}

function readInto(scripts: string, task: ReadTask, token: string, note: (row: UsageRecord) => void): void {
  let fd: number | undefined;
  try {
    fd = openRegularFile(task.path);
    if (task.format.as !== 'zstd-lines' && task.format.as !== 'database' && !fileHolds(fd, token)) return;
    const sink = { record: note, repeated: note, block: () => undefined, problem: () => undefined };
    loadScan(scripts).parseLog(task, fd, sink);
  } catch {
    // Gone or unreadable since it was found: what it held stays counted.
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

/** Files in which the call may stand, likeliest first. */
function candidates({ db, run, now }: QueryContext, call: UsageRecord, token: string): ReadTask[] {
  const { source, at, timestamp } = call;
  const reader = sourceById(source);
  const tasks: (ReadTask & { distance: number })[] = [];
  const sql = 'SELECT path, root, size, modified_at FROM file WHERE source = ? AND gone = 0';
  for (const [path, folder, size, modifiedAt] of rowsOf(db, sql, source)) {
    const file = String(path);
    const isOwn = file === at.file;
    if (!isOwn && (Number(modifiedAt) < timestamp || token === '')) continue;
    const label = run.roots.find((r) => r.source === source && r.path === folder)?.label ?? '';
    const root = { path: String(folder), label, depth: 0 };
    const relative = file.slice(root.path.length + 1);
    const format: LogFormat | undefined = reader.classify(relative, root);
    if (!format) continue;
    const beside = reader.companion?.(relative, root);
    tasks.push({
      source,
      path: file,
      root,
      format,
      companion: beside === undefined ? undefined : `${root.path}/${beside}`,
      size: Number(size),
      modifiedAt: Number(modifiedAt),
      readAt: now,
      from: 0,
      state: undefined,
      distance: isOwn ? 0 : projectOf(relative) === projectOf(at.file.slice(root.path.length + 1)) ? 1 : 2,
    });
  }
  return tasks.sort((a, b) => a.distance - b.distance);
}

/** The first folder below the root: a project's, with all of its sessions and their sub-agents. */
function projectOf(relative: string): string {
  return relative.split('/', 1)[0]!;
}

import fs from 'node:fs';
import path from 'node:path';
import type { Environment, LogFormat, LogRoot, Source } from '../../core/sources/source';

/** A log that is there now. */
export interface FoundFile {
  path: string;
  root: LogRoot;
  relativePath: string;
  format: LogFormat;
  /** Of a database: its write-ahead log included, where new rows appear first. */
  size: number;
  modifiedAt: number;
}

export interface FoundRoot {
  root: LogRoot;
  state: 'found' | 'missing' | 'unreadable';
  files: number;
}

export interface FoundLogs {
  roots: FoundRoot[];
  files: FoundFile[];
  /** Files and folders that could not be looked at, with the system's reason. */
  unreadable: { path: string; reason: string }[];
}

/** Looks where a source says its logs are. Follows links to folders once each, so loops end. */
export function findLogs(source: Source, environment: Environment): FoundLogs {
  const logs: FoundLogs = { roots: [], files: [], unreadable: [] };
  const seen = new Set<string>();
  for (const root of source.roots(environment)) {
    const found: FoundRoot = { root, state: 'found', files: 0 };
    logs.roots.push(found);
    const before = logs.files.length;
    const stat = statOf(root.path);
    if (!(stat instanceof fs.Stats)) {
      found.state = stat === 'ENOENT' || stat === 'ENOTDIR' ? 'missing' : 'unreadable';
      if (found.state === 'unreadable') logs.unreadable.push({ path: root.path, reason: stat });
      continue;
    }
    if (stat.isFile()) addFile(source, root, root.path, path.basename(root.path), stat, seen, logs);
    else if (!walk(source, root, root.path, '', root.depth, seen, logs)) found.state = 'unreadable';
    found.files = logs.files.length - before;
  }
  return logs;
}

/** The logs among files that somebody saw change. Their roots are not looked at. */
export function findNamed(source: Source, environment: Environment, paths: readonly string[]): FoundLogs {
  const logs: FoundLogs = { roots: [], files: [], unreadable: [] };
  const seen = new Set<string>();
  const roots = source.roots(environment);
  for (const changed of paths) {
    // A database tells of new rows through the file beside it.
    const path = changed.replace(/-(wal|shm|journal)$/, '');
    const root = roots.find((r) => path === r.path || path.startsWith(`${r.path}/`));
    const stat = root && statOf(path);
    if (!root || !(stat instanceof fs.Stats)) continue;
    const relative = path === root.path ? path.slice(path.lastIndexOf('/') + 1) : path.slice(root.path.length + 1);
    if (!isEntered(source, root, relative)) continue;
    addFile(source, root, path, relative, stat, seen, logs);
  }
  return logs;
}

/** Would `walk` come to this file? */
function isEntered(source: Source, root: LogRoot, relative: string): boolean {
  const folders = relative.split('/').slice(0, -1);
  if (folders.length > root.depth) return false;
  return folders.every((_, i) => source.enters?.(folders.slice(0, i + 1).join('/'), root) ?? true);
}

/** False: the folder could not be read. */
function walk(
  source: Source,
  root: LogRoot,
  folder: string,
  relative: string,
  depth: number,
  seen: Set<string>,
  logs: FoundLogs,
): boolean {
  let entries: fs.Dirent[];
  try {
    const real = fs.realpathSync.native(folder);
    // Overlapping roots and links that lead back up would list the same folder again.
    if (seen.has(real)) return true;
    seen.add(real);
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    logs.unreadable.push({ path: folder, reason: codeOf(error) });
    return false;
  }
  for (const entry of entries) {
    const full = `${folder}/${entry.name}`;
    const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
    let isFolder = entry.isDirectory();
    let stat: fs.Stats | string | undefined;
    if (entry.isSymbolicLink()) {
      stat = statOf(full);
      isFolder = stat instanceof fs.Stats && stat.isDirectory();
    }
    if (isFolder) {
      if (depth > 0 && (source.enters?.(name, root) ?? true)) walk(source, root, full, name, depth - 1, seen, logs);
    } else if (source.classify(name, root)) {
      stat ??= statOf(full);
      if (stat instanceof fs.Stats) addFile(source, root, full, name, stat, seen, logs);
      else if (stat !== 'ENOENT') logs.unreadable.push({ path: full, reason: stat });
    }
  }
  return true;
}

function addFile(
  source: Source,
  root: LogRoot,
  full: string,
  relativePath: string,
  stat: fs.Stats,
  seen: Set<string>,
  logs: FoundLogs,
): void {
  const format = source.classify(relativePath, root);
  if (!format || !stat.isFile() || seen.has(full)) return;
  seen.add(full);
  let size = stat.size;
  let modifiedAt = stat.mtimeMs;
  if (format.as === 'database') {
    const wal = statOf(`${full}-wal`);
    if (wal instanceof fs.Stats) {
      size += wal.size;
      modifiedAt = Math.max(modifiedAt, wal.mtimeMs);
    }
  }
  logs.files.push({ path: full, root, relativePath, format, size, modifiedAt });
}

function statOf(file: string): fs.Stats | string {
  try {
    return fs.statSync(file);
  } catch (error) {
    return codeOf(error);
  }
}

/** The system's short reason: 'EACCES', 'ENOENT' … */
export function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : String(error);
}

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

/** What was found until now, and what was looked at for it. */
interface Search extends FoundLogs {
  seen: Set<string>;
  onFile: (file: FoundFile) => void;
}

/**
 * Looks where a source says its logs are. Follows links to folders once each, so loops end. `onFile` is told of each
 * file as soon as it is found.
 */
export function findLogs(
  source: Source,
  environment: Environment,
  onFile: (file: FoundFile) => void = () => undefined,
): FoundLogs {
  const logs: Search = { roots: [], files: [], unreadable: [], seen: new Set(), onFile };
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
    if (stat.isFile()) addFile(source, root, root.path, path.basename(root.path), stat, logs);
    else if (!walk(source, root, { path: root.path, relative: '', depth: root.depth }, logs))
      found.state = 'unreadable';
    found.files = logs.files.length - before;
  }
  return logs;
}

/** The logs among files that somebody saw change. Their roots are not looked at. */
export function findNamed(source: Source, environment: Environment, paths: readonly string[]): FoundLogs {
  const logs: Search = { roots: [], files: [], unreadable: [], seen: new Set(), onFile: () => undefined };
  const roots = source.roots(environment);
  for (const changed of paths) {
    // A database tells of new rows through the file beside it.
    const path = changed.replace(/-(wal|shm|journal)$/, '');
    const root = roots.find((r) => path === r.path || path.startsWith(`${r.path}/`));
    const stat = root && statOf(path);
    if (!root || !(stat instanceof fs.Stats)) continue;
    const relative = path === root.path ? path.slice(path.lastIndexOf('/') + 1) : path.slice(root.path.length + 1);
    if (!isEntered(source, root, relative)) continue;
    addFile(source, root, path, relative, stat, logs);
  }
  return logs;
}

/** Would `walk` come to this file? */
function isEntered(source: Source, root: LogRoot, relative: string): boolean {
  const folders = relative.split('/').slice(0, -1);
  if (folders.length > root.depth) return false;
  return folders.every((_, i) => source.enters?.(folders.slice(0, i + 1).join('/'), root) ?? true);
}

interface Folder {
  path: string;
  /** Below the root. */
  relative: string;
  /** How many folders further down may be looked into. */
  depth: number;
  /** Where it really is, if that is known: a folder in a folder is no link. */
  real?: string;
}

/** False: the folder could not be read. */
function walk(source: Source, root: LogRoot, folder: Folder, logs: Search): boolean {
  let entries: fs.Dirent[];
  let { real } = folder;
  try {
    real ??= fs.realpathSync.native(folder.path);
    // Overlapping roots and links that lead back up would list the same folder again.
    if (logs.seen.has(real)) return true;
    logs.seen.add(real);
    entries = fs.readdirSync(folder.path, { withFileTypes: true });
  } catch (error) {
    logs.unreadable.push({ path: folder.path, reason: codeOf(error) });
    return false;
  }
  // Not `path.join`, which would look through the whole path again for each folder.
  const inside = real.endsWith(path.sep) ? real : `${real}${path.sep}`;
  for (const entry of entries) {
    const full = `${folder.path}/${entry.name}`;
    const name = folder.relative === '' ? entry.name : `${folder.relative}/${entry.name}`;
    const isLink = entry.isSymbolicLink();
    let isFolder = entry.isDirectory();
    let stat: fs.Stats | string | undefined;
    if (isLink) {
      stat = statOf(full);
      isFolder = stat instanceof fs.Stats && stat.isDirectory();
    }
    if (isFolder) {
      if (folder.depth === 0 || source.enters?.(name, root) === false) continue;
      const below = { path: full, relative: name, depth: folder.depth - 1 };
      walk(source, root, isLink ? below : { ...below, real: `${inside}${entry.name}` }, logs);
    } else if (source.classify(name, root)) {
      stat ??= statOf(full);
      if (stat instanceof fs.Stats) addFile(source, root, full, name, stat, logs);
      // One that is gone by now, or a link that leads nowhere; but a name that is no UTF-8 cannot be asked for.
      else if (stat !== 'ENOENT' || entry.name.includes('\ufffd')) logs.unreadable.push({ path: full, reason: stat });
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
  logs: Search,
): void {
  const format = source.classify(relativePath, root);
  if (!format || !stat.isFile() || logs.seen.has(full)) return;
  logs.seen.add(full);
  let size = stat.size;
  let modifiedAt = stat.mtimeMs;
  if (format.as === 'database') {
    const wal = statOf(`${full}-wal`);
    if (wal instanceof fs.Stats) {
      size += wal.size;
      modifiedAt = Math.max(modifiedAt, wal.mtimeMs);
    }
  }
  const file: FoundFile = { path: full, root, relativePath, format, size, modifiedAt };
  logs.files.push(file);
  logs.onFile(file);
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

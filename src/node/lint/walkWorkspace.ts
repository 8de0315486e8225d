import fs from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', '.git', 'dist']);
/** Hidden folders that assistants and editors keep instructions in. */
const HIDDEN_BUT_SEEN = new Set(['.claude', '.github', '.cursor', '.vscode', '.agents']);
const MOST_ENTRIES = 200_000;
const DEEPEST = 20;

export interface Walk {
  /** Of files and folders, relative to the root, with '/'. */
  paths: string[];
  /** Too many entries: the rest was not looked at. */
  cut: boolean;
}

/** All files and folders below `root`, without other people's code. Links are not followed. */
export function walkWorkspace(root: string, most = MOST_ENTRIES): Walk {
  const paths: string[] = [];
  const queue: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { folder, depth } = next;
    for (const entry of entriesOf(path.join(root, folder))) {
      if (paths.length >= most) return { paths, cut: true };
      const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isFolder = entry.isDirectory();
      if (isFolder && (SKIPPED.has(entry.name) || (entry.name.startsWith('.') && !HIDDEN_BUT_SEEN.has(entry.name))))
        continue;
      paths.push(below);
      if (isFolder && depth < DEEPEST) queue.push({ folder: below, depth: depth + 1 });
    }
  }
  return { paths, cut: false };
}

/** What cannot be read is as if it were not there. */
function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

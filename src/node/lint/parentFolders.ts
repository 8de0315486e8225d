import fs from 'node:fs';
import path from 'node:path';

/**
 * The folders around a workspace, nearest first, up to the one that its repository begins in. None where it begins in
 * the workspace, or only where the home directory lies, too.
 */
export function parentFolders(workspace: string, home: string): string[] {
  const parents: string[] = [];
  for (let folder = path.resolve(workspace); !fs.existsSync(path.join(folder, '.git'));) {
    const parent = path.dirname(folder);
    if (parent === folder || parent === path.resolve(home)) return [];
    parents.push((folder = parent));
  }
  return parents;
}

/** Of a repository's working tree the folder that it was made in: a tree of its own has a file as .git, which says so. */
export function mainFolder(root: string): string {
  try {
    const file = path.join(root, '.git');
    const to = fs.statSync(file).isFile() ? /^gitdir: (.+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1] : undefined;
    return /^(.+)[\\/]\.git[\\/]worktrees[\\/][^\\/]+$/.exec(to?.trim() ?? '')?.[1] ?? root;
  } catch {
    return root;
  }
}

import type { InstructionFile } from './parseInstructionFile';
import type { TextRange } from './textRange';

/** `@path` in a file that Claude Code reads. */
export interface Import extends TextRange {
  from: InstructionFile;
  /** As written. */
  path: string;
  /** Relative to the workspace, or below '~/'; undefined: outside of both. */
  target: string | undefined;
}

export interface ImportGraph {
  imports: readonly Import[];
  /** Files behind a file's imports, through all of them, without the file itself. */
  reachedFrom(path: string): ReadonlySet<string>;
}

/** Claude Code follows imports of imports up to here. */
export const DEEPEST_IMPORT = 5;

/** The imports that stand in a file: no code, no mail address, no package name. */
export function importsOf(file: InstructionFile): Import[] {
  if (!file.readers.includes('Claude Code') || file.kind === 'skill' || file.load === 'invoke') return [];
  const found: Import[] = [];
  for (const { start, end } of file.prose) {
    for (const { index, 1: path = '' } of file.text.slice(start, end).matchAll(/(?<![^\s(])@([\w.~/-]+)/g)) {
      const trimmed = path.replace(/[.,:;]+$/, '');
      // '@types/node', '@someone': a file has an ending, or says where it is.
      if (!/^(?:\.{1,2}|~)?\/./.test(trimmed) && !/\.[a-z]{1,8}$/i.test(trimmed)) continue;
      const from = start + index;
      found.push({
        from: file,
        path: trimmed,
        start: from,
        end: from + 1 + trimmed.length,
        target: resolvePath(file.path, trimmed),
      });
    }
  }
  return found;
}

export function importGraph(files: readonly InstructionFile[]): ImportGraph {
  const imports = files.flatMap(importsOf);
  const targets = new Map<string, string[]>();
  for (const { from, target } of imports) {
    if (target !== undefined) targets.set(from.path, [...(targets.get(from.path) ?? []), target]);
  }
  return {
    imports,
    reachedFrom(path) {
      const reached = new Set<string>();
      const queue = [...(targets.get(path) ?? [])];
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        if (reached.has(next)) continue;
        reached.add(next);
        queue.push(...(targets.get(next) ?? []));
      }
      return reached;
    },
  };
}

/** `path`, as written in `file`, from the workspace's root; undefined: it leads out of it. */
export function resolvePath(file: string, path: string): string | undefined {
  if (path.startsWith('~/')) return path;
  if (path.startsWith('/')) return undefined;
  const parts = [...file.split('/').slice(0, -1), ...path.split('/')];
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length === 0 || (kept.length === 1 && kept[0] === '~')) return undefined;
    else kept.pop();
  }
  return kept.join('/');
}

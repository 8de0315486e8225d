import { classifyInstructionFile, type Classification } from './classifyInstructionFile';
import { importsOf } from './importGraph';
import { parseInstructionFile, type InstructionFile } from './parseInstructionFile';

export interface InstructionText {
  path: string;
  text: string;
  /** Other paths that lead to the same file, as CLAUDE.md often does to AGENTS.md. */
  links?: readonly string[];
}

/** All files that some assistant loads: by their names, or because another one imports them. */
export function parseWorkspace(texts: readonly InstructionText[]): InstructionFile[] {
  const known = new Map(texts.map(({ path, text }) => [path, text]));
  const files = new Map<string, InstructionFile>();
  for (const { path, text, links = [] } of texts) {
    const file = parseInstructionFile(path, text);
    if (file) files.set(path, { ...file, ...linkedAs(file, links) });
  }
  const queue = [...files.values()];
  for (let from = queue.pop(); from; from = queue.pop()) {
    for (const { target = '' } of importsOf(from)) {
      const file = files.get(target);
      const text = known.get(target);
      if (text === undefined || (file?.readers.includes('Claude Code') && loadedAs(file, from) === file.load)) continue;
      const imported: Classification = {
        kind: file?.kind ?? 'import',
        load: file ? loadedAs(file, from) : from.load,
        readers: [...new Set([...(file?.readers ?? []), 'Claude Code' as const])],
        listed: file?.listed ?? false,
      };
      const parsed = file ? { ...file, ...imported } : parseInstructionFile(target, text, imported);
      if (!parsed) continue;
      files.set(target, parsed);
      queue.push(parsed);
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Loaded by whoever loads one of the links, and as often. */
function linkedAs(file: InstructionFile, links: readonly string[]): Pick<InstructionFile, 'load' | 'readers'> {
  const linked = links.flatMap((link) => classifyInstructionFile(link, file.frontMatter) ?? []);
  return {
    load: linked.some(({ load }) => load === 'always') ? 'always' : file.load,
    readers: [...new Set([file, ...linked].flatMap(({ readers }) => readers))],
  };
}

/** An import is there whenever its importer is. */
function loadedAs(file: InstructionFile, from: InstructionFile): InstructionFile['load'] {
  return from.load === 'always' ? 'always' : file.load;
}

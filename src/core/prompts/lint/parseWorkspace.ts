import type { Classification } from './classifyInstructionFile';
import { importsOf } from './importGraph';
import { parseInstructionFile, type InstructionFile } from './parseInstructionFile';

/** All files that some assistant loads: by their names, or because another one imports them. */
export function parseWorkspace(texts: readonly { path: string; text: string }[]): InstructionFile[] {
  const known = new Map(texts.map(({ path, text }) => [path, text]));
  const files = new Map<string, InstructionFile>();
  for (const [path, text] of known) {
    const file = parseInstructionFile(path, text);
    if (file) files.set(path, file);
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

/** An import is there whenever its importer is. */
function loadedAs(file: InstructionFile, from: InstructionFile): InstructionFile['load'] {
  return from.load === 'always' ? 'always' : file.load;
}

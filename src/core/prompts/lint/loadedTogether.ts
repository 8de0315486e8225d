import type { InstructionFile } from './parseInstructionFile';

/** Whether one request can hold both: two files of one reader, at least one of which is always there; or one file. */
export function loadedTogether(a: InstructionFile, b: InstructionFile): boolean {
  if (a === b) return true;
  if (a.load === 'invoke' || b.load === 'invoke') return false;
  return (a.load === 'always' || b.load === 'always') && a.readers.some((reader) => b.readers.includes(reader));
}

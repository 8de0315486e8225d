import { KeySet, type JsonSkim } from './jsonSkim';

/** Lines that an edit added and removed. */
export interface LineCounts {
  added: number;
  removed: number;
}

const RESULT = new KeySet(['structuredPatch', 'content', 'type']);
const HUNK = new KeySet(['lines']);

/** Counts the lines of the edit whose `toolUseResult` the skim stands at: a new file's content, or a patch. */
export function readClaudeEdit(skim: JsonSkim, bytes: Uint8Array, out: LineCounts): void {
  out.added = out.removed = 0;
  if (!skim.enter(123)) {
    skim.skip();
    return;
  }
  let isNew = false;
  let content = 0;
  while (skim.nextKey()) {
    switch (RESULT.find(bytes, skim.from, skim.to)) {
      case 'type':
        isNew = skim.text() === 'create';
        break;
      case 'content':
        if (skim.peek() === 34 && skim.string()) content = lineCount(bytes, skim.from, skim.to);
        else skim.skip();
        break;
      case 'structuredPatch':
        readPatch(skim, bytes, out);
        break;
      default:
        skim.skip();
    }
  }
  // A new file's patch is empty.
  if (isNew) {
    out.added = content;
    out.removed = 0;
  }
}

/** Hunks whose `lines` begin with '+', '-' or a blank. */
function readPatch(skim: JsonSkim, bytes: Uint8Array, out: LineCounts): void {
  if (!skim.enter(91)) {
    skim.skip();
    return;
  }
  while (skim.nextElement()) {
    if (!skim.enter(123)) {
      skim.skip();
      continue;
    }
    while (skim.nextKey()) {
      if (HUNK.find(bytes, skim.from, skim.to) !== 'lines' || !skim.enter(91)) {
        skim.skip();
        continue;
      }
      while (skim.nextElement()) {
        if (skim.peek() !== 34 || !skim.string()) skim.skip();
        else if (bytes[skim.from] === 43) out.added++;
        else if (bytes[skim.from] === 45) out.removed++;
      }
    }
  }
}

/** Lines of a JSON string's bytes, by its `\n` escapes. */
function lineCount(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return 0;
  let lines = 1;
  for (let i = from; i < to; i++) {
    if (bytes[i] !== 92) continue;
    i++;
    // A line feed at the very end closes the last line rather than beginning another.
    if (bytes[i] === 110 && i < to - 1) lines++;
  }
  return lines;
}

import { BACKSLASH, Json, OPENING_BRACE, OPENING_BRACKET } from './json';
import { word, wordAt } from './words';

const STRUCTURED_PATCH = word('structuredPatch');
const CONTENT = word('content');
const TYPE = word('type');
const LINES = word('lines');
const CREATE = word('create');

/** Lines that an edit added and removed, by the `toolUseResult` that is next: a new file's content, or a patch. */
export class Edit {
  static added: u32 = 0;
  static removed: u32 = 0;

  static read(): void {
    Edit.added = Edit.removed = 0;
    if (!Json.entersElseSkips(OPENING_BRACE)) return;
    let isNew: bool = false;
    let content: u32 = 0;
    while (Json.nextKey()) {
      const key = wordAt(Json.from, Json.to);
      if (key === TYPE) isNew = Json.stringElseSkips() && wordAt(Json.from, Json.to) === CREATE;
      else if (key === CONTENT) {
        if (Json.stringElseSkips()) content = lineCount(Json.from, Json.to);
      } else if (key === STRUCTURED_PATCH) readPatch();
      else Json.skip();
    }
    // A new file's patch is empty.
    if (isNew) {
      Edit.added = content;
      Edit.removed = 0;
    }
  }
}

/** Hunks whose `lines` begin with '+', '-' or a blank. */
function readPatch(): void {
  if (!Json.entersElseSkips(OPENING_BRACKET)) return;
  while (Json.nextElement()) {
    if (!Json.entersElseSkips(OPENING_BRACE)) continue;
    while (Json.nextKey()) {
      if (wordAt(Json.from, Json.to) !== LINES || !Json.enter(OPENING_BRACKET)) {
        Json.skip();
        continue;
      }
      while (Json.nextElement()) {
        if (!Json.stringElseSkips() || Json.from === Json.to) continue;
        const sign = load<u8>(Json.from);
        if (sign === 43) Edit.added++;
        else if (sign === 45) Edit.removed++;
      }
    }
  }
}

/** Lines of a JSON string's bytes, by its `\n` escapes. */
function lineCount(from: usize, to: usize): u32 {
  if (from === to) return 0;
  let lines: u32 = 1;
  for (let at = from; at < to; at++) {
    if (load<u8>(at) !== BACKSLASH) continue;
    at++;
    // A line feed at the very end closes the last line rather than beginning another.
    if (load<u8>(at) === 110 && at < to - 1) lines++;
  }
  return lines;
}

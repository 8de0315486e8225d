/** What a patch does to one file; lines counted as they stand in it. */
export interface FileEdit {
  path: string;
  added: number;
  removed: number;
}

const PATCH_BEGIN = '*** Begin Patch';
const FILE = /^\*\*\* (?:Add|Update|Delete) File: (.+)$/;

/** The edits in a patch of Codex's own form (`*** Begin Patch …`), wherever in the text it begins. */
export function patchEdits(text: string): FileEdit[] {
  const edits: FileEdit[] = [];
  const begin = text.indexOf(PATCH_BEGIN);
  if (begin < 0) return edits;
  for (const line of text.slice(begin).split('\n')) {
    const path = FILE.exec(line)?.[1];
    if (path) edits.push({ path: path.trim(), added: 0, removed: 0 });
    const edit = edits.at(-1);
    if (!edit) continue;
    if (line.startsWith('+')) edit.added++;
    else if (line.startsWith('-')) edit.removed++;
    else if (line.startsWith('*** End Patch')) break;
  }
  return edits;
}

/** The edits in the `changes` of a `patch_apply_end`: per path an added or deleted content, or a unified diff. */
export function changeEdits(changes: unknown): FileEdit[] {
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) return [];
  return Object.entries(changes).map(([path, change]) => {
    const { type, content, unified_diff: diff } = (change ?? {}) as Record<string, unknown>;
    if (typeof diff === 'string') return { path, ...diffLines(diff) };
    const lines = typeof content === 'string' ? lineCount(content) : 0;
    return { path, added: type === 'delete' ? 0 : lines, removed: type === 'delete' ? lines : 0 };
  });
}

function diffLines(diff: string): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  let inHunk = false;
  for (const line of diff.split('\n')) {
    // `---` and `+++` name files only before the first hunk; within one they are lines like others.
    if (line.startsWith('@@')) inHunk = true;
    else if (inHunk && line.startsWith('+')) added++;
    else if (inHunk && line.startsWith('-')) removed++;
  }
  return { added, removed };
}

function lineCount(text: string): number {
  if (text === '') return 0;
  const feeds = text.split('\n').length;
  return text.endsWith('\n') ? feeds - 1 : feeds;
}

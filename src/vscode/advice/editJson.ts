import { applyEdits, modify, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { EditedSettings, SettingValue } from './editedSettings';

/** Sets one value in a JSON file of settings. Comments, order and everything else stay as they are. */
export function editJson(text: string, path: readonly string[], value: SettingValue): EditedSettings {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content = text.slice(bom.length);
  const before = content.trim() === '' ? '{}\n' : content;
  if (!fits(before, path)) return { refused: 'unreadable' };
  const edits = modify(before, [...path], value, { formattingOptions: formatting(before) });
  const after = applyEdits(before, edits);
  // The library trusts its input; what it made of it has to say what was asked for.
  return fits(after, path) && valueAt(after, path) === value ? { text: bom + after } : { refused: 'unreadable' };
}

/** It is JSON, comments allowed, and every step of the path that is there is an object that is there once. */
function fits(text: string, path: readonly string[]): boolean {
  const errors: ParseError[] = [];
  let node = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) return false;
  for (const key of path) {
    if (node === undefined) return true;
    if (node.type !== 'object') return false;
    const found = properties(node, key);
    if (found.length > 1) return false;
    node = found[0];
  }
  return node === undefined || path.length === 0 || !['object', 'array'].includes(node.type);
}

function properties(object: Node, key: string): Node[] {
  return (object.children ?? []).flatMap(({ children = [] }) => (children[0]?.value === key ? children.slice(1) : []));
}

function valueAt(text: string, path: readonly string[]): unknown {
  let node = parseTree(text, [], { allowTrailingComma: true });
  for (const key of path) node = node && properties(node, key)[0];
  return node?.value as unknown;
}

/** As the file itself is indented. */
function formatting(text: string) {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

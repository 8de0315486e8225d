import path from 'node:path';
import { classifyInstructionFile } from '../../core/prompts/lint/classifyInstructionFile';
import { DEEPEST_IMPORT, importsOf } from '../../core/prompts/lint/importGraph';
import { parseInstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { readSmallFile, type NotRead } from '../readSmallFile';
import { placeIn, type AssistantFolders } from './assistantFolders';

const MOST_BYTES = 1024 * 1024;

export type PassedOver = 'too-large' | 'unreadable' | 'outside';

export interface InstructionTexts {
  /** By path relative to the root, or below '~/'. */
  texts: Map<string, string>;
  /** `outside`: an import that leads neither into the workspace nor into the home directory. */
  passedOver: { path: string; reason: PassedOver }[];
}

/**
 * Reads the instruction files among `paths`, and what they import. `open`: texts of documents that are open in an editor,
 * which hold instead of what is on the disk. `folders`: where assistants keep the user's own, if not in the usual places.
 */
export function readInstructionTexts(
  root: string,
  home: string,
  paths: readonly string[],
  open: ReadonlyMap<string, string> = new Map(),
  folders: AssistantFolders = new Map(),
): InstructionTexts {
  const texts = new Map<string, string>();
  const passedOver: InstructionTexts['passedOver'] = [];
  const seen = new Set<string>();
  const queue = [...new Set([...paths, ...open.keys()])]
    .filter((file) => classifyInstructionFile(file) !== undefined)
    .map((file) => ({ file, depth: 0, imported: false }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { file, depth, imported } = next;
    if (seen.has(file)) continue;
    seen.add(file);
    const text = open.get(file) ?? readText(placeIn(folders, file) ?? placeOf(file, root, home));
    if (typeof text !== 'string') {
      // An import of what does not exist is a finding, not a fault.
      if (text.reason !== 'missing') passedOver.push({ path: file, reason: text.reason });
      continue;
    }
    texts.set(file, text);
    const parsed = parseInstructionFile(file, text, imported ? IMPORTED : undefined);
    if (!parsed || depth >= DEEPEST_IMPORT) continue;
    const isRead = imported && !parsed.readers.includes('Claude Code');
    for (const { target, path: written } of importsOf(isRead ? { ...parsed, readers: IMPORTED.readers } : parsed)) {
      if (target === undefined) passedOver.push({ path: written, reason: 'outside' });
      else queue.push({ file: target, depth: depth + 1, imported: true });
    }
  }
  return { texts, passedOver };
}

const IMPORTED = { kind: 'import', load: 'always', readers: ['Claude Code'], listed: false } as const;

export function placeOf(file: string, root: string, home: string): string {
  if (file.startsWith('~/')) return path.join(home, file.slice(2));
  return path.isAbsolute(file) ? file : path.join(root, file);
}

function readText(place: string): string | { reason: NotRead } {
  const read = readSmallFile(place, MOST_BYTES);
  return typeof read === 'string' ? { reason: read } : read.toString('utf8');
}

import fs from 'node:fs';
import path from 'node:path';
import { attachmentMentions, type AttachmentMention } from '../../core/prompts/attachmentMentions';
import type { SendCostView } from '../../protocol/writingViews';
import { readSmallFile } from '../readSmallFile';

const LARGEST = 2 << 20;
const MOST_COUNTED = 20;

interface Attachments {
  read: { path: string; text: string }[];
  uncounted: SendCostView['uncounted'];
}

/** The files in `folders` that a prompt mentions, with the lines it means. What is not there was no mention. */
export function readAttachments(text: string, folders: readonly string[]): Attachments {
  const found: Attachments = { read: [], uncounted: [] };
  for (const mention of attachmentMentions(text)) {
    const place = placeOf(mention, folders);
    if (!place) continue;
    const why = place.isFolder ? 'folder' : place.size > LARGEST ? 'too-large' : undefined;
    const content = why ? undefined : contentOf(place.file);
    if (found.read.length >= MOST_COUNTED) found.uncounted.push({ path: mention.path, why: 'too-many' });
    else if (content === undefined) found.uncounted.push({ path: mention.path, why: why ?? 'not-text' });
    else found.read.push({ path: labelOf(mention), text: linesOf(content, mention) });
  }
  return found;
}

function placeOf({ path: mentioned }: AttachmentMention, folders: readonly string[]) {
  for (const folder of folders) {
    const file = path.resolve(folder, mentioned);
    // Nothing outside of the open folders is looked at.
    if (path.relative(folder, file).startsWith('..') || path.isAbsolute(path.relative(folder, file))) continue;
    try {
      const facts = fs.statSync(file);
      if (facts.isDirectory()) return { file, isFolder: true, size: 0 };
      if (facts.isFile()) return { file, isFolder: false, size: facts.size };
    } catch {
      // Not there, or not ours to see.
    }
  }
  return undefined;
}

function contentOf(file: string): string | undefined {
  const bytes = readSmallFile(file, LARGEST);
  return typeof bytes === 'string' || bytes.includes(0) ? undefined : bytes.toString('utf8');
}

function labelOf({ path: mentioned, lines }: AttachmentMention): string {
  if (!lines) return mentioned;
  return lines.first === lines.last ? `${mentioned}:${lines.first}` : `${mentioned}:${lines.first}-${lines.last}`;
}

function linesOf(text: string, { lines }: AttachmentMention): string {
  return lines
    ? text
        .split('\n')
        .slice(lines.first - 1, lines.last)
        .join('\n')
    : text;
}

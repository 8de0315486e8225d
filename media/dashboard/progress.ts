import type { Progress } from '../../src/protocol/messages';
import { announce } from './announce';
import { h } from './dom';
import { bytes, count } from './format';
import { t } from './setup';

const bar = h('progress', { 'aria-label': t('progress.label'), max: 1 });
const text = h('span', { 'aria-hidden': 'true' });

/** How far the reading of logs has come; there only while it lasts. */
export const progress = h('div', { class: 'progress', hidden: true }, bar, text);

export function isIndexing(): boolean {
  return !progress.hidden;
}

/** Screen readers hear the beginning, the end and every tenth second. */
export function showProgress({ indexing, filesDone, filesTotal, bytesDone, bytesTotal }: Progress): void {
  const began = indexing && progress.hidden;
  const ended = !indexing && !progress.hidden;
  progress.hidden = !indexing;
  if (indexing) {
    bar.value = bytesTotal > 0 ? Math.min(1, bytesDone / bytesTotal) : 0;
    text.textContent = t('progress.text', count(filesDone), count(filesTotal), bytes(bytesDone), bytes(bytesTotal));
    announce(text.textContent, began ? 0 : 10);
  } else if (ended) announce(t('progress.done'));
}

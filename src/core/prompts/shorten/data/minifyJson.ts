import { scanJson } from './scanJson';

/**
 * JSON (or JSON with comments) without the whitespace between its tokens; every token stays as it is written, so big
 * integers, escapes, keys that come twice and comments do. undefined when it is neither. Linear time.
 */
export function minifyJson(text: string): string | undefined {
  const pieces: string[] = [];
  let from = 0;
  let to = 0;
  const isJson = scanJson(text, (token, start, end) => {
    if (start !== to) {
      pieces.push(text.slice(from, to));
      from = start;
    }
    to = end;
    // A line comment would swallow what comes after it.
    if (token === 'comment' && text[start + 1] === '/' && text[end] === '\n') to = end + 1;
  });
  if (!isJson) return undefined;
  pieces.push(text.slice(from, to));
  return pieces.join('');
}

/** A token of JSON as it stands in the text. `string` and `number` are whole, `word` is true, false or null. */
export type JsonToken = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'number' | 'word' | 'comment';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /(?:true|false|null)(?![\w$])/y;

/**
 * Calls `visit` for every token of `text`, in order, and says whether it is one object or array of JSON, or of JSON
 * with comments and trailing commas. Nothing is decoded, so big integers, escapes and keys that come twice are seen as
 * they stand. Needs no call stack for depth. What was visited before a mistake was found has been visited.
 */
export function scanJson(text: string, visit: (token: JsonToken, start: number, end: number) => void): boolean {
  /** The brackets that are open. */
  const open: ('{' | '[')[] = [];
  let expect: 'value' | 'value or end' | 'key or end' | 'colon' | 'comma or end' | 'nothing' = 'value';
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      at++;
      continue;
    }
    const char = text[at]!;
    const start = at;
    if (char === '/') {
      at = commentEnd(text, at);
      if (at < 0) return false;
      visit('comment', start, at);
      continue;
    }
    const wantsValue = expect === 'value' || expect === 'value or end';
    if (char === '"') {
      at = stringEnd(text, at);
      if (at < 0) return false;
      if (expect === 'key or end') expect = 'colon';
      else if (wantsValue && open.length > 0) expect = 'comma or end';
      else return false;
      visit('string', start, at);
    } else if (char === '{' || char === '[') {
      if (!wantsValue) return false;
      open.push(char);
      expect = char === '{' ? 'key or end' : 'value or end';
      visit(char, start, ++at);
    } else if (char === '}' || char === ']') {
      const empty = char === '}' ? 'key or end' : 'value or end';
      if (open.pop() !== (char === '}' ? '{' : '[')) return false;
      if (expect !== 'comma or end' && expect !== empty) return false;
      expect = open.length === 0 ? 'nothing' : 'comma or end';
      visit(char, start, ++at);
    } else if (char === ',') {
      if (expect !== 'comma or end') return false;
      // With a trailing comma the end may follow.
      expect = open.at(-1) === '{' ? 'key or end' : 'value or end';
      visit(char, start, ++at);
    } else if (char === ':') {
      if (expect !== 'colon') return false;
      expect = 'value';
      visit(char, start, ++at);
    } else {
      if (!wantsValue || open.length === 0) return false;
      const pattern = code === 0x2d || (code >= 0x30 && code <= 0x39) ? NUMBER : WORD;
      pattern.lastIndex = at;
      if (!pattern.test(text)) return false;
      at = pattern.lastIndex;
      expect = 'comma or end';
      visit(pattern === NUMBER ? 'number' : 'word', start, at);
    }
  }
  return expect === 'nothing';
}

/** Behind the closing quotation mark; -1 when the string is not one of JSON. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    if (code !== 0x5c) continue;
    at++;
    const escape = text[at] ?? '';
    if (escape === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return -1;
      at += 4;
    } else if (!'"\\/bfnrt'.includes(escape) || escape === '') return -1;
  }
  return -1;
}

/** Behind a comment (a line's end does not belong to it); -1 when there is none. */
function commentEnd(text: string, start: number): number {
  if (text[start + 1] === '/') {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  if (text[start + 1] !== '*') return -1;
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? -1 : end + 2;
}

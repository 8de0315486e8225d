const NAME = /^<(\/?)([A-Za-z_][\w.:-]{0,200})(?=[\s/>])/;

/** Where white space shows, or stands for itself: HTML's elements, and those that hold other languages. */
const SPACED = new Set(
  (
    'html head body a abbr b bdi bdo big br button cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 i img input ins kbd label ' +
    'li mark nav ol option p pre q ruby s samp script section select small span strong style sub sup svg table tbody td text textarea tspan th ' +
    'thead time tr tt u ul var'
  ).split(' '),
);

/**
 * XML without the line breaks and indentation between its tags. undefined when it is not well-formed enough to tell,
 * or where that white space may mean something: elements with text beside elements, xml:space, CDATA, a document type,
 * HTML. Linear time.
 */
export function minifyXml(text: string): string | undefined {
  const pieces: string[] = [];
  /** The elements that are open, and what was seen in each. */
  const open: { name: string; hasElement: boolean; hasText: boolean }[] = [];
  let roots = 0;
  /** A blank between two tags: taken as indentation if what follows is no closing tag of an element without elements. */
  let blank = '';
  let at = 0;

  while (at < text.length) {
    const next = text.indexOf('<', at);
    const between = text.slice(at, next < 0 ? text.length : next);
    const parent = open.at(-1);
    if (between.trim() === '') blank = between;
    else {
      if (!parent) return undefined;
      parent.hasText = true;
      pieces.push(between);
      blank = '';
    }
    if (next < 0) break;

    const markup = otherMarkup(text, next);
    if (markup !== undefined) {
      if (markup < 0) return undefined;
      pieces.push(indentation(blank), text.slice(next, markup));
      at = markup;
      continue;
    }
    const end = tagEnd(text, next);
    if (end < 0) return undefined;
    const whole = text.slice(next, end);
    const named = NAME.exec(whole);
    if (!named) return undefined;
    const [begin, slash, name] = named as unknown as [string, string, string];
    const attributes = whole.slice(begin.length, -1);
    at = end;
    if (SPACED.has(name.toLowerCase()) || attributes.includes('xml:space')) return undefined;
    if (slash === '/') {
      const closed = open.pop();
      if (closed?.name !== name || attributes.trim() !== '' || (closed.hasText && closed.hasElement)) return undefined;
      pieces.push(closed.hasElement ? indentation(blank) : blank, whole);
    } else {
      if (parent) parent.hasElement = true;
      else if (++roots > 1) return undefined;
      pieces.push(indentation(blank), whole);
      if (!attributes.endsWith('/')) open.push({ name, hasElement: false, hasText: false });
    }
    blank = '';
  }
  return roots === 1 && open.length === 0 ? pieces.join('') : undefined;
}

/** A blank without a line break was put there by hand. */
function indentation(blank: string): string {
  return blank.includes('\n') ? '' : blank;
}

/** Behind the `>` of the tag that begins at `start`, which may have one within quotation marks; -1 without one. */
function tagEnd(text: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '<') return -1;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') return at + 1;
    else if (char === '"' || char === "'") quote = char;
  }
  return -1;
}

/** The end of a comment or an instruction that begins at `at`; -1 for one that is to be left alone. */
function otherMarkup(text: string, at: number): number | undefined {
  const [begin, end] = text.startsWith('<!--', at) ? ['<!--', '-->'] : ['<?', '?>'];
  if (text.startsWith(begin, at)) {
    const found = text.indexOf(end, at + begin.length);
    return found < 0 ? -1 : found + end.length;
  }
  return text[at + 1] === '!' ? -1 : undefined;
}

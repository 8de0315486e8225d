/** What of a style a formatter holds the code to; without a key, it is not known, or none of its business. */
export interface CodeStyle {
  tabs?: boolean;
  indentWidth?: number;
  quotes?: 'single' | 'double';
  jsxQuotes?: 'single' | 'double';
  semicolons?: boolean;
  trailingCommas?: boolean;
  lineLength?: number;
  /** Blanks at the ends of lines. */
  trailingSpaces?: boolean;
  finalNewline?: boolean;
}

const WORD = '(?:\\w+ )';
const NUMBERS: Record<string, number> = { two: 2, four: 4, eight: 8 };

/** What a formatter settles. Each is all that one clause of an instruction says, in small letters, and what it asks for. */
const CLAUSES: readonly [pattern: RegExp, asks: (found: readonly string[], clause: string) => CodeStyle | undefined][] =
  [
    [
      new RegExp(
        `^${WORD}{0,3}(\\d|two|four|eight)[- ]spaces?(?: (?:for )?(?:indentation|indent(?:s|ing)?|tabs?))?(?: \\w+){0,3}$`,
      ),
      ([, width = '']) => ({ tabs: false, indentWidth: numberOf(width) }),
    ],
    [
      new RegExp(
        `^(?:indent(?:ation)?|(tab (?:width|size)))\\W+${WORD}{0,3}(\\d|two|four|tabs?|spaces?)(?: (spaces?|tabs?))?(?: \\w+){0,2}$`,
      ),
      ([, isWidth, amount = '', unit = '']) => {
        if (/^[ts]/.test(amount) && amount !== 'two') return { tabs: amount.startsWith('t') };
        const indentWidth = numberOf(amount);
        return isWidth || unit.startsWith('t') ? { indentWidth } : { tabs: false, indentWidth };
      },
    ],
    [
      /^(?:use |prefer )?(tabs|spaces) (?:for indent(?:ation|ing)|(?:over|instead of) (?:tabs|spaces))$/,
      ([, unit]) => ({ tabs: unit === 'tabs' }),
    ],
    [
      /^(?:(?:always )?(?:use|prefer) )?(single|double)[- ]quotes?(?: (?:for|in|over) (?:\w+ ?){1,4})?$/,
      ([, quotes], clause) => {
        // JSON has but one kind, and of HTML and Markdown each tool has its own idea.
        if (/\b(?:json|html|markdown|attributes)\b/.test(clause) && !/\bjsx\b/.test(clause)) return undefined;
        const kind = quotes as 'single' | 'double';
        return /\bjsx\b/.test(clause) ? { jsxQuotes: kind } : { quotes: kind };
      },
    ],
    [
      /^(?:(?:always )?(?:use|add|include|end \w+ with|prefer|require) )?semi-?colons?(?: (?:at the end of \w+|always|required|everywhere|after statements))?$/,
      () => ({ semicolons: true }),
    ],
    [
      /^(?:(?:always )?(?:use|add|include|prefer) )?trailing commas?(?: in (?:\w+ ?){1,4}| where valid.*)?$/,
      () => ({ trailingCommas: true }),
    ],
    [
      new RegExp(
        `^(?:(?:keep|limit|maximum|max) )?(?:lines?|line (?:length|width)|print width)\\W+${WORD}{0,3}(\\d{2,3})(?: (?:characters?|chars?|columns?))?(?: max(?:imum)?)?$`,
      ),
      ([, length]) => ({ lineLength: Number(length) }),
    ],
    [
      /^(?:max(?:imum)? )?(\d{2,3})[- ](?:characters?|chars?|columns?)(?: (?:max(?:imum)?|per line|line (?:length|limit|width)))+$/,
      ([, length]) => ({ lineLength: Number(length) }),
    ],
    [/^(?:(?:always )?(?:remove|trim|strip) )?trailing (?:white ?)?spaces?$/, () => ({ trailingSpaces: false })],
    [
      /^(?:(?:always )?(?:end|add|ensure|include|insert|finish) (?:\w+ ){0,3})?(?:a )?(?:final|trailing|single trailing) newline(?: at (?:the )?end of (?:\w+ ?){1,3})?$/,
      () => ({ finalNewline: true }),
    ],
    [
      /^(?:use |always use )?(?:consistent|proper) (?:indentation|formatting|spacing)(?: and (?:indentation|formatting|spacing))?$/,
      () => ({}),
    ],
  ];

/** What a clause of an instruction asks of the code's style; undefined: something else, or not only that. */
export function askedStyle(clause: string): CodeStyle | undefined {
  if (/\b(?:not|no|never|dont|avoid|without)\b/.test(clause)) return undefined;
  for (const [pattern, asks] of CLAUSES) {
    const found = pattern.exec(clause);
    if (found) return asks(found, clause);
  }
  return undefined;
}

/** Does it hold the code to all that is asked? */
export function holds(style: CodeStyle, asked: CodeStyle): boolean {
  return (Object.keys(asked) as (keyof CodeStyle)[]).every((key) => style[key] === asked[key]);
}

function numberOf(word: string): number {
  return NUMBERS[word] ?? Number(word);
}

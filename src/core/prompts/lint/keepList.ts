import type { InstructionFile, Statement } from './parseInstructionFile';

/**
 * Lines that a careful editor leaves alone, however much they seem to say twice (COACHING, C6): a reason, security,
 * numbers, what must not be done, and a recap at the end. They are never proposed for removal.
 */
export function isKept(file: InstructionFile, statement: Statement): boolean {
  const text = `${statement.lead} ${statement.plain}`;
  return (
    REASON.test(text) ||
    SECURITY.test(`${statement.heading} ${text}`) ||
    /\d/.test(statement.plain) ||
    isNegative(text) ||
    isNegative(statement.heading) ||
    isRecap(file, statement)
  );
}

/** What must not be done, or only then: in the languages that the project's own users most write in. */
export function isNegative(text: string): boolean {
  return NEGATIVE.test(text) || /않|못|말고|마세요|말 것|없|ない|禁止|不|没|别|勿|非/.test(text);
}

const NEGATIVE =
  /\b(?:no|not|never|nor|cannot|without|avoid|don['’]?ts?|forbidden|prohibited|disallowed|only|except|unless|anti-?patterns?|instead of|rather than|nicht|keine?n?|nie|ohne|nur)\b|n['’]t\b|❌|🚫/i;
const REASON =
  /\b(?:because|otherwise|so that|since|due to|reason|why|in order to|to (?:avoid|prevent|ensure|keep)|weil|damit|denn)\b/i;
const SECURITY =
  /\b(?:secur\w*|secrets?|credentials?|passwords?|api[- ]keys?|private|auth\w*|permissions?|encrypt\w*|sanitiz\w*|escap\w*|inject\w*|xss|csrf|vulnerab\w*|pii|gdpr|privacy|safety)\b/i;
const RECAP = /\b(?:recap|summary|remember|reminders?|key (?:points|takeaways)|in short|tl;?dr|checklist)\b/i;

function isRecap(file: InstructionFile, { section }: Statement): boolean {
  return section !== undefined && section === file.sections.at(-1) && RECAP.test(section.title);
}

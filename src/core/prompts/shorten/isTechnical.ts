/**
 * A digit, a path, an address, a flag, a variable, a slot, an operator, a name in camel or snake case, a dotted name,
 * capitals: each is one pass over the word.
 */
const SIGNS =
  /[\d_/\\@#$%^&={}<>|~+`]|--|::|^-|[\w\u00aa-\u024f\p{Script=Latin}][.:][\w\u00aa-\u024f\p{Script=Latin}]|\w\(|[a-z][A-Z]|[A-Z]{2}|[\w.]\*|\*[\w.]/u;
/** Words that happen to be written in capitals or with such signs and mean nothing by it. */
const PLAIN = /^(?:OK|PLEASE|THANKS|I)$/;

/**
 * Whether a word (without white space, without the marks of its sentence) stands for something exact: an identifier, a
 * path, an address, a number with its unit, a version, a hash, an option, a pattern.
 */
export function isTechnical(word: string): boolean {
  return SIGNS.test(word) && !PLAIN.test(word);
}

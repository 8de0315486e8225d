/** `NAME=value ` before a command, where its end is certain: quoted without escapes, or without blanks. */
const ASSIGNMENT = /^\w+=(?:"[^"`\\(]*"|'[^']*'|[^\s"'`\\(])*\s+/;
const WRAPPER = /^(?:sudo|env)\s+(?=[\w./~])/;
const WORD = /^[\w./~+:@-]+$/;
const NAME = /^\w[\w.+-]{0,39}$/;

/**
 * The program a command line runs, without its arguments, variables or folder; '' when it is not clear which: a value
 * or an argument must never be taken for it.
 */
export function program(command: string): string {
  let rest = command.slice(0, 400).trimStart();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(ASSIGNMENT, '').replace(WRAPPER, '');
  }
  const word = rest.split(/\s/, 1)[0]!;
  const name = WORD.test(word) ? word.slice(word.lastIndexOf('/') + 1) : '';
  return NAME.test(name) ? name : '';
}

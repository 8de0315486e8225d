/**
 * Words that programs print when something went wrong, not those people use to talk of it: "handle errors" and "what is
 * a TypeError?" are none. Lines are matched one by one, without nested repetition.
 */
const PRINTED: readonly RegExp[] = [
  /\b[A-Z]\w*(?:Error|Exception): \S/,
  /\berror(?:\[E\d+\]| TS\d+)?: \S/,
  /\bTraceback \(most recent call last\)|^\s*Caused by: |\bpanicked at\b|\bUnhandled exception\b/m,
  /^\s+at (?:\S+ )?\(?\S+:\d+\b/m,
  /^\s*File "[^"\n]+", line \d+/m,
  /\bnpm (?:ERR!|error )/,
  /\b(?:exit(?:ed with)? (?:code|status)|exit code:?) [1-9]\d*\b/i,
  /\bsegmentation fault\b|\bcore dumped\b/i,
];

const LONGEST = 20_000;

/** Does a prompt quote an error, as who wants it found and mended does? */
export function showsError(text: string): boolean {
  const head = text.slice(0, LONGEST);
  return PRINTED.some((pattern) => pattern.test(head));
}

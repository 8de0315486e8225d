/** What puts commands together, or one into another; `>&` and `&>` only say where the output goes. */
const JOINS = /[|;()`\n\r]|(?<!>)&(?!>)/;

/**
 * Is a shell's command line one simple command (POSIX, 2.9.1), with nothing before, behind or within it? Without a look
 * at quotes: `grep "a|b"` counts as more. As `isSimple` in src/wasm/content.ts, which reads bytes.
 */
export function isSimpleCommand(line: string): boolean {
  return line !== '' && !JOINS.test(line);
}

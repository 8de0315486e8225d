/** What puts commands together, or one into another, or sends what one prints to a file; `2>&1` does none of it. */
const MORE = /[|;()`\n\r]|(?<!>)&|>(?!&\d)/;

/**
 * Is a shell's command line one simple command (POSIX, 2.9.1), with nothing before, behind or within it, whose output
 * goes into no file? Without a look at quotes: `grep "a|b"` counts as more. As in src/wasm/content.ts, which reads bytes.
 */
export function isSimpleCommand(line: string): boolean {
  return line !== '' && !MORE.test(line);
}
